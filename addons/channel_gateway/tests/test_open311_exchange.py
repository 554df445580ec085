from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .open311_case import Open311HttpCase
from .open311_peer import Peer, error, receipt, requests_of, updates


class ExchangeCase(Open311HttpCase):
    """A water company with an Open311 server, and a request that is theirs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.uk")
        cls.env.company.name = "Testville Council"
        cls.peer = Peer()
        cls.addClassCleanup(cls.peer.close)
        cls.defaults = dict(cls.peer.answers)
        cls.body = cls.env["service.external.organisation"].create({"name": "Water Co"})
        cls.server = cls.env["channel.open311.server"].create(
            {
                "organisation_id": cls.body.id,
                "address": cls.peer.url,
                "api_key": "secret",
                "service_ids": [
                    Command.create({"code": "LEAK", "service_id": cls.hole.id})
                ],
            }
        )
        cls.officer = cls.make_user("exchange_officer", "officer")
        cls.jane = cls.make_constituent(
            "Jane Hobbs", email="jane.hobbs@example.org", phone="07700 900456"
        )
        cls.reported = cls.report()

    def setUp(self):
        super().setUp()
        self.peer.calls.clear()
        self.peer.answers.clear()
        self.peer.answers.update({key: [*rows] for key, rows in self.defaults.items()})

    @classmethod
    def report(cls, service=None, **values):
        service = service or cls.hole
        return cls.env["service.request"]._open_request(
            {
                "service_id": service.id,
                "partner_id": cls.jane.id,
                "channel": "phone",
                "answers": {"size": "l"} if service == cls.hole else {},
                "address": "12 Park Avenue",
                "postcode": "HU5 3ER",
                "latitude": 53.7443,
                "longitude": -0.3325,
                "description": "Jane Hobbs here: water in the road, 07700 900456",
                "user_id": cls.officer.id,
                **values,
            }
        )

    def refer(self, request=None):
        request = request or self.reported
        request._change_state("closed", outcome="not_ours", body=self.body)
        return request.referral_ids

    def exchange(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=60):
            self.env["channel.open311.server"]._exchange()

    def exchange_again(self):
        """Exchange at a later time."""
        self.server.next_exchange_at = fields.Datetime.now()
        queued = [("open311_state", "=", "queued")]
        self.env["service.referral"].search(queued).write(
            {"open311_next_attempt_at": fields.Datetime.now()}
        )
        self.exchange()

    def sent(self):
        return [dict(call.form) for call in self.peer.received("POST requests")]

    def notes(self, request=None):
        return "".join((request or self.reported).message_ids.mapped("body"))

    def tasks(self):
        return " ".join(self.reported.activity_ids.mapped("summary"))

    def tell(self, update_id="1", reference="THEIRS-1", **values):
        """Have the company tell an update with the next exchange."""
        now = fields.Datetime.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        row = {
            "update_id": update_id,
            "service_request_id": reference,
            "status": "open",
            "updated_datetime": now,
            "description": "",
            **values,
        }
        self.peer.answers["GET servicerequestupdates"] = [updates(row)]


@tagged("-at_install", "post_install")
class TestOpen311Sending(ExchangeCase):
    """A request that is referred is sent."""

    def test_referred_request_is_sent(self):
        referral = self.refer()
        self.assertEqual(referral.open311_state, "queued")
        self.exchange()
        self.assertEqual(referral.open311_state, "sent")
        self.assertEqual(referral.their_reference, "THEIRS-1")
        (form,) = self.sent()
        self.assertEqual(form["service_code"], "LEAK")
        self.assertEqual((form["lat"], form["long"]), ("53.7443", "-0.3325"))
        self.assertEqual(form["address_string"], "12 Park Avenue, HU5 3ER")
        self.assertIn("water in the road", form["description"])
        self.assertIn(
            f"Testville Council, reference {self.reported.reference}",
            form["description"],
        )
        self.assertIn("THEIRS-1", self.notes())

    def test_who_reported_it_is_passed_on_only_if_that_is_configured(self):
        self.refer()
        self.exchange()
        (form,) = self.sent()
        for secret in ("Jane", "Hobbs", "900456", "example.org"):
            self.assertNotIn(secret, str(form))
        self.server.sends_contact = True
        other = self.report()
        self.refer(other)
        self.exchange()
        form = self.sent()[1]
        self.assertEqual((form["first_name"], form["last_name"]), ("Jane", "Hobbs"))
        self.assertEqual(form["email"], "jane.hobbs@example.org")
        self.assertIn("Jane Hobbs here", form["description"])

    def test_description_stays_within_the_limit(self):
        self.refer(self.report(description="word " * 2000))
        self.exchange()
        (form,) = self.sent()
        self.assertLessEqual(len(form["description"]), 4000)
        self.assertIn("reference", form["description"])

    def test_pictures_are_named(self):
        self.reported.media_url = "https://a.example/1.jpg"
        self.reported.other_media_urls = "https://a.example/2.jpg"
        self.refer()
        self.exchange()
        (call,) = self.peer.received("POST requests")
        urls = [value for name, value in call.form if name == "media_url"]
        self.assertEqual(urls, ["https://a.example/1.jpg", "https://a.example/2.jpg"])

    def test_service_that_they_do_not_take_is_not_sent(self):
        referral = self.refer(self.report(service=self.bin))
        self.assertFalse(referral.open311_state)
        with self.assertRaises(UserError):
            referral.action_open311_send()
        self.exchange()
        self.assertFalse(self.sent())

    def test_server_that_is_not_in_use_is_sent_nothing(self):
        self.server.is_active = False
        self.assertFalse(self.refer().open311_state)

    def test_fault_of_theirs_is_tried_again_later_and_later(self):
        self.peer.answers["POST requests"] = [error(503), error(500), receipt("T-3")]
        referral = self.refer()
        waits = []
        for _attempt in range(2):
            self.exchange_again()
            self.assertEqual(referral.open311_state, "queued")
            waits.append(referral.open311_next_attempt_at - fields.Datetime.now())
        self.assertLess(waits[0], waits[1])
        self.assertIn("500", referral.open311_error)
        self.exchange()
        self.assertEqual(len(self.sent()), 2)
        self.exchange_again()
        self.assertEqual(referral.their_reference, "T-3")
        self.assertFalse(referral.open311_error)
        keys = {
            call.headers["Idempotency-Key"]
            for call in self.peer.received("POST requests")
        }
        self.assertEqual(len(keys), 1)

    def test_they_may_ask_to_wait_longer(self):
        self.peer.answers["POST requests"] = [error(429, Retry_After="7200")]
        referral = self.refer()
        self.exchange()
        wait = referral.open311_next_attempt_at - fields.Datetime.now()
        self.assertGreater(wait, timedelta(minutes=119))

    def test_refusal_is_left_to_staff(self):
        self.peer.answers["POST requests"] = [error(400, "lat was not provided")]
        referral = self.refer()
        self.exchange()
        self.assertEqual(referral.open311_state, "failed")
        self.assertIn("lat was not provided", referral.open311_error)
        self.assertIn("Not sent to Water Co", self.tasks())
        self.exchange_again()
        self.assertEqual(len(self.sent()), 1)
        self.peer.answers["POST requests"] = [receipt("T-2")]
        referral.with_user(self.officer).action_open311_send()
        self.exchange()
        self.assertEqual(referral.their_reference, "T-2")
        with self.assertRaises(UserError):
            referral.action_open311_send()

    def test_last_attempt_is_left_to_staff(self):
        self.peer.answers["POST requests"] = [error(503)]
        referral = self.refer()
        for _attempt in range(7):
            self.exchange_again()
        self.assertEqual(referral.open311_state, "failed")
        self.assertEqual(len(self.sent()), 7)

    def test_fault_of_ours_is_tried_again(self):
        referral = self.refer()
        self.patch(type(self.server), "_prepare_report", lambda _self, _request: 1 / 0)
        with mute_logger(
            "odoo.addons.channel_gateway.models.channel_open311_server.server"
        ):
            self.exchange()
        self.assertEqual(referral.open311_state, "queued")
        self.assertTrue(referral.open311_next_attempt_at > fields.Datetime.now())

    def test_token_becomes_a_reference(self):
        self.peer.answers["POST requests"] = [receipt(token="T1")]
        self.peer.answers["GET tokens"] = [error(404), receipt("THEIRS-9")]
        referral = self.refer()
        self.exchange()
        self.assertEqual(referral.open311_state, "accepted")
        self.exchange_again()
        self.assertEqual(referral.open311_state, "sent")
        self.assertEqual(referral.their_reference, "THEIRS-9")

    def test_services_are_read_from_the_server(self):
        self.server.action_read_services()
        self.server.action_read_services()
        self.assertEqual(
            sorted(self.server.service_ids.mapped("code")), ["LEAK", "W 2"]
        )
        kept = self.server.service_ids.filtered(lambda one: one.code == "LEAK")
        self.assertEqual((kept.name, kept.service_id), ("A leak", self.hole))
        self.peer.answers["GET services"] = [error(403, "No key")]
        with self.assertRaisesRegex(UserError, "No key"):
            self.server.action_read_services()

    def test_officer_refers_without_access_to_the_server(self):
        request = self.reported.with_user(self.officer)
        request._change_state("closed", outcome="not_ours", body=self.body)
        self.assertEqual(self.reported.referral_ids.open311_state, "queued")
        with self.assertRaises(AccessError):
            self.server.with_user(self.officer).read(["api_key"])

    def test_manager_configures_servers(self):
        manager = self.make_user("exchange_manager", "manager")
        server = self.server.with_user(manager)
        server.api_key = "new"
        server.action_read_services()
        server.action_exchange()
        self.assertEqual(self.server.api_key, "new")

    def test_nothing_of_an_erased_person_is_sent(self):
        referral = self.refer()
        referral.open311_error = "400: Jane Hobbs is unknown"
        self.reported._erase_person(self.jane, ["partner_id"])
        self.assertFalse(referral.open311_state or referral.open311_error)
        self.exchange()
        self.assertFalse(self.sent())

    def test_address_is_checked(self):
        for address in ("ftp://a.example", "https://u:p@a.example", "a.example"):
            with self.subTest(address), self.assertRaises(ValidationError):
                self.server.address = address


@tagged("-at_install", "post_install")
class TestOpen311Following(ExchangeCase):
    """What becomes of it comes back."""

    def setUp(self):
        super().setUp()
        self.referral = self.refer()
        self.exchange_again()
        self.peer.calls.clear()

    def test_status_and_words_are_added_once(self):
        self.tell(status="IN_PROGRESS", description="We are &lt;digging&gt;.")
        self.exchange_again()
        self.exchange_again()
        self.assertEqual(self.referral.open311_status, "in_progress")
        self.assertEqual(self.notes().count("&lt;digging&gt;"), 1)
        self.assertIn("Water Co: In progress", self.notes())
        self.assertFalse(self.referral.answered_at)

    def test_final_status_is_their_answer(self):
        self.tell(status="fixed", description="Mended.")
        self.exchange_again()
        self.assertTrue(self.referral.answered_at)
        self.assertEqual(self.referral.answer, "Fixed\nMended.")
        self.assertFalse(self.tasks())
        self.peer.calls.clear()
        self.exchange_again()
        self.assertFalse(self.peer.received("GET servicerequestupdates"))

    def test_refusal_of_theirs_is_a_task(self):
        self.tell(status="not_councils_responsibility", description="Yours.")
        self.exchange_again()
        self.assertIn("Not the council's responsibility", self.tasks())

    def test_request_that_waits_for_them_goes_on(self):
        self.reported._change_state("open")
        self.reported._change_state("waiting_others")
        self.tell(status="fixed")
        self.exchange_again()
        self.assertEqual(self.reported.phase, "in_progress")
        self.assertIn("Water Co: Fixed", self.tasks())

    def test_older_update_changes_no_status(self):
        self.tell(status="investigating")
        self.exchange_again()
        old = (fields.Datetime.now() - timedelta(hours=1)).isoformat() + "Z"
        self.tell("2", status="open", updated_datetime=old, description="Earlier.")
        self.exchange_again()
        self.assertEqual(self.referral.open311_status, "investigating")
        self.assertIn("Earlier.", self.notes())

    def test_updates_of_others_are_left_out(self):
        self.tell(reference="SOMEBODY-ELSES", status="fixed")
        self.exchange_again()
        self.assertFalse(self.referral.open311_status)

    def test_window_reaches_back_to_the_last_exchange(self):
        self.tell()
        self.exchange_again()
        self.exchange_again()
        first, second = self.peer.received("GET servicerequestupdates")
        self.assertLess(first.query["start_date"], first.query["end_date"])
        self.assertLessEqual(second.query["start_date"], first.query["end_date"])

    def test_server_without_updates_is_asked_for_the_requests(self):
        self.peer.answers["GET servicerequestupdates"] = [error(404)]
        self.peer.answers["GET requests"] = [
            requests_of(
                {
                    "service_request_id": "THEIRS-1",
                    "status": "closed",
                    "status_notes": "All done.",
                }
            )
        ]
        self.exchange_again()
        self.assertEqual(self.referral.open311_status, "closed")
        self.assertIn("All done.", self.notes())
        (call,) = self.peer.received("GET requests")
        self.assertEqual(call.query["service_request_id"], "THEIRS-1")

    def test_failure_is_shown_and_tried_again_later_and_later(self):
        self.peer.answers["GET servicerequestupdates"] = [error(503, "Down")]
        waits = []
        for _exchange in range(3):
            self.exchange_again()
            self.assertIn("Down", self.server.error)
            waits.append(self.server.next_exchange_at - fields.Datetime.now())
        self.assertLess(waits[0], waits[1])
        self.assertLess(waits[1], waits[2])
        self.peer.calls.clear()
        self.exchange()
        self.assertFalse(self.peer.calls)
        self.tell()
        self.exchange_again()
        self.assertFalse(self.server.error)
        self.assertFalse(self.server.failures)

    def test_failure_of_one_server_does_not_affect_another(self):
        body = self.env["service.external.organisation"].create({"name": "Gas Co"})
        other = self.env["channel.open311.server"].create(
            {"organisation_id": body.id, "address": f"{self.peer.url}/gas"}
        )
        self.peer.answers["GET servicerequestupdates"] = [error(503)]
        self.exchange_again()
        self.assertTrue(self.server.error)
        self.assertTrue(other.exchanged_at)


@tagged("-at_install", "post_install")
class TestOpen311Pulling(ExchangeCase):
    """Their new requests become ours, once."""

    def setUp(self):
        super().setUp()
        self.server.endpoint_id = self.endpoint
        self.server.service_ids = [
            Command.create({"code": "BIN", "service_id": self.bin.id})
        ]

    def offer(self, *rows):
        self.peer.answers["GET requests"] = [
            requests_of(
                *(
                    {
                        "service_request_id": f"THEIRS-{number}",
                        "status": "open",
                        "service_code": "BIN",
                        "description": "A bin &amp; a box",
                        "address": "Park Avenue",
                        "lat": "53.7443",
                        "long": "-0.3325",
                        "media_url": "https://a.example/1.jpg",
                        **row,
                    }
                    for number, row in enumerate(rows, start=100)
                )
            )
        ]

    def pulled(self):
        return self.env["channel.message"].search(
            [("endpoint_id", "=", self.endpoint.id)], order="id"
        )

    def test_new_requests_are_opened_once(self):
        self.offer({}, {"address": "Spring Bank"})
        self.exchange_again()
        self.exchange_again()
        messages = self.pulled()
        self.assertEqual(len(messages), 2)
        self.assertEqual(set(messages.mapped("state")), {"received"})
        messages._process()
        request = messages[0].request_id
        self.assertEqual(request.service_id, self.bin)
        self.assertEqual(request.address, "Park Avenue")
        self.assertAlmostEqual(request.latitude, 53.7443)
        self.assertIn("A bin & a box", request.description)
        self.assertIn("Water Co, reference THEIRS-100", request.description)
        self.assertEqual(request.media_url, "https://a.example/1.jpg")
        self.assertEqual(request.channel_id.code, "api")
        self.exchange_again()
        self.assertEqual(len(self.pulled()), 2)

    def test_what_is_closed_or_not_ours_is_left_there(self):
        self.offer({"status": "closed"}, {"service_code": "OTHER"}, {"status": "fixed"})
        self.exchange_again()
        self.assertFalse(self.pulled())

    def test_what_we_sent_them_does_not_come_back(self):
        self.peer.answers["POST requests"] = [receipt("THEIRS-100")]
        self.refer()
        self.offer({})
        self.exchange_again()
        self.assertFalse(self.pulled())

    def test_nothing_is_taken_over_without_an_endpoint(self):
        self.server.endpoint_id = False
        self.offer({})
        self.exchange_again()
        self.assertFalse(self.peer.received("GET requests"))

    def test_what_cannot_be_opened_is_left_to_staff(self):
        self.server.service_ids.filtered(
            lambda one: one.code == "BIN"
        ).service_id = self.hole
        self.offer({})
        self.exchange_again()
        message = self.pulled()
        message._process()
        self.assertEqual(message.state, "triage")
        self.assertFalse(message.is_refused)
        self.assertIn("How large?", message.error)


@tagged("-at_install", "post_install")
class TestOpen311BetweenCouncils(ExchangeCase):
    """Two councils with this product: client and server over real HTTP."""

    def setUp(self):
        super().setUp()
        self.patch(type(self.server), "_session", lambda _self: self.opener)
        self.server.address = f"{self.base_url()}/open311/v2"
        self.server.api_key = self.endpoint.token
        self.server.service_ids.code = self.bin.code

    def test_request_goes_there_and_its_outcome_comes_back(self):
        referral = self.refer()
        self.exchange()
        self.assertEqual(referral.open311_state, "sent", referral.open311_error)
        theirs = self.env["service.request"].search(
            [("reference", "=", referral.their_reference)]
        )
        self.assertEqual(theirs.service_id, self.bin)
        self.assertIn("water in the road", theirs.description)
        self.assertFalse(theirs.partner_id)
        theirs._change_state("in_progress")
        self.exchange_again()
        self.assertEqual(referral.open311_status, "in_progress")
        theirs._change_state("closed", outcome="refused", note="No")
        self.exchange_again()
        self.assertEqual(referral.open311_status, "no_further_action")
        self.assertIn("No further action", referral.answer)

    def test_report_that_was_stored_before_the_answer_was_lost_is_the_same(self):
        referral = self.refer()
        self.exchange()
        first = referral.their_reference
        referral.write(
            {
                "open311_state": "queued",
                "open311_next_attempt_at": fields.Datetime.now(),
                "their_reference": False,
            }
        )
        self.exchange()
        self.assertEqual(referral.their_reference, first)

    def test_wrong_key_is_left_to_staff(self):
        self.server.api_key = "wrong"
        referral = self.refer()
        self.exchange()
        self.assertEqual(referral.open311_state, "failed")
        self.assertIn("api_key", referral.open311_error)

    def test_their_services_are_read(self):
        self.server.action_read_services()
        self.assertIn("test_hole", self.server.service_ids.mapped("code"))
