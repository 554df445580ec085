from odoo import models

from .mail_message import HEADERS


class MailMail(models.Model):
    """Keep headers of e-mails on one line, including those of their message."""

    _name = "mail.mail"
    _inherit = ["mail.mail", "constituent.single.line.mixin"]

    _single_line_fields = (*HEADERS, "email_to", "email_cc", "references")
