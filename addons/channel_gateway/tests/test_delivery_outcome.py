import contextlib
import smtplib
import socket
import ssl
from datetime import timedelta

from odoo.tests import BaseCase, tagged

from ..adapters.delivery import Attempt, classify, retry_delay, watch


@tagged("-at_install", "post_install")
class TestDeliveryOutcome(BaseCase):
    """What an exception of an attempt by SMTP means."""

    def assertTemporary(self, error):
        self.assertTrue(classify(error).is_temporary, error)

    def assertPermanent(self, error):
        self.assertFalse(classify(error).is_temporary, error)

    def test_recipient_that_does_not_exist_is_permanent(self):
        refused = {"a@example.org": (550, b"5.1.1 No such\r\nmailbox")}
        failure = classify(smtplib.SMTPRecipientsRefused(refused))
        self.assertFalse(failure.is_temporary)
        self.assertEqual(failure.reason, "550 5.1.1 No such mailbox")

    def test_recipient_that_is_greylisted_is_temporary(self):
        refused = {"a@example.org": (451, b"4.7.1 Greylisted")}
        self.assertTemporary(smtplib.SMTPRecipientsRefused(refused))

    def test_one_recipient_that_may_still_be_accepted_is_temporary(self):
        refused = {"a@example.org": (550, b"No"), "b@example.org": (452, b"Full")}
        self.assertTemporary(smtplib.SMTPRecipientsRefused(refused))

    def test_answer_decides_by_its_first_digit(self):
        for code in (421, 450, 451, 452):
            self.assertTemporary(smtplib.SMTPDataError(code, b"Later"))
        for code in (550, 552, 554):
            self.assertPermanent(smtplib.SMTPDataError(code, b"No"))
            self.assertPermanent(smtplib.SMTPSenderRefused(code, b"No", "a@b.example"))

    def test_refused_login_is_temporary(self):
        self.assertTemporary(smtplib.SMTPAuthenticationError(535, b"Wrong password"))
        self.assertTemporary(smtplib.SMTPSenderRefused(530, b"Log in", "a@b.example"))

    def test_no_connection_is_temporary(self):
        for error in (
            ConnectionRefusedError(),
            TimeoutError(),
            socket.gaierror(),
            ssl.SSLError(),
            smtplib.SMTPServerDisconnected(),
        ):
            self.assertTemporary(error)

    def test_kind_distinguishes_our_faults_from_answers_about_the_message(self):
        for kind, error in (
            ("answer", smtplib.SMTPDataError(451, b"Later")),
            ("answer", smtplib.SMTPRecipientsRefused({"a": (550, b"No")})),
            ("answer", smtplib.SMTPNotSupportedError("No SMTPUTF8")),
            ("login", smtplib.SMTPAuthenticationError(535, b"Wrong password")),
            ("login", smtplib.SMTPSenderRefused(530, b"Log in", "a@b.example")),
            ("unreachable", ConnectionRefusedError()),
            ("unreachable", smtplib.SMTPServerDisconnected()),
            ("fault", KeyError("template")),
        ):
            with self.subTest(repr(error)):
                self.assertEqual(classify(error).kind, kind)

    def test_address_that_the_server_cannot_take_is_permanent(self):
        self.assertPermanent(smtplib.SMTPNotSupportedError("No SMTPUTF8"))

    def test_fault_of_our_own_is_temporary(self):
        self.assertTemporary(KeyError("template"))

    def test_wrapped_exception_counts_by_its_cause(self):
        try:
            try:
                raise smtplib.SMTPDataError(554, b"5.7.1 Policy")
            except smtplib.SMTPException:
                raise ValueError("Mail Delivery Failed")  # noqa: B904 - as core does
        except ValueError as error:
            failure = classify(error)
        self.assertEqual((failure.is_temporary, failure.reason[:3]), (False, "554"))

    def test_long_answer_is_cut(self):
        self.assertEqual(
            len(classify(smtplib.SMTPDataError(451, b"x" * 900)).reason), 300
        )

    def test_delays_grow_and_end_within_two_days(self):
        delays = []
        while delay := retry_delay(len(delays) + 1):
            delays.append(delay)
        self.assertEqual(delays[0], timedelta(minutes=1))
        self.assertEqual(delays, sorted(delays))
        self.assertLess(sum(delays, timedelta()), timedelta(days=2))
        self.assertGreater(sum(delays, timedelta()), timedelta(days=1.5))


class Session:
    """An SMTP session whose DATA phase ends as a test wishes."""

    def __init__(self, *ends):
        self.ends = list(ends)

    def data(self, _message):
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


@tagged("-at_install", "post_install")
class TestAttempt(BaseCase):
    """What is seen of the DATA phase."""

    def observe(self, end, note=lambda: None):
        attempt, session = Attempt(), Session(end)
        with (
            contextlib.suppress(OSError),
            watch(session, attempt, note),
        ):
            session.data(b"")
        self.assertNotIn("data", vars(session))
        return attempt

    def test_accepted(self):
        attempt = self.observe((250, b"Kept"))
        self.assertTrue(attempt.is_accepted)
        self.assertFalse(attempt.is_uncertain)

    def test_refused(self):
        for end in ((451, b"Later"), smtplib.SMTPDataError(554, b"No")):
            attempt = self.observe(end)
            self.assertFalse(attempt.is_accepted or attempt.is_uncertain)

    def test_missing_answer_is_uncertain(self):
        self.assertTrue(self.observe(TimeoutError()).is_uncertain)

    def test_nothing_is_handed_over_when_it_cannot_be_recorded(self):
        def note():
            raise ConnectionError

        attempt = self.observe((250, b"Kept"), note)
        self.assertFalse(attempt.has_begun or attempt.is_accepted)

    def test_session_without_a_data_phase_is_not_observed(self):
        with watch(None, Attempt(), lambda: None):
            pass
