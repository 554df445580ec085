from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase, Form, tagged

from odoo.addons.service_catalog import forms
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

SCRIPT = forms.read_script(
    [
        {
            "key": 1,
            "name": "Greeting",
            "body": "Hello",
            "replies": [
                {"name": "Late", "leads_to": "step", "next": 3},
                {"name": "Fine", "leads_to": "answered", "next": None},
                {"name": "Go on", "leads_to": "step", "next": None},
            ],
        },
        {"key": 2, "name": "When", "body": "When?", "replies": []},
        {"key": 3, "name": "Sorry", "body": "Sorry!", "replies": []},
    ]
)


@tagged("post_install", "-at_install")
class TestFollow(BaseCase):
    """The way that a call takes through a script."""

    def keys(self, *path):
        return [step.key for step in forms.follow(SCRIPT, path)]

    def test_reply_leads_to_its_step_or_the_next_one(self):
        self.assertEqual(self.keys(), [1])
        self.assertEqual(self.keys(0), [1, 3])
        self.assertEqual(self.keys(2), [1, 2])
        self.assertEqual(self.keys(2, None), [1, 2, 3])

    def test_path_ends_with_the_script(self):
        self.assertEqual(self.keys(1, 0, 0), [1])
        self.assertEqual(self.keys(0, None, None), [1, 3])

    def test_unknown_reply_leads_nowhere(self):
        for made_up in (9, -1, None, "0"):
            with self.subTest(made_up):
                self.assertEqual(self.keys(made_up), [1])
        self.assertEqual(forms.follow([], [0]), [])

    def test_path_is_described_in_words(self):
        self.assertEqual(
            forms.replies_by_step(SCRIPT, [2, None]),
            [("Greeting", "Go on"), ("When", ""), ("Sorry", "")],
        )


@tagged("post_install", "-at_install")
class TestScript(ServiceCatalogCase):
    """What was said is kept with the contact, as it was said."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.greeting, cls.sorry = cls.env["service.script"].create(
            [
                {"service_id": cls.bin.id, "name": "In time?", "body": "Was it?"},
                {"service_id": cls.bin.id, "name": "Sorry", "body": "Next time."},
            ]
        )
        cls.env["service.script.reply"].create(
            [
                {
                    "step_id": cls.greeting.id,
                    "name": "No",
                    "next_id": cls.sorry.id,
                },
                {
                    "step_id": cls.greeting.id,
                    "name": "Yes",
                    "leads_to": "questions",
                },
            ]
        )
        cls.ready = cls.env["service.canned.response"].create(
            {"name": "When?", "body": "At six.", "service_id": cls.bin.id}
        )

    def dialog(self, **values):
        form = Form(self.env["service.request.new"].with_user(self.officer))
        form.words = "our bin"
        form.service_id = self.bin
        for name, value in values.items():
            setattr(form, name, value)
        return form.save()

    def last_contact(self):
        return self.env["constituent.interaction"].search([], limit=1, order="id desc")

    def test_dialog_shows_script_and_canned_responses(self):
        asked = self.dialog().asked
        self.assertEqual(asked["script"][0]["replies"][0]["next"], self.sorry.id)
        self.assertIn("At six.", [one["body"] for one in asked["knowledge"]])

    def test_path_is_stored_with_the_contact_of_the_request(self):
        action = self.dialog(script_path=[1]).action_open()
        request = self.env["service.request"].browse(action["res_id"])
        self.assertEqual(request.interaction_ids.script_text, "In time?: Yes")

    def test_edited_script_does_not_change_old_contacts(self):
        self.dialog(script_path=[0, None]).action_answer()
        old = self.last_contact()
        self.greeting.name = "Was it out?"
        self.sorry.unlink()
        self.dialog(script_path=[0]).action_answer()
        new = self.last_contact()
        self.assertEqual(old.script_text, "In time?: No\nSorry")
        self.assertEqual(new.script_text, "Was it out?: No")
        self.assertEqual(
            (old.script_version_id.number, new.script_version_id.number), (1, 2)
        )

    def test_each_change_of_a_script_ends_its_version(self):
        reply = self.greeting.reply_ids[1]
        for name, change in (
            ("step written", lambda: self.greeting.write({"body": "Was it out?"})),
            ("reply created", lambda: reply.copy({"name": "Maybe"})),
            ("reply written", lambda: reply.write({"name": "Yes, it was"})),
            ("reply deleted", reply.unlink),
            ("step deleted", self.sorry.unlink),
        ):
            with self.subTest(name):
                self.assertTrue(self.bin._script_version())
                change()
                self.assertFalse(self.bin.script_version_id)

    def test_reply_moved_to_another_script_ends_the_versions_of_both(self):
        values = {"service_id": self.pothole.id, "name": "Where?", "body": "Where?"}
        step = self.env["service.script"].create(values)
        self.assertTrue(self.bin._script_version() and self.pothole._script_version())
        self.greeting.reply_ids[1].step_id = step
        self.assertFalse((self.bin | self.pothole).script_version_id)

    def test_version_of_a_script_has_the_targets_of_its_replies(self):
        version = self.bin._script_version()
        self.assertEqual(version.change_text, "The first version.")
        for reply in self.bin.script_ids.reply_ids:
            self.assertIn(reply.name, version.preview)

    def test_answered_without_a_request_is_first_contact_resolution(self):
        count = self.env["service.request"].search_count([])
        self.dialog(
            canned_responses_used=[self.ready.id], script_path=[0]
        ).action_answer()
        contact = self.last_contact()
        self.assertTrue(contact.is_resolved_first_contact)
        self.assertEqual(contact.service_id, self.bin)
        self.assertEqual(contact.subject, "our bin")
        self.assertFalse(contact.request_id)
        self.assertEqual(self.env["service.request"].search_count([]), count)

    def test_dialog_proposes_the_answer_a_script_ends_with(self):
        self.greeting.reply_ids[1].leads_to = "answered"
        self.assertFalse(self.dialog().ends_answered)
        self.assertFalse(self.dialog(script_path=[0]).ends_answered)
        self.assertTrue(self.dialog(script_path=[1]).ends_answered)
        self.assertFalse(self.dialog(script_path=["made up"]).ends_answered)

    def test_use_of_an_answer_is_counted_by_contacts(self):
        for _call in range(2):
            self.dialog(canned_responses_used=[self.ready.id]).action_answer()
        self.dialog(canned_responses_used=["x", 0]).action_answer()
        self.ready.invalidate_recordset(["used_count"])
        self.assertEqual(self.ready.used_count, 2)

    def test_answers_of_other_services_are_not_offered(self):
        self.ready.service_id = self.pothole
        anyone = self.ready.copy({"name": "Open?", "service_id": False})
        offered = [one["id"] for one in self.dialog().asked["knowledge"]]
        self.assertNotIn(self.ready.id, offered)
        self.assertIn(anyone.id, offered)

    def test_sent_answer_is_posted_and_counted(self):
        request = self.open_request()
        Dialog = self.env["service.canned.response.send"].with_user(self.officer)
        form = Form(Dialog.with_context(default_request_id=request.id))
        form.canned_response_id = self.ready
        self.assertEqual(form.body, "At six.")
        form.body = "At <b>six</b>."
        form.save().action_send()
        message = request.message_ids[0]
        self.assertEqual(message.partner_ids, self.jane)
        self.assertIn("&lt;b&gt;six", message.body)
        self.assertEqual(self.ready.used_count, 1)
        anonymous = self.open_request(partner_id=False)
        form = Form(Dialog.with_context(default_request_id=anonymous.id))
        form.canned_response_id = self.ready
        with self.assertRaises(UserError):
            form.save().action_send()

    def test_reply_leads_to_a_step_of_the_same_script(self):
        other = self.env["service.script"].create(
            {"service_id": self.pothole.id, "name": "Deep?", "body": "How deep?"}
        )
        with self.assertRaises(ValidationError):
            self.greeting.reply_ids[0].next_id = other

    def test_supervisors_write_answers_and_officers_do_not(self):
        with self.assertRaises(AccessError):
            self.ready.with_user(self.officer).body = "At seven."
        supervisor = self.make_user("test_supervisor", "supervisor")
        self.ready.with_user(supervisor).body = "At seven."
