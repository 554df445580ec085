from odoo import api, fields, models


class DispatchSite(models.Model):
    """A place or asset that is visited regularly."""

    _name = "dispatch.site"
    _description = "Site"
    _inherit = ["constituent.single.line.mixin"]
    _order = "name"
    _rec_names_search = ["name", "code", "address"]
    _single_line_fields = ("name", "address")

    name = fields.Char(required=True)
    code = fields.Char(help="The asset register's number.")
    address = fields.Char(compute="_compute_place", store=True, readonly=False)
    property_id = fields.Many2one(
        "constituent.property", ondelete="set null", index="btree_not_null"
    )
    latitude = fields.Float(
        digits=(9, 6), compute="_compute_place", store=True, readonly=False
    )
    longitude = fields.Float(
        digits=(9, 6), compute="_compute_place", store=True, readonly=False
    )
    programme_ids = fields.Many2many("dispatch.programme", string="Programmes")
    job_ids = fields.One2many("dispatch.job", "site_id", string="Jobs")
    last_visit_at = fields.Datetime(compute="_compute_last_visit_at")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "This number is in use already."
    )

    @api.depends("property_id")
    def _compute_place(self):
        """Compute address and coordinates from the property."""
        for site in self.filtered("property_id"):
            place = site.property_id
            site.update(
                {
                    "address": place.name,
                    "latitude": place.latitude,
                    "longitude": place.longitude,
                }
            )

    def _compute_last_visit_at(self):
        """Compute when a job was last done."""
        visits = dict(
            self.env["dispatch.job"]._read_group(
                [("site_id", "in", self.ids), ("state", "=", "done")],
                ["site_id"],
                ["done_at:max"],
            )
        )
        for site in self:
            site.last_visit_at = visits.get(site, False)
