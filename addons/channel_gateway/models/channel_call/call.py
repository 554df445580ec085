from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..channel_contact.contact import ChannelContact

RESULTS = [
    ("completed", "Completed"),
    ("transferred", "Transferred"),
    ("abandoned", "Abandoned by the Caller"),
    ("timed_out", "Timed Out"),
    ("withdrawn", "Taken out of the Queue"),
    ("left_by_key", "Left by a Key"),
    ("turned_away", "Turned Away"),
    ("lost", "Not Known"),
]
WRAP_UP_MINUTES = "channel_gateway.wrap_up_minutes", 10


class ChannelCall(models.Model):
    """A call, as an officer entered it, or one visit to a queue of a telephone system.

    The telephone system says when such a visit began, was answered and ended, and by
    whom it was answered; the officer says what it was about.
    """

    _name = "channel.call"
    _description = "Call"
    _inherit = "channel.contact"
    _channel_code = "phone"
    _single_line_fields = ("subject", "number", "queue")
    _entered = ChannelContact._entered | {"number", "queue"}

    number = fields.Char(string="Caller's Number")
    queue = fields.Char(help="Name of the called line in the telephone system.")

    # Of a telephone system
    endpoint_id = fields.Many2one(
        "channel.endpoint",
        string="Telephone System",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    conversation_id = fields.Many2one(
        "channel.call.conversation",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="All visits of a caller between dialling and hanging up.",
    )
    uniqueid = fields.Char(
        string="Channel ID", readonly=True, help="The telephone system's own key."
    )
    visit = fields.Integer(
        readonly=True,
        aggregator=None,
        help="Number of the visit to a queue by the same channel: a caller who is sent"
        " back waits again. 0 for a call that an officer entered.",
    )
    result = fields.Selection(RESULTS, readonly=True)
    is_withheld = fields.Boolean(
        string="Number Withheld", readonly=True, help="Or unknown to the network."
    )
    is_internal = fields.Boolean(
        string="From an Officer",
        readonly=True,
        help="An officer rang the queue, to ask a colleague. It is no contact of a"
        " constituent unless a caller is handed over.",
    )
    caller_name = fields.Char(readonly=True, help="As the network gives it.")
    extension = fields.Char(
        readonly=True, help="Of the telephone on which it was really answered."
    )
    transferred_to = fields.Char(readonly=True, help="A queue or an extension.")
    is_continued = fields.Boolean(
        string="Went On",
        readonly=True,
        help="The caller went on to another queue or officer, with a row of its own.",
    )
    queue_seconds = fields.Integer(
        string="Waiting in This Queue", readonly=True, aggregator="avg"
    )
    waited_before_seconds = fields.Integer(
        string="Waiting in Queues Before", readonly=True, aggregator="avg"
    )
    talk_seconds = fields.Integer(
        string="Talking", readonly=True, aggregator="avg", help="Without holds."
    )
    held_seconds = fields.Integer(string="On Hold", readonly=True, aggregator="avg")
    wrapup_seconds = fields.Integer(
        string="Wrap-Up",
        readonly=True,
        aggregator="avg",
        help="From hanging up to the end at the Contact Desk.",
    )
    outgoing_id = fields.Many2one(
        "channel.call.outgoing",
        string="Call-Back",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="The council rang, and the constituent waited in the queue.",
    )
    callback_ids = fields.One2many(
        "channel.callback", "call_id", string="Call-Backs Asked For"
    )
    recording_url = fields.Char(string="Recording", readonly=True)
    # Names of channels, by which the telephone system takes orders
    caller_channel = fields.Char(readonly=True)
    officer_channel = fields.Char(readonly=True)

    _visit_uniq = models.UniqueIndex(
        "(endpoint_id, uniqueid, visit) WHERE uniqueid IS NOT NULL",
        "This visit to a queue is recorded already.",
    )
    _wrap_up_idx = models.Index("(ended_at) WHERE state = 'live'")

    def _caption(self):
        if self.is_withheld:
            return self.env._("Number withheld")
        return self.number or self.env._("Caller")

    @api.depends(
        "queue_seconds",
        "waited_before_seconds",
        "talk_seconds",
        "held_seconds",
        "wrapup_seconds",
        "visit",
    )
    def _compute_seconds(self):
        """Count the seconds of a telephone system, which are exact, where there are."""
        by_system = self.filtered("visit")
        for call in by_system:
            call.waiting_seconds = call.waited_before_seconds + call.queue_seconds
            call.handling_seconds = (
                call.talk_seconds + call.held_seconds + call.wrapup_seconds
            )
        return super(ChannelCall, self - by_system)._compute_seconds()

    def _answer(self):
        self._check_not_by_system()
        return super()._answer()

    def _mark_abandoned(self):
        self._check_not_by_system()
        return super()._mark_abandoned()

    def _check_not_by_system(self):
        """Leave to the telephone system who answers its calls, and who gives up."""
        if any(call.visit and call.state == "waiting" for call in self):
            raise UserError(
                self.env._("The call waits in the telephone system: answer it there.")
            )

    # Orders to the telephone system

    def _transfer(self, target):
        """Transfer the caller whom the user is talking to.

        Args:
            target: a queue, or an officer's extension.

        Raises:
            UserError: the call is not on the user's telephone, or `target` is none.
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "live" or self.ended_at or not self.officer_channel:
            raise UserError(self.env._("The call is not on the telephone any more."))
        if self.user_id != self.env.user:
            raise UserError(self.env._("Another officer is talking to the caller."))
        endpoint = self.sudo().endpoint_id
        endpoint._command(
            "BlindTransfer",
            {
                # Never Redirect: the officer's part would seem to go on.
                "Channel": self.officer_channel,
                "Context": endpoint.pbx_transfer_context,
                "Exten": endpoint._checked_target(target),
            },
            call=self,
        )

    def _withdraw(self):
        """Take a waiting caller out of the queue, to be rung back.

        Returns:
            The `channel.callback`. It counts once the telephone system has let the
            caller go: until then an officer may still answer.
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "waiting" or not self.visit:
            raise UserError(self.env._("The caller is not waiting any more."))
        if not self.number:
            raise UserError(self.env._("The caller's number is withheld."))
        callback = self.env["channel.callback"].create(
            {
                "number": self.number,
                "partner_id": self.partner_id.id,
                "queue": self.queue,
                "call_id": self.id,
            }
        )
        self.sudo().endpoint_id._command(
            "QueueWithdrawCaller",
            {
                "Queue": self.queue,
                "Caller": self.caller_channel,
                "WithdrawInfo": "callback",
            },
            call=self,
        )
        return callback

    # The end

    def _end_times(self):
        """Keep the time of hanging up; what follows is wrap-up."""
        if not (self.visit and self.ended_at):
            return super()._end_times()
        after = fields.Datetime.now() - self.ended_at
        return {"wrapup_seconds": max(0, int(after.total_seconds()))}

    @api.model
    def _cron_end_wrap_up(self):
        """End calls whose officer has not ended the wrap-up in time."""
        minutes = self._wrap_up_minutes()
        since = fields.Datetime.now() - timedelta(minutes=minutes)
        late = self.search(
            [("state", "=", "live"), ("ended_at", "<=", since)], limit=1000
        )
        for call in late.try_lock_for_update():
            call._end_unattended(wrapup_seconds=60 * minutes)

    @api.model
    def _wrap_up_minutes(self):
        key, default = WRAP_UP_MINUTES
        # The number is no secret. Only administrators may read parameters.
        value = self.env["ir.config_parameter"].sudo().get_param(key)
        return int(value) if str(value or "").isdecimal() else default

    def _end_unattended(self, **values):
        """End a call of which the officer has said nothing."""
        # As in `_check_entered`: only the system writes these fields.
        self.sudo().write({"state": "done", **values})
        self._record_in_ledger()
        self._notify_changed(self._name)

    def _record_in_ledger(self):
        """Record the call; one that the council dialled is an outgoing contact."""
        if self.is_internal:
            return None
        result = super()._record_in_ledger()
        if self.outgoing_id:
            # As in `_check_entered`.
            self.interaction_id.sudo().direction = "out"
        return result
