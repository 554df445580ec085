from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...telephony import outgoing
from ..personal_rows import rows_by_digits

# Attempts after which a person decides, and the minutes between two.
MAX_ATTEMPTS = 5
PAUSE_MINUTES = 15
# The council was busy, or the officer away: it is no attempt at the constituent.
NOT_COUNTED = (outgoing.OFFICER_AWAY, outgoing.CONGESTION)
# A second attempt would end in the same way.
HOPELESS = (outgoing.NO_SUCH_NUMBER,)


class ChannelCallback(models.Model):
    """A constituent's wish to be rung back."""

    _name = "channel.callback"
    _description = "Call-Back"
    _inherit = ["constituent.single.line.mixin"]
    _order = "due_at, id"
    _rec_name = "number"
    _single_line_fields = ("number", "queue", "note")

    state = fields.Selection(
        [
            ("asked", "Leaving the Queue"),
            ("waiting", "To Ring"),
            ("done", "Reached"),
            ("failed", "Not Reached"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="waiting",
        index=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        ondelete="set null",
        index="btree_not_null",
    )
    number = fields.Char(required=True)
    queue = fields.Char(
        string="Line", help="The queue in which the caller had waited, if any."
    )
    note = fields.Char(string="About")
    due_at = fields.Datetime(
        string="Due", required=True, default=fields.Datetime.now, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Officer",
        ondelete="set null",
        index="btree_not_null",
        help="Who rings; anybody if empty.",
    )
    call_id = fields.Many2one(
        "channel.call",
        string="From Call",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    outgoing_ids = fields.One2many(
        "channel.call.outgoing", "callback_id", string="Calls Made"
    )
    attempts = fields.Integer(readonly=True, aggregator=None)
    last_result = fields.Selection(
        selection=lambda self: self._results(), readonly=True
    )

    @api.model
    def _results(self):
        result = self.env["channel.call.outgoing"]._fields["result"]
        return result._description_selection(self.env)

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        self.number = self.number or self.partner_id.phone

    @api.model_create_multi
    def create(self, vals_list):
        Partner = self.env["res.partner"]
        for vals in vals_list:
            if not vals.get("number") and vals.get("partner_id"):
                vals["number"] = Partner.browse(vals["partner_id"]).phone
        callbacks = super().create(vals_list)
        for callback in callbacks.filtered("call_id.visit"):
            if callback.call_id.state == "waiting":
                callback.state = "asked"
        return callbacks

    # Ringing

    def action_ring(self):
        """Ring the user's telephone, and then the constituent's."""
        self._ring()

    def action_ring_to_queue(self):
        """Ring the constituent, and put them in their queue."""
        if not self.queue:
            raise UserError(self.env._("Enter the line in which they will wait."))
        self._ring(queue=self.queue)

    def _ring(self, queue=False):
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("waiting", "failed"):
            raise UserError(self.env._("This call-back is settled, or being made."))
        endpoint = self.env["channel.endpoint"]._telephones()
        if not endpoint:
            raise UserError(self.env._("There is no telephone system to dial with."))
        user = self.env.user
        if not queue:
            self.user_id = user
        # Only buttons create outgoing calls.
        call = (
            self.env["channel.call.outgoing"]
            .sudo()
            .create(
                {
                    "endpoint_id": endpoint.id,
                    "partner_id": self.partner_id.id,
                    "number": self.number,
                    "user_id": False if queue else user.id,
                    "callback_id": self.id,
                    "queue": queue and endpoint._checked_target(queue),
                }
            )
        )
        call._dial()

    def _take_result(self, call, result):
        """Take the result of an attempt: done, another one later, or given up."""
        for callback in self:
            if callback.state not in ("waiting", "failed") or not result:
                continue
            values = {"last_result": result}
            if result == outgoing.ANSWERED:
                values["state"] = "done"
            else:
                attempts = callback.attempts + (result not in NOT_COUNTED)
                is_over = attempts >= MAX_ATTEMPTS or result in HOPELESS
                later = fields.Datetime.now() + timedelta(minutes=PAUSE_MINUTES)
                values |= {
                    "attempts": attempts,
                    "state": "failed" if is_over else "waiting",
                    "due_at": later,
                }
            callback.write(values)

    # The caller who asked for it

    def _confirm_left(self):
        """Count call-backs whose callers have left the queue."""
        self.filtered(lambda one: one.state == "asked").state = "waiting"

    def _cancel_answered(self):
        """Cancel call-backs of callers whom an officer answered after all."""
        self.filtered(lambda one: one.state == "asked").state = "cancelled"

    def action_cancel(self):
        self.check_access("write")
        self.filtered(lambda one: one.state != "done").state = "cancelled"

    @api.model
    def _personal_rows_of(self, partners):
        return rows_by_digits(self, "number", partners)

    @api.model
    def _erasure_values(self):
        # A number is required, and the line is the council's.
        values = {**super()._erasure_values(), "number": "0", "state": "cancelled"}
        values.pop("queue", None)
        return values
