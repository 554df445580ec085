import logging

import psycopg2

from odoo import fields, models

from ...adapters.delivery import Attempt, classify

_logger = logging.getLogger(__name__)


class ChannelMessage(models.Model):
    """Attempts to hand outgoing messages over, through Odoo's queues of e-mail and SMS.

    An attempt is committed before the message is handed over (`handover` is "begun")
    and once more as soon as the server has accepted it ("accepted"). If a process ends
    in between, its message is not sent again automatically. It is set aside as possibly
    sent, for staff to decide.
    """

    _inherit = "channel.message"

    def _begin_attempt(self, queued, auto_commit):
        """Lock what is sent, and record that an attempt begins; nothing is sent yet.

        Args:
            queued: the `mail.mail` or `sms.sms` of the message.
            auto_commit: whether the transaction is the attempt's own.

        Returns:
            An `adapters.delivery.Attempt`; None when it is not to be sent, or another
            process has it.
        """
        self.ensure_one()
        # Only after a commit, changes of other processes since the queue was read are
        # visible.
        self._commit_if(auto_commit)
        if not queued.try_lock_for_update() or queued.state != "outgoing":
            return None
        if self.state == "delivered":
            # The report of an earlier attempt came after this one was queued.
            if self.mail_id:
                queued.cancel()
            else:
                queued.action_set_canceled()
            return None
        attempt = Attempt(number=self.attempts + 1)
        self.write(
            {"state": "queued", "attempts": attempt.number, "next_attempt_at": False}
        )
        return attempt

    def _run_attempt(self, attempt, send, auto_commit):
        """Send the message, and record it if that fails.

        Args:
            attempt: the `adapters.delivery.Attempt`.
            send: called without arguments; it raises unless the message was accepted.
            auto_commit: whether to commit at the end.

        Returns:
            The exception that ended the attempt, or None.
        """
        error = None
        try:
            send()
        except Exception as failure:  # noqa: BLE001 - every one of them is classified
            error = failure
            self._note_failure(attempt, error, auto_commit)
        self._commit_if(auto_commit)
        return error

    def _commit_handover(self, handover, queued, auto_commit):
        """Commit the progress of the attempt, and keep what is sent locked."""
        self._note_handover(handover)
        self._commit_if(auto_commit)
        # The lock shows other processes that it is being sent.
        queued.try_lock_for_update()

    def _note_handover(self, handover):
        self.write({"handover": handover, "handover_at": fields.Datetime.now()})

    def _commit_if(self, auto_commit):
        if auto_commit:
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _note_failure(self, attempt, error, auto_commit):
        """Record how an attempt ended, in place of what its transaction wrote.

        Args:
            attempt: the `adapters.delivery.Attempt`, with what it observed.
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
                # The queue runs as the sending user, who may lack access to these.
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
