from odoo import api, fields, models
from odoo.tools import SQL, html2plaintext

from .channel_message.message import MESSAGES_FROM, STATES

CHATTER_KEY = "mail.message:"


class ChannelConversation(models.Model):
    """One timeline of all channels: what came in and went out, and how it stands.

    Its rows are those of the ledger, and the messages that are not there: those that
    have not been sent, and automatic ones. A row of the ledger keeps its id, so that it
    is found by its key.
    """

    _name = "channel.conversation"
    _description = "Conversation"
    _auto = False
    _order = "happened_at desc, id desc"
    _rec_name = "subject"

    happened_at = fields.Datetime(string="Time", readonly=True)
    direction = fields.Selection([("in", "In"), ("out", "Out")], readonly=True)
    channel_id = fields.Many2one("constituent.channel", readonly=True)
    channel_icon = fields.Char(related="channel_id.icon", string="Channel Icon")
    partner_id = fields.Many2one("res.partner", string="Constituent", readonly=True)
    beneficiary_id = fields.Many2one(
        "res.partner", string="On Behalf Of", readonly=True
    )
    request_id = fields.Many2one("service.request", readonly=True)
    user_id = fields.Many2one("res.users", string="Officer", readonly=True)
    subject = fields.Char(readonly=True)
    interaction_id = fields.Many2one(
        "constituent.interaction", string="Contact", readonly=True
    )
    message_id = fields.Many2one("channel.message", compute="_compute_message")
    state = fields.Selection(STATES, compute="_compute_message")
    words = fields.Text(compute="_compute_message", help="What was said or written.")
    is_undelivered = fields.Boolean(compute="_compute_message")

    _depends = {
        "constituent.interaction": [
            "started_at",
            "direction",
            "channel_id",
            "partner_id",
            "beneficiary_id",
            "request_id",
            "user_id",
            "subject",
        ],
        "channel.message": [
            "received_at",
            "direction",
            "channel_id",
            "partner_id",
            "request_id",
            "user_id",
            "subject",
            "interaction_id",
        ],
    }

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT id, started_at AS happened_at, direction, channel_id, partner_id,
                   beneficiary_id, request_id, user_id, subject, id AS interaction_id
              FROM constituent_interaction
             UNION ALL
            SELECT id + %s, received_at, direction, channel_id, partner_id,
                   NULL, request_id, user_id, subject, NULL
              FROM channel_message
             WHERE interaction_id IS NULL
            """,
            MESSAGES_FROM,
        )

    @api.depends("interaction_id")
    def _compute_message(self):
        """Compute state and words of the rows, in a constant number of queries."""
        messages = self._messages()
        spoken = self._spoken(self.filtered(lambda row: not messages[row]))
        for row in self:
            message = messages[row]
            row.message_id = message
            row.state = message.state
            row.words = message.body or spoken.get(row)
            row.is_undelivered = row.state in ("failed", "uncertain")

    def _messages(self):
        """Return a dict of row to its `channel.message`, which may be empty."""
        # The rules of this model are those of messages and of the ledger.
        Message = self.env["channel.message"].sudo()
        contacts = self.interaction_id.ids
        # In a form that is being edited, rows are not those of the table.
        numbers = {row: (row._origin.id or 0) - MESSAGES_FROM for row in self}
        own = [number for number in numbers.values() if number > 0]
        found = Message.search_fetch(
            ["|", ("interaction_id", "in", contacts), ("id", "in", own)],
            ["interaction_id", "state", "body"],
        )
        by_contact = {one.interaction_id.id: one for one in found if one.interaction_id}
        by_id = {one.id: one for one in found}
        return {
            row: by_contact.get(row.interaction_id._origin.id)
            or by_id.get(number)
            or Message.browse()
            for row, number in numbers.items()
        }

    @api.model
    def _spoken(self, rows):
        """Return a dict of row to what the chatter, a call or a visit says."""
        # As in `_messages`.
        contacts = rows.interaction_id._origin.sudo()
        words = {}
        keys = {
            int(one.source_key.removeprefix(CHATTER_KEY)): one
            for one in contacts
            if (one.source_key or "").startswith(CHATTER_KEY)
        }
        for posted in self.env["mail.message"].sudo().browse(keys).exists():
            words[keys[posted.id]] = html2plaintext(posted.body or "")
        for kind in ("channel.call", "channel.visit"):
            Kind = self.env[kind].sudo()
            for one in Kind.search([("interaction_id", "in", contacts.ids)]):
                words[one.interaction_id] = one.note
        return {row: words.get(row.interaction_id._origin.sudo()) for row in rows}

    @api.model
    def _latest_of(self, partner, limit):
        """Return the latest rows of a constituent: theirs, and those on their behalf.

        Args:
            partner: `res.partner`.
            limit: number of rows.
        """
        found = self.browse()
        if not partner:
            # A new constituent: contacts of nobody known are not theirs.
            return found
        # Two searches, each in the order of an index.
        for role in ("partner_id", "beneficiary_id"):
            found |= self.search_fetch(
                [(role, "=", partner.id)], self._columns(), limit=limit
            )
        newest = found.sorted(lambda row: (row.happened_at, row.id), reverse=True)
        return newest[:limit]

    @api.model
    def _columns(self):
        return [name for name, field in self._fields.items() if field.store]

    def action_view(self):
        """Open the message, or else the contact."""
        self.ensure_one()
        shown = self.message_id or self.interaction_id
        return shown.with_env(self.env)._get_records_action(context={})
