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
            "|",
            ("state", "=", "received"),
            "&",
            ("state", "=", "failed"),
            ("next_attempt_at", "<=", fields.Datetime.now()),
        ]

    def _process(self):
        """Do what each message asks; what goes wrong stands on its row.

        Every kind of endpoint has a method `_process_<kind>`. One that has also
        `_understand_<kind>` keeps what that has found when the processing fails. A
        `UserError` is for staff to settle, anything else is tried again later.
        """
        for message in self:
            kind = message.endpoint_id.kind
            message.attempts += 1
            try:
                for step in (f"_understand_{kind}", f"_process_{kind}"):
                    if hasattr(message, step):
                        with self.env.cr.savepoint():
                            getattr(message, step)()
            except UserError as problem:
                message._decide("triage", str(problem))
            except Exception as problem:
                _logger.exception("Message %s could not be processed", message.id)
                message._fail(problem)

    def _fail(self, problem):
        """Note a fault, and when to try again."""
        minutes = dict(enumerate(PATIENCE, start=1)).get(self.attempts)
        now = fields.Datetime.now()
        again = now + timedelta(minutes=minutes) if minutes else False
        words = self.env._(
            "A fault of ours (%(kind)s: %(fault)s).",
            kind=type(problem).__name__,
            fault=str(problem)[:200],
        )
        self._decide("failed", words, next_attempt_at=again)
        if again:
            self._wake(again)
