import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ...telephony import following, outgoing
from ...telephony.events import moment_of

_logger = logging.getLogger(__name__)

RETRY_MINUTES = (1, 5, 30, 120, 720)
RETENTION_DAYS = 7
# What begins a conversation. Events of other calls, such as those between officers, are
# left out: they are nobody's business.
STARTERS = {"QueueCallerJoin", "QueueEntry", "AgentConnect"}
LOG_STARTERS = ("ENTERQUEUE", "CONNECT")


class ChannelCallConversation(models.Model):
    """What a caller did between dialling and hanging up: the channels and events."""

    _name = "channel.call.conversation"
    _description = "Conversation of a Telephone System"
    _order = "last_at desc, id desc"

    endpoint_id = fields.Many2one(
        "channel.endpoint",
        string="Telephone System",
        required=True,
        ondelete="cascade",
        index=True,
    )
    last_at = fields.Datetime(string="Last Event", required=True, index=True)
    leg_ids = fields.One2many("channel.call.leg", "conversation_id")
    event_ids = fields.One2many(
        "channel.call.event", "conversation_id", string="Events"
    )
    call_ids = fields.One2many("channel.call", "conversation_id", string="Calls")
    # After a fault
    attempts = fields.Integer(string="Failed Attempts", aggregator=None)
    next_attempt_at = fields.Datetime(string="Next Attempt", index="btree_not_null")
    error = fields.Char()

    @api.depends("last_at", "call_ids.number")
    def _compute_display_name(self):
        for conversation in self:
            when = fields.Datetime.context_timestamp(conversation, conversation.last_at)
            number = conversation.call_ids[:1].number or self.env._("Caller")
            conversation.display_name = f"{number} · {when:%d %b %H:%M}"

    # Events

    @api.model
    def _take(self, endpoint, events):
        """Store events, each once, and tell the calls of their conversations.

        Args:
            endpoint: the `channel.endpoint` of the telephone system.
            events: list of `telephony.events.Event` in their order.
        """
        Event = self.env["channel.call.event"]
        keys = {Event._key_of(event.values): event for event in events}
        stored = Event.search(
            [("endpoint_id", "=", endpoint.id), ("key", "in", list(keys))]
        ).mapped("key")
        legs = self._legs(endpoint, [leg for event in events for leg in event.legs()])
        taken = []
        for key, event in keys.items():
            named = event.legs()
            if key not in stored and self._of_event(endpoint, event, named, legs):
                taken.append((key, event, named[0]))
        # Only now, as a conversation may have joined another meanwhile.
        created = Event.create(
            [self._event_row(endpoint, legs[leg], *rest) for *rest, leg in taken]
        )
        created.conversation_id._tell()

    @api.model
    def _legs(self, endpoint, names):
        """Return the conversation id of each known channel."""
        legs = self.env["channel.call.leg"].search(
            [("endpoint_id", "=", endpoint.id), ("uniqueid", "in", names)]
        )
        return {leg.uniqueid: leg.conversation_id.id for leg in legs}

    @api.model
    def _event_row(self, endpoint, conversation_id, key, event):
        return {
            "endpoint_id": endpoint.id,
            "conversation_id": conversation_id,
            "key": key,
            "name": event.name,
            "happened_at": moment_of(event.at),
            "content": event.values,
        }

    @api.model
    def _of_event(self, endpoint, event, named, legs):
        """Return the conversation of an event, new or joined by it; or an empty one.

        Args:
            endpoint: the `channel.endpoint`.
            event: the `telephony.events.Event`.
            named: list of the channels that it names.
            legs: dict of channel to conversation id; it is kept up to date.
        """
        known = sorted({legs[leg] for leg in named if leg in legs})
        if not named or not (known or self._begins(event)):
            return self.browse()
        now = fields.Datetime.now()
        if known:
            conversation = self.browse(known[0])
            if len(known) > 1:
                self.browse(known[1:])._join_into(conversation, legs)
            if conversation.last_at != now:
                conversation.last_at = now
        else:
            conversation = self.create({"endpoint_id": endpoint.id, "last_at": now})
        conversation._add_legs([leg for leg in named if leg not in legs], legs)
        return conversation

    def _add_legs(self, names, legs):
        values = {"endpoint_id": self.endpoint_id.id, "conversation_id": self.id}
        self.env["channel.call.leg"].create(
            [{**values, "uniqueid": name} for name in names]
        )
        legs.update(dict.fromkeys(names, self.id))

    @api.model
    def _take_visits(self, endpoint, visits):
        """Tell calls that a telephone system reports as such, without events.

        What is known to be over stays so if an earlier report comes late.

        Args:
            endpoint: the `channel.endpoint` of the telephone system.
            visits: pairs of `telephony.calls.Visit` and id of the conversation.
        """
        legs = self._legs(endpoint, [name for _visit, name in visits])
        now = fields.Datetime.now()
        for visit, name in visits:
            conversation = self.browse(legs.get(name, ()))
            if not conversation:
                conversation = self.create({"endpoint_id": endpoint.id, "last_at": now})
                conversation._add_legs([name], legs)
            conversation.last_at = now
            known = conversation.call_ids.filtered(
                lambda call, visit=visit: (
                    (call.uniqueid, call.visit) == (visit.leg, visit.number_of_visit)
                )
            )
            is_late = known.ended_at if visit.ended is None else False
            is_late = is_late or (known.answered_at and visit.answered is None)
            if not is_late:
                self.env["channel.call"]._follow(conversation, [visit])

    @api.model
    def _begins(self, event):
        """Return whether an event begins a conversation that concerns the council."""
        if event.name == "QueueLog":
            return event.get("Line").split("|")[4:5] in [[one] for one in LOG_STARTERS]
        is_ours = any(leg.startswith(outgoing.PREFIX) for leg in event.legs())
        is_turned_away = event.get("UserEvent") == "CouncilQueueExit"
        return is_ours or is_turned_away or event.name in STARTERS

    def _join_into(self, other, legs):
        """Move all of self to another conversation: a transfer has joined them."""
        self.leg_ids.conversation_id = other
        self.event_ids.conversation_id = other
        self.call_ids.conversation_id = other
        for leg, conversation_id in legs.items():
            if conversation_id in self.ids:
                legs[leg] = other.id
        self.env.flush_all()
        self.unlink()

    # Calls

    def _tell(self):
        """Tell the calls by the events; a fault is recorded, and tried again later."""
        for conversation in self:
            try:
                with self.env.cr.savepoint():
                    conversation._tell_calls()
            except (psycopg2.OperationalError, ConcurrencyError):
                raise
            except Exception as fault:
                _logger.exception("Conversation %s cannot be told", conversation.id)
                conversation._fail(fault)

    def _tell_calls(self):
        events = self.event_ids._read_events()
        Outgoing = self.env["channel.call.outgoing"]
        for leg in self.leg_ids:
            for call in Outgoing._by_leg(leg.uniqueid):
                call._follow(self, events)
        self.env["channel.call"]._follow(self, following.visits(events))
        if self.attempts:
            self.write({"attempts": 0, "next_attempt_at": False, "error": False})

    def _fail(self, fault):
        minutes = dict(enumerate(RETRY_MINUTES)).get(self.attempts)
        now = fields.Datetime.now()
        self.write(
            {
                "attempts": self.attempts + 1,
                "next_attempt_at": now + timedelta(minutes=minutes)
                if minutes
                else False,
                "error": f"{type(fault).__name__}: {fault}"[:500],
            }
        )

    def action_tell(self):
        """Tell the calls by the events once more."""
        self.check_access("write")
        self._tell()

    @api.model
    def _cron_retry(self):
        """Tell the calls that failed, as soon as their pause is over."""
        due = self.search([("next_attempt_at", "<=", fields.Datetime.now())], limit=500)
        for conversation in due:
            conversation.try_lock_for_update(allow_referencing=True)._tell()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    # Gone

    @api.model
    def _forget_gone(self, endpoint, snapshot):
        """End the calls that a telephone system does not have any more.

        Args:
            endpoint: the `channel.endpoint`.
            snapshot: the event `CouncilSnapshot`, with all channels that there are.
        """
        there = snapshot.values.get("Channels")
        there = set(map(str, there)) if isinstance(there, list) else set()
        unended = self.env["channel.call"].search(
            [
                ("endpoint_id", "=", endpoint.id),
                ("state", "in", ("waiting", "live")),
                ("ended_at", "=", False),
                ("visit", ">", 0),
            ]
        )
        events = []
        for conversation in unended.conversation_id:
            told = following.visits(conversation.event_ids._read_events())
            for leg in {visit.caller for visit in told if visit.is_open} - there:
                events.append(snapshot.gone(leg))
        self._take(endpoint, events)

    @api.autovacuum
    def _gc_conversations(self):
        """Delete what told calls that ended days ago."""
        old = fields.Datetime.now() - timedelta(days=RETENTION_DAYS)
        self.search([("last_at", "<", old), ("next_attempt_at", "=", False)]).unlink()

    @api.model
    def _personal_rows_of(self, partners):
        """Return the conversations of calls of `partners`, or by their numbers."""
        Call = self.env["channel.call"]
        theirs = Call.search([("partner_id", "in", partners.ids)])
        return (theirs | Call._personal_rows_of(partners)).conversation_id

    @api.model
    def _erasure_policy(self, field):
        # The calls stay as statistics.
        return "delete" if field is None else super()._erasure_policy(field)

    @api.model
    def _subject_access_fields(self):
        # The calls are disclosed.
        return []
