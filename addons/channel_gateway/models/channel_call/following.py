"""Calls as a telephone system's events tell them."""

from odoo import api, models

from ...telephony import calls
from ...telephony.events import extensions, moment_of

# What the ledger has of a call's times.
IN_BOTH = (
    "started_at",
    "answered_at",
    "ended_at",
    "waiting_seconds",
    "handling_seconds",
)
ANSWERED = "channel_gateway.call_answered"


class ChannelCall(models.Model):
    _inherit = "channel.call"

    @api.model
    def _follow(self, conversation, visits):
        """Create or update the calls of a conversation.

        Args:
            conversation: the `channel.call.conversation`.
            visits: its `telephony.calls.Visit`s.
        """
        known = {(call.uniqueid, call.visit): call for call in conversation.call_ids}
        for visit in visits:
            call = known.get((visit.leg, visit.number_of_visit))
            values = {
                **self._visit_values(visit),
                "endpoint_id": conversation.endpoint_id.id,
                "conversation_id": conversation.id,
            }
            if call is None:
                call = self.create({**values, **self._caller_values(values)})
                call.outgoing_id = self.env["channel.call.outgoing"]._by_leg(visit.leg)
                call.partner_id = call.outgoing_id.partner_id or call.partner_id
                was_state = False
            else:
                was_state = call.state
                call._write_changes(values)
            call._advance(visit, was_state)

    @api.model
    def _import_visit(self, visit):
        """Return the call of a visit that a report has, in the past."""
        values = self._visit_values(visit)
        user = self._officer(visit)
        call = self.create(
            {**values, **self._caller_values(values), "user_id": user.id}
        )
        call.state = "abandoned" if visit.result == calls.ABANDONED else "done"
        call._record_or_correct()
        return call

    @api.model
    def _officer(self, visit):
        """Return the officer by extension, or by login as in reports."""
        Users = self.env["res.users"]
        found = Users._by_extension(visit.agent)
        return found or Users.search([("login", "in", visit.agent)], limit=1)

    @api.model
    def _visit_values(self, visit):
        Users = self.env["res.users"]
        return {
            "uniqueid": visit.leg,
            "visit": visit.number_of_visit,
            "queue": visit.queue,
            "number": visit.number,
            "caller_name": visit.name if visit.number else "",
            "is_withheld": not visit.number,
            "is_internal": bool(Users._by_extension(_telephone_of(visit))),
            "started_at": moment_of(visit.began),
            "answered_at": moment_of(visit.answered),
            "ended_at": moment_of(visit.ended),
            "result": visit.result,
            "queue_seconds": round(visit.waiting_seconds),
            "waited_before_seconds": round(visit.waited_before),
            # Their sum is the length of the service, which is rounded once.
            "talk_seconds": round(visit.talk_seconds + visit.held) - round(visit.held),
            "held_seconds": round(visit.held),
            "transferred_to": visit.transferred_to,
            "is_continued": visit.went_on,
            "extension": visit.agent[0] if visit.agent else "",
            "user_id": Users._by_extension(visit.agent).id,
            "recording_url": visit.recording,
            "caller_channel": visit.channel,
            "officer_channel": visit.agent_channel,
        }

    @api.model
    def _caller_values(self, values):
        """Return the constituent who is certainly the caller; of no number nobody."""
        if not values["number"]:
            return {}
        clues = {"phone": values["number"]}
        partner = self.env["res.partner"]._constituent_identify(clues)
        return {"partner_id": partner.id}

    def _write_changes(self, values):
        """Write what differs, and who it is once a transfer has told the number."""
        if values["number"] != (self.number or "") and not self.partner_id:
            values = {**values, **self._caller_values(values)}
        if self.answered_at and not self._is_own_time(values):
            # The officer has ended it at the desk while they were still talking.
            values.pop("ended_at")
        changed = {}
        for name, value in values.items():
            field = self._fields[name]
            old = field.convert_to_cache(self[name], self) or None
            if (field.convert_to_cache(value, self) or None) != old:
                changed[name] = value
        if changed:
            self.write(changed)

    def _is_own_time(self, values):
        return bool(values["ended_at"]) or self.state != "done"

    def _advance(self, visit, was_state):
        """Bring the state up to date, and do once what follows from it."""
        is_given_up = self.state == "abandoned"
        if self.state in ("waiting", "live") or (
            is_given_up and self.result != calls.ABANDONED
        ):
            state = self._state_of(visit)
            if state != self.state:
                self.state = state
        if self.state == "live" and was_state != "live":
            self._pop_up()
            self.callback_ids._cancel_answered()
        elif self.state in ("done", "abandoned"):
            self._record_or_correct()
            self.callback_ids._confirm_left()
        self._notify_changed(self._name)

    def _state_of(self, visit):
        if visit.is_open:
            return "live" if visit.answered else "waiting"
        if visit.answered:
            waits_for_officer = self.user_id and self._wrap_up_minutes()
            return "live" if waits_for_officer else "done"
        return "abandoned" if visit.result == calls.ABANDONED else "done"

    def _record_or_correct(self):
        """Record the call in the ledger, or correct what is there.

        Who was neither served nor gave up is no contact, nor who went on waiting in
        another queue: there, all of the waiting is counted.
        """
        ledger = self.interaction_id
        if not self._is_contact():
            # It seemed abandoned: the caller stayed on the line.
            ledger.unlink()
        elif not ledger:
            self._record_in_ledger()
        else:
            known = {name: self[name] for name in IN_BOTH}
            known["is_abandoned"] = self.state == "abandoned"
            changed = {
                name: known[name] for name in known if ledger[name] != known[name]
            }
            if changed:
                ledger.write(changed)

    def _is_contact(self):
        """Return whether it is one of the ledger, and not part of a later one."""
        is_given_up = self.result == calls.ABANDONED and not self.is_continued
        return not self.is_internal and (bool(self.answered_at) or is_given_up)

    # Live

    def _pop_up(self):
        """Open the call at the Contact Desk of the officer who answered it."""
        if not self.draft and self.partner_id:
            self.draft = {"partner_id": self.partner_id.id}
        if self.user_id:
            # What is personal is read by the officer's client with their rights.
            self.user_id._bus_send(ANSWERED, {"model": self._name, "id": self.id})


def _telephone_of(visit):
    """Return by what the caller's telephone is known, if it is an officer's."""
    return extensions(visit.channel, visit.number) if visit.channel else ()
