from unittest.mock import patch

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.models.service_rate_limit import MAX_PER_RECORD
from odoo.addons.service_catalog.tests.common import Council
from odoo.addons.service_catalog.tests.pages_case import PagesCase

NONE_SUCH = "HC-0000-0000"


@tagged("post_install", "-at_install")
class TestLinkRequests(PagesCase):
    """Whoever asks for a link learns nothing of whether there is a request."""

    def setUp(self):
        super().setUp()
        self.request = self.open_request()
        self.form = self.fields(self.page("/track"), "/track")

    def ask(self, reference, status=200):
        return self.page(f"/track/{reference}/link", status, data=self.form)

    def asked(self):
        self.env.invalidate_all()
        return self.env["service.link.request"].search([])

    def test_response_is_the_same_for_every_reference(self):
        self.assertEqual(
            self.words(self.ask(self.request.reference)),
            self.words(self.ask(NONE_SUCH)),
        )

    def test_queries_are_the_same_for_every_reference(self):
        Cursor = type(self.env.cr)
        execute = Cursor.execute

        def queries(reference):
            sent = []

            def note(cursor, query, *args, **kwargs):
                sent.append(str(getattr(query, "code", query)))
                return execute(cursor, query, *args, **kwargs)

            self.env.invalidate_all()
            with patch.object(Cursor, "execute", note):
                self.ask(reference)
            return sent

        queries(self.request.reference)
        self.asked().unlink()
        known = queries(self.request.reference)
        self.asked().unlink()
        self.assertTrue([one for one in known if "service_link_request" in one])
        self.assertEqual(known, queries(NONE_SUCH))
        self.assertFalse([one for one in known if "service_request" in one])

    def test_link_is_sent_after_the_response(self):
        before = self.env["mail.mail"].search_count([])
        self.ask(self.request.reference)
        self.assertEqual(len(self.asked()), 1)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_invalid_reference_is_not_stored(self):
        self.ask("HC-0000-0001")
        self.ask("anything")
        self.assertFalse(self.asked())

    def test_concurrent_link_requests_are_stored_once(self):
        self.ask(self.request.reference)
        self.ask(self.request.reference.lower())
        self.assertEqual(len(self.asked()), 1)

    def test_link_requests_are_limited(self):
        Attempt = self.env["service.rate.limit"]
        while Attempt._is_within_limit("link", "127.0.0.1"):
            pass
        self.assertIn("many times", self.words(self.ask(NONE_SUCH, 429)))
        self.assertFalse(self.asked())


@tagged("post_install", "-at_install")
class TestSendingLinks(Council, TransactionCase):
    """What was asked for is sent by the scheduler, to the address on record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()

    def send(self, reference):
        """Ask for a link and have it sent; how many e-mails that makes."""
        Asked = self.env["service.link.request"]
        before = self.env["mail.mail"].search_count([])
        Asked._request_link(reference)
        with self.enter_registry_test_mode():
            self.env.ref("service_catalog.cron_send_links").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(Asked.search([]))
        return self.env["mail.mail"].search_count([]) - before

    def test_links_of_one_request_are_limited_per_hour(self):
        request = self.open_request()
        sent = [self.send(request.reference) for _number in range(6)]
        most = MAX_PER_RECORD["request_link"]
        self.assertEqual(sent, [1] * most + [0] * (6 - most))

    def test_limit_of_links_is_per_request(self):
        request, other = self.open_request(), self.open_request()
        for _number in range(6):
            self.send(request.reference)
        self.assertEqual(self.send(other.reference), 1)

    @mute_logger("odoo.addons.service_catalog.models.service_link_request")
    def test_failed_link_does_not_stop_the_others(self):
        broken, other = self.open_request(), self.open_request()
        kind = self.registry["service.link.request"]
        send_link = kind._send_link

        def fail_once(asked, request):
            if request == broken:
                raise ValueError
            return send_link(asked, request)

        self.env["service.link.request"]._request_link(broken.reference)
        with patch.object(kind, "_send_link", fail_once):
            self.assertEqual(self.send(other.reference), 1)

    def test_unknown_reference_sends_no_link(self):
        self.assertEqual(self.send(NONE_SUCH), 0)
