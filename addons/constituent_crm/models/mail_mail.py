from odoo import models

from .mail_message import HEADERS


class MailMail(models.Model):
    """The headers of an e-mail stay on one line, those of its message included."""

    _name = "mail.mail"
    _inherit = ["mail.mail", "constituent.single.line.mixin"]

    _single_line_fields = (*HEADERS, "email_to", "email_cc", "references")
