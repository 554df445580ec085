import base64
import io
import json
import zipfile
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, HttpCase, tagged
from odoo.tools import mute_logger

from ..privacy import bundle, due
from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestDueDate(BaseCase):
    """Article 12(3) of the UK GDPR."""

    def test_corresponding_date_of_the_next_month(self):
        self.assertEqual(due.due_on(date(2026, 3, 15)), date(2026, 4, 15))

    def test_last_day_where_there_is_no_corresponding_date(self):
        self.assertEqual(due.due_on(date(2026, 1, 31)), date(2026, 2, 28))
        self.assertEqual(due.due_on(date(2028, 1, 31)), date(2028, 2, 29))

    def test_two_further_months(self):
        self.assertEqual(due.due_on(date(2026, 11, 30), True), date(2027, 2, 28))

    def test_file_names_are_unique_and_stay_in_their_folder(self):
        names = bundle.unique_names(["a/b.txt", "../a_b.txt", "", "a\x00.txt"])
        self.assertEqual(names, ["a_b.txt", "a_b (2).txt", "file", "a_.txt"])

    def test_entry_is_equal_after_json(self):
        entry = bundle.Entry(1, "One", (bundle.DisclosedValue("name", "Name", "Ω"),))
        self.assertEqual(bundle.entry_from_json(bundle.entry_to_json(entry)), entry)


class SubjectAccessCase(CouncilCase):
    def request(self, group="dpo", **values):
        Access = self.env["constituent.subject.access"].with_user(self.users[group])
        return Access.create(
            {"partner_id": self.zofia.id, "identity_check": "document", **values}
        )

    def work(self):
        """Run the job that makes files, without its commits."""
        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", return_value=60.0):
            self.env["constituent.subject.access"]._cron_make()

    def make_file(self, access):
        access.action_collect()
        access.item_ids.filtered(lambda one: one.decision == "look").action_tell()
        access.action_make()
        self.work()
        self.assertEqual(access.state, "ready")
        return zipfile.ZipFile(io.BytesIO(access._download()))

    def json_of(self, archive):
        return json.loads(archive.read("data.json"))


@tagged("-at_install", "post_install")
class TestSubjectAccess(SubjectAccessCase):
    """What the council holds about somebody, told to them."""

    def test_due_a_calendar_month_after_receipt(self):
        with freeze_time("2026-02-10 12:00:00"):
            access = self.request(received_on="2026-01-31")
        self.assertEqual(access.due_on, date(2026, 2, 28))
        access.write({"is_extended": True, "extension_reason": "20 years of letters"})
        self.assertEqual(access.due_on, date(2026, 4, 30))
        self.assertEqual(access.activity_ids.date_deadline, access.due_on)
        self.assertEqual(access.activity_ids.user_id, self.users["dpo"])

    def test_extension_needs_a_reason(self):
        with self.assertRaisesRegex(UserError, "Give a reason for the extension"):
            self.request(is_extended=True)

    def test_late_requests_are_found(self):
        access = self.request(received_on="2020-01-01")
        Access = self.env["constituent.subject.access"]
        self.assertTrue(access.is_late)
        self.assertIn(access, Access.search([("is_late", "=", True)]))
        self.assertNotIn(access, Access.search([("is_late", "=", False)]))

    def test_identity_is_checked_before_anything_is_collected(self):
        access = self.request(identity_check=False)
        with self.assertRaisesRegex(UserError, "identity first"):
            access.action_collect()

    def test_file_has_all_data_as_json_and_html(self):
        self.record_contact(subject="Missed bin")
        self.make_marker(self.zofia, "Prefers Polish", category="language")
        self.zofia.message_post(body="Rang about her bin")
        archive = self.make_file(self.request())
        self.assertLessEqual({"data.json", "index.html"}, set(archive.namelist()))
        data = self.json_of(archive)
        sections = {one["model"]: one["records"] for one in data["sections"]}
        [person] = sections["res.partner"]
        self.assertEqual(person["fields"]["name"]["value"], "Zofia Zebrowska")
        self.assertIn("constituent.identifier", sections)
        self.assertIn("constituent.interaction", sections)
        page = archive.read("index.html").decode()
        for words in ("Contents", "Missed bin", "Prefers Polish", "Rang about her bin"):
            with self.subTest(words):
                self.assertIn(words, page)

    def test_attachments_are_included(self):
        self.env["ir.attachment"].create(
            {
                "name": "letter.txt",
                "raw": b"Dear Council",
                "res_model": "res.partner",
                "res_id": self.zofia.id,
            }
        )
        archive = self.make_file(self.request())
        self.assertEqual(archive.read("attachments/letter.txt"), b"Dear Council")

    def test_restricted_marker_is_withheld_and_the_file_says_so(self):
        self.make_marker(self.zofia, "Said to hit officers", is_restricted=True)
        archive = self.make_file(self.request())
        content = archive.read("data.json") + archive.read("index.html")
        self.assertNotIn(b"hit officers", content)
        [withheld] = self.json_of(archive)["withheld"]
        self.assertIn("Data Protection Act 2018", withheld["why"])

    def test_officer_may_disclose_a_restricted_marker(self):
        self.make_marker(self.zofia, "Said to hit officers", is_restricted=True)
        access = self.request()
        access.action_collect()
        access.item_ids.action_tell()
        archive = self.make_file(access)
        self.assertIn(b"hit officers", archive.read("data.json"))

    def test_others_are_not_named(self):
        self.make_relationship(self.zofia, "household", self.adam)
        archive = self.make_file(self.request())
        content = (
            archive.read("data.json").decode() + archive.read("index.html").decode()
        )
        self.assertNotIn("Adam", content)
        self.assertIn("another person", content)

    def test_messages_of_others_are_reviewed_before_release(self):
        self.zofia.message_post(body="She is loud", author_id=self.adam.id)
        access = self.request()
        access.action_collect()
        self.assertEqual(access.undecided_count, 1)
        self.assertIn("She is loud", access.item_ids.excerpt)
        with self.assertRaisesRegex(UserError, "disclose or withhold each"):
            access.action_make()
        with self.assertRaisesRegex(UserError, "the exemption under which"):
            access.item_ids.decision = "withhold"
        access.item_ids.write({"decision": "withhold", "reason": "Of somebody else"})
        archive = self.make_file(access)
        self.assertNotIn("She is loud", archive.read("index.html").decode())

    def test_interrupted_work_is_resumed(self):
        for number in range(3):
            self.record_contact(subject=f"Call {number}")
        access = self.request()
        access.action_collect()
        access.action_make()
        cron = self.env.registry["ir.cron"]
        # No time is left after the first piece.
        with patch.object(cron, "_commit_progress", return_value=0.0):
            self.env["constituent.subject.access"]._cron_make()
        self.assertEqual(len(access.part_ids.filtered("is_done")), 1)
        self.assertGreater(access.progress, 0)
        self.work()
        self.assertEqual((access.state, len(access.part_ids)), ("ready", 0))

    def test_stopped_work_is_not_finished(self):
        access = self.request()
        access.action_collect()
        access.action_make()
        access.action_stop()
        self.work()
        self.assertEqual(access.state, "review")

    def test_file_is_deleted_after_its_time(self):
        access = self.request()
        self.make_file(access)
        access.sudo().file_until = "2020-01-01"
        self.env["constituent.subject.access"]._gc_files()
        self.assertFalse(access.file_name)
        with self.assertRaisesRegex(UserError, "The file does not exist yet"):
            access._download()

    def test_each_step_is_registered(self):
        self.make_file(self.request())
        lines = self.env["constituent.privacy.register"].search(
            [("partner_ids", "in", self.zofia.ids)]
        )
        steps = ["access_downloaded", "access_made", "access_collected"]
        self.assertEqual(lines.mapped("action"), steps)
        self.assertEqual(lines.user_id, self.users["dpo"])

    def test_file_is_read_by_its_method_only(self):
        access = self.request()
        self.make_file(access)
        with self.assertRaises(AccessError):
            access.read(["file"])

    def test_refusal_needs_a_reason_and_closes_the_request(self):
        access = self.request()
        with self.assertRaisesRegex(
            UserError, "Give a reason for the refusal; the constituent"
        ):
            access.action_refuse()
        access.refusal = "Manifestly unfounded"
        access.action_refuse()
        self.assertFalse(access.activity_ids)
        with self.assertRaisesRegex(UserError, "closed"):
            access.action_collect()

    def test_groups_that_may_answer_requests(self):
        Access = self.env["constituent.subject.access"]
        for group, user in self.users.items():
            with self.subTest(group):
                may = Access.with_user(user).has_access("read")
                self.assertEqual(may, group in ("dpo", "manager"))


@tagged("-at_install", "post_install")
class TestSubjectAccessRoute(SubjectAccessCase, HttpCase):
    """The file leaves by one door."""

    def fetch(self, group, access):
        self.authenticate(f"council_{group}", f"council_{group}")
        return self.url_open(f"/constituent/subject-access/{access.id}")

    @mute_logger("odoo.http")
    def test_officers_are_refused(self):
        access = self.request()
        self.make_file(access)
        for group in ("analyst", "service_officer", "officer", "supervisor"):
            with self.subTest(group):
                self.assertEqual(self.fetch(group, access).status_code, 403)

    def test_data_protection_officer_downloads_and_is_registered(self):
        access = self.request()
        self.make_file(access)
        count = [("action", "=", "access_downloaded")]
        before = self.env["constituent.privacy.register"].search_count(count)
        answer = self.fetch("dpo", access)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertTrue(zipfile.is_zipfile(io.BytesIO(answer.content)))
        after = self.env["constituent.privacy.register"].search_count(count)
        self.assertEqual(after, before + 1)

    @mute_logger("odoo.http")
    def test_unknown_request_is_not_found(self):
        access = self.request()
        access.sudo().unlink()
        self.assertEqual(self.fetch("dpo", access).status_code, 404)

    @mute_logger("odoo.http")
    def test_attachment_of_the_file_is_refused_to_officers(self):
        access = self.request()
        self.make_file(access)
        self.authenticate("council_officer", "council_officer")
        url = f"/web/content/constituent.subject.access/{access.id}/file"
        content = self.url_open(url).content
        self.assertFalse(zipfile.is_zipfile(io.BytesIO(content)))
        self.assertTrue(base64.b64decode(access.sudo().file))
