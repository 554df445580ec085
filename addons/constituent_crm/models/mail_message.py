from odoo import models

# Of what a message has, this becomes a header of the e-mail that carries it.
HEADERS = ("subject", "email_from", "reply_to")


class MailMessage(models.Model):
    """What becomes a header of an e-mail stays on one line, whoever posts it."""

    _name = "mail.message"
    _inherit = ["mail.message", "constituent.single.line.mixin"]

    _single_line_fields = (*HEADERS, "record_name")
