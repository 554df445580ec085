from unittest.mock import patch

import vobject

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import Council


@tagged("post_install", "-at_install")
class TestJobSending(Council, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stop_clock()
        cls.build_council()

    def send(self, job):
        with self.mock_mail_gateway():
            job.action_dispatch()
        return self.mails_to(job.crew_id)[-1]

    def mails_to(self, crew):
        """What the crew got; the constituent may have been written to as well."""
        return [mail for mail in self._mails if mail["email_to"] == [crew.email]]

    def planned(self, **values):
        job = self.open_request(**values).job_ids
        job._plan()
        return job

    def appointment(self, mail):
        (attachment,) = mail["attachments"]
        name, content, kind = attachment
        self.assertTrue(name.endswith(".ics"))
        self.assertEqual(kind, "text/calendar")
        return vobject.readOne(content.decode())

    def test_line_breaks_add_no_header_to_the_email(self):
        injected = "Beverley Road\r\nBcc: other@example.org\u2028\x00"
        job = self.planned(address=injected, name=f"Pothole\n{injected}")
        mail = self.send(job)
        self.assertIn("Beverley Road Bcc: other@example.org", mail["subject"])
        self.assertEqual(mail["subject"].splitlines(), [mail["subject"]])
        self.assertEqual(mail["email_to"], ["road@example.org"])

    def test_crew_gets_the_job_by_email(self):
        job = self.planned()
        mail = self.send(job)
        self.assertEqual(mail["email_to"], ["road@example.org"])
        self.assertIn("Mon 01 Mar", mail["subject"])
        self.assertIn("Pothole repair, Beverley Road", mail["subject"])
        for words in (
            "Measure it.",
            "Deep pothole outside the school",
            f"/dispatch/job/{job.id}?access_token={job.access_token}",
            "openstreetmap.org/?mlat=53.761700",
            "geo:53.7617",
        ):
            self.assertIn(words, mail["body"])
        self.assertEqual(job.state, "dispatched")
        self.assertEqual(job.mail_state, "sent")

    def test_appointment_is_attached(self):
        job = self.planned()
        event = self.appointment(self.send(job)).vevent
        self.assertEqual(event.summary.value, "Pothole repair")
        self.assertEqual(event.dtstart.value.replace(tzinfo=None), job.planned_start)
        self.assertIn(f"/dispatch/job/{job.id}", event.url.value)

    def test_moved_appointment_replaces_the_first(self):
        job = self.planned()
        first = self.appointment(self.send(job)).vevent
        job.planned_start = "2027-03-03 10:00:00"
        self.assertEqual(job.state, "planned")
        second = self.appointment(self.send(job)).vevent
        self.assertEqual(first.uid.value, second.uid.value)
        self.assertGreater(int(second.sequence.value), int(first.sequence.value))

    def test_former_crew_gets_a_cancellation(self):
        other = self.make_crew("Second", self.skill_road)
        job = self.planned()
        self.send(job)
        loser = job.crew_id
        with self.mock_mail_gateway():
            job.crew_id = (self.crew_road | other) - loser
        (mail,) = self.mails_to(loser)
        self.assertEqual(self.appointment(mail).method.value, "CANCEL")

    def test_answers_are_in_the_email(self):
        self.pothole.question_ids = [
            Command.create(
                {"code": "depth", "name": "How deep is it?", "datatype": "text"}
            )
        ]
        mail = self.send(self.planned(answers={"depth": "Deep as a fist"}))
        self.assertIn("How deep is it?", mail["body"])
        self.assertIn("Deep as a fist", mail["body"])

    def test_email_about_work_in_the_street_names_nobody(self):
        self.make_marker(self.resident, "Dog loose in the garden", category="caution")
        mail = self.send(self.planned())
        self.assertNotIn("Khan", mail["body"])
        self.assertNotIn("Dog loose", mail["body"])

    def test_email_about_a_visit_has_only_the_markers_needed(self):
        self.template.is_visit = True
        self.make_marker(self.resident, "Dog loose in the garden", category="caution")
        self.make_marker(self.resident, "Prefers Polish", category="language")
        self.make_marker(self.resident, "Lives alone", category="vulnerability")
        self.make_marker(
            self.resident, "Over and done", category="caution", expiry_date="2027-02-01"
        )
        self.make_marker(
            self.resident,
            "A secret of the police",
            category="caution",
            is_restricted=True,
        )
        body = self.send(self.planned())["body"]
        for words in ("Ahmed Khan", "Dog loose", "Prefers Polish", "Call the office"):
            self.assertIn(words, body)
        for words in ("Lives alone", "Over and done", "A secret of the police"):
            self.assertNotIn(words, body)

    def test_email_has_cautions_of_all_occupants(self):
        place = self.make_property("90000000002", street="Lowgate")
        neighbour = self.make_constituent("B", property_id=place.id)
        self.make_marker(neighbour, "Go in pairs", category="caution")
        body = self.send(self.planned(property_id=place.id))["body"]
        self.assertIn("Go in pairs", body)

    def test_crew_without_an_email_address_is_refused(self):
        job = self.planned()
        job.crew_id.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            job.action_dispatch()
        self.assertEqual(job.state, "planned")

    def test_job_that_is_not_planned_is_not_sent(self):
        with self.assertRaisesRegex(UserError, "plan it first"):
            self.make_job().action_dispatch()

    def test_failed_email_is_shown_and_sent_again(self):
        job = self.planned()
        away = OSError("Connection refused")
        connect = type(self.env["ir.mail_server"])
        with patch.object(connect, "_connect__", side_effect=away):
            job.action_dispatch()
        self.assertEqual(job.mail_state, "failed")
        self.assertIn("Connection refused", job.mail_error)
        self.send(job)
        self.assertEqual(job.mail_state, "sent")
        self.assertFalse(job.mail_error)

    def test_constituent_is_notified_once_for_each_appointment(self):
        job = self.planned()
        events = []
        request_class = type(self.env["service.request"])
        with patch.object(
            request_class,
            "_notify_constituent",
            lambda request, event: events.append(event),
        ):
            self.send(job)
            self.send(job)
            job.planned_start = "2027-03-03 10:00:00"
            self.send(job)
        self.assertEqual(events, ["scheduled", "scheduled"])
