from datetime import datetime

from odoo.tests import BaseCase

from odoo.addons.service_catalog.clocks import Clock

NOON = datetime(2026, 3, 2, 12)


class TestClock(BaseCase):
    def test_it_stands_still_until_resumed(self):
        self.assertFalse(Clock(3600).is_running)
        self.assertTrue(Clock(3600).resume(NOON).is_running)

    def test_resuming_a_running_clock_does_not_move_its_start(self):
        running = Clock(3600).resume(NOON)
        self.assertEqual(running.resume(datetime(2026, 3, 3)), running)

    def test_time_worked_is_kept_over_a_pause(self):
        paused = Clock(3600).resume(NOON).halt(600)
        self.assertEqual(paused.remaining, 3000)
        self.assertEqual(paused.resume(NOON).halt(600).consumed, 1200)

    def test_halting_a_still_clock_changes_nothing(self):
        still = Clock(3600, consumed=60)
        self.assertEqual(still.halt(999), still)

    def test_used_up_exactly_is_in_time(self):
        self.assertFalse(Clock(3600).resume(NOON).halt(3600).is_spent)
        self.assertTrue(Clock(3600).resume(NOON).halt(3601).is_spent)
