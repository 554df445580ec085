import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .processing import DATABASE_ERRORS, RETRYABLE_ERRORS
from .sending import ACKNOWLEDGEMENTS

_logger = logging.getLogger(__name__)

# A process that is still at work holds the lock of what it hands over; after this
# time, what nobody holds belongs to a process that has ended.
INTERRUPTED_AFTER = timedelta(minutes=5)
BATCH = 100


class ChannelMessage(models.Model):
    """Later attempts to deliver outgoing messages."""

    _inherit = "channel.message"

    @api.model
    def _wake_deliveries(self, moments):
        """Schedule `_process_deliveries` for each of these times."""
        # Users who cause a message may lack access to scheduled actions.
        cron = self.env.ref("channel_gateway.cron_deliver").sudo()
        times = {moment.replace(second=0) for moment in moments if moment}
        if times:
            # The minute is rounded up: an attempt that comes early finds nothing due.
            cron._trigger([moment + timedelta(minutes=1) for moment in times])

    @api.model
    def _process_deliveries(self, limit=BATCH):
        """Retry due messages, and settle attempts whose process has ended."""
        cron = self.env["ir.cron"]
        now = fields.Datetime.now()
        interrupted = [
            ("handover", "!=", False),
            ("handover_at", "<=", now - INTERRUPTED_AFTER),
        ]
        due = [
            ("direction", "=", "out"),
            ("state", "=", "failed"),
            ("next_attempt_at", "<=", now),
        ]
        work = [
            (interrupted, "_resolve_interrupted"),
            (self._stopped_domain(), "_resolve_stopped"),
            (due, "_retry"),
        ]
        remaining = sum(self.search_count(domain) for domain, _step in work)
        cron._commit_progress(remaining=remaining)
        for domain, step in work:
            for message in self.search(domain, order="id", limit=limit):
                message._run_step(step, domain)
                if not cron._commit_progress(1):
                    return
        self._wake_queues()

    def _run_step(self, step, domain):
        """Run a step of `_process_deliveries`; a fault affects one message only.

        Args:
            step: the name of the method.
            domain: what a message must still fulfil, once it is locked.
        """
        self.ensure_one()
        try:
            if self.try_lock_for_update().filtered_domain(domain):
                with self.env.cr.savepoint():
                    getattr(self, step)()
        except RETRYABLE_ERRORS:
            # Another has just written it: the next run finds it if it is due then.
            self._roll_back()
        except DATABASE_ERRORS:
            raise
        except UserError as problem:
            self._note_stopped(str(problem))
        except Exception as problem:
            _logger.exception("Message %s could not be seen to", self.id)
            self._note_stopped(self._describe_fault(problem))

    def _note_stopped(self, reason):
        """Leave a failed message to staff after its retry has raised an error."""
        if self.state == "failed":
            self._report_failed(reason)

    def _resolve_interrupted(self):
        """Settle an attempt that began and has no recorded end."""
        self.ensure_one()
        queued = self.mail_id or self.sms_id
        if queued and not queued.try_lock_for_update():
            return
        if self.handover == "accepted":
            self._confirm_accepted()
        else:
            self._report_uncertain(
                self.env._(
                    "The system stopped during delivery: the message may or may not"
                    " have been sent. Send it again, or confirm that it was"
                    " received."
                )
            )

    @api.model
    def _stopped_domain(self):
        """Return the domain of messages that Odoo's queues have failed or cancelled.

        These are queued here although their e-mail or text will not be sent, e.g.
        because an administrator has cancelled it.
        """
        return [
            ("direction", "=", "out"),
            ("state", "=", "queued"),
            ("handover", "=", False),
            "|",
            ("mail_id.state", "in", ("exception", "cancel")),
            ("sms_id.state", "in", ("error", "canceled")),
        ]

    def _resolve_stopped(self):
        self.ensure_one()
        self._report_failed(
            self.mail_id.failure_reason or self.env._("It was removed from the queue.")
        )

    def _confirm_accepted(self):
        """Record that the message was accepted by its carrier, whatever was reported.

        One that was delivered stays so.
        """
        self.ensure_one()
        if self.state != "delivered":
            self.state = "queued"
        mail = self.mail_id
        if mail:
            mail.write(
                {"state": "sent", "failure_type": False, "failure_reason": False}
            )
            mail._postprocess_sent_message([], [])
        else:
            self._report_sent()

    def _retry(self):
        """Retry automatically, unless consent or quiet hours prevent it."""
        self.ensure_one()
        if not self.partner_id:
            self._decide("discarded", self.env._("The constituent was erased."))
            return
        answer = self.partner_id._may_contact(self.channel_id, self.purpose_id)
        if answer.earliest and self.event not in ACKNOWLEDGEMENTS:
            self.next_attempt_at = answer.earliest
            self._wake_deliveries([answer.earliest])
        elif answer or answer.earliest:
            self._send_again()
        else:
            self._report_failed(self._not_sent(answer))

    @api.model
    def _wake_queues(self):
        """Trigger Odoo's queues in which channel messages wait."""
        waiting = [("state", "=", "queued"), ("direction", "=", "out")]
        now = fields.Datetime.now()
        mails = [
            *waiting,
            ("mail_id.state", "=", "outgoing"),
            "|",
            ("mail_id.scheduled_date", "=", False),
            ("mail_id.scheduled_date", "<=", now),
        ]
        if self.search_count(mails, limit=1):
            self.env["mail.mail"]._wake_queue()
        if self.search_count([*waiting, ("sms_id.state", "=", "outgoing")], limit=1):
            self.env["sms.sms"]._wake_queue()

    # Quiet hours

    def _without_waiting(self):
        """Return the messages that may be sent now.

        `_send_waiting` has their carrier send the others when their quiet hours are
        over. A channel whose own queue cannot delay messages calls this.
        """
        cron = self.env.ref("channel_gateway.cron_send_waiting")
        waiting = self.filtered("not_before")
        if waiting:
            cron._trigger(set(waiting.mapped("not_before")))
        return self - waiting

    @api.model
    def _send_waiting(self, limit=100):
        """Send the messages whose quiet hours are over; workers share the queue."""
        domain = [
            ("state", "=", "queued"),
            ("not_before", "<=", fields.Datetime.now()),
            # Odoo's mail queue keeps e-mails until then.
            ("channel_id.code", "!=", "email"),
        ]
        waiting = self.search(domain, order="not_before, id", limit=limit)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(domain))
        for message in waiting:
            message._run_step("_send_now", domain)
            if not cron._commit_progress(1):
                break

    def _send_now(self):
        """Send what has waited, unless consent or quiet hours prevent it."""
        self.ensure_one()
        answer = self.partner_id._may_contact(self.channel_id, self.purpose_id)
        if answer or answer.earliest:
            self.not_before = answer.earliest or False
            self._send_by_channel({self: self.body})
        else:
            self._decide("failed", self._not_sent(answer))
