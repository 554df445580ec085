from odoo import models


class IrAttachment(models.Model):
    """The name of a file becomes a header of the e-mail that carries it."""

    _name = "ir.attachment"
    _inherit = ["ir.attachment", "constituent.single.line.mixin"]

    _single_line_fields = ("name",)
