import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

BATCH = 100
# Minutes after the first, second, … attempt that failed; then staff decide.
PATIENCE = (1, 5, 30, 120, 720)


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    @api.model
    def _process_queue(self, limit=BATCH):
        """Work the messages that wait, oldest first; workers share the queue."""
        domain = self._queue_domain()
        waiting = self.search(domain, order="id", limit=limit)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(domain))
        for message in waiting:
            mine = message.try_lock_for_update().filtered_domain(domain)
            mine._process()
            if not cron._commit_progress(1):
                break

    @api.model
    def _queue_domain(self):
        return [
            ("direction", "=", "in"),
            ("state", "in", ("received", "failed")),
            "|",
            ("state", "=", "received"),
            ("next_attempt_at", "<=", fields.Datetime.now()),
        ]

    def _process(self):
        """Do what each message asks; what goes wrong stands on its row."""
        for message in self:
            message.attempts += 1
            try:
                # One message's fault must not stop the queue.
                with self.env.cr.savepoint():
                    getattr(message, f"_process_{message.endpoint_id.kind}")()
            except UserError as problem:
                message._decide("triage", str(problem))
            except Exception as problem:
                _logger.exception("Message %s could not be processed", message.id)
                message._fail(problem)

    def _fail(self, problem):
        """Note a fault, and when to try again."""
        patience = PATIENCE[self.attempts - 1 : self.attempts]
        again = (
            fields.Datetime.now() + timedelta(minutes=patience[0])
            if patience
            else False
        )
        words = self.env._(
            "A fault of ours (%(kind)s: %(fault)s).",
            kind=type(problem).__name__,
            fault=str(problem)[:200],
        )
        self._decide("failed", words, next_attempt_at=again)
        if again:
            self._wake(again)

    def _process_open311(self):
        """Open311 answers its caller with a request: nothing is left to do."""
        self._decide("done")
