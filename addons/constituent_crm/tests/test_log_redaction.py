import io
import logging

import psycopg2

from odoo.tests import BaseCase, TransactionCase, tagged
from odoo.tools import mute_logger

from ..log_redaction import RedactionFilter, redact

SECRET = "canary-4711"


@tagged("post_install", "-at_install")
class TestRedact(BaseCase):
    """What is taken out of a line, and what stays to find a fault by."""

    def test_token_in_a_url_is_redacted(self):
        for line in (
            f"GET /track/HC-1?access_token={SECRET}&thanks=1 HTTP/1.1",
            f"Invalid token in route http://x/mail/unfollow?pid=1&token={SECRET}",
            f"/track/joined/{SECRET}/reply",
            f"'/track/joined/{SECRET}'",
            f"/open311/v2/tokens/{SECRET}.json",
            f"POST /open311/v2/requests.json?api_key={SECRET}",
            f"/services?q={SECRET}",
            f"GET /channel/in/7?from=%2B44&id=1&text={SECRET} HTTP/1.1",
            f"GET /web/login?redirect=%2Fmy%3Fa%3D1%26token%3D{SECRET} HTTP/1.1",
            f"GET /web/login?redirect=%2Fmy%3Fsearch%3D{SECRET} HTTP/1.1",
        ):
            with self.subTest(line):
                self.assertNotIn(SECRET, redact(line))

    def test_rest_of_the_url_stays(self):
        line = f'"GET /track/HC-1?access_token={SECRET}&thanks=1 HTTP/1.1" 200 -'
        self.assertEqual(
            redact(line), '"GET /track/HC-1?access_token=***&thanks=1 HTTP/1.1" 200 -'
        )

    def test_email_address_is_redacted(self):
        self.assertEqual(redact("Mail from <jo+x@example.co.uk>."), "Mail from <***>.")

    def test_login_is_not_redacted(self):
        line = "Login failed for login:jo@example.org from 192.0.2.1"
        self.assertEqual(redact(line, keep_addresses=True), line)

    def test_ordinary_line_is_not_changed(self):
        line = 'Job "Requests: send new links" (42) starting, 12 % of 3@7, it\'s fine'
        self.assertEqual(redact(line), line)

    def test_work_is_bounded_by_the_length_of_a_line(self):
        for text in ("'" * 50_000, "a@" * 50_000, "a." * 50_000, "token=" * 20_000):
            self.assertLess(len(redact(text)), 30_000)


@tagged("post_install", "-at_install")
class TestRedactionFilter(TransactionCase):
    """Faults of the database are logged without what the rows hold."""

    def logged(self, act):
        """What a handler with the filter writes while `act` is done."""
        written = io.StringIO()
        handler = logging.StreamHandler(written)
        handler.addFilter(RedactionFilter())
        logger = logging.getLogger("odoo.sql_db")
        # Not in the log of the tests, where it would be taken for a fault.
        with mute_logger("odoo.sql_db"):
            logger.addHandler(handler)
            try:
                with self.env.cr.savepoint(flush=False):
                    act()
            except psycopg2.Error:
                logger.exception("It failed")
        return written.getvalue()

    def failing(self):
        execute = self.env.cr.execute
        create = "CREATE TEMPORARY TABLE canary (name text UNIQUE, size smallint)"
        execute(create)
        execute('INSERT INTO canary ("name") VALUES (%s)', [SECRET])
        insert = 'INSERT INTO canary ("name", size) VALUES (%s, %s)'
        for values in ([SECRET, 1], [f"it's {SECRET} \\ said", SECRET]):
            yield lambda values=values: execute(insert, values)
        yield lambda: execute("SELECT %s::integer", [SECRET])

    def test_values_of_rows_are_not_logged(self):
        for act in self.failing():
            written = self.logged(act)
            self.assertIn("bad query", written)
            self.assertNotIn(SECRET, written)

    def test_line_that_cannot_be_formatted_raises_nothing(self):
        class Broken:
            def __str__(self):
                raise RuntimeError

        for message, args in (("%(missing)s", ({},)), ("%s", (Broken(),))):
            record = logging.LogRecord("x", logging.INFO, "", 1, message, args, None)
            self.assertTrue(RedactionFilter().filter(record))

    def test_failed_statement_is_logged(self):
        written = self.logged(next(self.failing()))
        self.assertIn('INSERT INTO canary ("name", size)', written)
        self.assertIn("UniqueViolation", written)
        self.assertIn("canary_name_key", written)

    def test_every_handler_of_the_server_redacts(self):
        for handler in logging.getLogger().handlers:
            if type(handler).__module__.startswith(("logging", "odoo.netsvc")):
                kinds = [type(one) for one in handler.filters]
                self.assertIn(RedactionFilter, kinds)
