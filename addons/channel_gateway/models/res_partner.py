from odoo import fields, models

from odoo.addons.constituent_crm.groups import READERS

CONVERSATION_LENGTH = 30


class ResPartner(models.Model):
    _inherit = "res.partner"

    conversation_ids = fields.Many2many(
        "channel.conversation",
        compute="_compute_conversation_ids",
        groups=READERS,
        help="What last came in and went out, on all channels.",
    )

    def _compute_conversation_ids(self):
        Conversation = self.env["channel.conversation"]
        for partner in self:
            partner.conversation_ids = Conversation._latest_of(
                partner._origin, CONVERSATION_LENGTH
            )

    def action_view_conversation(self):
        """Open everything that came in from and went out to the constituent."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "channel_gateway.channel_conversation_action"
        )
        theirs = ["|", ("partner_id", "=", self.id), ("beneficiary_id", "=", self.id)]
        return {**action, "domain": theirs, "context": {}}

    def _prepare_merge_into(self, kept):
        """Keep both acknowledgements of a request that the merged partners received.

        Args:
            kept: `res.partner` that remains.

        Returns:
            Result of super.
        """
        acknowledgement_domain = [("event", "=", "opened"), ("direction", "=", "out")]
        # Users who merge people need not have access to each of their messages.
        Message = self.env["channel.message"].sudo()
        theirs = Message.search([*acknowledgement_domain, ("partner_id", "=", kept.id)])
        Message.search(
            [
                *acknowledgement_domain,
                ("partner_id", "in", self.ids),
                ("request_id", "in", theirs.request_id.ids),
            ]
        ).event = False
        return super()._prepare_merge_into(kept)
