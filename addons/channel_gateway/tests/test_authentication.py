from email import message_from_string

from odoo.tests import BaseCase, tagged

from ..adapters import reply_token
from ..adapters.authentication import MAX_HEADERS, MAX_LENGTH, headers, verdict

US = "mx.council.example"
OFFICER = "officer@council.example"


@tagged("-at_install", "post_install")
class TestVerdict(BaseCase):
    """What our server's Authentication-Results say about the sender."""

    def check(self, *results, sender=OFFICER):
        return verdict(results, US, sender)

    def test_dmarc_of_the_senders_domain_is_trusted(self):
        passed = f"{US}; dmarc=pass (p=REJECT sp=NONE) header.from=council.example"
        self.assertEqual(self.check(passed), "passed")

    def test_dmarc_of_another_domain_is_not(self):
        passed = f"{US}; dmarc=pass header.from=evil.example"
        self.assertNotEqual(self.check(passed), "passed")

    def test_dmarc_that_failed_outweighs_what_passed(self):
        failed = f"{US}; dmarc=fail header.from=council.example; dkim=pass"
        self.assertEqual(self.check(f"{failed} header.d=council.example"), "failed")

    def test_signature_of_the_senders_domain_is_trusted(self):
        for domain in ("council.example", "mail.council.example", "COUNCIL.example."):
            with self.subTest(domain):
                result = f"{US}; dkim=pass header.d={domain} header.s=k1"
                self.assertEqual(self.check(result), "passed")

    def test_signature_of_a_parent_domain_is_trusted(self):
        result = f"{US}; dkim=pass header.d=council.example"
        self.assertEqual(self.check(result, sender="a@hr.council.example"), "passed")

    def test_signature_of_another_domain_is_not(self):
        for domain in ("evil.example", "evilcouncil.example", "example", ""):
            with self.subTest(domain):
                result = f"{US}; dkim=pass header.d={domain}"
                self.assertEqual(self.check(result), "failed")

    def test_one_of_several_signatures_is_enough(self):
        result = (
            f"{US}; dkim=pass header.i=@list.example;"
            " dkim=pass header.i=@council.example"
        )
        self.assertEqual(self.check(result), "passed")

    def test_envelope_of_the_senders_domain_is_trusted(self):
        result = f"{US}; spf=pass smtp.mailfrom=bounce@council.example"
        self.assertEqual(self.check(result), "passed")

    def test_envelope_of_another_domain_is_not(self):
        result = f"{US}; spf=pass smtp.mailfrom=bounce@evil.example"
        self.assertEqual(self.check(result), "failed")

    def test_helo_alone_does_not_verify_the_sender(self):
        result = f"{US}; spf=pass smtp.helo=council.example"
        self.assertEqual(self.check(result), "failed")

    def test_results_of_another_server_are_not_read(self):
        forged = "mx.evil.example; dmarc=pass header.from=council.example"
        self.assertEqual(self.check(forged), "unknown")

    def test_topmost_of_our_own_counts(self):
        ours = f"{US}; dmarc=fail header.from=council.example"
        forged = f"{US}; dmarc=pass header.from=council.example"
        self.assertEqual(self.check("list.example; none", ours, forged), "failed")

    def test_nothing_is_trusted_without_an_authserv_id(self):
        forged = "; dmarc=pass header.from=council.example"
        self.assertEqual(verdict([forged], "", OFFICER), "unknown")

    def test_name_with_a_version_and_comments_is_read(self):
        result = (
            "(by us) MX.council.example (x) 1;\r\n\tdkim/1=pass (good; \\) key)"
            ' header.d="council.example"'
        )
        self.assertEqual(self.check(result), "passed")

    def test_what_a_comment_or_a_quote_holds_is_no_result(self):
        hidden = "dmarc=pass header.from=council.example"
        for result in (
            f"{US}; spf=fail (x; {hidden}) smtp.mailfrom=a@evil.example",
            f'{US}; spf=fail smtp.mailfrom="x; {hidden}"@evil.example',
            f"{US}; spf=fail (x (nested) ; {hidden}) smtp.mailfrom=a@evil.example",
        ):
            with self.subTest(result):
                self.assertEqual(self.check(result), "failed")

    def test_comment_or_quote_without_an_end_leaves_nothing(self):
        for open_end in ("(", '"'):
            result = f"{US}; dkim=pass header.d=council.example {open_end}x"
            self.assertEqual(self.check(result), "unknown")

    def test_no_checks_made_is_unknown(self):
        for result in (f"{US}; none", US, "", ";;;", f"{US}; =; dkim; = ="):
            with self.subTest(result):
                self.assertEqual(self.check(result), "unknown")


@tagged("-at_install", "post_install")
class TestHeaders(BaseCase):
    def results_in(self, *lines):
        return headers(message_from_string("\n".join([*lines, "", "Words"])))

    def test_topmost_comes_first(self):
        found = self.results_in(
            "Authentication-Results: one; none",
            "From: a@b.example",
            "authentication-results: two; none",
        )
        self.assertEqual(found, ("one; none", "two; none"))

    def test_email_of_two_senders_has_none(self):
        result = "Authentication-Results: one; none"
        self.assertFalse(
            self.results_in(result, "From: a@b.example", "From: c@d.example")
        )
        self.assertFalse(self.results_in(result, "From: a@b.example, c@d.example"))
        self.assertFalse(self.results_in(result))

    def test_no_more_are_read_than_a_server_writes(self):
        many = ["Authentication-Results: one; none"] * (MAX_HEADERS + 1)
        self.assertEqual(len(self.results_in("From: a@b.example", *many)), MAX_HEADERS)

    def test_overlong_one_is_left_out(self):
        long = f"Authentication-Results: {'x' * (MAX_LENGTH + 1)}"
        self.assertFalse(self.results_in("From: a@b.example", long))


@tagged("-at_install", "post_install")
class TestReplyToken(BaseCase):
    KEY = b"secret"

    def token(self, officer=1, request=2, expires=100, key=KEY):
        return reply_token.make(key, officer, request, expires, "council.example")

    def proves(self, *references, now=50):
        return reply_token.proves(references, self.KEY, 1, 2, now)

    def test_token_of_this_officer_and_request_proves(self):
        self.assertTrue(self.proves("<x@y.example>", self.token()))

    def test_token_of_another_proves_nothing(self):
        self.assertFalse(self.proves(self.token(officer=3)))
        self.assertFalse(self.proves(self.token(request=3)))
        self.assertFalse(self.proves(self.token(key=b"other")))

    def test_expired_token_proves_nothing(self):
        self.assertFalse(self.proves(self.token(), now=100))

    def test_token_whose_time_was_changed_proves_nothing(self):
        self.assertFalse(self.proves(self.token().replace(".100.", ".999.")))

    def test_anything_else_proves_nothing(self):
        for text in ("", "<officer.1.2.100.x@council.example>", "<officer@x>"):
            self.assertFalse(self.proves(text))
        self.assertFalse(self.proves())
