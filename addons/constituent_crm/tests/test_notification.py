from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestNotification(CouncilCase):
    """A notification is read by those who may read its message."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # An internal user who has nothing to do with constituents.
        cls.clerk = cls.make_user("council_clerk", "base.group_user")
        cls.officer = cls.users["officer"]
        cls.posted = cls.zofia.with_user(cls.officer).message_post(
            body="Which bin?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=cls.zofia.ids,
        )
        cls.notice = cls.posted.sudo().notification_ids

    def found(self, user, domain=()):
        notices = self.env["mail.notification"].with_user(user)
        return notices.search([("id", "in", self.notice.ids), *domain]).sudo()

    def test_notification_is_read_by_readers_of_the_document(self):
        reader = self.users["supervisor"]
        self.assertEqual(self.found(reader), self.notice)
        shown = self.notice.with_user(reader).read(["res_partner_id"])
        self.assertEqual(shown[0]["res_partner_id"][0], self.zofia.id)

    def test_notification_is_hidden_from_others(self):
        self.assertFalse(self.found(self.clerk))
        with self.assertRaises(AccessError):
            self.notice.with_user(self.clerk).read(["res_partner_id"])

    def test_hidden_notification_is_not_counted_or_grouped(self):
        domain = [("id", "in", self.notice.ids)]
        notices = self.env["mail.notification"].with_user(self.clerk)
        self.assertFalse(notices.search_count(domain))
        self.assertFalse(notices._read_group(domain, ["res_partner_id"]))

    def test_recipient_and_author_read_their_own(self):
        clerk = self.clerk.partner_id
        sent = self.zofia.message_notify(body="Look", partner_ids=clerk.ids)
        self.notice = sent.notification_ids
        self.assertEqual(self.found(self.clerk), self.notice)
        self.notice.with_user(self.clerk).read(["notification_status"])
        self.notice.write({"res_partner_id": self.zofia.id, "author_id": clerk.id})
        self.assertEqual(self.found(self.clerk), self.notice)

    def test_notification_of_a_private_message_is_hidden(self):
        sent = self.zofia.message_notify(
            body="Look", partner_ids=self.users["dpo"].partner_id.ids
        )
        self.notice = sent.notification_ids
        self.assertFalse(self.found(self.users["supervisor"]))
        self.assertEqual(self.found(self.users["dpo"]), self.notice)

    def test_notification_of_a_restricted_marker_is_read_by_its_groups(self):
        marker = self.make_marker(
            self.zofia,
            "Dog",
            evidence="Bitten",
            is_restricted=True,
            group_ids=self.env.ref("constituent_crm.group_dpo").ids,
        )
        posted = marker.message_post(
            body="Look",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.zofia.ids,
        )
        self.notice = posted.notification_ids
        self.assertFalse(self.found(self.users["officer"]))
        self.assertEqual(self.found(self.users["dpo"]), self.notice)

    def test_author_sees_a_failed_notification(self):
        self.notice.sudo().write(
            {"notification_status": "exception", "failure_type": "mail_smtp"}
        )
        self.env.flush_all()
        failed = self.env["mail.message"].with_user(self.officer)
        found = failed.search([("has_error", "=", True), ("id", "=", self.posted.id)])
        self.assertEqual(found, self.posted)
        found.invalidate_recordset()
        self.assertEqual(found.notification_ids.notification_status, "exception")

    def test_inbox_has_unread_and_starred_messages(self):
        supervisor = self.users["supervisor"]
        supervisor.notification_type = "inbox"
        sent = self.zofia.message_notify(
            body="Look", partner_ids=supervisor.partner_id.ids
        )
        inbox = self.env["mail.message"].with_user(supervisor)
        mine = sent.with_user(supervisor)
        self.assertEqual(inbox.search([("needaction", "=", True)]), mine)
        mine.toggle_message_starred()
        self.assertEqual(inbox.search([("starred", "=", True)]), mine)
        mine.set_message_done()
        self.assertFalse(inbox.search([("needaction", "=", True)]))

    def test_access_to_documents_costs_one_query(self):
        self.found(self.clerk)
        with self.assertQueryCount(1):
            self.found(self.clerk)
