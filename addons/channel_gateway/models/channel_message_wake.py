import logging
from datetime import timedelta

from odoo import api, fields, models

from .channel_message_process import DATABASE_ERRORS

_logger = logging.getLogger(__name__)

# The scheduled actions that share the queue. Each is run by one worker at a time.
WORKERS = ("channel_gateway.cron_process", "channel_gateway.cron_process_second")
# What waits longer than this may wait for workers that have been killed.
OVERDUE_AFTER = timedelta(seconds=5)


class ChannelMessage(models.Model):
    """Who processes the queue, and when."""

    _inherit = "channel.message"

    @api.model
    def _wake(self, at=None):
        """Have the queue processed at once, or at a time."""
        found = [self.env.ref(name, raise_if_not_found=False) for name in WORKERS]
        # Whoever sends a message need not be allowed to see scheduled actions.
        workers = self.env["ir.cron"].sudo().browse(one.id for one in found if one)
        workers = workers.filtered("active")
        first, others = workers[:1], workers[1:]
        # One notice wakes all of Odoo's workers.
        self.env["ir.cron.trigger"].sudo().create(
            [
                {"cron_id": worker.id, "call_at": at or fields.Datetime.now()}
                for worker in others
            ]
        )
        if first:
            first._trigger(at)

    @api.model
    def _wake_overdue(self):
        """Wake the workers where a message has waited longer than usual.

        A new cron worker of Odoo looks for work after a minute, or when it is
        notified. Where all were killed at once, calling this saves that minute.

        Returns:
            Whether a message has.
        """
        overdue = fields.Datetime.now() - OVERDUE_AFTER
        domain = [
            ("direction", "=", "in"),
            "|",
            "&",
            ("state", "=", "received"),
            ("received_at", "<=", overdue),
            "&",
            ("state", "=", "failed"),
            ("next_attempt_at", "<=", overdue),
        ]
        # The caller is no user, and learns no more than that something waits.
        is_overdue = bool(self.sudo().search_count(domain, limit=1))
        if is_overdue:
            self._wake()
        return is_overdue

    @api.model
    def _prepare_worker(self):
        """Read the catalogue before any attempt is counted.

        That takes a new process seconds. One that ends meanwhile says nothing of the
        message it would have read first.
        """
        try:
            with self.env.cr.savepoint():
                self.env["service.type"]._suggest("")
        except DATABASE_ERRORS:
            raise
        except Exception:
            # The messages that need the catalogue fail one by one, and are tried again.
            _logger.exception("The catalogue could not be read")
