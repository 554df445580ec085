from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..adapters import attachments, clues, email, markup
from . import sample_emails
from .common import ChannelCase
from .sample_emails import OUT_OF_OFFICE, make_email

STAFF_LOGGER = "odoo.addons.channel_gateway.models.channel_kind.text"
PROCESS_LOGGER = "odoo.addons.channel_gateway.models.channel_message.processing"


@tagged("-at_install", "post_install")
class TestMissedBin(ChannelCase):
    """Jane's e-mail about her brown bin, from receipt to acknowledgement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.message = cls.receive()
        cls.request = cls.message.request_id

    def test_request_is_open_for_the_right_team(self):
        self.assertEqual(self.message.state, "done")
        self.assertEqual(self.request.service_id, self.missed_bin)
        self.assertEqual(self.request.team_id, self.waste)
        self.assertEqual(self.request.channel_id.code, "email")
        self.assertTrue(self.request.reference)

    def test_request_says_what_and_where(self):
        self.assertIn("brown bin", self.request.description)
        self.assertEqual(self.request.address, "12 Park Avenue")
        self.assertEqual(self.request.postcode, "HU5 3ER")

    def test_constituent_is_created_and_recognised_again(self):
        jane = self.request.partner_id
        self.assertEqual(jane.name, "Jane Testsmith")
        self.assertTrue(jane.is_constituent)
        self.assertEqual(jane.email, "jane.testsmith@example.net")
        self.assertEqual(jane.phone, "+447700900987")
        again = self.receive(message_id="<again@example.org>", subject="Again")
        self.assertEqual(again.partner_id, jane)

    def test_contact_is_in_the_ledger(self):
        contact = self.message.interaction_id
        self.assertEqual(contact.partner_id, self.request.partner_id)
        self.assertEqual(contact.request_id, self.request)
        self.assertEqual((contact.direction, contact.channel_id.code), ("in", "email"))
        self.assertEqual(contact.started_at, self.message.received_at)

    def test_email_is_in_the_chatter_before_the_acknowledgement(self):
        types = self.request.message_ids.sorted("id").mapped("message_type")
        self.assertEqual(types.index("email"), 0)
        first = self.request.message_ids.sorted("id")[0]
        self.assertIn("third time", first.body)
        self.assertEqual(first.author_id, self.request.partner_id)

    def test_acknowledgement_is_queued(self):
        answer = self.sent_to(self.request.partner_id)
        self.assertEqual((answer.event, answer.state), ("opened", "queued"))
        self.assertEqual(answer.request_id, self.request)

    def test_same_email_twice_opens_one_request(self):
        self.assertEqual(self.receive(), self.message)
        domain = [("partner_id", "=", self.request.partner_id.id)]
        self.assertEqual(self.env["service.request"].search_count(domain), 1)


@tagged("-at_install", "post_install")
class TestProcess(ChannelCase):
    def test_attachments_are_in_the_chatter(self):
        message = self.receive(attachments=[("bin.jpg", b"\xff\xd8\xff12345")])
        files = message.request_id.message_ids.attachment_ids
        self.assertEqual(files.mapped("name"), ["bin.jpg"])
        self.assertEqual(message.attachment_names, "bin.jpg")

    def test_answer_in_the_email_is_used(self):
        self.make_question(
            self.missed_bin,
            "bin",
            name="Which bin?",
            datatype="singlevaluelist",
            is_required=True,
            option_ids=[
                (0, 0, {"code": code, "name": code}) for code in ("blue", "brown")
            ],
        )
        request = self.receive().request_id
        self.assertEqual(request.answer_ids.option_ids.code, "brown")

    def place(self, **values):
        return self.env["constituent.property"].create(
            {
                "uprn": "99100050",
                "house": "21",
                "street": "Sedge Lane",
                "postcode": "HU5 9ZY",
                **values,
            }
        )

    def test_property_that_is_certainly_meant_is_attached(self):
        place = self.place()
        request = self.receive(
            body="My brown bin was missed 3 weeks in a row. House B2 3am collection."
            " I am at 21 Sedge Ln HU5 9ZY. Jane Testsmith"
        ).request_id
        self.assertEqual(request.property_id, place)
        self.assertEqual(request.address, "21 Sedge Lane")
        self.assertEqual(request.postcode, "HU5 9ZY")

    def test_property_is_found_in_prose(self):
        place = self.place(latitude=53.75, longitude=-0.35)
        for number, words in enumerate(
            (
                "The brown bin was missed 3 weeks in a row at 21 Sedge Lane HU5 9ZY",
                "The brown bin was missed at 21 Sedge\nLane",
                "2 sacks are left and the bin was missed at 21, Sedge Ln, hu59zy",
                "The bin was missed on 14 November at 10.30. 21 Sedge Lane, thanks",
                "since 2019 the bin was missed at 21 Sedge Lane, ring 01482 300300",
            )
        ):
            with self.subTest(words):
                request = self.receive(
                    body=words, message_id=f"<prose-{number}@example.org>"
                ).request_id
                self.assertEqual(request.property_id, place)
                self.assertEqual(request.postcode, "HU5 9ZY")
                self.assertAlmostEqual(request.latitude, 53.75)

    def test_property_that_may_be_another_is_not_attached(self):
        self.place()
        self.place(uprn="99100051", house="23")
        for number, words in enumerate(
            (
                "21 and 23 Sedge Lane",
                "2l Sedge Lane",
                "opposite 21 Sedge Lane",
                "by lamp column 21, Sedge Lane",
                "2 mattresses lie across the lane",
            )
        ):
            with self.subTest(words):
                message = self.receive(
                    body=f"The brown bin was missed again, {words}.",
                    message_id=f"<sedge-{number}@example.org>",
                )
                self.assertEqual(message.state, "done")
                self.assertFalse(message.request_id.property_id)

    def test_missing_phone_of_a_known_constituent_is_added(self):
        partner = self.make_constituent(
            "Jane Testsmith", email="jane.testsmith@example.net"
        )
        self.assertEqual(self.receive().partner_id, partner)
        self.assertEqual(partner.phone, "+447700900987")

    def test_location_of_a_pothole_is_not_the_senders_address(self):
        message = self.receive(
            body="A deep pothole in the road at 3 Spring Road HU3 1AB. Pat Green"
        )
        self.assertEqual(message.request_id.service_id, self.pothole)
        self.assertFalse(message.partner_id.zip)

    def test_service_that_needs_a_place_waits_for_staff_without_one(self):
        message = self.receive(
            subject="Hole", body="There is a deep pothole in the road."
        )
        self.assertEqual(message.state, "triage")
        self.assertIn("where", message.error)
        self.assertEqual(message.service_id, self.pothole)

    def test_no_service_recognised(self):
        message = self.receive(subject="Hello", body="What a lovely day.")
        self.assertEqual(message.state, "triage")
        self.assertIn("No service", message.error)
        self.assertTrue(message.partner_id, "who wrote is known all the same")
        self.assertTrue(message.interaction_id, "and the contact counts")
        self.assertFalse(self.sent_to(message.partner_id))

    def test_empty_email(self):
        message = self.receive(subject="", body="")
        self.assertEqual(
            (message.state, message.error), ("triage", "The message is empty.")
        )

    def test_email_with_files_only(self):
        message = self.receive(subject="", body="", attachments=[("a.jpg", b"1")])
        self.assertEqual(message.state, "triage")
        self.assertIn("only files", message.error)

    def test_odd_emails_are_processed_or_left_to_staff_without_a_fault(self):
        for raw in (
            sample_emails.LATIN_1,
            sample_emails.BASE64,
            sample_emails.HTML_ONLY,
            sample_emails.UNKNOWN_CHARSET,
            b"Subject: Missed bin\n\nMy bin was missed\xff",
            b"From: <>\nContent-Type: multipart/mixed\n\nMy bin was missed",
            b"not an e-mail at all",
            make_email(message_id="<cr@x.org>").replace(b"\n", b"\r"),
            make_email(message_id="<crcrlf@x.org>").replace(b"\n", b"\r\r\n"),
            make_email(message_id="<wide@x.org>").decode().encode("utf-16"),
            make_email(message_id="<nul@x.org>").replace(b"bin", b"b\0in"),
            b"Subject: Line\n\nMy bin was missed. " + b"x" * 2_000_000,
            b"Content-Type: text/plain; charset=utf-16\n\n"
            + "Kosz".encode("utf-16-be"),
            b"Content-Type: text/html; charset=utf-7\n\n<p>+ADw-script+AD4-</p>",
            b'Content-Type: text/html\n\n<?xml version="1.0" encoding="utf-8"?><p>Bin',
            b"Content-Type: text/html\n\n<!-- nothing -->",
            b'From: a@b.org\nContent-Type: image/png; name="\0/.."\n\n\xff\0',
        ):
            with self.subTest(raw=raw[:200]):
                message = self.receive(raw)
                self.assertIn(message.state, ("done", "triage"))
                if message.state == "triage":
                    message._open_chosen_request(service_id=self.missed_bin.id)
                self.assertTrue(message.request_id.message_ids)

    def test_automatic_email_opens_no_request_and_gets_no_reply(self):
        message = self.receive(OUT_OF_OFFICE)
        self.assertEqual(message.state, "discarded")
        self.assertTrue(message.is_automatic)
        self.assertIn("Auto-Submitted", message.error)
        self.assertFalse(message.partner_id or message.interaction_id)

    def test_person_behind_a_list_is_processed_without_an_acknowledgement(self):
        message = self.receive(List_Id="<bins.example.org>")
        self.assertEqual(message.state, "done")
        self.assertEqual(message.request_id.service_id, self.missed_bin)
        self.assertFalse(message.is_automatic)
        self.assertFalse(self.sent_to(message.partner_id))
        notes = " ".join(message.request_id.message_ids.mapped("body"))
        self.assertIn("Not acknowledged automatically (List-Id)", notes)

    def test_person_whose_subject_sounds_automatic_is_answered(self):
        message = self.receive(subject="Undelivered brown bin")
        self.assertEqual(message.state, "done")
        self.assertTrue(self.sent_to(message.partner_id))

    def test_null_sender_is_automatic(self):
        message = self.Message._accept_message(self.mailbox, make_email(), sender="<>")
        message._process()
        self.assertEqual((message.state, message.is_automatic), ("discarded", True))
        self.assertIn("Return-Path: <>", message.error)
        message.action_restore()
        message._process()
        self.assertEqual(message.state, "done")

    def test_reply_to_of_a_web_form_is_the_constituent(self):
        message = self.receive(
            sender="Council website <contact@council.test>",
            Reply_To="Pat Probe <pat@example.org>",
            body="My brown bin was missed again at 12 Park Avenue HU5 3ER",
        )
        self.assertEqual(message.state, "done")
        self.assertEqual(message.partner_id.email, "pat@example.org")
        self.assertEqual(self.sent_to(message.partner_id).recipient, "pat@example.org")

    def test_writers_of_a_web_form_without_reply_to_are_not_one_person(self):
        partners = [
            self.receive(
                sender="Website <noreply@council.test>",
                body=f"My brown bin was missed. {name}",
                message_id=f"<{number}@council.test>",
            ).partner_id
            for number, name in enumerate(("Pat Probe", "Ann Other"))
        ]
        self.assertNotEqual(*partners)
        self.assertNotIn("noreply@council.test", [one.email for one in partners])

    def test_same_message_id_at_two_mailboxes_with_other_content_is_two(self):
        first = self.receive()
        other = self.mailbox.copy({"address": "bins@council.test"})
        second = self.Message._accept_message(
            other, make_email(body=f"{sample_emails.BROWN_BIN} Second.")
        )
        second._process()
        self.assertEqual((first.state, second.state), ("done", "done"))
        again = self.Message._accept_message(
            self.mailbox, make_email(body=f"{sample_emails.BROWN_BIN} Second.")
        )
        again._process()
        self.assertEqual(again.state, "discarded")
        self.assertEqual(again.request_id, second.request_id)

    def test_fault_leaves_no_empty_row_and_staff_can_settle_it(self):
        fault = patch.object(email, "parse_email", side_effect=ValueError("broken"))
        with fault, mute_logger(PROCESS_LOGGER, STAFF_LOGGER):
            message = self.receive()
            self.assertEqual(message.state, "failed")
            self.assertEqual(message.subject, "Bin")
            self.assertEqual(message.sender, "jane.testsmith@example.net")
            self.assertIn("third time", message.body)
            message._open_chosen_request(service_id=self.missed_bin.id)
        self.assertEqual(message.state, "done")
        files = message.request_id.message_ids.attachment_ids
        self.assertEqual(files.mapped("name"), ["original.eml"])
        bodies = " ".join(message.request_id.message_ids.mapped("body"))
        self.assertIn("third time", bodies)

    def test_fault_in_understanding_leaves_no_empty_row(self):
        for name in ("find_clues",):
            with (
                self.subTest(name),
                patch.object(clues, name, side_effect=ValueError("broken")),
                mute_logger(PROCESS_LOGGER),
            ):
                message = self.receive()
                self.assertEqual((message.state, message.subject), ("failed", "Bin"))

    def test_message_that_stopped_the_server_shows_what_it_says(self):
        message = self.Message._accept_message(self.mailbox, make_email())
        message._stop_after_crashes(2)
        self.assertEqual((message.state, message.subject), ("failed", "Bin"))
        self.assertIn("third time", message.body)

    def test_email_from_our_own_address_opens_nothing(self):
        for number, address in enumerate(
            ("Contact@council.test", "contact@council.test.", '"contact"@council.test')
        ):
            with self.subTest(address):
                message = self.receive(
                    sender=f"Council <{address}>", message_id=f"<{number}@council.test>"
                )
                self.assertEqual(message.state, "discarded")

    def test_email_to_two_of_our_mailboxes_opens_one_request(self):
        request = self.receive().request_id
        other = self.mailbox.copy({"address": "bins@council.test"})
        duplicate = self.Message._accept_message(other, make_email())
        duplicate._process()
        self.assertEqual(
            (duplicate.state, duplicate.request_id), ("discarded", request)
        )

    def test_mail_loop_is_stopped(self):
        for number in range(21):
            message = self.receive(message_id=f"<{number}@example.org>")
        self.assertEqual(message.state, "triage")
        self.assertIn("21 times", message.error)
        self.assertEqual(len(self.sent_to(message.partner_id)), 20)

    def test_fault_is_shown_to_staff_and_retried(self):
        with (
            patch.object(
                type(self.env["channel.kind.email"]),
                "_process",
                side_effect=ValueError("broken"),
            ),
            mute_logger(PROCESS_LOGGER),
        ):
            message = self.receive()
        self.assertEqual((message.state, message.attempts), ("failed", 1))
        self.assertIn("ValueError", message.error)
        self.assertNotIn("broken", message.error, "it may be what the message says")
        self.assertGreater(message.next_attempt_at, message.received_at)
        message.next_attempt_at = message.received_at
        self.assertIn(message, self.Message.search(self.Message._queue_domain()))
        message._process()
        self.assertEqual((message.state, message.error), ("done", False))

    def test_last_failed_attempt_is_left_to_staff(self):
        message = self.Message._accept_message(self.mailbox, make_email())
        with (
            patch.object(
                type(self.env["channel.kind.email"]),
                "_process",
                side_effect=ValueError("broken"),
            ),
            mute_logger(PROCESS_LOGGER),
        ):
            for _attempt in range(6):
                message._process()
        self.assertEqual(message.state, "failed")
        self.assertFalse(message.next_attempt_at)

    def test_unknown_charset_is_readable_in_the_chatter(self):
        message = self.receive(sample_emails.UNKNOWN_CHARSET)
        if not message.request_id:
            message._open_chosen_request(service_id=self.missed_bin.id)
        bodies = message.request_id.message_ids.mapped("body")
        self.assertIn("Bin missed – again", " ".join(bodies))

    def test_html_in_the_chatter_is_sanitised(self):
        page = "<p>My <b>bin was missed</b></p><script>x()</script>"
        message = self.receive(
            b"Subject: Bin\nContent-Type: text/html\n\n" + page.encode()
        )
        body = message.request_id.message_ids.sorted("id")[0].body
        self.assertIn("<b>bin was missed</b>", body)
        self.assertNotIn("script", body)

    def test_html_beyond_the_bounds_is_not_sanitised_but_converted_to_text(self):
        page = b"<p>My bin was missed" + b"<i>!" * (markup.MAX_SANITISED_TAGS + 1)
        message = self.receive(b"Subject: Bin\nContent-Type: text/html\n\n" + page)
        body = message.request_id.message_ids.sorted("id")[0].body
        self.assertIn("bin was missed", body)
        self.assertLess(body.count("<"), 10)

    def test_more_parts_than_are_read_wait_for_staff(self):
        files = [
            (f"{number}.txt", b"x") for number in range(attachments.MAX_ATTACHMENTS + 1)
        ]
        message = self.receive(attachments=files)
        self.assertEqual(message.state, "triage")
        self.assertIn("too many parts", message.error)
        self.assertTrue(message.partner_id, "who wrote is known all the same")
