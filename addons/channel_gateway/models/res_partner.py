from odoo import fields, models

from odoo.addons.constituent_crm.groups import READERS
from odoo.addons.constituent_crm.permission import Answer

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

    def _may_contact_batch(self, channel, purpose=None, at=None):
        """Refuse texts to numbers from which somebody has stopped them.

        Args:
            channel: as that of super.
            purpose: as that of super.
            at: as that of super.

        Returns:
            Result of super. What the law demands is sent all the same.
        """
        answers = super()._may_contact_batch(channel, purpose, at)
        if (channel if isinstance(channel, str) else channel.code) != "sms":
            return answers
        if not isinstance(purpose, models.BaseModel):
            purpose = self.env["constituent.purpose"]._get_by_code(purpose)
        if purpose.is_compulsory:
            return answers
        stopped = self._with_stopped_texts()
        return {
            one: self._stopped_answer(one)
            if one in stopped and (answer or answer.earliest)
            else answer
            for one, answer in answers.items()
        }

    def _with_stopped_texts(self):
        """Return those whose number is on Odoo's blacklist of phone numbers."""
        numbers = {one: one._phone_for_texts() for one in self}
        wanted = [*filter(None, numbers.values())]
        if not wanted:
            return self.browse()
        # Callers need the answer only, without access to the list.
        Blacklist = self.env["phone.blacklist"].sudo()
        rows = Blacklist.search_fetch([("number", "in", wanted)], ["number"])
        blocked = set(rows.mapped("number"))
        return self.filtered(lambda one: numbers[one] in blocked)

    def _stopped_answer(self, partner):
        words = self.env._("%s has stopped texts to this number.", partner.name or "")
        return Answer(False, "stopped", words)

    def _postal_lines(self):
        """Return the lines of the postal address, with the name, for an envelope."""
        self.ensure_one()
        address = self._display_address(without_company=True)
        own = self.env.company.country_id
        lines = [self.name or "", *address.split("\n")]
        abroad = self.country_id and self.country_id != own
        country = self.country_id.name if self.country_id else ""
        return [
            line
            for line in (" ".join(one.split()) for one in lines)
            if line and (abroad or line != country)
        ]

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
