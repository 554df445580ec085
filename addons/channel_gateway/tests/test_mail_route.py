from odoo.tests import HttpCase, tagged

from ..adapters import email
from .common import ChannelCase
from .sample_emails import make_email

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

    def test_email_is_stored_as_it_is(self):
        raw = make_email(body="Caf\u00e9")
        answer = self.post(
            raw, X_Envelope_From="Jane@example.org", X_Envelope_To="bins@council.test"
        )
        self.assertEqual(answer.status_code, 200)
        message = self.stored()
        self.assertEqual(answer.json(), {"message": message.id, "state": "received"})
        self.assertEqual(message._raw_bytes(), raw)
        self.assertEqual(message.sender, "jane@example.org")
        self.assertEqual(message.recipient, "bins@council.test")

    def test_envelope_in_another_script_is_kept(self):
        answer = self.post(
            make_email(),
            X_Envelope_From="UTF-8''Jos%C3%A9%40exempel.se",
            X_Envelope_To="UTF-8''m%C3%BCll%40r%C3%A5d.se%2C%20b%40x.se",
        )
        self.assertEqual(answer.status_code, 200)
        message = self.stored()
        self.assertEqual(message.sender, "josé@exempel.se")
        self.assertEqual(message.recipient, "müll@råd.se, b@x.se")

    def test_same_email_again_is_answered_with_the_same_row(self):
        answers = [self.post(make_email()).json()["message"] for _time in range(2)]
        self.assertEqual(*answers)
        self.assertEqual(len(self.stored()), 1)

    def test_missing_or_forged_token_is_refused(self):
        self.assertEqual(self.post(make_email(), token="").status_code, 401)
        self.assertEqual(self.post(make_email(), token="forged").status_code, 403)
        self.assertEqual(self.post(make_email(), endpoint=999_999_999).status_code, 403)
        self.assertFalse(self.stored())

    def test_key_of_another_kind_of_endpoint_is_refused(self):
        client = self.mailbox.copy({"kind": "open311", "token": "client-key"})
        answer = self.post(make_email(), token="client-key", endpoint=client.id)
        self.assertEqual(answer.status_code, 403)

    def test_closed_endpoint_asks_to_retry_later(self):
        self.mailbox.is_active = False
        answer = self.post(make_email())
        self.assertEqual(answer.status_code, 503)
        self.assertTrue(answer.headers["Retry-After"])
        self.assertFalse(self.stored())

    def test_empty_body_is_refused(self):
        self.assertEqual(self.post(b" \r\n").status_code, 400)

    def test_form_is_refused(self):
        form = "application/x-www-form-urlencoded"
        answer = self.post(make_email(), Content_Type=form)
        self.assertEqual(answer.status_code, 415)
        self.assertIn("message/rfc822", answer.json()["error"])

    def test_too_large_is_refused(self):
        self.mailbox.limit_mb = 1
        answer = self.post(make_email(body="x" * 70 + "\n") + b"x" * MB)
        self.assertEqual(answer.status_code, 413)
        self.assertIn("1 MB", answer.json()["error"])
        self.assertFalse(self.stored())

    def test_refused_email_is_recorded_for_staff(self):
        head = email.head(make_email(subject="Photos"))
        answer = self.post(head, X_Refused_Size=str(30 * MB))
        self.assertEqual(answer.status_code, 200)
        message = self.stored()
        self.assertEqual((message.state, message.subject), ("triage", "Photos"))

    def test_only_post_is_allowed(self):
        answer = self.url_open(f"/channel/mail/{self.mailbox.id}")
        self.assertEqual(answer.status_code, 405)
