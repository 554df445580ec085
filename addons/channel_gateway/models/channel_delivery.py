import json
import time
import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..adapters import posting, standard_webhooks
from ..adapters.delivery import retry_delay

RETENTION_DAYS = 30
# Looked at together; those of one request go out in their order.
BATCH_SIZE = 100
# The specification: the subscriber wants no more.
GONE = 410
# The subscriber itself has failed, not what was sent to it.
BUSY = (408, 425, 429)
CRON = "channel_gateway.cron_send_deliveries"


class ChannelDelivery(models.Model):
    """One event to one subscriber, as it is sent: at least once, and in order.

    What was queued about a request waits until what was queued before it has gone out.
    """

    _name = "channel.delivery"
    _description = "Webhook Delivery"
    _order = "id desc"
    _rec_name = "key"

    subscription_id = fields.Many2one(
        "channel.subscription", required=True, ondelete="cascade", index=True
    )
    key = fields.Char(
        string="Webhook ID",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: f"msg_{uuid.uuid4().hex}",
        help="The same at each attempt: subscribers recognise a repeated one by it.",
    )
    event = fields.Char(required=True, readonly=True)
    payload = fields.Text(readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Constituent", ondelete="set null", index="btree_not_null"
    )
    request_id = fields.Many2one(
        "service.request", ondelete="set null", index="btree_not_null"
    )
    message_id = fields.Many2one(
        "channel.message", ondelete="set null", index="btree_not_null"
    )
    state = fields.Selection(
        [
            ("queued", "Queued"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("discarded", "Discarded"),
        ],
        required=True,
        default="queued",
        readonly=True,
    )
    attempts = fields.Integer(readonly=True)
    next_attempt_at = fields.Datetime(
        readonly=True, required=True, default=fields.Datetime.now
    )
    sent_at = fields.Datetime(readonly=True)
    status = fields.Integer(string="Response Code", readonly=True)
    response = fields.Text(readonly=True)

    _queue_idx = models.Index("(next_attempt_at, id) WHERE state = 'queued'")
    _order_idx = models.Index(
        "(subscription_id, request_id, id) WHERE state = 'queued'"
    )

    # Queue

    @api.model
    def _prepare_payload(self, event, data):
        # PostgreSQL's JSON and most readers take dates as ISO 8601 in UTC.
        now = fields.Datetime.now().isoformat() + "Z"
        document = {"type": event, "timestamp": now, "data": data}
        return json.dumps(document, ensure_ascii=False)

    @api.model
    def _queue(self, rows):
        """Queue deliveries, and have them sent after this transaction."""
        if rows:
            # Events come of the acts of residents, too.
            self.sudo().create(rows)
            self._wake(fields.Datetime.now())

    @api.model
    def _wake(self, at):
        data = self.env.cr.postcommit.data
        if at in data.setdefault(CRON, set()):
            # Odoo opens a connection for each notice.
            return
        data[CRON].add(at)
        cron = self.env.ref(CRON, raise_if_not_found=False)
        if cron:
            # As above.
            cron.sudo()._trigger(at)

    @api.model
    def _ready_subscriptions(self):
        now = fields.Datetime.now()
        return self.env["channel.subscription"].search(
            [
                ("is_active", "=", True),
                "|",
                ("paused_until", "=", False),
                ("paused_until", "<=", now),
            ]
        )

    @api.model
    def _due(self):
        """Return deliveries to send now: of each request the first that waits."""
        due = self.search(
            [
                ("state", "=", "queued"),
                ("next_attempt_at", "<=", fields.Datetime.now()),
                ("subscription_id", "in", self._ready_subscriptions().ids),
            ],
            order="id",
            limit=BATCH_SIZE,
        )
        waiting = self._read_group(
            [
                ("state", "=", "queued"),
                ("request_id", "in", due.request_id.ids),
                ("subscription_id", "in", due.subscription_id.ids),
            ],
            ["subscription_id", "request_id"],
            ["id:min"],
        )
        first = {(one, request): row_id for one, request, row_id in waiting}
        return due.filtered(
            lambda one: (
                first.get((one.subscription_id, one.request_id), one.id) == one.id
            )
        )

    @api.model
    def _process_queue(self):
        """Send what is due, one transaction for each delivery."""
        cron = self.env["ir.cron"]
        seconds_left = cron._commit_progress(remaining=len(self._due()))
        while seconds_left and (due := self._due()):
            for delivery in due:
                # A subscriber that does not answer makes the others wait once.
                if delivery.subscription_id not in self._ready_subscriptions():
                    continue
                locked = delivery.try_lock_for_update()
                if locked.state == "queued":
                    locked._send()
                seconds_left = cron._commit_progress(1)
                if not seconds_left:
                    break
        if not seconds_left:
            self._wake(fields.Datetime.now())

    def _send(self):
        """Make one attempt, and record its result."""
        self.ensure_one()
        subscription = self.subscription_id
        body = (self.payload or "").encode()
        keys = map(standard_webhooks.parse_key, subscription._valid_secrets())
        signed = standard_webhooks.headers(keys, self.key, int(time.time()), body)
        try:
            answer = posting.post(
                subscription.url,
                body,
                {"Content-Type": "application/json", **signed},
                allows_private=subscription._allows_private(),
            )
        except (posting.Refused, posting.Unreachable) as error:
            self._record_failure(0, str(error))
            return
        if answer.is_success:
            self._record_success(answer)
        else:
            self._record_failure(answer.status, answer.text)

    def _record_success(self, answer):
        self.write(
            {
                "state": "sent",
                "attempts": self.attempts + 1,
                "sent_at": fields.Datetime.now(),
                "status": answer.status,
                "response": answer.text,
            }
        )
        self.subscription_id._note_success()
        self.message_id._report_sent()

    def _record_failure(self, status, words):
        attempts = self.attempts + 1
        delay = retry_delay(attempts)
        again = fields.Datetime.now() + delay if delay else False
        self.write(
            {
                "state": "queued" if again else "failed",
                "attempts": attempts,
                "next_attempt_at": again or self.next_attempt_at,
                "status": status,
                "response": words,
            }
        )
        if again:
            self._wake(again)
        else:
            reason = self.env._("The chat service did not take it: %s", words)
            self.message_id._report_failed(reason)
        if status == GONE:
            self.subscription_id._disable()
            return
        is_down = not status or status >= 500 or status in BUSY
        self.subscription_id._note_failure(is_down and again)

    # Office

    def action_replay(self):
        """Send again, as the same webhook: the subscriber may know it already."""
        self.check_access("write")
        if self.filtered(lambda one: not one.payload):
            raise UserError(self.env._("The content of a delivery has been erased."))
        self.write(
            {
                "state": "queued",
                "attempts": 0,
                "next_attempt_at": fields.Datetime.now(),
            }
        )
        self._wake(fields.Datetime.now())

    @api.autovacuum
    def _gc_deliveries(self):
        old = fields.Datetime.now() - timedelta(days=RETENTION_DAYS)
        self.search(
            [("state", "!=", "queued"), ("write_date", "<", old)], limit=10_000
        ).unlink()

    # Personal data

    @api.model
    def _erasure_values(self):
        # The key and the event are the council's own.
        return {"payload": False, "response": False}

    def _erase_person(self, partners, names):
        result = super()._erase_person(partners, names)
        self.filtered(lambda one: one.state == "queued").state = "discarded"
        return result
