from odoo import fields, models


class ConstituentConsent(models.Model):
    _inherit = "constituent.consent"

    method = fields.Selection(
        selection_add=[("sms", "Text message")], ondelete={"sms": "set default"}
    )
