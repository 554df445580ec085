import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .channel_message_process import DATABASE_ERRORS, RETRYABLE_ERRORS
from .channel_message_send import ACKNOWLEDGEMENTS

_logger = logging.getLogger(__name__)

# A process that is still at work holds the lock of what it hands over; after this
# time, what nobody holds belongs to a process that has ended.
INTERRUPTED_AFTER = timedelta(minutes=5)
BATCH = 100


class ChannelMessage(models.Model):
    """Later attempts to send what did not leave, or whose process has ended."""

    _inherit = "channel.message"

    @api.model
    def _wake_deliveries(self, moments):
        """Have `_process_deliveries` run at each of these times."""
        # Whoever causes a message may not see scheduled actions.
        cron = self.env.ref("channel_gateway.cron_deliver").sudo()
        times = {moment.replace(second=0) for moment in moments if moment}
        if times:
            # The minute is rounded up: an attempt that comes early finds nothing due.
            cron._trigger([moment + timedelta(minutes=1) for moment in times])

    @api.model
    def _process_deliveries(self, limit=BATCH):
        """Try again what is due, and settle attempts whose process has ended."""
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
        """Run a step of `_process_deliveries`; one message stops no other.

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
            # What an exception says may hold what the message says.
            words = self.env._("Internal error (%s).", type(problem).__name__)
            self._note_stopped(words)

    def _note_stopped(self, reason):
        """Leave a message that was to be tried again to staff."""
        if self.state == "failed":
            self._report_failed(reason)

    def _resolve_interrupted(self):
        """Settle an attempt that began and whose end nobody noted."""
        self.ensure_one()
        queued = self.mail_id or self.sms_id
        if queued and not queued.try_lock_for_update():
            return
        if self.handover == "accepted":
            self._finish()
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
        """What Odoo's queues have ended without our knowing, e.g. an administrator."""
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

    def _finish(self):
        """Note of a message that was accepted what follows from it."""
        self.ensure_one()
        mail = self.mail_id
        if mail:
            mail.write(
                {"state": "sent", "failure_type": False, "failure_reason": False}
            )
            mail._postprocess_sent_message([], [])
        else:
            self._report_sent()

    def _retry(self):
        """Try again by itself, unless they have said no or wish it later."""
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
        """Wake Odoo's queues where messages of ours wait, whatever has stopped them."""
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
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        if self.search_count([*waiting, ("sms_id.state", "=", "outgoing")], limit=1):
            self.env.ref("sms.ir_cron_sms_scheduler_action").sudo()._trigger()

    def _send_again(self):
        """Put the messages in the queue once more, to the address known now."""
        for message in self:
            code = message.channel_id.code
            recipient = self._address(message.partner_id, code) or message.recipient
            message.write(
                {
                    "state": "queued",
                    "error": False,
                    "next_attempt_at": False,
                    "handover": False,
                    "recipient": recipient,
                }
            )
            # Odoo's queues belong to the system; writing the message checks who may.
            if message.mail_id:
                message._requeue_mail(message.mail_id.sudo())
            elif message.sms_id:
                message.sms_id.sudo().number = recipient
                message.sms_id.sudo().action_set_outgoing()
                self.env.ref("sms.ir_cron_sms_scheduler_action").sudo()._trigger()
            else:
                message._queue_anew()

    def _requeue_mail(self, mail):
        mail.email_to = self._format_recipient()
        mail.auto_delete = True
        mail.scheduled_date = False
        mail.mark_outgoing()
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _queue_anew(self):
        """Queue what has left Odoo's queue: the chatter still has its words."""
        self.ensure_one()
        # Posting is the system's part; writing the message has checked who may.
        message = self.sudo()
        kept = self.env["mail.message"].sudo()
        if message.external_id:
            kept = kept.search([("message_id", "=", message.external_id)], limit=1)
        if not (kept.body or message.body):
            raise UserError(
                self.env._(
                    "The content is no longer available. Please write a new message."
                )
            )
        message.not_before = False
        message._send_by_channel({message: kept.body or message.body})
