from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..adapters import standard_webhooks
from ..adapters.throttle import FailureLimit
from ..controllers import receiving
from .common import Council

REFUSED = (401, 403)


@tagged("-at_install", "post_install")
class TestAllKinds(Council, HttpCase):
    """What holds for each kind of endpoint that is installed, also for later ones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_mailbox()
        cls.startClassPatcher(
            patch.object(receiving, "failures", FailureLimit(most=10_000, seconds=60))
        )
        kinds = cls.env["channel.endpoint"]._fields["kind"].get_values(cls.env)
        cls.endpoints = [
            cls.make_endpoint(
                f"Test {kind}",
                kind,
                address=f"{kind}@council.test",
                account="council",
                secret=standard_webhooks.new_secret(),
                # Those that fetch need a mailbox; the others may.
                imap_host="imap.council.test",
                imap_user="contact",
            )
            for kind in kinds
        ]

    def received(self):
        """The endpoints whose messages come to an address of their own."""
        for endpoint in self.endpoints:
            if str(endpoint.id) in (endpoint._route() or "").split("/"):
                with self.subTest(endpoint.kind):
                    yield endpoint

    def test_each_has_a_model_of_its_own(self):
        for endpoint in self.endpoints:
            self.assertEqual(endpoint._kind()._name, f"channel.kind.{endpoint.kind}")

    def test_whoever_does_not_prove_themselves_is_refused(self):
        for endpoint in self.received():
            for headers in (
                {},
                {"Authorization": "Bearer forged"},
                {"Authorization": "Basic Zm9yZ2VkOmZvcmdlZA=="},
                {"Authorization": "\xe9"},
                {"webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": ","},
            ):
                for method in endpoint._kind()._http_methods:
                    answer = self.url_open(
                        f"/{endpoint._route()}",
                        data=None if method == "GET" else b"{}",
                        headers=headers,
                        method=method,
                    )
                    self.assertIn(answer.status_code, REFUSED, (method, headers))
            self.assertFalse(endpoint.message_ids)

    def test_refusal_is_counted_under_the_kind(self):
        Failure = self.env["channel.authentication.failure"]
        for endpoint in self.received():
            method = endpoint._kind()._http_methods[-1]
            with patch.object(type(Failure), "_count_failure") as count:
                self.url_open(f"/{endpoint._route()}", data=b"{}", method=method)
            self.assertEqual(count.call_args.args[0], endpoint.kind)

    def test_endpoint_without_a_secret_cannot_be_configured(self):
        for endpoint in self.endpoints:
            kind = endpoint._kind()
            with self.subTest(endpoint.kind):
                for name in ("secret", "account"):
                    if getattr(kind, f"_uses_{name}"):
                        with self.assertRaises(ValidationError):
                            endpoint[name] = False
                            endpoint.flush_recordset()
                with (
                    mute_logger("odoo.sql_db"),
                    self.assertRaises(IntegrityError),
                    self.env.cr.savepoint(),
                ):
                    endpoint.token = False
                    endpoint.flush_recordset()

    def test_each_has_a_limit_of_its_size(self):
        for endpoint in self.received():
            endpoint.limit_mb = 1
            method = endpoint._kind()._http_methods[-1]
            answer = self.url_open(
                f"/{endpoint._route()}", data=b"x" * (1024 * 1024 + 1), method=method
            )
            self.assertEqual(answer.status_code, 413)


@tagged("-at_install", "post_install")
class TestThrottle(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_mailbox()

    def post(self, token, number=0):
        return self.url_open(
            f"/channel/mail/{self.mailbox.id}",
            data=f"Message-ID: <{number}@example.org>\n\nMy bin".encode(),
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "message/rfc822",
            },
        ).status_code

    def test_address_that_fails_often_is_refused_for_now(self):
        limit = self.startPatcher(
            patch.object(receiving, "failures", FailureLimit(most=3, seconds=60))
        )
        self.assertEqual([self.post("wrong") for _ in range(4)], [403] * 3 + [429])
        self.assertEqual(self.post("test-token"), 429, "without being looked at")
        limit.succeed(*limit._found)
        self.assertEqual(self.post("test-token"), 200)

    def test_success_clears_the_failures(self):
        self.startPatcher(
            patch.object(receiving, "failures", FailureLimit(most=3, seconds=60))
        )
        for number in range(3):
            self.assertEqual([self.post("wrong") for _ in range(2)], [403] * 2)
            self.assertEqual(self.post("test-token", number), 200)

    def test_address_in_a_header_counts_behind_a_proxy_only(self):
        self.startPatcher(
            patch.object(receiving, "failures", FailureLimit(most=2, seconds=60))
        )
        statuses = [
            self.url_open(
                f"/channel/mail/{self.mailbox.id}",
                data=b"x",
                headers={"X-Forwarded-For": f"198.51.100.{number}"},
            ).status_code
            for number in range(3)
        ]
        self.assertEqual(statuses, [401, 401, 429])
