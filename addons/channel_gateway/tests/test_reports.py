import base64

from odoo.tests import BaseCase, tagged

from ..adapters import email
from . import sample_emails
from .sample_emails import RECEIPT, bounce, make_email

OURS = "<ours@council.test>"


def report(action, **changes):
    """Return a report on the delivery of our e-mail; `changes` are texts to replace."""
    raw = bounce(OURS).replace(b"Auto-Submitted: auto-replied\r\n", b"")
    raw = raw.replace(b"Action: failed", f"Action: {action}".encode())
    for old, new in changes.items():
        raw = raw.replace(old.encode(), new.encode())
    return raw


@tagged("-at_install", "post_install")
class TestAutomatic(BaseCase):
    """Only the signs of RFC 3834, 3464 and 8098 make an e-mail automatic."""

    def test_headers_of_automatic_emails(self):
        for name, value in (
            ("Auto_Submitted", "auto-replied"),
            ("Auto_Submitted", "auto-generated; type=x"),
            ("Auto_Submitted", "Auto-Notified (by us)"),
            ("Return_Path", "<>"),
        ):
            with self.subTest(header=name, value=value):
                contact = email.parse_email(make_email(**{name: value}))
                self.assertTrue(contact.is_automatic)
                self.assertTrue(contact.why_unanswered)

    def test_email_of_a_person_is_not_automatic(self):
        for name, value in (
            ("Auto_Submitted", "no"),
            ("Auto_Submitted", "No (typed); x=y"),
            ("Precedence", "normal"),
            ("Return_Path", "<jane@example.org>"),
        ):
            with self.subTest(header=name, value=value):
                contact = email.parse_email(make_email(**{name: value}))
                self.assertFalse(contact.is_automatic or contact.why_unanswered)

    def test_person_behind_a_list_is_not_automatic_but_not_answered(self):
        for name, value in (
            ("List_Id", "<bins.example.org>"),
            ("List_Unsubscribe", "<mailto:off@example.org>"),
            ("Precedence", "list"),
            ("Precedence", "bulk"),
            ("X_Auto_Response_Suppress", "All"),
        ):
            with self.subTest(header=name, value=value):
                contact = email.parse_email(make_email(**{name: value}))
                self.assertFalse(contact.is_automatic)
                self.assertTrue(contact.why_unanswered)

    def test_subject_that_sounds_automatic_is_a_persons(self):
        for subject in (
            "Undelivered brown bin",
            "Undeliverable parcel left in the street",
            "Out of office hours noise",
            "Automatic reply: I never got one",
            "Returned mail: not mine",
            "Delivery status notification for my new bin",
            "Mail delivery failed again, says the postman",
        ):
            with self.subTest(subject):
                contact = email.parse_email(make_email(subject=subject))
                self.assertFalse(contact.is_automatic or contact.why_unanswered)

    def test_web_form_that_says_it_is_automatic_writes_for_a_person(self):
        raw = make_email(
            sender="noreply@council.test",
            Reply_To="jane@example.org",
            Auto_Submitted="auto-generated",
        )
        contact = email.parse_email(raw)
        self.assertFalse(contact.is_automatic)
        self.assertTrue(contact.why_unanswered)
        raw = raw.replace(b"auto-generated", b"auto-replied")
        self.assertTrue(email.parse_email(raw).is_automatic)

    def test_out_of_office(self):
        contact = email.parse_email(sample_emails.OUT_OF_OFFICE)
        self.assertEqual(contact.why_automatic, "Auto-Submitted: auto-replied")
        self.assertFalse(contact.bounced)


@tagged("-at_install", "post_install")
class TestReports(BaseCase):
    """What reports say about e-mails of ours."""

    def check(self, raw, *, is_failure):
        contact = email.parse_email(raw)
        self.assertTrue(contact.is_automatic)
        self.assertEqual(contact.returned, (OURS,))
        self.assertEqual(contact.bounced, (OURS,) if is_failure else ())

    def test_only_a_failed_delivery_is_a_failure(self):
        for action, is_failure in (
            ("failed", True),
            ("Failed (no such user)", True),
            ("delayed", False),
            ("delivered", False),
            ("relayed", False),
            ("expanded", False),
        ):
            with self.subTest(action):
                self.check(report(action), is_failure=is_failure)

    def test_status_decides_where_the_action_is_missing(self):
        for status, is_failure in (("5.1.1", True), ("4.2.2", False), ("2.0.0", False)):
            with self.subTest(status):
                raw = report("", **{"Action: \r\n": "", "5.1.1": status})
                self.check(raw, is_failure=is_failure)

    def test_one_failed_recipient_of_several_is_a_failure(self):
        more = "Action: delayed\r\nStatus: 4.0.0\r\n\r\nAction: failed\r\n"
        raw = report("delayed", **{"Action: delayed\r\n": more})
        self.check(raw, is_failure=True)

    def test_report_for_addresses_beyond_ascii_is_read(self):
        kinds = {"message/delivery-status": "message/global-delivery-status"}
        self.check(report("delayed", **kinds), is_failure=False)
        self.check(report("failed", **kinds), is_failure=True)

    def test_encoded_report_is_read(self):
        status = "Reporting-MTA: dns; x\r\n\r\nAction: {}\r\nStatus: 4.0.0\r\n"
        for action, is_failure in (("failed", True), ("delayed", False)):
            with self.subTest(action):
                raw = bounce(OURS).decode()
                start = raw.index("Reporting-MTA")
                end = raw.index("--frontier", start)
                lines = base64.encodebytes(status.format(action).encode()).decode()
                raw = f"{raw[:start]}{lines}{raw[end:]}".replace(
                    "message/delivery-status\r\n",
                    "message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n",
                )
                self.check(raw.encode(), is_failure=is_failure)

    def test_report_that_returns_only_headers_is_read(self):
        for kind in ("text/rfc822-headers", "message/global-headers"):
            with self.subTest(kind):
                self.check(
                    report("failed", **{"message/rfc822": kind}), is_failure=True
                )

    def test_read_receipt_is_no_failure(self):
        self.check(RECEIPT, is_failure=False)
        start = RECEIPT.index(b"--b\r\nContent-Type: text/rfc822-headers")
        self.check(RECEIPT[:start] + b"--b--\r\n", is_failure=False)

    def test_report_without_a_status_is_a_failure(self):
        raw = bounce(OURS)
        start = raw.index(b"--frontier\r\nContent-Type: message/delivery-status")
        end = raw.index(b"--frontier", start + 1)
        self.check(raw[:start] + raw[end:], is_failure=True)

    def test_answer_of_a_postmaster_is_no_failure(self):
        raw = make_email(
            sender="postmaster@example.org",
            In_Reply_To=OURS,
            Auto_Submitted="auto-replied",
        )
        self.check(raw, is_failure=False)

    def test_bounce_of_an_older_server_is_a_failure(self):
        raw = make_email(
            sender="MAILER-DAEMON@mx.example.org",
            In_Reply_To=OURS,
            Return_Path="<>",
            X_Failed_Recipients="jane@example.org",
        )
        self.check(raw, is_failure=True)

    def test_out_of_office_to_our_email_is_no_failure(self):
        raw = make_email(In_Reply_To=OURS, Auto_Submitted="auto-replied")
        self.check(raw, is_failure=False)

    def test_report_that_a_person_forwards_is_the_persons(self):
        raw = (
            b"From: jane@example.org\nContent-Type: multipart/mixed; boundary=c\n\n"
            b"--c\n\nWhat is this?\n--c\nContent-Type: message/rfc822\n\n"
            + bounce(OURS)
            + b"\n--c--\n"
        )
        contact = email.parse_email(raw)
        self.assertFalse(contact.is_automatic or contact.bounced)

    def test_other_report_is_not_answered(self):
        raw = report("failed", **{"report-type=delivery-status": "report-type=x"})
        raw = raw.replace(b"message/delivery-status", b"message/feedback-report")
        contact = email.parse_email(raw)
        self.assertFalse(contact.is_automatic)
        self.assertEqual(contact.why_unanswered, "multipart/report")
