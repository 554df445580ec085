import re
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.service_catalog.tests.common import Council


@tagged("post_install", "-at_install")
class TestTracking(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.request = cls.open_request(
            description="A secret of Jane", answers={"which": "brown"}
        )
        cls.path = cls.request._tracking_path()

    def page(self, path, status=200, data=None):
        response = self.url_open(path, data=data)
        self.assertEqual(response.status_code, status)
        return response

    def csrf(self, path):
        found = re.search(r'name="csrf_token" value="(\w+)"', self.page(path).text)
        return found.group(1)

    def closed(self):
        self.request._change_state(
            "closed", outcome="fixed", note="The lads came back."
        )

    def rate(self, status=200, **data):
        token = self.csrf("/track")
        return self.page(
            f"/track/{self.request.reference}/rate",
            status,
            data={"csrf_token": token, **data},
        )

    def test_valid_token_shows_the_state(self):
        page = self.page(self.path)
        for words in (self.request.reference, "A secret of Jane", "Brown bin"):
            self.assertIn(words, page.text)
        self.assertIn("We aim to finish by", page.text)
        self.assertNotIn("How satisfied", page.text)

    def test_page_is_not_indexed_and_sends_no_referrer(self):
        headers = self.page(self.path).headers
        self.assertIn("noindex", headers["X-Robots-Tag"])
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")

    def test_forged_token_looks_like_an_unknown_request(self):
        base = f"/track/{self.request.reference}"
        known = [
            self.page(f"{base}{more}", 404).text
            for more in (
                "",
                "?access_token=",
                "?access_token=forged",
                "?access_token=none",
                "?access_token=%C3%A9",
                "?access_token=%00",
            )
        ]
        unknown = self.page("/track/HC-0000-0000?access_token=forged", 404).text
        strange = self.page("/track/%3Cscript%3E", 404).text
        for text in (*known, unknown, strange):
            self.assertNotIn("A secret of Jane", text)
            self.assertIn("does not open a request", text)
            self.assertNotIn("<script>'", text)

    def test_token_of_another_request_opens_nothing(self):
        other = self.open_request()
        token = other._portal_ensure_token()
        path = f"/track/{self.request.reference}?access_token={token}"
        self.assertNotIn("A secret of Jane", self.page(path, 404).text)

    def prove(self, request, proof, status=200):
        data = {
            "csrf_token": self.csrf("/track"),
            "reference": request.reference.lower(),
            "proof": proof,
        }
        return self.page("/track", status, data).text

    def test_reference_with_a_proof_opens_the_request(self):
        self.jane.phone = "+44 1632 960123"
        for proof in (
            "hu5 3er",
            "HU53ER",
            "Jane.Test@example.org ",
            "+44 1632 960 123",
        ):
            with self.subTest(proof):
                self.assertIn("A secret of Jane", self.prove(self.request, proof))

    def test_postcode_of_another_country_is_a_proof_in_any_spelling(self):
        self.jane.zip = "1012 AB"
        self.request.postcode = False
        for proof in ("1012ab", "1012 AB", "1012\u00a0ab"):
            with self.subTest(proof):
                self.assertIn("A secret of Jane", self.prove(self.request, proof))
        for proof in ("1012", "1012 AC", "012 AB"):
            with self.subTest(proof):
                self.assertNotIn("secret", self.prove(self.request, proof, 400))

    def test_postcode_of_a_public_place_is_no_proof(self):
        """Its reference and its place are published, to whoever asks."""
        hole = self.open_request(
            "test_pothole",
            partner_id=self.jane.id,
            description="A secret of Jane",
            address="Test Road",
            postcode="HU5 3ER",
        )
        refused = self.prove(hole, "HU5 3ER", 400)
        self.assertNotIn("A secret of Jane", refused)
        self.assertIn('value="HU5 3ER"', refused)
        shown = self.prove(hole, "jane.test@example.org")
        self.assertIn("A secret of Jane", shown)

    def test_co_reporter_is_led_to_their_own_page(self):
        ken = self.make_constituent("Ken", email="ken@example.org")
        values = {"partner_id": ken.id, "description": "Words of Ken"}
        report = self.env["service.request"]._add_co_report(self.request, values)
        shown = self.prove(self.request, "ken@example.org")
        self.assertIn("Words of Ken", shown)
        self.assertNotIn("A secret of Jane", shown)
        self.assertNotIn("secret", self.prove(self.request, "HU5 3ER", 400))
        report._withdraw_co_report()
        self.prove(self.request, "ken@example.org", 400)

    def test_wrong_proof_gives_the_response_of_an_unknown_reference(self):
        token = self.csrf("/track")
        answers = [
            self.page(
                "/track",
                400,
                data={"csrf_token": token, "reference": reference, "proof": proof},
            ).text
            for reference, proof in (
                (self.request.reference, "HU1 1AA"),
                (self.request.reference, "nobody@example.org"),
                ("HC-0000-0000", "HU5 3ER"),
            )
        ]
        for text in answers:
            self.assertIn("We cannot find a request", text)
            self.assertNotIn("A secret of Jane", text)

    def test_forms_need_their_csrf_token(self):
        with self.assertLogs("odoo.http", "WARNING"):
            self.page("/track", 400, data={"reference": "x", "proof": "y"})

    def test_closed_request_shows_its_outcome_and_can_be_rated(self):
        self.closed()
        page = self.page(self.path)
        self.assertIn("What you asked for is done.", page.text)
        self.assertIn("The lads came back.", page.text)
        self.assertIn("Very satisfied", page.text)
        page = self.rate(
            access_token=self.request.access_token, satisfaction="5", comment=" Ta! "
        )
        self.assertIn("Thank you", page.text)
        self.assertEqual(self.request.satisfaction, "5")
        self.assertEqual(self.request.satisfaction_comment, "Ta!")
        self.rate(access_token=self.request.access_token, satisfaction="2")
        self.assertEqual(self.request.satisfaction, "2")

    def test_outcome_is_shown_in_its_public_text(self):
        outcome = self.env.ref("service_catalog.outcome_refused")
        outcome.write({"name": "Officers' words", "public_name": "We cannot do this"})
        self.request._change_state("closed", outcome="refused", note="It is not ours.")
        page = self.page(self.path).text
        self.assertIn("We cannot do this</h2>", page)
        self.assertNotIn("Officers", page)
        outcome.public_name = False
        self.assertIn("Officers&#39; words</h2>", self.page(self.path).text)

    def test_an_open_request_is_not_rated(self):
        self.rate(400, access_token=self.request.access_token, satisfaction="5")
        self.assertFalse(self.request.satisfaction)

    def test_a_forged_token_rates_nothing(self):
        self.closed()
        self.rate(404, access_token="forged", satisfaction="1")
        self.assertFalse(self.request.satisfaction)

    def test_rating_outside_the_scale_is_refused(self):
        self.closed()
        for answer in ("", "6", "0", "great"):
            self.rate(400, access_token=self.request.access_token, satisfaction=answer)
        self.assertFalse(self.request.satisfaction)

    def test_a_request_closed_long_ago_is_not_rated(self):
        self.closed()
        self.request.closed_at = fields.Datetime.now() - timedelta(days=40)
        self.rate(400, access_token=self.request.access_token, satisfaction="5")
        self.assertIn("no longer rate", self.page(self.path).text)

    def test_resident_disputes_the_outcome(self):
        self.closed()
        values = {"csrf_token": self.csrf("/track"), "dispute": " Still full. "}
        path = f"/track/{self.request.reference}/dispute"
        self.page(path, 404, data=values)
        self.assertEqual(self.request.phase, "closed")
        values["access_token"] = self.request.access_token
        self.page(path, 400, data={**values, "dispute": " "})
        self.page(path, data=values)
        self.assertEqual(self.request.phase, "open")
        (message,) = self.request.message_ids.filtered(lambda one: "Still" in one.body)
        self.assertEqual(message.author_id, self.jane)
        self.assertEqual(self.request.interaction_ids.channel_id.code, "web")
        self.page(path, 400, data=values)

    def test_every_state_has_a_public_text(self):
        for state, words in (
            ("in_progress", "We are working on it"),
            ("waiting", "We are waiting for you"),
            ("cancelled", "Nothing more happens"),
        ):
            self.request._change_state(state)
            self.assertIn(words, self.page(self.path).text)

    def test_merged_request_links_to_the_co_report(self):
        other = self.open_request(description="The other", partner_id=False)
        self.request._merge_into_request(other)
        page = self.page(self.path).text
        self.assertNotIn("Cancelled", page)
        path = self.request._merged_as_co_report()._tracking_path()
        self.assertIn(f'href="{path}"', page)
        self.assertIn("See your own request", self.left(path))

    def left(self, path):
        self.page(f"{path}/leave", data={"csrf_token": self.csrf("/track")})
        return self.page(path).text

    def test_residents_see_their_own_requests_in_their_account(self):
        user = self.make_user("test_jane", "base.group_portal")
        own = self.open_request(partner_id=user.partner_id.id)
        self.authenticate("test_jane", "test_jane")
        page = self.page("/my/requests")
        self.assertIn(own.reference, page.text)
        self.assertNotIn(self.request.reference, page.text)
        self.assertIn("We have your request", self.page(own.access_url).text)
        self.page(self.request.access_url, 404)
        self.page("/my/home")
