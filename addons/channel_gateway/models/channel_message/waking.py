import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# The scheduled actions that share the queue. Each is run by one worker at a time.
WORKERS = ("channel_gateway.cron_process", "channel_gateway.cron_process_second")
# What waits longer than this may wait for workers that have been killed.
OVERDUE_AFTER = timedelta(seconds=5)
# A worker that was woken longer ago than this, and has not begun, is woken again.
WAKE_AGAIN_AFTER = timedelta(seconds=2)
# Key in `Cursor.postcommit.data`.
IS_WAKING = "channel_gateway.is_waking"


class ChannelMessage(models.Model):
    """Who processes the queue, and when."""

    _inherit = "channel.message"

    @api.model
    def _wake_after_commit(self):
        """Wake the workers once what is being stored can be seen by them.

        It is done once for each transaction, and costs one query where they are about
        to look at the queue anyway.
        """
        postcommit = self.env.cr.postcommit
        if not postcommit.data.get(IS_WAKING):
            postcommit.data[IS_WAKING] = True
            postcommit.add(self._wake_sleeping)

    @api.model
    def _wake_sleeping(self):
        """Wake the workers that will not look at the queue by themselves.

        A notification needs a connection of its own, which costs more than storing a
        message: it is left out where one is on its way.
        """
        try:
            sleeping = self._sleeping_workers()
            if not sleeping:
                return
            # The current transaction has been committed.
            with self.env.registry.cursor() as cursor:
                self.with_env(self.env(cr=cursor))._trigger_workers(sleeping.ids)
        except psycopg2.Error:
            # The message is stored, and the scheduled actions look each minute.
            _logger.warning("The queue of messages was not woken", exc_info=True)

    @api.model
    def _sleeping_workers(self):
        """Return the scheduled actions that no trigger is about to start.

        Odoo deletes the triggers of an action as it starts, in a transaction that lasts
        as long as it runs. A trigger that nobody is deleting (`xmax` is 0) starts it
        after this moment, so that it sees what was committed before.
        """
        workers = self._workers()
        if not workers:
            return workers
        now = fields.Datetime.now()
        workers.flush_model(["active"])
        self.env.cr.execute(
            SQL(
                "SELECT id FROM ir_cron WHERE id IN %s AND active AND NOT EXISTS ("
                " SELECT FROM ir_cron_trigger AS coming"
                " WHERE coming.cron_id = ir_cron.id AND coming.xmax = 0"
                " AND coming.call_at BETWEEN %s AND %s)",
                workers._ids,
                now - WAKE_AGAIN_AFTER,
                now,
            )
        )
        return workers.browse(row_id for (row_id,) in self.env.cr.fetchall())

    @api.model
    def _workers(self):
        data = self.env["ir.model.data"]
        found = [
            data._xmlid_to_res_id(name, raise_if_not_found=False) for name in WORKERS
        ]
        # Senders of messages may lack access to scheduled actions.
        return self.env["ir.cron"].sudo().browse(filter(None, found))

    @api.model
    def _wake(self, at=None):
        """Trigger the processing of the queue now, or at a given time."""
        workers = self._workers().exists().filtered("active")
        self._trigger_workers(workers.ids, at)

    @api.model
    def _trigger_workers(self, ids, at=None):
        # Senders of messages may lack access to scheduled actions.
        workers = self.env["ir.cron"].sudo().browse(ids)
        first, others = workers[:1], workers[1:]
        # One notification wakes all of Odoo's workers.
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
        """Trigger the workers if a message has waited longer than usual.

        A new cron worker of Odoo looks for work after a minute, or when it is notified.
        If all workers were killed at once, calling this saves that minute.

        Returns:
            Whether a message has.
        """
        overdue = fields.Datetime.now() - OVERDUE_AFTER
        domain = self._queue_domain(overdue)
        # The caller is no user, and learns no more than that something waits.
        is_overdue = bool(self.sudo().search_count(domain, limit=1))
        if is_overdue:
            self._wake()
        return is_overdue
