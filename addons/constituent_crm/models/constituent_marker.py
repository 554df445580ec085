from odoo import api, fields, models
from odoo.fields import Domain

SEVERITY = ["caution", "vulnerability", "accessibility", "language"]
# Red, orange, blue and green of Odoo's tags.
COLOURS = [1, 2, 4, 10]
STYLES = ["alert-danger", "alert-warning", "alert-info", "alert-success"]
ICONS = ["fa-exclamation-triangle", "fa-heart", "fa-wheelchair", "fa-language"]


class ConstituentMarker(models.Model):
    """Something whoever serves the constituent must know first."""

    _name = "constituent.marker"
    _description = "Constituent Marker"
    _order = "severity, id desc"
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
    severity = fields.Integer(
        compute="_compute_severity",
        store=True,
        help="Smaller is read first.",
        export_string_translation=False,
    )
    color = fields.Integer(compute="_compute_color", export_string_translation=False)
    reason = fields.Char(required=True, help="What to know or do, in one line.")
    evidence = fields.Text(help="What the marker rests on.")
    review_date = fields.Date(help="When a supervisor looks at it again.")
    expiry_date = fields.Date()
    is_restricted = fields.Boolean(
        string="Restricted",
        groups="constituent_crm.group_supervisor,constituent_crm.group_dpo",
        help="Seen by supervisors and data protection officers only.",
    )
    active = fields.Boolean(default=True)

    _expires_after_review = models.Constraint(
        "CHECK (expiry_date IS NULL OR review_date IS NULL"
        " OR expiry_date >= review_date)",
        "A marker is reviewed before it expires.",
    )

    @api.depends("severity")
    def _compute_color(self):
        for marker in self:
            marker.color = COLOURS[marker.severity]

    @api.depends("category")
    def _compute_severity(self):
        for marker in self:
            marker.severity = SEVERITY.index(marker.category or SEVERITY[-1])

    @api.model
    def _current(self):
        """The domain of markers that have not expired."""
        today = fields.Date.context_today(self)
        return Domain("expiry_date", "=", False) | Domain("expiry_date", ">=", today)

    def _banner(self):
        """The markers as HTML to read before anything else; '' without any."""
        if not self:
            return ""
        field = self._fields["category"]
        return self.env["ir.qweb"]._render(
            "constituent_crm.marker_banner",
            {
                "markers": self,
                # The others do not see a restricted marker, so need no right to ask.
                "restricted": self.sudo().filtered("is_restricted"),
                "labels": dict(field._description_selection(self.env)),
                "styles": dict(zip(SEVERITY, STYLES, strict=True)),
                "icons": dict(zip(SEVERITY, ICONS, strict=True)),
            },
        )

    @api.model
    def _marked(self, partners):
        """Those of `partners` that have a marker the user may see."""
        domain = Domain("partner_id", "in", partners.ids) & self._current()
        groups = self._read_group(domain, ["partner_id"])
        return partners.browse(partner.id for (partner,) in groups)
