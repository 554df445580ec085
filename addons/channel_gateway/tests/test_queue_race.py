from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.api import SUPERUSER_ID, Environment
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.race_case import RaceCase

from .sample_emails import make_email


@tagged("-at_install", "post_install")
class TestQueueTransactions(RaceCase):
    """The queue over several transactions, each of them committed."""

    code = "queue_race"

    def build(self, env):
        self.mailbox = env["channel.endpoint"].create(
            {
                "name": "Race mailbox",
                "kind": "email",
                "channel_id": env.ref("constituent_crm.channel_email").id,
                "token": self.code,
            }
        )
        self.message_id = (
            env["channel.message"]._accept_message(self.mailbox, make_email()).id
        )

    def clear(self, env):
        mailbox = env["channel.endpoint"].search([("token", "=", self.code)])
        mailbox.message_ids.unlink()
        mailbox.unlink()
        return super().clear(env)

    def message(self, cursor):
        env = Environment(cursor, SUPERUSER_ID, {})
        return env["channel.message"].browse(self.message_id)

    def begun(self):
        with self.registry.cursor() as cursor:
            Attempt = self.message(cursor).env["channel.message.attempt"]
            return Attempt.search([("message_id", "=", self.message_id)]).begun

    def refusing(self, times):
        """Have the database ask to come again so many times, then set it aside."""
        left = [SerializationFailure()] * times

        def understand(_kind, message):
            if left:
                raise left.pop()
            message._decide("discarded")

        return patch.object(
            self.registry["channel.kind.email"], "_understand", understand
        )

    def process_queue(self):
        with self.registry.cursor() as cursor:
            self.message(cursor)._process_committing()

    def test_serialization_failure_is_not_counted_as_an_attempt(self):
        with self.refusing(1):
            self.process_queue()
            with self.registry.cursor() as cursor:
                message = self.message(cursor)
                self.assertEqual((message.state, message.attempts), ("received", 0))
            self.assertEqual(self.begun(), 0)
            self.process_queue()
        with self.registry.cursor() as cursor:
            message = self.message(cursor)
            self.assertEqual((message.state, message.attempts), ("discarded", 1))
        self.assertEqual(self.begun(), 1)

    def test_message_locked_by_another_worker_is_skipped(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self.message(first).try_lock_for_update(allow_referencing=True)
            self.assertFalse(self.message(second)._process_locked())
        self.assertFalse(self.begun())

    def test_count_survives_the_crash_of_the_process(self):
        with self.registry.cursor() as cursor:
            message = self.message(cursor)
            message.try_lock_for_update(allow_referencing=True)
            message.env["channel.message.attempt"]._begin(message)
            cursor.rollback()
        with self.registry.cursor() as cursor:
            message = self.message(cursor)
            deaths = message.env["channel.message.attempt"]._crash_counts(message)
            self.assertEqual(deaths, {message: 1})
