import logging

import psycopg2

from odoo import fields, models

from ..adapters.delivery import classify, retry_delay

_logger = logging.getLogger(__name__)


class ChannelMessage(models.Model):
    """What becomes of a message that goes out.

    An attempt is committed before the message is handed over (`handover` is "begun")
    and once more as soon as the server has accepted it ("accepted"). When a process
    ends in between, its message is not sent a second time by itself: it is set aside
    as possibly sent, for staff to decide.
    """

    _inherit = "channel.message"

    handover = fields.Selection(
        [("begun", "Begun"), ("accepted", "Accepted")],
        copy=False,
        readonly=True,
        help="Progress of the current delivery attempt.",
    )
    handover_at = fields.Datetime(string="Handed Over", copy=False, readonly=True)

    _handover_idx = models.Index("(handover_at) WHERE handover IS NOT NULL")

    # An attempt

    def _start_attempt(self, attempt):
        """Note that an `adapters.delivery.Attempt` begins; nothing left yet."""
        self.write(
            {"state": "queued", "attempts": attempt.number, "next_attempt_at": False}
        )

    def _note_handover(self, handover):
        self.write({"handover": handover, "handover_at": fields.Datetime.now()})

    def _note_failure(self, attempt, error, auto_commit):
        """Note how an attempt ended, instead of what its transaction has written.

        Args:
            attempt: what was seen of it.
            error: the exception that ended it.
            auto_commit: whether the transaction is the attempt's own. It is rolled
                back, and a new connection is used when its own is lost.

        Raises:
            psycopg2.Error: when it has ended a transaction that is not the attempt's
                own: whoever began that decides, and may repeat it.
        """
        if not auto_commit:
            if isinstance(error, psycopg2.Error):
                raise error
            self._conclude_attempt(attempt, error)
            return
        try:
            self.env.cr.rollback()
            self._conclude_attempt(attempt, error)
        except psycopg2.Error:
            with self.pool.cursor() as cr:
                # The queue runs for whoever sent, who may not read these.
                message = self.with_env(self.env(cr=cr, su=True))
                message._conclude_attempt(attempt, error)
            raise

    def _conclude_attempt(self, attempt, error):
        message = self.exists()
        if not message:
            return
        message.attempts = attempt.number
        if attempt.is_accepted:
            # What follows from it failed; `_process_deliveries` comes back to that.
            _logger.warning("Message %s was sent, but %s", message.id, error)
            message._note_handover("accepted")
            return
        failure = classify(error)
        if message.mail_id:
            message.mail_id.write(
                {
                    "state": "exception",
                    "failure_type": "unknown",
                    "failure_reason": failure.reason,
                }
            )
        elif message.sms_id:
            message.sms_id.action_set_error("sms_server")
        _logger.info("Message %s was not accepted: %s", message.id, failure.reason)
        if attempt.is_uncertain:
            message._report_uncertain(
                self.env._(
                    "No answer came to what was sent: the constituent may have it or"
                    " not."
                )
            )
        else:
            words = message._failure_words(failure.kind) or failure.reason
            message._report_failed(words, failure.is_temporary)

    def _failure_words(self, kind):
        """Return what an officer understands of a failure that is not the message's.

        Args:
            kind: as `adapters.delivery.Failure`.
        """
        self.ensure_one()
        if kind == "unreachable" and self.sms_id:
            return self.env._("The provider of text messages cannot be reached.")
        return {
            "unreachable": self.env._("The outgoing mail server cannot be reached."),
            "login": self.env._("The outgoing mail server refuses our login."),
            "fault": self.env._("A fault of ours, which is in the log."),
        }.get(kind)

    def _report_sent(self):
        """Delivered to the carrier: now it is a contact, and stands in the ledger."""
        for message in self:
            interaction = self.env["constituent.interaction"]._record_contact(
                {
                    "direction": "out",
                    "channel_id": message.channel_id.id,
                    "partner_id": message.partner_id.id,
                    "subject": message.subject,
                    "started_at": message.handover_at or fields.Datetime.now(),
                    "request_id": message.request_id.id,
                    "service_id": message.service_id.id,
                    "source_key": f"channel.message:{message.id}",
                }
            )
            message._decide("sent", interaction_id=interaction.id, handover=False)

    def _report_failed(self, reason, is_temporary=False):
        """Note that the messages were not accepted.

        Args:
            reason: why, as the server put it.
            is_temporary: whether a later attempt may succeed. It is made by itself,
                after a growing delay; when there were enough, staff are told.
        """
        words = reason or self.env._("It could not be delivered.")
        now = fields.Datetime.now()
        for message in self:
            delay = retry_delay(message.attempts) if is_temporary else None
            again = now + delay if delay else False
            message._decide("failed", words, next_attempt_at=again, handover=False)
            if not again:
                message._alert_staff(self.env._("Not delivered"))
        self._wake_deliveries(self.mapped("next_attempt_at"))

    def _report_uncertain(self, reason):
        """Set aside what the server may have accepted without our knowing."""
        for message in self:
            message._decide("uncertain", reason, handover=False)
            message._alert_staff(self.env._("Possibly not delivered"))

    def _alert_staff(self, summary):
        """Have somebody of the request's team see to a message that did not arrive."""
        self.ensure_one()
        # The queue runs for whoever sent, who may not work on the request.
        request = self.request_id.sudo()
        if not request:
            return
        words = self.env._(
            "%(what)s to %(recipient)s: %(subject)s",
            what=summary,
            recipient=self.recipient or self.partner_id.display_name,
            subject=self.subject,
        )
        request._message_log(body=f"{words}\n{self.error}")
        who = request.user_id or request.team_id.member_ids
        if who:
            request._schedule_task(who, words, self.error)
