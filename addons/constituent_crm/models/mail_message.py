from odoo import models

# Fields that become headers of an e-mail.
HEADERS = ("subject", "email_from", "reply_to")


class MailMessage(models.Model):
    """Keep fields that become headers of an e-mail on one line."""

    _name = "mail.message"
    _inherit = ["mail.message", "constituent.single.line.mixin"]

    _single_line_fields = (*HEADERS, "record_name")
