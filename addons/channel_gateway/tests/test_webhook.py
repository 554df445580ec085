import hashlib
import hmac
import json
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import OperationalError
from werkzeug.exceptions import BadRequest

from odoo import fields
from odoo.exceptions import ConcurrencyError, ValidationError
from odoo.http import Response
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .text_case import TOKEN, Texts

MB = 1024 * 1024
HTTP_LOGGER = "odoo.http"
FORM = "application/x-www-form-urlencoded"


class WebhookCase(Texts, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_mailbox()
        cls.build_texts()
        cls.base = cls.env.registry["channel.kind"]

    def replace(self, name, method):
        """Have the test kind override a hook of the base."""
        patcher = patch.object(self.base, name, method)
        patcher.start()
        self.addCleanup(patcher.stop)

    def post(self, body=b'{"text": "hello"}', token=TOKEN, endpoint=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            named["Authorization"] = f"Bearer {token}"
        endpoint = endpoint or self.texts.id
        return self.url_open(f"/channel/in/{endpoint}", data=body, headers=named)

    def stored(self):
        return self.Message.search([("endpoint_id", "=", self.texts.id)])

    def assertRefused(self, answer, status):
        self.assertEqual(answer.status_code, status)
        self.assertTrue(answer.json()["error"])


@tagged("-at_install", "post_install")
class TestWebhook(WebhookCase):
    def test_message_is_stored_as_it_came(self):
        answer = self.post(b'{"text": "caf\xc3\xa9"}')
        self.assertEqual(answer.status_code, 200)
        message = self.stored()
        self.assertEqual(answer.json(), {"message": message.id})
        self.assertEqual(message._raw_bytes(), b'{"text": "caf\xc3\xa9"}')
        self.assertEqual((message.state, message.channel_id.code), ("received", "sms"))

    def test_form_is_stored_as_it_came(self):
        for number, kind in enumerate((FORM, "multipart/form-data; boundary=x")):
            body = f"a=1&b=&c=%2B{number}".encode()
            with self.subTest(kind):
                self.assertEqual(self.post(body, Content_Type=kind).status_code, 200)
                self.assertEqual(self.stored()[:1]._raw_bytes(), body)

    def test_query_is_available_to_the_kind(self):
        self.replace(
            "_accept",
            lambda kind, endpoint, sent: kind.env["channel.message"]._accept_message(
                endpoint, sent.query_string, external_id=sent.args["id"]
            ),
        )
        self.replace("_http_methods", ("GET",))
        url = f"/channel/in/{self.texts.id}?id=7&text=Hello+there"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        self.assertEqual(self.url_open(url, headers=headers).status_code, 200)
        self.assertEqual(self.stored().external_id, "7")
        self.assertEqual(self.stored()._raw_bytes(), b"id=7&text=Hello+there")

    def test_same_message_again_is_answered_with_the_same_row(self):
        answers = [self.post().json() for _time in range(3)]
        self.assertEqual(answers, [{"message": self.stored().id}] * 3)

    def test_forged_and_missing_tokens_are_refused_and_counted(self):
        Failure = self.env["channel.authentication.failure"]
        with patch.object(type(Failure), "_count_failure") as count:
            for token in ("", "forged", f"{TOKEN} x", TOKEN.upper(), "é"):
                with self.subTest(token):
                    self.assertRefused(self.post(token=token.encode()), 401)
        self.assertEqual(count.call_count, 5)
        self.assertEqual(count.call_args.args[0], "open311")
        self.assertFalse(self.stored())

    def test_signature_is_checked_on_the_raw_body(self):
        def is_signed(_kind, endpoint, sent):
            secret = endpoint.sudo().secret.encode()
            own = hmac.new(secret, sent.get_data(), hashlib.sha256).hexdigest()
            return hmac.compare_digest(own, sent.headers.get("X-Signature", ""))

        self.texts.secret = "whsec"
        self.replace("_authenticate", is_signed)
        body = b"a=1&b="
        signature = hmac.new(b"whsec", body, hashlib.sha256).hexdigest()
        signed = {"X_Signature": signature, "Content_Type": FORM}
        self.assertEqual(self.post(body, **signed).status_code, 200)
        self.assertRefused(self.post(body + b"1", **signed), 401)

    def test_unknown_endpoint_and_one_of_another_route(self):
        self.assertRefused(self.post(endpoint=999_999_999), 404)
        self.assertRefused(self.post(endpoint=self.mailbox.id, token="test-token"), 404)

    def test_closed_endpoint_asks_to_retry_later(self):
        self.texts.is_active = False
        answer = self.post()
        self.assertRefused(answer, 503)
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        self.assertFalse(self.stored())

    def test_too_large_is_refused_before_it_is_read(self):
        self.texts.limit_mb = 1
        self.assertRefused(self.post(b"x" * (MB + 1)), 413)
        self.assertRefused(self.post(b"x" * (MB + 1), token=""), 413)
        self.assertEqual(self.post(b"x" * MB).status_code, 200)

    def test_body_of_undeclared_length_is_limited_too(self):
        self.texts.limit_mb = 1
        url = f"{self.base_url()}/channel/in/{self.texts.id}"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        for size, status in ((10, 200), (MB + 1, 413)):
            with self.subTest(size):
                chunks = (b"x" * 1000 for _chunk in range(size // 1000 + 1))
                answer = self.opener.post(url, data=chunks, headers=headers, timeout=20)
                self.assertEqual(answer.status_code, status)
        self.assertEqual(self.stored()._raw_bytes(), b"x" * 1000)

    def test_wrong_method_names_the_right_ones(self):
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            with self.subTest(method):
                answer = self.url_open(
                    f"/channel/in/{self.texts.id}", method=method, timeout=20
                )
                self.assertEqual(answer.status_code, 405)
                self.assertEqual(answer.headers["Allow"], "POST")

    def test_malformed_message_is_refused_in_words(self):
        def accept(_kind, _endpoint, _sent):
            raise BadRequest("It has no text.")

        self.replace("_accept", accept)
        answer = self.post()
        self.assertRefused(answer, 400)
        self.assertEqual(answer.json()["error"], "It has no text.")

    def test_fault_of_ours_asks_to_retry_later(self):
        for problem, status in (
            (ValueError("secret detail"), 500),
            (OperationalError("terminating connection"), 503),
            (ConcurrencyError("the same message"), 503),
        ):

            def accept(_kind, _endpoint, _sent, problem=problem):
                raise problem

            with self.subTest(problem), patch.object(self.base, "_accept", accept):
                with (
                    mute_logger(HTTP_LOGGER, "odoo.service.model"),
                    patch("odoo.service.model.MAX_TRIES_ON_CONCURRENCY_FAILURE", 1),
                ):
                    answer = self.post()
                self.assertRefused(answer, status)
                self.assertGreater(int(answer.headers["Retry-After"]), 0)
                self.assertNotIn("secret detail", answer.text)

    def test_form_survives_a_conflict_with_another_transaction(self):
        accept = self.base._accept
        conflicts = [ConcurrencyError("the same message")]

        def contended(kind, endpoint, sent):
            if conflicts:
                raise conflicts.pop()
            return accept(kind, endpoint, sent)

        self.replace("_accept", contended)
        with (
            patch("odoo.service.model.random.uniform", return_value=0),
            mute_logger("odoo.service.model"),
        ):
            answer = self.post(b"a=1&b=", Content_Type=FORM)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.stored()._raw_bytes(), b"a=1&b=")

    def test_kind_answers_as_its_provider_wants(self):
        self.replace("_respond", lambda *_given: Response("<Response/>"))
        self.assertEqual(self.post().text, "<Response/>")

    def test_request_without_a_message_stores_nothing(self):
        self.replace("_accept", lambda kind, *_sent: kind.env["channel.message"])
        self.assertEqual(self.post().json(), {"message": False})
        self.assertFalse(self.stored())

    def test_more_than_the_limit_is_refused_for_now_and_nothing_is_lost(self):
        self.texts.limit_per_minute = 3
        bodies = [json.dumps({"text": str(number)}).encode() for number in range(5)]
        answers = [self.post(body) for body in bodies]
        statuses = [answer.status_code for answer in answers]
        self.assertEqual(statuses, [200, 200, 200, 429, 429])
        self.assertGreater(int(answers[-1].headers["Retry-After"]), 0)
        self.assertEqual(len(self.stored()), 3)
        self.age_messages()
        self.assertEqual(self.post(bodies[3]).status_code, 200)

    def test_limit_of_one_endpoint_is_not_another_s(self):
        self.texts.limit_per_minute = 1
        self.post(b'{"text": "1"}')
        self.assertEqual(self.post(b'{"text": "2"}').status_code, 429)
        other = self.texts.copy({"token": "other-token"})
        answer = self.post(endpoint=other.id, token="other-token")
        self.assertEqual(answer.status_code, 200)

    def test_flood_of_one_sender_leaves_room_for_others(self):
        self.replace("_limit_per_sender", 2)
        self.replace("_sender", lambda kind, end, sent: sent.headers["X-From"])
        for number, (sender, status) in enumerate(
            [("1", 200), ("1", 200), ("1", 429), ("2", 200)]
        ):
            with self.subTest(number):
                body = json.dumps({"text": str(number)}).encode()
                self.assertEqual(self.post(body, X_From=sender).status_code, status)
        self.assertEqual(self.stored().mapped("sender"), ["2", "1", "1"])

    def test_no_limit_is_zero(self):
        self.texts.limit_per_minute = 0
        self.assertEqual(self.post().status_code, 200)

    def age_messages(self):
        past = fields.Datetime.now() - timedelta(minutes=2)
        self.env.cr.execute(
            "UPDATE channel_message SET create_date = %s WHERE endpoint_id = %s",
            [past, self.texts.id],
        )

    def test_processed_message_opens_its_request(self):
        body = {"text": "My bin was missed", "sender": "+447400123456"}
        self.post(json.dumps(body).encode())
        self.stored()._process()
        self.assertEqual(self.stored().request_id.service_id, self.missed_bin)


@tagged("-at_install", "post_install")
class TestCredentials(WebhookCase):
    def test_endpoint_without_its_secret_cannot_be_configured(self):
        self.replace("_uses_secret", True)
        self.texts.invalidate_recordset()
        for secret in (False, " "):
            with self.subTest(secret), self.assertRaises(ValidationError):
                self.texts.secret = secret
        self.texts.secret = "whsec"

    def test_endpoint_without_its_account_cannot_be_configured(self):
        self.replace("_uses_account", True)
        self.texts.invalidate_recordset()
        with self.assertRaises(ValidationError):
            self.texts.account = False
        self.texts.account = "council"
