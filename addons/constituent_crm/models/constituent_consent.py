from odoo import fields, models


class ConstituentConsent(models.Model):
    """What the council may use a constituent's data for, and why."""

    _name = "constituent.consent"
    _description = "Constituent Permission"
    _order = "given_at desc, id desc"
    _rec_name = "purpose"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    purpose = fields.Char(required=True)
    channel_id = fields.Many2one(
        "constituent.channel",
        help="The channel it is about; empty means every channel.",
    )
    is_given = fields.Boolean(string="Given", default=True)
    lawful_basis = fields.Selection(
        [
            ("public_task", "Public task"),
            ("legal_obligation", "Legal obligation"),
            ("consent", "Consent"),
            ("contract", "Contract"),
            ("vital_interests", "Vital interests"),
            ("legitimate_interests", "Legitimate interests"),
        ],
        required=True,
        default="consent",
        help="Article 6 of the UK GDPR.",
    )
    given_at = fields.Datetime(default=fields.Datetime.now)
    withdrawn_at = fields.Datetime()
