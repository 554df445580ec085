import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Councils that provide a service, in the terms of published lists.
TIERS = [
    ("all", "Every council"),
    ("district", "District and unitary councils"),
    ("county", "County and unitary councils"),
]
COUNCILS = [
    ("unitary", "Unitary, metropolitan or London borough"),
    ("district", "District"),
    ("county", "County"),
]
OF_COUNCIL = {
    "unitary": ("all", "district", "county"),
    "district": ("all", "district"),
    "county": ("all", "county"),
}
TIER_SETTING = "service_catalog.council_tier"

# Likely nature of a service by numbers of the LGIL; the first match decides.
NATURE_OF = [
    ("report", {15, 17, 31}),
    ("booking", {1, 21, 22, 23, 24}),
    ("application", {0, 7, 10, 11, 14, 28, 30}),
    ("payment", {2, 4}),
    ("consultation", {3, 25, 26, 27}),
]


class ServiceNational(models.Model):
    """A service of the national list (LGSL) of the standards site.

    The list is not shipped. An administrator downloads and imports it, and selects what
    the council offers.
    """

    _name = "service.national"
    _description = "Service of the National List"
    _order = "number"
    _rec_names_search = ["name"]

    number = fields.Integer(
        required=True,
        aggregator=None,
        readonly=True,
        help="Number in the Local Government Services List (LGSL).",
    )
    name = fields.Char(required=True, readonly=True)
    description = fields.Text(readonly=True)
    tier = fields.Selection(
        TIERS,
        string="Provided By",
        index=True,
        help="Which councils provide it; empty where the list does not say.",
    )
    interaction_ids = fields.Many2many(
        "service.interaction.type",
        string="Interactions",
        help="What people do with it, by the national list (LGIL).",
    )
    is_ruled_out = fields.Boolean(
        string="Excluded",
        help="The council has decided not to offer this service.",
    )
    ruled_out_reason = fields.Char(string="Reason")
    service_ids = fields.Many2many(
        "service.type", compute="_compute_service_ids", string="Our Services"
    )
    is_offered = fields.Boolean(
        string="Offered", compute="_compute_service_ids", search="_search_is_offered"
    )
    is_ours = fields.Boolean(
        string="Our Kind of Council",
        compute="_compute_is_ours",
        search="_search_is_ours",
        help="Councils like ours provide it; see the settings for what ours is.",
    )

    _number_uniq = models.Constraint(
        "UNIQUE (number)", "This number is in the list already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._update_service_names()
        return rows

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self._update_service_names()
        return result

    def _update_service_names(self):
        """Copy changed names of the list to the services of these numbers."""
        Service = self.env["service.type"].with_context(active_test=False)
        names = {row.number: row.name for row in self}
        for service in Service.search([("lgsl_id", "in", list(names))]):
            if service.lgsl_name != names[service.lgsl_id]:
                service.lgsl_name = names[service.lgsl_id]

    @api.depends("number", "name")
    def _compute_display_name(self):
        """Compute the number with the name."""
        for row in self:
            row.display_name = f"{row.number} {row.name or ''}".strip()

    def _compute_service_ids(self):
        """Compute the services of the catalogue with this number."""
        Service = self.env["service.type"]
        numbers = self.mapped("number")
        found = Service._read_group(
            [("lgsl_id", "in", numbers)], ["lgsl_id"], ["id:recordset"]
        )
        by_number = dict(found)
        for row in self:
            row.service_ids = by_number.get(row.number, Service)
            row.is_offered = bool(row.service_ids)

    @api.model
    def _search_is_offered(self, operator, value):
        """Search for rows with a service in the catalogue."""
        if operator != "in":
            return NotImplemented
        offered = self.env["service.type"]._read_group(
            [("lgsl_id", "!=", 0)], ["lgsl_id"]
        )
        return Domain("number", "in", [number for (number,) in offered])

    @api.depends("tier")
    def _compute_is_ours(self):
        """Compute whether our kind of council provides it."""
        tiers = self._our_tiers()
        for row in self:
            row.is_ours = row.tier in tiers

    @api.model
    def _search_is_ours(self, operator, value):
        """Search for rows that our kind of council provides."""
        if operator != "in":
            return NotImplemented
        return Domain("tier", "in", self._our_tiers())

    @api.model
    def _our_tiers(self):
        """Return the tiers of our kind of council."""
        # sudo: the kind of council is public; parameters are for administrators.
        setting = self.env["ir.config_parameter"].sudo().get_param(TIER_SETTING)
        return OF_COUNCIL.get(setting, OF_COUNCIL["unitary"])

    # Add to the catalogue

    def action_add_to_catalogue(self):
        """Create unpublished services for the rows that are not offered."""
        new = self.filtered(lambda row: not row.is_offered)
        if not new:
            raise UserError(self.env._("All of these are in the catalogue already."))
        services = self.env["service.type"].create(
            [row._prepare_service(code) for row, code in new._codes()]
        )
        self.invalidate_recordset(["service_ids", "is_offered"])
        return services._open_added()

    def _prepare_service(self, code):
        """Return the values of a new service."""
        return {
            "name": self.name,
            "code": code,
            "description": self.description,
            "lgsl_id": self.number,
            "lgsl_name": self.name,
            "interaction_ids": self.interaction_ids.ids,
            "nature": self._nature(),
            # No team is set yet.
            "is_published": False,
        }

    def _nature(self):
        """Return the likely nature, derived from the interactions."""
        numbers = set(self.interaction_ids.mapped("number"))
        return next(
            (nature for nature, signs in NATURE_OF if signs & numbers),
            "information" if numbers else "request",
        )

    def _codes(self):
        """Yield each row with an unused code for its service."""
        Service = self.env["service.type"].with_context(active_test=False)
        taken = {code for (code,) in Service._read_group([], ["code"])}
        for row in self:
            spelt = self.env["ir.http"]._slugify(row.name).replace("-", "_")
            code = re.sub(r"_+", "_", spelt)[:40].strip("_")
            if not code or code in taken:
                code = f"{code}_{row.number}".strip("_")
            taken.add(code)
            yield row, code

    def action_view_services(self):
        """Open the services of this number."""
        return self.service_ids._open_added()
