from odoo import api, fields, models


class ServiceExternalOrganisation(models.Model):
    """Another body that does what the council does not: the register of whose it is."""

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
        counts = dict(
            self.env["service.referral"]._read_group(
                [("organisation_id", "in", self.ids)], ["organisation_id"], ["__count"]
            )
        )
        for body in self:
            body.referral_count = counts.get(body, 0)

    @api.model
    def _find_or_create(self, name):
        """The body of a name, entered in the register if it is not there.

        Args:
            name: as somebody wrote it.
        """
        name = " ".join(name.split())
        found = self.with_context(active_test=False).search(
            [("name", "=ilike", name.replace("\\", r"\\").replace("%", r"\%"))], limit=1
        )
        return found or self.create({"name": name})

    def action_view_referrals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_referral_action"
        )
        return {**action, "domain": [("organisation_id", "=", self.id)]}
