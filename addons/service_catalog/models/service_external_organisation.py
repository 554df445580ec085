from odoo import api, fields, models


class ServiceExternalOrganisation(models.Model):
    """An organisation that requests are referred to."""

    _name = "service.external.organisation"
    _description = "External Organisation"
    _inherit = ["constituent.single.line.mixin"]
    _order = "name"
    _single_line_fields = ("name", "contact", "phone")
    _first_line_fields = ("email",)

    name = fields.Char(required=True)
    remit = fields.Text(
        translate=True,
        help="Shown to officers when referring a request.",
    )
    contact = fields.Char(help="Contact person.")
    email = fields.Char()
    phone = fields.Char()
    website = fields.Char()
    active = fields.Boolean(default=True)
    referral_ids = fields.One2many(
        "service.referral", "organisation_id", string="Referrals"
    )
    referral_count = fields.Integer(compute="_compute_referral_count")

    _name_uniq = models.UniqueIndex(
        "(lower(name))", "This organisation already exists."
    )

    def _compute_referral_count(self):
        """Compute the number of referrals."""
        counts = dict(
            self.env["service.referral"]._read_group(
                [("organisation_id", "in", self.ids)], ["organisation_id"], ["__count"]
            )
        )
        for body in self:
            body.referral_count = counts.get(body, 0)

    @api.model
    def _find_or_create(self, name):
        """Return the organisation with a name; create it if there is none.

        Args:
            name: the name, in any case.

        Returns:
            `service.external.organisation`, archived ones included.
        """
        name = " ".join(name.split())
        found = self.with_context(active_test=False).search(
            [("name", "=ilike", name.replace("\\", r"\\").replace("%", r"\%"))], limit=1
        )
        return found or self.create({"name": name})

    def action_view_referrals(self):
        """Open the referrals to this organisation."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_referral_action"
        )
        return {**action, "domain": [("organisation_id", "=", self.id)]}
