from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.thread_routes import ThreadRoutesCase


@tagged("post_install", "-at_install")
class TestThreadRoutes(ThreadRoutesCase):
    """A link opens our page; Odoo's routes to a thread it does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.request = cls.open_request(partner_id=cls.outsider.partner_id.id)

    def own_thread(self):
        self.env.invalidate_all()
        return self.request.with_user(self.outsider)

    def test_no_route_opens_the_thread_of_a_request(self):
        self.check_routes(self.request)

    def test_link_in_an_email_opens_the_page_of_the_request(self):
        for login in (None, "test_outsider"):
            self.authenticate(login, login)
            answer = self.url_open(
                f"/mail/view?model=service.request&res_id={self.request.id}"
                f"&access_token={self.request.access_token}",
                allow_redirects=False,
            )
            self.assertEqual(answer.status_code, 303)
            self.assertTrue(
                answer.headers["Location"].endswith(self.request._tracking_path())
            )

    def test_residents_do_not_post_over_rpc(self):
        for write in (
            lambda: self.own_thread().message_post(body="From outside"),
            lambda: self.own_thread().message_subscribe(self.outsider.partner_id.ids),
            lambda: self.message({}),
        ):
            with self.assertRaises(AccessError):
                write()

    def message(self, values):
        Message = self.env["mail.message"].with_user(self.outsider)
        return Message.create(
            {
                "model": "service.request",
                "res_id": self.request.id,
                "body": "From outside",
                "message_type": "comment",
                "subtype_id": self.env.ref("mail.mt_comment").id,
                **values,
            }
        )

    def test_followers_and_notified_residents_do_not_post(self):
        partner = self.outsider.partner_id
        self.request.message_subscribe(partner.ids)
        notified = self.request.message_post(
            body="To you", partner_ids=partner.ids, subtype_xmlid="mail.mt_comment"
        )
        for values in ({}, {"parent_id": notified.id}):
            with self.assertRaises(AccessError):
                self.message(values)

    def test_message_of_a_resident_is_not_edited(self):
        self.request._reply("As I said")
        message = self.request.message_ids[0]
        message.subtype_id = self.env.ref("mail.mt_comment")
        self.assertEqual(message.author_id, self.outsider.partner_id)
        own = message.with_user(self.outsider)
        with self.assertRaises(AccessError):
            own.write({"body": "Otherwise"})
        with self.assertRaises(AccessError):
            own.unlink()

    def test_residents_read_no_messages_of_staff(self):
        self.request.message_post(body="Among us", subtype_xmlid="mail.mt_comment")
        Message = self.env["mail.message"].with_user(self.outsider)
        of_request = [
            ("model", "=", "service.request"),
            ("res_id", "=", self.request.id),
        ]
        self.assertFalse(Message.search(of_request))

    def test_staff_use_the_thread(self):
        officer = self.request.with_user(self.officer)
        officer.message_post(body="Among us")
        found = officer._get_thread_with_access(self.request.id, mode="write")
        self.assertEqual(found, officer)
