from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestAccess(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            name: new_test_user(
                cls.env, f"channel_{name}", groups=f"constituent_crm.group_{name}"
            )
            for name in ("analyst", "service_officer", "officer", "manager", "dpo")
        }
        cls.done = cls.receive()
        cls.open = cls.receive(
            subject="Hi", body="Lovely day", message_id="<day@example.org>"
        )

    def as_user(self, record, name):
        return record.with_user(self.users[name])

    def test_analyst_reads_no_messages(self):
        with self.assertRaises(AccessError):
            self.as_user(self.done, "analyst").read(["subject"])

    def test_service_officer_reads_those_of_requests_only(self):
        self.as_user(self.done, "service_officer").read(["subject"])
        with self.assertRaises(AccessError):
            self.as_user(self.open, "service_officer").read(["subject"])

    def test_officer_works_messages_but_makes_and_erases_none(self):
        self.as_user(self.open, "officer").action_discard()
        with self.assertRaises(AccessError):
            self.as_user(self.open, "officer").unlink()
        with self.assertRaises(AccessError):
            self.as_user(self.open, "officer").copy()

    def test_data_protection_officer_may_erase(self):
        self.as_user(self.open, "dpo").unlink()
        self.assertFalse(self.open.exists())

    def test_only_managers_see_and_renew_tokens(self):
        with self.assertRaises(AccessError):
            self.as_user(self.mailbox, "officer").read(["token"])
        with self.assertRaises(AccessError):
            self.as_user(self.mailbox, "officer").action_renew_token()
        self.as_user(self.mailbox, "manager").action_renew_token()

    def test_only_managers_see_who_was_refused(self):
        refusals = self.env["channel.refusal"]
        for name in self.users:
            with self.subTest(name):
                may = refusals.with_user(self.users[name]).has_access("read")
                self.assertEqual(may, name == "manager")

    def test_only_managers_write_templates(self):
        template = self.env.ref("channel_gateway.template_opened_email")
        with self.assertRaises(AccessError):
            self.as_user(template, "officer").subject = "Hello"
        self.as_user(template, "manager").subject = "Hello"
