from datetime import UTC, datetime

from odoo.tests import BaseCase, tagged

from ..open311 import client as open311_client
from ..open311 import foreign
from ..open311.client import Client, Failure, is_address
from .open311_peer import HEAD, Answer, Peer, error, receipt, requests_of, updates

START, END = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)


@tagged("-at_install", "post_install")
class TestOpen311Client(BaseCase):
    """The client, over real HTTP."""

    def setUp(self):
        super().setUp()
        self.peer = Peer()
        self.addCleanup(self.peer.close)
        self.client = Client(self.peer.url, "theirs.example", "secret")

    def fails(self, call, *args):
        with self.assertRaises(Failure) as caught:
            call(*args)
        self.assertNotIn("secret", str(caught.exception))
        return caught.exception

    def test_services_are_read(self):
        self.assertEqual(
            self.client.services(),
            [foreign.Service("LEAK", "A leak"), foreign.Service("W 2", "W 2")],
        )
        (call,) = self.peer.calls
        self.assertEqual(call.path, "/o311/v2/services.xml")
        self.assertEqual(call.query["jurisdiction_id"], "theirs.example")

    def test_report_is_sent_as_a_form(self):
        pairs = [("service_code", "LEAK"), ("media_url", "a"), ("media_url", "b")]
        self.assertEqual(
            self.client.report(pairs, "k1"), foreign.Receipt("THEIRS-1", "")
        )
        (call,) = self.peer.calls
        self.assertEqual(call.form[:3], pairs)
        self.assertIn(("api_key", "secret"), call.form)
        self.assertIn(("jurisdiction_id", "theirs.example"), call.form)
        self.assertEqual(call.headers["Idempotency-Key"], "k1")
        self.assertNotIn("secret", str(call.query))

    def test_token_is_resolved_once_there_is_a_reference(self):
        self.peer.answers["POST requests"] = [receipt(token="T/1")]
        self.assertEqual(self.client.report([], "k").token, "T/1")
        self.peer.answers["GET tokens"] = [error(404), receipt("THEIRS-2")]
        self.assertEqual(self.client.resolve("T/1"), "")
        self.assertEqual(self.client.resolve("T/1"), "THEIRS-2")
        self.assertEqual(self.peer.calls[-1].path, "/o311/v2/tokens/T%2F1.xml")

    def test_updates_are_read_in_a_window(self):
        self.peer.answers["GET servicerequestupdates"] = [
            updates(
                {
                    "update_id": "7",
                    "service_request_id": "THEIRS-1",
                    "status": "NOT_COUNCILS_RESPONSIBILITY",
                    "updated_datetime": "2026-11-30T10:00:00+01:00",
                    "description": "Not &lt;ours&gt;",
                },
                {"update_id": "8"},
            )
        ]
        (update,) = self.client.updates(START, END)
        self.assertEqual(
            update,
            foreign.Update(
                "7",
                "THEIRS-1",
                "not_councils_responsibility",
                "Not <ours>",
                datetime(2026, 11, 30, 9, tzinfo=UTC),
            ),
        )
        (call,) = self.peer.calls
        self.assertEqual(call.query["start_date"], "2026-11-01T00:00:00Z")
        self.assertEqual(call.query["end_date"], "2026-11-30T00:00:00Z")
        self.assertEqual(call.query["api_key"], "secret")

    def test_update_without_an_id_is_the_same_each_time(self):
        row = {"service_request_id": "A", "status": "closed", "description": "x"}
        self.peer.answers["GET servicerequestupdates"] = [updates(row)]
        first, again = (self.client.updates(START, END)[0] for _ in range(2))
        self.assertEqual(first.update_id, again.update_id)
        self.peer.answers["GET servicerequestupdates"] = [
            updates({**row, "status": "open"})
        ]
        other = self.client.updates(START, END)[0]
        self.assertNotEqual(first.update_id, other.update_id)

    def test_standing_of_many_requests_is_asked_in_parts(self):
        self.peer.answers["GET requests"] = [
            requests_of(
                {"service_request_id": "1", "status": "closed", "status_notes": "Done"}
            )
        ]
        found = self.client.standing([str(number) for number in range(120)])
        self.assertEqual(len(self.peer.calls), 3)
        self.assertEqual(
            (found[0].reference, found[0].status, found[0].description),
            ("1", "closed", "Done"),
        )

    def test_pages_are_followed(self):
        first = {"service_request_id": "1"}
        self.peer.answers["GET requests"] = [
            requests_of(first, Link='<requests.xml?page=2>; rel="next"'),
            requests_of({"service_request_id": "2"}),
        ]
        found = self.client.reports(START, END)
        self.assertEqual([one.reference for one in found], ["1", "2"])
        self.assertEqual(self.peer.calls[1].query["page"], "2")
        self.assertEqual(self.peer.calls[1].query["api_key"], "secret")

    def test_pages_of_another_host_are_not(self):
        for link in (
            "http://127.0.0.1:1/requests.xml",
            "https://elsewhere.example/requests.xml",
            "file:///etc/passwd",
            "//elsewhere.example/x",
        ):
            with self.subTest(link):
                self.peer.calls.clear()
                self.peer.answers["GET requests"] = [
                    requests_of(
                        {"service_request_id": "1"}, Link=f'<{link}>; rel="next"'
                    )
                ]
                self.assertEqual(len(self.client.reports(START, END)), 1)
                self.assertEqual(len(self.peer.calls), 1)

    def test_pages_come_to_an_end(self):
        self.peer.answers["GET requests"] = [
            requests_of(Link='<requests.xml?page=1>; rel="next"')
        ]
        self.client.reports(START, END)
        self.assertLessEqual(len(self.peer.calls), open311_client.MAX_PAGES)

    def test_redirections_are_not_followed(self):
        for status in (301, 302, 303, 307, 308):
            with self.subTest(status):
                self.peer.answers["GET services"] = [
                    Answer(status=status, headers={"Location": f"{self.peer.url}/x"})
                ]
                failure = self.fails(self.client.services)
                self.assertFalse(failure.is_temporary)
                self.assertIn("127.0.0.1", failure.reason)
        self.assertEqual(len(self.peer.calls), 5)

    def test_faults_of_theirs_are_temporary_and_refusals_are_not(self):
        for status, is_temporary in (
            (400, False),
            (403, False),
            (404, False),
            (408, True),
            (429, True),
            (500, True),
            (503, True),
        ):
            with self.subTest(status):
                self.peer.answers["POST requests"] = [error(status, "Sorry.")]
                failure = self.fails(self.client.report, [], "k")
                self.assertEqual(failure.is_temporary, is_temporary)
                self.assertEqual(failure.status, status)
                self.assertIn("Sorry.", failure.reason)

    def test_they_say_how_long_to_wait(self):
        for text, seconds in (("90", 90), ("x", 0), ("-1", 0), ("9" * 8, 86400)):
            self.peer.answers["GET services"] = [error(429, Retry_After=text)]
            self.assertEqual(self.fails(self.client.services).retry_after, seconds)

    def test_nobody_there_is_temporary(self):
        self.peer.close()
        self.assertTrue(self.fails(self.client.services).is_temporary)

    def test_what_is_no_document_is_a_failure(self):
        for body in ("", "<html><p>Login", "[]", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"):
            with self.subTest(body):
                self.peer.answers["GET services"] = [Answer(body)]
                self.assertTrue(self.fails(self.client.services).is_temporary)
        self.peer.answers["POST requests"] = [Answer(f"{HEAD}<service_requests/>")]
        self.fails(self.client.report, [], "k")

    def test_answer_is_bounded(self):
        self.patch(open311_client, "MAX_BYTES", 1000)
        self.peer.answers["GET services"] = [Answer("x" * 100_000)]
        self.assertIn("large", self.fails(self.client.services).reason)

    def test_address_is_that_of_a_server(self):
        for text in (
            "https://a.example/v2",
            "http://10.0.0.1:8080",
            "https://a.example",
        ):
            self.assertTrue(is_address(text), text)
        for text in (
            "",
            "a.example",
            "ftp://a.example",
            "file:///etc/passwd",
            "https://u:p@a.example",
            "https://a.example?x=1",
            "https://a.example#x",
            "https://",
            "https://[x",
            "https://a b.example",
        ):
            self.assertFalse(is_address(text), text)

    def test_strange_rows_are_read_as_far_as_possible(self):
        self.peer.answers["GET requests"] = [
            requests_of(
                {"service_request_id": "1", "lat": "x", "long": "1", "status": "?"},
                {"service_request_id": "2", "lat": "53.7", "long": "-0.3"},
                {"service_request_id": "x" * 300},
                {"description": "nameless"},
            )
        ]
        one, two = self.client.reports(START, END)
        self.assertEqual((one.latitude, one.status), (None, ""))
        self.assertEqual((two.latitude, two.longitude), (53.7, -0.3))
