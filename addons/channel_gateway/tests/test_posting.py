import socket
import threading
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..adapters import posting
from ..adapters.posting import Refused, Unreachable
from .web_server import CUT_OFF, WebServer

INTERNAL = (
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "2001:db8::1",
)
PUBLIC = (
    "8.8.8.8",
    "1.1.1.1",
    "2606:4700:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
)


@tagged("-at_install", "post_install")
class TestPosting(BaseCase):
    def setUp(self):
        super().setUp()
        self.web = WebServer()
        self.addCleanup(self.web.close)

    def post(self, url=None, **options):
        options = {"allows_private": True, **options}
        return posting.post(url or self.web.url, b"body", {"X-A": "1"}, **options)

    def test_body_and_headers_are_posted(self):
        answer = self.post(f"{self.web.url}/a/b?c=d")
        self.assertEqual((answer.status, answer.is_success), (200, True))
        ((headers, body),) = self.web.received
        self.assertEqual((body, headers["X-A"]), (b"body", "1"))
        self.assertEqual(headers["Host"], self.web.url.removeprefix("http://"))
        self.assertEqual(self.web.calls[0][0], "/a/b?c=d")

    def test_refusals_and_redirects_are_answers(self):
        for status in (301, 302, 307, 400, 404, 410, 429, 500, 503):
            self.web.answers = [(status, b"because")]
            with self.subTest(status):
                answer = self.post()
                self.assertEqual((answer.status, answer.text), (status, "because"))
                self.assertFalse(answer.is_success)
        self.assertEqual(len(self.web.calls), 9, "no redirect is followed")

    def test_long_answer_is_cut(self):
        self.web.answers = [(500, b"\0\xff" + b"x" * 100_000)]
        self.assertEqual(len(self.post().text), posting.MAX_ANSWER_BYTES - 1)

    def test_no_answer_is_unreachable(self):
        self.web.answers = [CUT_OFF]
        self.assertEqual(self.post().status, 503)
        for url in ("http://127.0.0.1:9/", "http://no-such-host.invalid/"):
            with self.subTest(url):
                self.assertRaises(Unreachable, self.post, url)

    def test_plain_http_behind_https_is_unreachable(self):
        self.assertRaises(
            Unreachable, self.post, self.web.url.replace("http:", "https:")
        )

    def test_answer_that_never_ends_is_cut_off(self):
        server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(server.close)

        def drip():
            connection, _address = server.accept()
            with connection:
                try:
                    while True:
                        connection.sendall(b"H")
                        stopped.wait(0.01)
                except OSError:
                    return

        stopped = threading.Event()
        threading.Thread(target=drip, daemon=True).start()
        with (
            patch.object(posting, "TOTAL_SECONDS", 0.2),
            self.assertRaises(Unreachable),
        ):
            self.post(f"http://127.0.0.1:{server.getsockname()[1]}")

    def test_addresses_of_internal_networks_are_refused(self):
        for address in INTERNAL:
            with self.subTest(address):
                self.assertFalse(posting.is_public(address))
        for address in PUBLIC:
            with self.subTest(address):
                self.assertTrue(posting.is_public(address))

    def test_internal_server_is_not_reached(self):
        port = self.web.url.rpartition(":")[2]
        for host in (
            "127.0.0.1",
            "localhost",
            "[::ffff:127.0.0.1]",
            "127.1",
            "2130706433",
        ):
            with self.subTest(host), self.assertRaises((Refused, Unreachable)):
                self.post(f"http://{host}:{port}", allows_private=False)
        self.assertFalse(self.web.calls)

    def test_name_with_one_internal_address_is_refused(self):
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
            for address in ("8.8.8.8", "10.0.0.1")
        ]
        with (
            patch.object(socket, "getaddrinfo", return_value=found),
            self.assertRaises(Refused),
        ):
            self.post("http://example.org", allows_private=False)

    def test_address_that_was_checked_is_the_one_connected_to(self):
        answers = [
            [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))],
            [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))],
        ]
        with (
            patch.object(socket, "getaddrinfo", side_effect=answers) as resolved,
            patch.object(socket, "create_connection", side_effect=OSError) as connected,
            self.assertRaises(Unreachable),
        ):
            self.post("http://example.org", allows_private=False)
        self.assertEqual(resolved.call_count, 1)
        self.assertEqual(connected.call_args.args[0], ("8.8.8.8", 80))

    def test_other_addresses_are_refused(self):
        for url in (
            "",
            "example.org",
            "ftp://example.org",
            "file:///etc/passwd",
            "http://",
            "http:///x",
            "http://a:b@example.org",
            "http://@example.org",
            "http://example.org:x",
            "http://example.org:99999",
            "http://exa mple.org",
            "http://example.org/\r\nX: y",
            "http://[::1",
            "gopher://x",
            "//example.org",
            "http://exämple.org",
            "javascript:alert(1)",
            "http://example.org/\0",
        ):
            with self.subTest(url):
                self.assertRaises(Refused, posting.parse, url)
