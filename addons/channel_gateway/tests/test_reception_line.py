from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..reception import line, tickets
from ..reception.line import Outlook, Visitor

NOW = datetime(2026, 11, 30, 10, 0)
GRACE = timedelta(minutes=15)


def came(ago, key=None, **values):
    """Somebody who came so many minutes ago; these are their key."""
    arrived = NOW - timedelta(minutes=ago)
    return Visitor(key=key or ago, arrived_at=arrived, **values)


def at(minutes):
    return NOW + timedelta(minutes=minutes)


@tagged("-at_install", "post_install")
class TestReceptionLine(BaseCase):
    """Who is called next, and how long the others wait."""

    def order(self, *visitors):
        return [one.key for one in line.order(visitors, NOW, GRACE)]

    def test_first_to_come_is_first(self):
        self.assertEqual(self.order(came(1), came(9), came(5)), [9, 5, 1])

    def test_same_moment_goes_by_ticket(self):
        self.assertEqual(self.order(came(1, key=8), came(1, key=7)), [7, 8])

    def test_urgent_matter_goes_before_others(self):
        self.assertEqual(self.order(came(9), came(1, is_urgent=True)), [1, 9])

    def test_vulnerable_goes_before_urgent(self):
        people = came(9, is_urgent=True), came(1, is_vulnerable=True)
        self.assertEqual(self.order(*people), [1, 9])

    def test_appointment_goes_before_all_walk_ins_at_its_time(self):
        people = came(9, is_vulnerable=True), came(1, appointment_at=at(0))
        self.assertEqual(self.order(*people), [1, 9])

    def test_earlier_appointment_goes_first_whoever_came_first(self):
        people = came(9, appointment_at=at(-1)), came(2, appointment_at=at(-5))
        self.assertEqual(self.order(*people), [2, 9])

    def test_early_waits_for_the_time_of_the_appointment(self):
        people = came(20, appointment_at=at(1)), came(1)
        self.assertEqual(self.order(*people), [1, 20])

    def test_early_and_vulnerable_does_not_wait_for_it(self):
        early = came(20, appointment_at=at(1), is_vulnerable=True)
        self.assertEqual(self.order(early, came(30)), [20, 30])

    def test_late_within_grace_is_honoured(self):
        late = came(1, appointment_at=at(-16))
        self.assertEqual(self.order(late, came(9)), [1, 9])

    def test_too_late_waits_like_a_walk_in(self):
        late = came(1, appointment_at=at(-17))
        self.assertEqual(self.order(late, came(9)), [9, 1])

    def test_too_late_but_urgent_is_still_urgent(self):
        late = came(1, appointment_at=at(-60), is_urgent=True)
        self.assertEqual(self.order(late, came(9)), [1, 9])

    def test_who_did_not_come_goes_behind_the_others_for_a_while(self):
        missing = came(20, not_before=at(5), is_vulnerable=True)
        self.assertEqual(self.order(missing, came(1)), [1, 20])

    def test_who_did_not_come_has_their_place_again_afterwards(self):
        missing = came(20, not_before=at(0))
        self.assertEqual(self.order(missing, came(1)), [20, 1])

    def test_held_visitors_go_by_the_end_of_the_hold(self):
        people = came(9, not_before=at(5)), came(8, appointment_at=at(3))
        self.assertEqual(self.order(*people), [8, 9])

    def test_appointment_held_after_no_show_until_both_are_over(self):
        visitor = came(9, appointment_at=at(-1), not_before=at(4))
        self.assertEqual(visitor.held_until(GRACE), at(4))


@tagged("-at_install", "post_install")
class TestReceptionOutlook(BaseCase):
    """How many are ahead, and how long it takes."""

    def outlooks(self, visitors, *counters):
        found = line.outlooks(visitors, [frozenset(one) for one in counters], NOW)
        return [found[visitor.key] for visitor in visitors]

    def test_work_ahead_is_shared_by_the_counters(self):
        people = [came(9, minutes=10), came(8, minutes=10), came(7, minutes=10)]
        expected = [Outlook(0, 0), Outlook(1, 5), Outlook(2, 10)]
        self.assertEqual(self.outlooks(people, (), ()), expected)

    def test_nobody_at_a_counter_counts_as_one(self):
        people = [came(9, minutes=10), came(8, minutes=10)]
        self.assertEqual(self.outlooks(people)[1], Outlook(1, 10))

    def test_those_of_other_counters_are_not_ahead(self):
        people = [came(9, reason=1, minutes=10), came(8, reason=2, minutes=10)]
        self.assertEqual(self.outlooks(people, {1}, {2})[1], Outlook(0, 0))

    def test_those_who_share_a_counter_are_ahead(self):
        people = [came(9, reason=1, minutes=10), came(8, reason=2, minutes=10)]
        self.assertEqual(self.outlooks(people, {1, 2}, {2})[1], Outlook(1, 5))

    def test_matter_without_an_open_counter_waits_behind_all(self):
        people = [came(9, reason=1, minutes=10), came(8, reason=2, minutes=10)]
        self.assertEqual(self.outlooks(people, {1})[1], Outlook(1, 10))

    def test_nothing_in_particular_is_served_everywhere(self):
        people = [came(9, reason=1, minutes=10), came(8, minutes=10)]
        self.assertEqual(self.outlooks(people, {1}, {2})[1], Outlook(1, 5))

    def test_early_waits_at_least_for_the_appointment(self):
        people = [came(9, appointment_at=at(31))]
        self.assertEqual(self.outlooks(people, ()), [Outlook(0, 35)])

    def test_minutes_are_told_in_steps(self):
        told = [line.in_steps(one) for one in (0, 0.1, 5, 5.1, 59)]
        self.assertEqual(told, [0, 5, 5, 10, 60])


@tagged("-at_install", "post_install")
class TestTickets(BaseCase):
    def test_labels_are_read_from_afar(self):
        labels = [tickets.label("A", one) for one in (1, 42, 999, 1000)]
        self.assertEqual(labels, ["A001", "A042", "A999", "A1000"])
        self.assertEqual(tickets.label("", 7), "007")

    def test_prefixes_are_letters_that_everybody_reads(self):
        good = [text for text in ("", "A", "AB") if tickets.is_prefix(text)]
        self.assertEqual(good, ["", "A", "AB"])
        for text in ("ABC", "a", "1", "Ä", "A ", "A\n", "<", "Α"):
            with self.subTest(text):
                self.assertFalse(tickets.is_prefix(text))
