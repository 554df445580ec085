from datetime import datetime, timedelta

from odoo.tests import BaseCase

from odoo.addons.service_catalog.clocks import Clock, Elapsed, Promise, summary

NOON = datetime(2026, 3, 2, 12)
HOUR = timedelta(hours=1)
ALWAYS = Elapsed()
TWO_HOURS = Clock(Promise(7200, warn=5400))


class TestClock(BaseCase):
    """A promise of two hours, of which every second counts; warned after 90 minutes."""

    def test_clock_does_not_run_until_started(self):
        self.assertEqual(TWO_HOURS.state, "paused")
        running = TWO_HOURS.start(ALWAYS, NOON)
        self.assertEqual(running.state, "running")
        self.assertEqual(running.due_at, NOON + 2 * HOUR)
        self.assertEqual(running.warn_at, NOON + 1.5 * HOUR)

    def test_resuming_a_running_clock_keeps_its_start(self):
        running = TWO_HOURS.start(ALWAYS, NOON)
        self.assertEqual(running.resume(ALWAYS, NOON + HOUR), running)

    def test_time_worked_is_kept_over_a_pause(self):
        paused = TWO_HOURS.start(ALWAYS, NOON).pause(ALWAYS, NOON + HOUR)
        self.assertEqual(paused.remaining, 3600)
        self.assertIsNone(paused.warn_at)
        resumed = paused.resume(ALWAYS, NOON + 5 * HOUR)
        self.assertEqual(resumed.due_at, NOON + 6 * HOUR)
        self.assertEqual(resumed.warn_at, NOON + 5.5 * HOUR)

    def test_pausing_a_paused_clock_changes_nothing(self):
        paused = TWO_HOURS.start(ALWAYS, NOON).pause(ALWAYS, NOON + HOUR)
        self.assertEqual(paused.pause(ALWAYS, NOON + 9 * HOUR), paused)

    def test_time_used_up_exactly_is_in_time(self):
        running = TWO_HOURS.start(ALWAYS, NOON)
        self.assertEqual(running.stop(ALWAYS, NOON + 2 * HOUR).state, "met")
        second = timedelta(seconds=1)
        late = running.stop(ALWAYS, NOON + 2 * HOUR + second)
        self.assertEqual(late.state, "missed")

    def test_clock_is_completed_once(self):
        done = TWO_HOURS.start(ALWAYS, NOON).stop(ALWAYS, NOON + HOUR)
        self.assertEqual(done.stop(ALWAYS, NOON + 9 * HOUR), done)
        self.assertEqual(done.replan(Promise(60), ALWAYS, NOON + 9 * HOUR), done)

    def test_missed_clock_stays_missed_when_resumed(self):
        late = TWO_HOURS.start(ALWAYS, NOON).pause(ALWAYS, NOON + 3 * HOUR)
        resumed = late.resume(ALWAYS, NOON + 9 * HOUR)
        self.assertEqual(resumed.state, "missed")
        self.assertEqual(resumed.due_at, NOON + 2 * HOUR)

    def test_more_time_makes_a_late_clock_run_again(self):
        late = TWO_HOURS.start(ALWAYS, NOON).lapse()
        again = late.replan(Promise(4 * 3600), ALWAYS, NOON + 3 * HOUR)
        self.assertEqual(again.state, "running")
        self.assertEqual(again.due_at, NOON + 4 * HOUR)
        still = late.replan(Promise(2.5 * 3600), ALWAYS, NOON + 3 * HOUR)
        self.assertEqual(still.state, "missed")

    def test_less_time_than_was_used_is_due_at_once(self):
        running = TWO_HOURS.start(ALWAYS, NOON).replan(Promise(60), ALWAYS, NOON + HOUR)
        self.assertEqual(running.state, "running")
        self.assertEqual(running.due_at, NOON + timedelta(minutes=1))

    def test_used_share_is_kept_under_other_working_hours(self):
        running = TWO_HOURS.start(ALWAYS, NOON)
        other = Elapsed()
        moved = running.move(Promise(8 * 3600), ALWAYS, other, NOON + HOUR)
        self.assertEqual(moved.consumed, 4 * 3600)
        self.assertEqual(moved.due_at, NOON + 5 * HOUR)

    def test_request_shows_its_resolution_and_the_first_warning(self):
        resolve = TWO_HOURS.start(ALWAYS, NOON)
        respond = Clock(Promise(3600, warn=60)).start(ALWAYS, NOON)
        resolving, responding = (
            (kind, clock.state, clock.due_at, clock.warn_at)
            for kind, clock in (("resolve", resolve), ("respond", respond))
        )
        result = summary([responding, resolving])
        self.assertEqual(result, (resolve.due_at, "running", respond.warn_at))
        self.assertEqual(summary([responding])[0], respond.due_at)
        self.assertEqual(summary([]), (None, None, None))
