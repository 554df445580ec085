from collections import Counter

from odoo import fields, models
from odoo.fields import Domain

from .res_partner import READERS

# What fits on one screen; the ledger holds the rest.
TIMELINE_LENGTH = 30
# Made by the constituent, or by others on their behalf: an index for each.
ROLES = ("partner_id", "beneficiary_id")


class ResPartner(models.Model):
    """A constituent's part of the ledger."""

    _inherit = "res.partner"

    timeline_ids = fields.Many2many(
        "constituent.interaction",
        compute="_compute_timeline_ids",
        string="Latest Contacts",
        groups=READERS,
        help="Theirs, and those that others made on their behalf.",
    )
    interaction_count = fields.Integer(
        compute="_compute_interaction_count", groups=READERS
    )

    def _compute_timeline_ids(self):
        Ledger = self.env["constituent.interaction"]
        for partner in self:
            found = Ledger
            for role in ROLES:
                domain = Domain(role, "in", partner._origin.ids)
                found |= Ledger.search(domain, limit=TIMELINE_LENGTH)
            newest = found.sorted(lambda row: (row.started_at, row.id), reverse=True)
            partner.timeline_ids = newest[:TIMELINE_LENGTH]

    def _compute_interaction_count(self):
        Ledger = self.env["constituent.interaction"]
        counts = Counter()
        for role in ROLES:
            domain = Domain(role, "in", self._origin.ids)
            counts.update(dict(Ledger._read_group(domain, [role], ["__count"])))
        for partner in self:
            partner.interaction_count = counts[partner._origin]

    def action_view_interactions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_interaction_action"
        )
        theirs = Domain.OR(Domain(role, "=", self.id) for role in ROLES)
        return {**action, "domain": list(theirs), "context": {}}

    def action_log_contact(self):
        """Write a contact in the ledger by hand."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log Contact"),
            "res_model": "constituent.interaction",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_partner_id": self.id,
                "default_user_id": self.env.uid,
                "default_lang": self.lang,
            },
        }
