import json
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.pages_case import PagesCase

OPENING = "odoo.addons.service_catalog.models.service_request.opening.ServiceRequest"
PAGES = "odoo.addons.service_catalog.models.service_request.pages.ServiceRequest"
LOGGER = "odoo.addons.channel_gateway.models.channel_kind.page"
QUEUE_LOGGER = "odoo.addons.channel_gateway.models.channel_message.processing"
KNOWN = {"who": "known", "name": "Ann Page", "email": "ann.page@example.org"}


@tagged("post_install", "-at_install")
class TestPageIntake(PagesCase):
    """What residents send by a page is stored first, and done after any fault."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.endpoint = cls.env["channel.endpoint"]._of_pages("web")

    def last(self):
        messages = self.env["channel.message"]
        here = [("endpoint_id", "=", self.endpoint.id)]
        return messages.search(here, order="id desc", limit=1)

    def test_form_is_stored_and_done(self):
        self.send(self.fill(**KNOWN, description="By page"))
        message, request = self.last(), self.opened()
        self.assertEqual(message.state, "done")
        self.assertEqual(message.request_id, request)
        self.assertEqual(message.partner_id, request.partner_id)
        self.assertEqual(message.interaction_id, request.interaction_ids)
        self.assertEqual(message.body, "By page")
        self.assertEqual(message.channel_id.code, "web")
        call = json.loads(message._raw_bytes())
        self.assertEqual(call["arguments"][1]["email"], "ann.page@example.org")

    def test_form_is_opened_by_the_queue_after_a_fault(self):
        before = self.count()
        page = self.fill(**KNOWN, description="Kept")
        fault = patch(f"{OPENING}._resolve_people", side_effect=RuntimeError("fault"))
        with fault, mute_logger(LOGGER):
            answer = self.send(page, status=202)
        self.assertIn("Nothing is lost", self.words(answer))
        self.assertEqual(self.count(), before)
        message = self.last()
        self.assertEqual(message.state, "failed")
        self.assertTrue(message.next_attempt_at)
        self.assertEqual(message.sender, "ann.page@example.org")
        message._process()
        self.assertEqual(message.state, "done")
        self.assertEqual(message.request_id, self.opened())
        self.assertEqual(self.opened().description, "Kept")
        self.assertEqual(self.opened().partner_id.email, "ann.page@example.org")

    def test_form_sent_again_after_a_fault_opens_one_request(self):
        before = self.count()
        page = self.fill(**KNOWN, description="Kept")
        fault = patch(f"{OPENING}._resolve_people", side_effect=RuntimeError("fault"))
        with fault, mute_logger(LOGGER):
            self.send(page, status=202)
        self.send(page)
        self.last()._process()
        self.assertEqual(self.count(), before + 1)
        self.assertEqual(self.last().state, "done")

    def test_refused_form_leaves_nothing_in_the_inbox(self):
        page = self.fill(**KNOWN)
        before = self.env["channel.message"].search_count([])
        self.bin.channel_ids = self.env.ref("constituent_crm.channel_phone")
        path = "/services/test_bin/request"
        self.url_open(path, {**self.fields(page, "/request"), "step": "send"})
        self.assertEqual(self.env["channel.message"].search_count([]), before)

    def test_reply_is_kept_after_a_fault(self):
        request = self.open_request()
        path = request._tracking_path()
        sent = self.fields(self.page(path), "/reply") | {"reply": "It is worse"}
        fault = patch(f"{PAGES}._resume_after_reply", side_effect=RuntimeError("fault"))
        with fault, mute_logger(LOGGER):
            self.page(f"/track/{request.reference}/reply", data=sent)
        self.assertFalse(request._correspondence())
        message = self.last()
        self.assertEqual((message.state, message.request_id), ("failed", request))
        message._process()
        self.assertEqual(message.state, "done")
        self.assertIn("It is worse", request._correspondence()[0]["body"])

    def test_null_characters_are_left_out(self):
        request = self.open_request()
        sent = self.fields(self.page(request._tracking_path()), "/reply")
        path = f"/track/{request.reference}/reply"
        self.page(path, data=sent | {"reply": "A\0B"})
        self.assertEqual(self.last().body, "AB")
        self.assertIn("AB", request._correspondence()[0]["body"])

    def test_long_text_is_stored_as_far_as_it_is_kept(self):
        request = self.open_request()
        sent = self.fields(self.page(request._tracking_path()), "/reply")
        path = f"/track/{request.reference}/reply"
        self.page(path, data=sent | {"reply": "x" * 1_000_000})
        self.assertLess(len(self.last()._raw_bytes()), 11_000)
        self.assertLess(len(self.last().body), 11_000)

    def test_fault_that_stays_is_left_to_staff(self):
        page = self.fill(**KNOWN, description="Kept")
        fault = patch(f"{OPENING}._resolve_people", side_effect=RuntimeError("fault"))
        with fault, mute_logger(LOGGER, QUEUE_LOGGER):
            self.send(page, status=202)
            message = self.last()
            for _attempt in range(6):
                message._process()
        self.assertEqual(message.state, "failed")
        self.assertFalse(message.next_attempt_at)
        message._open_chosen_request(service_id=self.bin.id)
        self.assertEqual(message.request_id.description, "Kept")

    def test_withdrawal_of_another_model_is_refused(self):
        call = {"model": "res.partner", "id": self.jane.id, "method": "unlink"}
        message = self.env["channel.message"]._accept_message(
            self.endpoint, json.dumps({**call, "arguments": []}).encode()
        )
        message._process()
        self.assertEqual(message.state, "triage")
        self.assertTrue(self.jane.exists())

    def test_waiting_form_of_somebody_erased_leaves_nothing(self):
        person = self.make_constituent("Ann Page", email="ann.page@example.org")
        page = self.fill(**KNOWN, description="Kept")
        fault = patch(f"{OPENING}._resolve_people", side_effect=RuntimeError("fault"))
        with fault, mute_logger(LOGGER):
            self.send(page, status=202)
        person._erase()
        values = str(self.last().with_context(bin_size=False).read()[0])
        for word in ("ann.page", "Ann Page", "Kept"):
            self.assertNotIn(word, values)
        self.assertEqual(self.last().state, "discarded")

    def test_nobody_sends_to_the_endpoint_from_outside(self):
        path = f"/channel/in/{self.endpoint.id}"
        token = {"Authorization": f"Bearer {self.endpoint.token}"}
        self.assertEqual(self.url_open(path, "{}", headers=token).status_code, 404)

    def test_closed_endpoint_says_so(self):
        page = self.fill(**KNOWN)
        self.endpoint.is_active = False
        before = self.count()
        answer = self.send(page, status=400)
        self.assertIn("Please call us", self.words(answer))
        self.assertEqual(self.count(), before)

    def test_pages_work_without_the_endpoint(self):
        self.endpoint.kind = "open311"
        self.send(self.fill(**KNOWN, description="Alone"))
        self.assertEqual(self.opened().description, "Alone")
