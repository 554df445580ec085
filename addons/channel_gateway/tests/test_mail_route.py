from odoo.tests import HttpCase, tagged

from ..adapters import email
from .common import ChannelCase
from .letters import letter

MB = 1024 * 1024


@tagged("-at_install", "post_install")
class TestMailRoute(HttpCase, ChannelCase):
    def post(self, raw, token="test-token", endpoint=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            named["Authorization"] = f"Bearer {token}"
        endpoint = endpoint or self.mailbox.id
        return self.url_open(f"/channel/mail/{endpoint}", data=raw, headers=named)

    def stored(self):
        return self.Message.search([("endpoint_id", "=", self.mailbox.id)])

    def test_letter_is_stored_as_it_is(self):
        raw = letter(body="Caf\u00e9")
        answer = self.post(
            raw, X_Envelope_From="Jane@example.org", X_Envelope_To="bins@council.test"
        )
        self.assertEqual(answer.status_code, 200)
        message = self.stored()
        self.assertEqual(answer.json(), {"message": message.id, "state": "received"})
        self.assertEqual(message._raw_bytes(), raw)
        self.assertEqual(message.sender, "jane@example.org")
        self.assertEqual(message.recipient, "bins@council.test")

    def test_same_letter_again_is_answered_with_the_same_row(self):
        answers = [self.post(letter()).json()["message"] for _time in range(2)]
        self.assertEqual(*answers)
        self.assertEqual(len(self.stored()), 1)

    def test_without_or_with_a_forged_token_nothing_comes_in(self):
        self.assertEqual(self.post(letter(), token="").status_code, 401)
        self.assertEqual(self.post(letter(), token="forged").status_code, 403)
        self.assertEqual(self.post(letter(), endpoint=999_999_999).status_code, 403)
        self.assertFalse(self.stored())

    def test_key_of_another_kind_of_endpoint_does_not_open_a_mailbox(self):
        client = self.mailbox.copy({"kind": "open311", "token": "client-key"})
        answer = self.post(letter(), token="client-key", endpoint=client.id)
        self.assertEqual(answer.status_code, 403)

    def test_closed_endpoint_asks_to_come_again(self):
        self.mailbox.is_active = False
        answer = self.post(letter())
        self.assertEqual(answer.status_code, 503)
        self.assertTrue(answer.headers["Retry-After"])
        self.assertFalse(self.stored())

    def test_empty_body_is_no_letter(self):
        self.assertEqual(self.post(b" \r\n").status_code, 400)

    def test_form_is_no_letter(self):
        form = "application/x-www-form-urlencoded"
        answer = self.post(letter(), Content_Type=form)
        self.assertEqual(answer.status_code, 415)
        self.assertIn("message/rfc822", answer.json()["error"])

    def test_too_large_is_refused(self):
        self.mailbox.limit_mb = 1
        answer = self.post(letter(body="x" * 70 + "\n") + b"x" * MB)
        self.assertEqual(answer.status_code, 413)
        self.assertIn("1 MB", answer.json()["error"])
        self.assertFalse(self.stored())

    def test_refused_letter_is_noted_for_staff(self):
        head = email.head(letter(subject="Photos"))
        answer = self.post(head, X_Refused_Size=str(30 * MB))
        self.assertEqual(answer.status_code, 200)
        message = self.stored()
        self.assertEqual((message.state, message.subject), ("triage", "Photos"))

    def test_only_posting_is_allowed(self):
        answer = self.url_open(f"/channel/mail/{self.mailbox.id}")
        self.assertEqual(answer.status_code, 405)
