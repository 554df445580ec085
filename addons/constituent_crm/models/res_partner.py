from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    is_constituent = fields.Boolean(index=True, help="Served by the council.")
    kind_id = fields.Many2one("constituent.kind", index="btree_not_null")
    identifier_ids = fields.One2many("constituent.identifier", "partner_id")
    relationship_ids = fields.One2many("constituent.relationship", "partner_id")
    inverse_relationship_ids = fields.One2many("constituent.relationship", "other_id")
    marker_ids = fields.One2many("constituent.marker", "partner_id", string="Markers")
    consent_ids = fields.One2many(
        "constituent.consent", "partner_id", string="Permissions"
    )
    interaction_ids = fields.One2many(
        "constituent.interaction", "partner_id", string="Contacts"
    )
    interaction_count = fields.Integer(compute="_compute_interaction_count")
    property_id = fields.Many2one("constituent.property", index="btree_not_null")
    ward_id = fields.Many2one(
        related="property_id.ward_id", store=True, index="btree_not_null"
    )
    preferred_channel_id = fields.Many2one(
        "constituent.channel", help="How the constituent wishes to hear from us."
    )
    do_not_contact = fields.Boolean(
        help="Nothing is sent to this constituent unless the law demands it."
    )

    def _compute_interaction_count(self):
        counts = dict(
            self.env["constituent.interaction"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.interaction_count = counts.get(partner, 0)

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners.filtered("is_constituent")._keep_identifiers()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if {"phone", "email", "is_constituent"} & vals.keys():
            self.filtered("is_constituent")._keep_identifiers()
        return result

    def _keep_identifiers(self):
        """Have an identifier row for each phone number and e-mail address."""
        Identifier = self.env["constituent.identifier"]
        wanted = []
        for partner in self:
            known = {(row.type, row.value_normalised) for row in partner.identifier_ids}
            for kind in ("phone", "email"):
                value = partner[kind]
                normal = Identifier._normalised(kind, value)
                if normal and (kind, normal) not in known:
                    wanted.append(
                        {"partner_id": partner.id, "type": kind, "value": value}
                    )
        Identifier.create(wanted)

    def action_view_interactions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_interaction_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)]}
