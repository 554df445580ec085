from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceType(models.Model):
    """What the national lists call it."""

    _inherit = "service.type"

    lgsl_name = fields.Char(
        string="National Name",
        compute="_compute_lgsl_name",
        store=True,
        readonly=False,
        help="What the Local Government Services List calls this number.",
    )
    national_id = fields.Many2one(
        "service.national",
        string="In the National List",
        compute="_compute_national_id",
        inverse="_inverse_national_id",
        help="Choosing it here fills in the number, the name and the interactions.",
    )
    interaction_ids = fields.Many2many(
        "service.interaction.type",
        string="Interactions",
        help="What people do with this service, by the national list (LGIL).",
    )

    @api.depends("lgsl_id")
    def _compute_lgsl_name(self):
        numbers = [number for number in self.mapped("lgsl_id") if number]
        known = self.env["service.national"].search([("number", "in", numbers)])
        names = {row.number: row.name for row in known}
        for service in self:
            name = service.lgsl_name if service.lgsl_id else False
            service.lgsl_name = names.get(service.lgsl_id, name)

    @api.depends("lgsl_id")
    def _compute_national_id(self):
        National = self.env["service.national"]
        known = National.search([("number", "in", self.mapped("lgsl_id"))])
        by_number = {row.number: row for row in known}
        for service in self:
            service.national_id = by_number.get(service.lgsl_id, National)

    def _inverse_national_id(self):
        for service in self.filtered("national_id"):
            service.lgsl_id = service.national_id.number

    @api.onchange("national_id")
    def _onchange_national_id(self):
        if self.national_id:
            self.lgsl_id = self.national_id.number
            self.lgsl_name = self.national_id.name
            self.interaction_ids |= self.national_id.interaction_ids

    @api.constrains("lgsl_id")
    def _check_lgsl_id(self):
        if any(service.lgsl_id < 0 for service in self):
            raise ValidationError(
                self.env._("Numbers of the national list are 1 and up.")
            )

    def _open_added(self):
        """The list of these services, or the form of the only one."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_type_action"
        )
        if len(self) == 1:
            return {**action, "views": [(False, "form")], "res_id": self.id}
        return {**action, "domain": [("id", "in", self.ids)], "context": {}}
