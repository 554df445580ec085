from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from .reception_case import Receptions

MARK = "Zyxvisitor"


@tagged("-at_install", "post_install")
class TestReceptionPrivacy(Receptions, TransactionCase):
    """Who sees visitors, and what is left of those who are erased."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_reception()
        cls.users = {
            name: cls.make_user(f"reception_{name}", name)
            for name in ("analyst", "service_officer", "manager", "dpo")
        }
        cls.users["officer"] = cls.officer

    def test_erased_visitor_leaves_figures_only(self):
        person = self.make_constituent(MARK)
        visit = self.check_in(
            partner_id=person.id,
            subject=MARK,
            need_ids=self.interpreter.ids,
            is_vulnerable=True,
            priority_reason=MARK,
            given_name=MARK,
            mobile="+447700900199",
            lang="en_US",
        )
        appointment = self.book(self.ago(minutes=1), partner=person, note=MARK)
        person._erase()
        self.assertFalse(appointment.exists())
        values = visit.sudo().read()[0]
        self.assertNotIn(MARK, str(values))
        self.assertNotIn("900199", str(values))
        self.assertFalse(visit.sudo().need_ids)
        self.assertEqual(visit.sudo().reason_id, self.tax)
        self.assertTrue(visit.sudo().ticket_number)

    def test_unknown_visitor_is_found_by_the_number_they_gave(self):
        visit = self.check_in(mobile="+447700900198")
        person = self.make_constituent("Ida Visitor", "07700 900198")
        found = self.env["channel.visit"]._personal_rows_of(person)
        self.assertEqual(found, visit.sudo())
        person._erase()
        self.assertFalse(visit.sudo().mobile)

    def test_subject_access_discloses_visit_and_appointment(self):
        fields = self.env["channel.visit"]._subject_access_fields()
        for name in ("ticket", "reason_id", "need_ids", "priority_reason", "lang"):
            with self.subTest(name):
                self.assertIn(name, fields)
        self.assertIn("at", self.env["channel.appointment"]._subject_access_fields())

    def test_only_officers_see_queues(self):
        self.check_in()
        for name in ("analyst", "service_officer"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.reception.with_user(self.users[name]).reception_board()
        self.assertTrue(self.reception.with_user(self.officer).reception_board())

    def test_service_officer_calls_and_checks_in_nobody(self):
        user = self.users["service_officer"]
        visit = self.check_in().with_user(user)
        counter = self.first.with_user(user)
        here = self.reception.with_user(user)
        acts = (
            counter.reception_open,
            counter.reception_close,
            visit.reception_no_show,
            visit.reception_call_again,
            visit.reception_text,
            visit.desk_answer,
            lambda: visit.reception_transfer(self.bins.id),
            lambda: here.reception_check_in({"reason_id": self.tax.id}),
        )
        for act in acts:
            with self.subTest(str(act)), self.assertRaises(AccessError):
                act()

    def test_officer_enters_no_ticket_number_or_time(self):
        visit = self.check_in()
        for name, value in {
            "ticket_number": 7,
            "called_at": "2020-01-01",
            "is_no_show": True,
            "counter_id": self.first.id,
            "reception_id": False,
        }.items():
            with self.subTest(name), self.assertRaises(UserError):
                visit.write({name: value})

    def test_settings_are_the_managers(self):
        records = (self.reception, self.first, self.tax, self.interpreter)
        for record in records:
            with self.subTest(record._name):
                may = {
                    name: record.with_user(user).has_access("write")
                    for name, user in self.users.items()
                }
                self.assertEqual([name for name in may if may[name]], ["manager"])

    def test_only_managers_read_the_addresses(self):
        for name in ("kiosk_token", "display_token", "kiosk_url", "display_url"):
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    self.reception.with_user(self.officer).read([name])
                self.reception.with_user(self.users["manager"]).read([name])

    def test_appointments_are_the_officers(self):
        appointment = self.book(self.ago(minutes=1))
        for name in ("analyst", "service_officer"):
            with self.subTest(name), self.assertRaises(AccessError):
                appointment.with_user(self.users[name]).read(["at"])
        appointment.with_user(self.officer).read(["at"])
        with self.assertRaises(AccessError):
            appointment.with_user(self.officer).unlink()
        appointment.with_user(self.users["dpo"]).unlink()
