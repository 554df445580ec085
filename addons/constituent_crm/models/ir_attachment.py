from odoo import models


class IrAttachment(models.Model):
    """Attachments whose name may be used in a header of an e-mail."""

    _name = "ir.attachment"
    _inherit = ["ir.attachment", "constituent.single.line.mixin"]

    _single_line_fields = ("name",)
