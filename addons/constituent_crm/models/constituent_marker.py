from odoo import fields, models


class ConstituentMarker(models.Model):
    """Something whoever serves the constituent must know first."""

    _name = "constituent.marker"
    _description = "Constituent Marker"
    _order = "category, id desc"
    _rec_name = "reason"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    category = fields.Selection(
        [
            ("caution", "Caution"),
            ("vulnerability", "Vulnerability"),
            ("accessibility", "Accessibility"),
            ("language", "Language"),
        ],
        required=True,
        default="caution",
    )
    reason = fields.Char(required=True, help="What to know or do, in one line.")
    evidence = fields.Text(help="What the marker rests on.")
    review_date = fields.Date(help="When a supervisor looks at it again.")
    expiry_date = fields.Date()
    is_restricted = fields.Boolean(
        string="Restricted",
        help="Seen by supervisors and data protection officers only.",
    )
    active = fields.Boolean(default=True)

    _expires_after_review = models.Constraint(
        "CHECK (expiry_date IS NULL OR review_date IS NULL"
        " OR expiry_date >= review_date)",
        "A marker is reviewed before it expires.",
    )
