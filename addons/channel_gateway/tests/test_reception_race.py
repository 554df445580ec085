from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.race_case import RaceCase

NAME = "Race reception"


@tagged("-at_install", "post_install")
class TestReceptionRace(RaceCase):
    """Kiosks and officers at one time, each in transactions that are committed."""

    code = "reception_race"

    def build(self, env):
        reason = env["channel.visit.reason"].create({"name": NAME})
        reception = env["channel.reception"].create(
            {
                "name": NAME,
                "reason_ids": reason.ids,
                "counter_ids": [Command.create({"number": "1"})],
            }
        )
        self.reception_id, self.reason_id = reception.id, reason.id
        # One officer at several screens meets the same locks as several officers.
        reception.counter_ids.user_id = SUPERUSER_ID
        self.counter_id = reception.counter_ids.id

    def clear(self, env):
        receptions = env["channel.reception"].search([("name", "=", NAME)])
        visits = env["channel.visit"].search([("reception_id", "in", receptions.ids)])
        visits.interaction_id.unlink()
        visits.unlink()
        receptions.unlink()
        env["channel.visit.reason"].search([("name", "=", NAME)]).unlink()
        return super().clear(env)

    def transaction(self):
        """An environment in a transaction of its own, which has begun to read."""
        cursor = self.registry.cursor()
        self.addCleanup(cursor.close)
        env = Environment(cursor, SUPERUSER_ID, {})
        env["channel.reception"].search_count([])
        return env

    def take_ticket(self, env):
        reception = env["channel.reception"].browse(self.reception_id)
        reason = env["channel.visit.reason"].browse(self.reason_id)
        return reception._check_in(reason).ticket_number

    def call_next(self, env):
        return env["channel.counter"].browse(self.counter_id)._call_next().id

    def test_second_kiosk_waits_for_the_first(self):
        first, second = self.transaction(), self.transaction()
        self.take_ticket(first)
        second.cr.execute("SET LOCAL lock_timeout = '100ms'")
        with self.assertRaises(LockNotAvailable), mute_logger("odoo.sql_db"):
            self.take_ticket(second)

    def test_kiosks_at_one_time_give_every_number_once(self):
        first, second = self.transaction(), self.transaction()
        self.assertEqual(self.take_ticket(first), 1)
        first.cr.commit()
        # Odoo repeats what the database refuses.
        with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
            self.take_ticket(second)
        second.cr.rollback()
        second.invalidate_all()
        self.assertEqual(self.take_ticket(second), 2)

    def test_number_of_a_failed_ticket_is_given_to_the_next(self):
        first, second = self.transaction(), self.transaction()
        self.take_ticket(first)
        first.cr.rollback()
        self.assertEqual(self.take_ticket(second), 1)

    def test_officers_at_one_time_call_different_visitors(self):
        env = self.transaction()
        numbers = [self.take_ticket(env) for _number in range(2)]
        env.cr.commit()
        first, second = self.transaction(), self.transaction()
        called = {self.call_next(first), self.call_next(second)}
        self.assertEqual(len(called), len(numbers))
        self.assertTrue(all(called))

    def test_visitor_who_was_just_called_is_not_called_again(self):
        env = self.transaction()
        self.take_ticket(env)
        env.cr.commit()
        first, second = self.transaction(), self.transaction()
        self.assertTrue(self.call_next(first))
        first.cr.commit()
        # The second still reads the visitor as waiting.
        with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
            self.call_next(second)
        second.cr.rollback()
        second.invalidate_all()
        self.assertFalse(self.call_next(second))
