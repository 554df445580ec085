from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, tagged

from .reception_case import Receptions


@tagged("-at_install", "post_install")
class TestAppointment(Receptions, TransactionCase):
    """Appointments at a reception: booked, honoured, missed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_reception()
        cls.ines = cls.make_constituent("Ines Booked", email="ines@example.org")
        cls.now = fields.Datetime.now()

    def sent(self):
        messages = self.env["channel.message"].search(
            [("partner_id", "=", self.ines.id), ("direction", "=", "out")], order="id"
        )
        return messages.mapped("subject")

    def arrive(self, appointment):
        row = self.reception.with_user(self.officer).reception_check_in(
            {"appointment_id": appointment.id}
        )
        return self.env["channel.visit"].browse(row["id"])

    def book_now(self, **shift):
        at = self.now + timedelta(**shift)
        if self.reception._local(at).date() != self.reception._today():
            self.skipTest("Midnight at the reception.")
        return self.book(at, partner=self.ines)

    def test_appointment_is_honoured_before_walk_ins(self):
        self.check_in(self.homes)
        visit = self.arrive(self.book_now(minutes=-1))
        self.assertEqual(visit.partner_id, self.ines)
        self.assertEqual(self.reception._line()[:1], visit)
        self.assertEqual(visit.appointment_id.state, "arrived")

    def test_early_visitor_waits_for_the_time(self):
        visit = self.arrive(self.book_now(minutes=10))
        walk_in = self.check_in()
        self.assertEqual(self.reception._line().ids, [walk_in.id, visit.id])

    def test_too_late_visitor_waits_like_a_walk_in(self):
        self.check_in()
        visit = self.arrive(self.book_now(minutes=-16))
        self.assertEqual(self.reception._line()[-1:], visit)
        self.reception.late_minutes = 30
        self.assertEqual(self.reception._line()[:1], visit)

    def test_nobody_arrives_twice_or_elsewhere_or_on_another_day(self):
        taken, cancelled = self.book_now(), self.book_now(minutes=-15)
        self.arrive(taken)
        cancelled.action_cancel()
        tomorrow = self.book(self.now + timedelta(days=1), partner=self.ines)
        for appointment in (taken, cancelled, tomorrow):
            with self.subTest(appointment.state), self.assertRaises(UserError):
                self.arrive(appointment)
        other = self.make_reception("Test branch").with_user(self.officer)
        with self.assertRaisesRegex(UserError, "Test centre"):
            other.reception_check_in({"appointment_id": tomorrow.id})

    def test_constituent_is_told_and_reminded_once(self):
        appointment = self.book(self.now + timedelta(hours=23), partner=self.ines)
        self.book(self.now + timedelta(hours=25), partner=self.ines)
        remind = self.env["channel.reception"]._cron_keep_queues
        remind()
        remind()
        booked = "Your appointment is booked"
        self.assertEqual(self.sent(), [booked, booked, "Your appointment"])
        self.assertTrue(appointment.reminded_at)

    def test_moved_appointment_is_told_and_reminded_again(self):
        appointment = self.book(self.now + timedelta(hours=5), partner=self.ines)
        self.env["channel.appointment"]._remind()
        appointment.at += timedelta(hours=2)
        self.assertFalse(appointment.reminded_at)
        self.env["channel.appointment"]._remind()
        self.assertEqual(len(self.sent()), 4)

    def test_cancelled_appointment_is_told(self):
        appointment = self.book(self.now + timedelta(hours=5), partner=self.ines)
        appointment.with_user(self.officer).action_cancel()
        appointment.with_user(self.officer).action_cancel()
        self.assertEqual(appointment.state, "cancelled")
        self.assertEqual(self.sent()[1:], ["Your appointment is cancelled"])

    def test_reception_without_reminders(self):
        self.reception.reminder_hours = 0
        self.book(self.now + timedelta(hours=5), partner=self.ines)
        self.env["channel.appointment"]._remind()
        self.assertEqual(len(self.sent()), 1)

    def test_past_appointment_is_missed(self):
        old = self.book(self.now - timedelta(days=2), partner=self.ines)
        new = self.book(self.now - timedelta(minutes=1), partner=self.ines)
        self.env["channel.appointment"]._end_missed()
        self.assertEqual((old.state, new.state), ("missed", "booked"))
        self.assertFalse(self.sent())

    def test_counters_are_not_booked_twice(self):
        at = self.now + timedelta(hours=1)
        self.book(at, partner=self.ines)
        self.book(at + timedelta(minutes=5), partner=self.ines)
        with self.assertRaises(ValidationError):
            self.book(at + timedelta(minutes=9), partner=self.ines)
        self.book(at + timedelta(minutes=15), partner=self.ines)

    def test_closed_time_is_refused(self):
        self.reception.calendar_id = self.env["resource.calendar"].create(
            {"name": "Never", "attendance_ids": [fields.Command.clear()]}
        )
        with self.assertRaisesRegex(ValidationError, "closed"):
            self.book(self.now + timedelta(hours=1), partner=self.ines)

    def test_board_lists_who_is_still_to_come_today(self):
        appointment = self.book_now()
        self.book(self.now + timedelta(days=2), partner=self.ines)
        board = self.reception.with_user(self.officer).reception_board
        rows = board()["appointments"]
        self.assertEqual([row["id"] for row in rows], [appointment.id])
        self.arrive(appointment)
        self.assertFalse(board()["appointments"])
