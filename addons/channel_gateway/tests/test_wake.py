from datetime import timedelta
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..models.channel_message.waking import (
    OVERDUE_AFTER,
    WAKE_AGAIN_AFTER,
    WORKERS,
)
from .common import ChannelCase
from .sample_emails import make_email


class WakeCase(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Messages of demo data wait as well.
        cls.Message.search(cls.Message._queue_domain()).write({"state": "triage"})
        cls.workers = cls.env["ir.cron"]
        for name in WORKERS:
            cls.workers |= cls.env.ref(name)
        cls.now = fields.Datetime.now()
        cls.long_ago = cls.now - 2 * OVERDUE_AFTER

    def accept(self, **values):
        """A message whose scheduled actions nobody has triggered."""
        message = self.Message._accept_message(self.mailbox, make_email())
        message.write(values)
        self.triggers().unlink()
        return message

    def triggers(self):
        return self.env["ir.cron.trigger"].search([("cron_id", "in", self.workers.ids)])


@tagged("-at_install", "post_install")
class TestWakeOverdue(WakeCase):
    def test_message_that_has_waited_wakes_every_worker(self):
        self.accept(received_at=self.long_ago)
        self.assertTrue(self.Message._wake_overdue())
        self.assertEqual(self.triggers().cron_id, self.workers)

    def test_message_that_has_just_come_in_is_left_to_the_workers(self):
        self.accept(received_at=self.now)
        self.assertFalse(self.Message._wake_overdue())
        self.assertFalse(self.triggers())

    def test_attempt_that_is_due_wakes(self):
        self.accept(state="failed", next_attempt_at=self.long_ago)
        self.assertTrue(self.Message._wake_overdue())

    def test_attempt_that_is_not_due_does_not_wake(self):
        later = self.now + timedelta(minutes=5)
        self.accept(state="failed", next_attempt_at=later, received_at=self.long_ago)
        self.assertFalse(self.Message._wake_overdue())

    def test_message_left_to_staff_does_not_wake(self):
        for state in ("triage", "failed", "done", "discarded"):
            self.accept(state=state, received_at=self.long_ago).external_id = state
        self.assertFalse(self.Message._wake_overdue())

    def test_it_costs_one_query_when_nothing_waits(self):
        self.accept(state="done", received_at=self.long_ago)
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.Message._wake_overdue()


@tagged("-at_install", "post_install")
class TestWakeSleeping(WakeCase):
    """A worker is woken unless a trigger is about to start it anyway."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.triggers().unlink()

    def trigger(self, worker, at=None):
        self.env["ir.cron.trigger"].create(
            {"cron_id": worker.id, "call_at": at or self.now}
        )

    def test_sleeping_workers_are_woken(self):
        self.Message._wake_sleeping()
        self.assertEqual(self.triggers().cron_id, self.workers)

    def test_worker_that_is_about_to_start_is_left_alone(self):
        self.trigger(self.workers[0])
        self.assertEqual(self.Message._sleeping_workers(), self.workers[1])
        self.Message._wake_sleeping()
        self.assertEqual(len(self.triggers()), 2)

    def test_nothing_is_done_where_both_are_about_to_start(self):
        for worker in self.workers:
            self.trigger(worker)
        self.env.flush_all()
        self.Message._workers()
        with self.assertQueryCount(1):
            self.Message._wake_sleeping()
        self.assertEqual(len(self.triggers()), 2)

    def test_trigger_that_has_started_a_worker_starts_it_no_more(self):
        self.trigger(self.workers[0])
        # Odoo deletes it as the worker starts, and commits when it has ended.
        self.env.cr.execute("SAVEPOINT starting")
        self.triggers().unlink()
        self.env.cr.execute("ROLLBACK TO starting")
        self.env.invalidate_all()
        self.assertEqual(self.triggers().cron_id, self.workers[0])
        self.assertEqual(self.Message._sleeping_workers(), self.workers)

    def test_notification_that_was_lost_is_repeated(self):
        self.trigger(self.workers[0], self.now - 2 * WAKE_AGAIN_AFTER)
        self.assertEqual(self.Message._sleeping_workers(), self.workers)

    def test_later_attempt_does_not_stand_in_the_way(self):
        self.trigger(self.workers[0], self.now + timedelta(minutes=5))
        self.assertEqual(self.Message._sleeping_workers(), self.workers)

    def test_worker_that_staff_have_switched_off_sleeps_on(self):
        self.workers[1].active = False
        self.assertEqual(self.Message._sleeping_workers(), self.workers[0])

    def test_message_is_stored_though_nobody_can_be_woken(self):
        with (
            patch.object(
                type(self.Message), "_sleeping_workers", side_effect=OperationalError
            ),
            self.assertLogs("odoo.addons.channel_gateway", "WARNING"),
        ):
            self.Message._wake_sleeping()


@tagged("-at_install", "post_install")
class TestWakeRoute(HttpCase, WakeCase):
    def post(self, token="test-token", endpoint=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        path = f"/channel/mail/{endpoint or self.mailbox.id}/wake"
        return self.url_open(path, data=b"", headers=headers, method="POST")

    def test_workers_are_woken_where_a_message_has_waited(self):
        self.accept(received_at=self.long_ago)
        answer = self.post()
        self.assertEqual((answer.status_code, answer.json()), (200, {"waiting": True}))
        self.assertEqual(self.triggers().cron_id, self.workers)

    def test_nothing_is_done_where_nothing_waits(self):
        self.accept(state="done", received_at=self.long_ago)
        self.assertEqual(self.post().json(), {"waiting": False})
        self.assertFalse(self.triggers())

    def test_closed_endpoint_wakes_for_what_came_in_before(self):
        self.accept(received_at=self.long_ago)
        self.mailbox.is_active = False
        self.assertEqual(self.post().json(), {"waiting": True})

    def test_missing_token_wakes_nobody(self):
        self.accept(received_at=self.long_ago)
        self.assertEqual(self.post(token="").status_code, 401)
        self.assertFalse(self.triggers())

    def test_token_of_another_endpoint_wakes_nobody(self):
        self.accept(received_at=self.long_ago)
        other = self.mailbox.copy({"token": "other-token"})
        self.assertEqual(self.post(token="other-token").status_code, 403)
        self.assertEqual(self.post(endpoint=other.id).status_code, 403)
        self.assertFalse(self.triggers())

    def test_only_post_wakes(self):
        answer = self.url_open(f"/channel/mail/{self.mailbox.id}/wake")
        self.assertEqual(answer.status_code, 405)
