from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, tagged

from .reception_case import Receptions


@tagged("-at_install", "post_install")
class TestReception(Receptions, TransactionCase):
    """Visitors with tickets, from check-in to the ledger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_reception()

    # Tickets

    def test_tickets_are_counted_from_one_at_each_reception(self):
        other = self.make_reception("Test branch", ticket_prefix="B")
        labels = [self.check_in().ticket, self.check_in().ticket]
        labels.append(other._check_in(self.tax).ticket)
        self.assertEqual(labels, ["A001", "A002", "B001"])

    def test_tickets_start_again_each_day(self):
        self.check_in()
        tomorrow = self.reception._today() + timedelta(days=1)
        with patch.object(type(self.reception), "_today", return_value=tomorrow):
            visit = self.check_in()
        self.assertEqual((visit.ticket, visit.ticket_day), ("A001", tomorrow))

    def test_day_begins_at_midnight_of_the_reception(self):
        calendar = self.env["resource.calendar"].create(
            {"name": "Far east", "tz": "Pacific/Auckland"}
        )
        self.reception.calendar_id = calendar
        moment = fields.Datetime.to_datetime("2026-11-30 12:00:00")
        with patch.object(fields.Datetime, "now", return_value=moment):
            self.assertEqual(str(self.reception._today()), "2026-12-01")

    def test_same_form_is_one_ticket(self):
        visit = self.check_in(source_key="abc")
        self.assertEqual(self.check_in(source_key="abc"), visit)
        self.assertEqual(self.check_in().ticket, "A002")

    def test_prefix_is_checked(self):
        with self.assertRaises(ValidationError):
            self.reception.ticket_prefix = "a1"

    # Calls

    def test_officer_calls_the_next(self):
        first, second = self.check_in(), self.check_in()
        counter = self.open_counter()
        row = counter.reception_call_next()
        self.assertEqual((row["id"], row["counter"]), (first.id, "1"))
        self.assertEqual((first.state, first.user_id), ("live", self.officer))
        self.assertEqual(first.place, "Test centre, counter 1")
        self.assertEqual(second.state, "waiting")

    def test_two_officers_get_different_visitors(self):
        visits = self.check_in() | self.check_in()
        mine = self.open_counter()._call_next()
        theirs = self.open_counter(self.second, self.colleague)._call_next()
        self.assertEqual(mine | theirs.with_user(self.officer), visits)

    def test_nobody_waits(self):
        self.assertFalse(self.open_counter().reception_call_next())

    def test_counter_calls_for_what_it_serves(self):
        self.first.reason_ids = self.bins
        self.check_in(self.tax)
        wanted = self.check_in(self.bins)
        counter = self.open_counter()
        self.assertEqual(counter._call_next(), wanted)
        self.assertFalse(counter._call_next())

    def test_only_the_officer_of_the_counter_calls(self):
        self.check_in()
        self.open_counter()
        with self.assertRaisesRegex(UserError, "Open the counter"):
            self.first.with_user(self.colleague).reception_call_next()

    def test_counter_has_one_officer_and_officer_one_counter(self):
        self.open_counter()
        with self.assertRaisesRegex(UserError, "at this counter"):
            self.open_counter(self.first, self.colleague)
        self.open_counter(self.second)
        self.assertFalse(self.first.is_open)
        self.second.with_user(self.officer).reception_close()
        self.assertFalse(self.second.is_open)

    def test_visitor_of_another_reception_is_not_called(self):
        self.make_reception("Test branch")._check_in(self.tax)
        self.assertFalse(self.open_counter()._call_next())

    def test_called_again_shows_again(self):
        visit = self.live()
        before = self.reception._display_values()["calls"][0]["key"]
        visit.reception_call_again()
        self.assertNotEqual(self.reception._display_values()["calls"][0]["key"], before)
        self.assertEqual(visit.call_count, 2)

    def test_ended_visit_is_not_called_again(self):
        visit = self.live()
        self.end(visit)
        for act in (visit.reception_call_again, visit.reception_no_show):
            with self.subTest(act.__name__), self.assertRaises(UserError):
                act()

    def test_desk_opens_with_what_the_reception_knows(self):
        ida = self.make_constituent("Ida Visitor")
        self.tax.service_id = self.make_service("Test bills", "test_bills")
        row = self.live(partner_id=ida.id, subject="My bill").desk_read()
        self.assertEqual(row["draft"]["partner_id"], ida.id)
        self.assertEqual(row["draft"]["service_id"], self.tax.service_id.id)
        self.assertEqual(row["draft"]["words"], "My bill")

    # No-show, transfer, leaving

    def test_no_show_returns_once_then_ends(self):
        visit = self.live()
        visit.reception_no_show()
        self.assertEqual((visit.state, visit.user_id.id), ("waiting", False))
        counter = self.first.with_user(self.officer)
        other = self.check_in()
        self.assertEqual(counter._call_next(), other)
        self.assertEqual(counter._call_next(), visit)
        visit.reception_no_show()
        self.assertEqual((visit.state, visit.ending), ("abandoned", "no_show"))
        ledger = visit.interaction_id.sudo()
        self.assertTrue(ledger.is_abandoned)
        self.assertFalse(ledger.answered_at)
        self.assertEqual(ledger.handling_seconds, 0)

    def test_no_show_of_a_visitor_with_a_request_is_refused(self):
        visit = self.live()
        visit.sudo().request_ids = self.open_request(
            self.make_service("Test bills", "test_bills").code
        )
        with self.assertRaises(UserError):
            visit.reception_no_show()

    def test_transfer_keeps_the_place_and_adds_the_times(self):
        visit = self.check_in(self.tax)
        visit.sudo().started_at = self.ago(minutes=30)
        later = self.check_in(self.bins)
        self.open_counter()._call_next()
        visit.sudo().answered_at = self.ago(minutes=20)
        visit.reception_transfer(self.bins.id)
        self.assertEqual((visit.state, visit.reason_id), ("waiting", self.bins))
        self.assertEqual(self.reception._line().ids, [visit.id, later.id])
        visit.sudo().queued_at = self.ago(minutes=8)
        called = self.open_counter(self.second, self.colleague)._call_next()
        called.sudo().answered_at = self.ago(minutes=5)
        ledger = self.end(called)
        minutes = (
            round(ledger.waiting_seconds / 60),
            round(ledger.handling_seconds / 60),
        )
        # Ten and three; twenty and five.
        self.assertEqual(minutes, (13, 25))
        self.assertEqual(ledger.user_id, self.colleague)

    def test_transfer_keeps_what_the_first_officer_typed(self):
        visit = self.live()
        visit.desk_save({"words": "About my bill", "partner_id": False})
        visit.reception_transfer(self.bins.id)
        self.open_counter(self.second, self.colleague)._call_next()
        self.assertEqual(visit.desk_read()["draft"]["words"], "About my bill")

    def test_waiting_visitor_is_sent_to_another_queue(self):
        visit = self.check_in(self.tax)
        visit.reception_transfer(self.homes.id)
        self.assertEqual((visit.state, visit.reason_id), ("waiting", self.homes))

    def test_transfer_to_what_is_not_offered_is_refused(self):
        visit = self.live()
        other = self.env["channel.visit.reason"].create({"name": "Elsewhere"})
        for reason_id in (other.id, 0, other.id + 999):
            with self.subTest(reason_id), self.assertRaises(UserError):
                visit.reception_transfer(reason_id)

    def test_left_without_being_seen_is_abandoned(self):
        visit = self.check_in()
        visit.sudo().started_at = self.ago(minutes=6)
        visit.desk_give_up()
        ledger = visit.interaction_id.sudo()
        self.assertTrue(ledger.is_abandoned)
        self.assertEqual(round(ledger.waiting_seconds / 60), 6)
        self.assertEqual(ledger.channel_id.code, "counter")
        self.assertEqual(visit.ending, "left")

    def test_queue_of_a_former_day_is_cleared(self):
        old, new = self.check_in(), self.check_in()
        old.sudo().ticket_day -= timedelta(days=1)
        self.env["channel.reception"]._cron_keep_queues()
        self.assertEqual((old.state, new.state), ("abandoned", "waiting"))

    # Ledger and figures

    def test_served_visitor_is_in_the_ledger_with_seconds(self):
        visit = self.check_in()
        visit.sudo().started_at = self.ago(minutes=14)
        self.open_counter()._call_next()
        visit.sudo().answered_at = self.ago(minutes=5)
        ledger = self.end(visit)
        self.assertEqual(round(ledger.waiting_seconds / 60), 9)
        self.assertEqual(round(ledger.handling_seconds / 60), 5)
        self.assertFalse(ledger.is_abandoned)
        self.assertEqual((visit.within_target, visit.ending), (1, "served"))

    def test_target_is_that_of_the_reception(self):
        self.reception.target_minutes = 5
        visit = self.check_in()
        visit.sudo().started_at = self.ago(minutes=6)
        self.open_counter()._call_next()
        self.assertEqual(visit.within_target, 0)

    def test_hour_of_arrival_is_that_of_the_clock_on_the_wall(self):
        self.reception.calendar_id = self.env["resource.calendar"].create(
            {"name": "Far east", "tz": "Pacific/Auckland"}
        )
        visit = self.check_in()
        visit.sudo().started_at = "2026-07-01 21:30:00"
        self.assertEqual(visit.arrival_hour, 9)

    def test_number_and_name_go_when_the_visit_ends(self):
        visit = self.live(mobile="+447700900123", given_name="Ida", given_postcode="HU")
        self.end(visit)
        self.assertEqual(
            (visit.mobile, visit.given_name, visit.given_postcode), (False,) * 3
        )

    def test_visit_of_the_desk_needs_no_reception(self):
        row = self.env["channel.visit"].with_user(self.officer).desk_queue("T 42")
        visit = self.env["channel.visit"].browse(row["id"]).with_user(self.officer)
        visit.desk_answer()
        self.assertFalse(visit.counter_id or visit.place or visit.called_at)
        self.assertTrue(self.end(visit))
