import time

from odoo import api, fields, models

from ...telephony import outgoing
from ...telephony.events import moment_of
from ..personal_rows import rows_by_digits

RESULTS = [
    (outgoing.ANSWERED, "Answered"),
    (outgoing.BUSY, "Engaged"),
    (outgoing.NO_ANSWER, "No Answer"),
    (outgoing.NO_SUCH_NUMBER, "No Such Number"),
    (outgoing.REJECTED, "Rejected"),
    (outgoing.CONGESTION, "Network Busy"),
    (outgoing.OFFICER_AWAY, "Officer Did Not Pick Up"),
    (outgoing.FAILED, "Failed"),
]


class ChannelCallOutgoing(models.Model):
    """A call that the council dials: by an officer's click, or to ring back."""

    _name = "channel.call.outgoing"
    _description = "Outgoing Call"
    _order = "id desc"
    _rec_name = "number"

    endpoint_id = fields.Many2one(
        "channel.endpoint", required=True, ondelete="cascade", index=True
    )
    conversation_id = fields.Many2one(
        "channel.call.conversation", ondelete="set null", index="btree_not_null"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        ondelete="set null",
        index="btree_not_null",
    )
    number = fields.Char(required=True)
    user_id = fields.Many2one("res.users", string="Officer", ondelete="set null")
    callback_id = fields.Many2one(
        "channel.callback",
        string="Call-Back",
        ondelete="set null",
        index="btree_not_null",
    )
    queue = fields.Char(help="Where the constituent waits for an officer.")
    result = fields.Selection(RESULTS, readonly=True)
    cause = fields.Integer(
        readonly=True, aggregator=None, help="Cause of the failure by ITU-T Q.850."
    )
    dialled_at = fields.Datetime(
        string="Dialled", required=True, default=fields.Datetime.now
    )
    answered_at = fields.Datetime(string="Answered", readonly=True)
    ended_at = fields.Datetime(string="Ended", readonly=True)
    error = fields.Char(readonly=True)
    interaction_id = fields.Many2one(
        "constituent.interaction", ondelete="set null", index="btree_not_null"
    )

    @property
    def _leg(self):
        """Return the id that its first channel is given, by which it is known."""
        return f"{outgoing.PREFIX}{self.env.cr.dbname}-{self.id}"

    @api.model
    def _by_leg(self, leg):
        """Return the outgoing call whose channel has an id; an empty one if none."""
        prefix = f"{outgoing.PREFIX}{self.env.cr.dbname}-"
        number = leg.removeprefix(prefix)
        is_own = leg.startswith(prefix) and number.isdecimal() and len(number) < 10
        return self.browse(int(number) if is_own else ()).exists()

    def _dial(self):
        """Have the telephone system ring: the officer first, or the constituent."""
        for call in self:
            order = call._order_to_queue() if call.queue else call._order_to_officer()
            command = call.endpoint_id._command("Originate", order)
            command.outgoing_id = call

    def _order_to_officer(self):
        endpoint = self.endpoint_id
        return {
            "Channel": endpoint._officer_channel(self.user_id),
            "ChannelId": self._leg,
            "Context": endpoint.pbx_outgoing_context,
            "Exten": endpoint._dialled_number(self.number),
            "Priority": "1",
            # On the officer's display.
            "CallerID": f"<{self.number}>",
            "Variable": f"COUNCIL_NUMBER={endpoint.pbx_number or ''}",
            "Timeout": "30000",
            "Async": "true",
        }

    def _order_to_queue(self):
        endpoint = self.endpoint_id
        dialled = endpoint._dialled_number(self.number)
        return {
            "Channel": (endpoint.pbx_trunk or "").replace("%s", dialled),
            "ChannelId": self._leg,
            "Context": endpoint.pbx_callback_context,
            "Exten": self.queue,
            "Priority": "1",
            # On the constituent's display; the dialplan sets theirs afterwards.
            "CallerID": f"<{endpoint.pbx_number or ''}>",
            "Variable": f"COUNCIL_CALLER={self.number}",
            "Timeout": "45000",
            "Async": "true",
        }

    def _follow(self, conversation, events):
        """Bring the result up to date by the events of the conversation."""
        attempt = outgoing.attempt(self._leg, events, is_officer_first=not self.queue)
        values = {
            "conversation_id": conversation.id,
            "result": attempt.result,
            "cause": attempt.cause,
            "answered_at": moment_of(attempt.answered),
            "ended_at": moment_of(attempt.ended),
        }
        if attempt.ended is None:
            # It is not over, whatever it looks like.
            values["result"] = attempt.result == outgoing.ANSWERED and attempt.result
        self.write(values)
        if attempt.ended is not None:
            self._conclude(attempt.result)

    def _conclude(self, result):
        """Record the result in the ledger and on the call-back, once."""
        if result == outgoing.ANSWERED and not self.queue and not self.interaction_id:
            talk = self.ended_at - self.answered_at
            self.interaction_id = self.env["constituent.interaction"]._record_contact(
                {
                    "channel": "phone",
                    "direction": "out",
                    "partner_id": self.partner_id.id,
                    "user_id": self.user_id.id,
                    "subject": self.callback_id.note or self.env._("Outgoing call"),
                    "started_at": self.dialled_at,
                    "answered_at": self.answered_at,
                    "ended_at": self.ended_at,
                    "waiting_seconds": 0,
                    "handling_seconds": max(0, int(talk.total_seconds())),
                    "source_key": f"{self._name},{self.id}",
                }
            )
        self.callback_id._take_result(self, result)
        self._notify_officer()

    def _fail(self, error):
        """Record that the telephone system did not dial."""
        self.write({"result": outgoing.FAILED, "error": error})
        for call in self:
            call.callback_id._take_result(call, outgoing.FAILED)
            call._notify_officer()

    def _notify_officer(self):
        if self.user_id:
            labels = dict(self._fields["result"]._description_selection(self.env))
            self.user_id._bus_send(
                "channel_gateway.outgoing_ended",
                {
                    "result": self.result,
                    "label": labels.get(self.result, ""),
                    "error": self.error or "",
                    "at": int(time.time() * 1000),
                },
            )

    @api.model
    def _personal_rows_of(self, partners):
        return rows_by_digits(self, "number", partners)

    @api.model
    def _erasure_values(self):
        # A number is required.
        return {**super()._erasure_values(), "number": "0"}
