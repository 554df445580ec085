import json

from requests.exceptions import RequestException

from odoo import api, fields, models

from ...sms import notify
from ...sms.received import Malformed

# Notify keeps received texts for seven days.
MAX_PAGES = 40
# Callbacks are repeated for 25 minutes; after that, receipts are asked for.
RECEIPT_DUE_MINUTES = 30
RECEIPT_DUE_DAYS = 4
RECEIPTS_PER_RUN = 50


class ChannelKindSmsNotify(models.AbstractModel):
    """Texts by GOV.UK Notify.

    Its callbacks have our token and no signature. They end after some attempts, so that
    what may have been missed is asked for as well.
    """

    _name = "channel.kind.sms_notify"
    _inherit = "channel.kind.sms"
    _description = "GOV.UK Notify"

    _uses_secret = True
    _outgoing_fields = ("text_template",)
    _polls = True
    _default_url = "https://api.notifications.service.gov.uk"

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "In Notify, under API integration, Callbacks: enter the address above and"
            " the token as bearer token, both for received text messages and for"
            " delivery receipts. The secret is an API key. Texts go out by the template"
            " below, whose whole text is ((message))."
        )

    # Receiving: callbacks have the token, as `channel.kind` expects it

    @api.model
    def _parse_payload(self, payload):
        return notify.parse(payload)

    # Sending

    @api.model
    def _send_text(self, endpoint, text):
        """Hand a text to Notify; look again by its reference whether it has it."""
        if text.is_repeated and self._has_text(endpoint, text.reference):
            return "success", ""
        values = {
            "phone_number": text.number,
            "template_id": endpoint.text_template,
            "personalisation": {"message": text.body},
            "reference": text.reference,
        }
        if endpoint.text_sender:
            values["sms_sender_id"] = endpoint.text_sender
        try:
            status, body = self._call_api(
                endpoint, "POST", "/v2/notifications/sms", json=values
            )
        except RequestException as error:
            return self._state_without_answer(endpoint, text, type(error).__name__)
        if status >= 500:
            return self._state_without_answer(endpoint, text, str(status))
        return notify.parse_answer(status, body)

    @api.model
    def _state_without_answer(self, endpoint, text, words):
        """Return the state of a text that Notify has perhaps taken.

        Where it has not yet, the text is sent later: not without looking first.
        """
        try:
            is_there = self._has_text(endpoint, text.reference)
        except RequestException:
            is_there = False
        return ("success", "") if is_there else ("server_error", words)

    @api.model
    def _has_text(self, endpoint, reference):
        """Return whether Notify has a text, and has not given it up itself."""
        receipts = self._ask_receipts(endpoint, reference)
        return any(receipt.status and not receipt.is_temporary for receipt in receipts)

    @api.model
    def _ask_receipts(self, endpoint, reference):
        """Return the `Receipt` of each text with a reference.

        Raises:
            RequestException: Notify has not answered.
        """
        status, body = self._call_api(
            endpoint, "GET", "/v2/notifications", params={"reference": reference}
        )
        if status != 200:
            raise RequestException(f"Notify: {status}")
        return [
            notify.parse_receipt(one)
            for one in self._list(body, "notifications")
            if one.get("reference") == reference
        ]

    @api.model
    def _call_api(self, endpoint, method, path, **options):
        key = notify.parse_api_key(self._secret(endpoint))
        token = notify.bearer(key) if key else ""
        return self._call(
            method,
            self._gateway_url(endpoint, path),
            headers={"Authorization": f"Bearer {token}"},
            **options,
        )

    @api.model
    def _list(self, body, name):
        try:
            found = json.loads(body)[name]
        except (ValueError, LookupError, TypeError):
            return []
        return [one for one in found if isinstance(one, dict)]

    # What callbacks may have missed

    @api.model
    def _poll(self, endpoint):
        """Store received texts that are not here yet, and ask for missing receipts.

        Raises:
            RequestException: Notify has not answered.
        """
        self._poll_texts(endpoint)
        self._poll_receipts(endpoint)

    @api.model
    def _poll_texts(self, endpoint):
        older_than = None
        for _page in range(MAX_PAGES):
            page = self._received_page(endpoint, older_than)
            known = [self._accept_listed(endpoint, item) for item in page]
            if not page or all(known):
                return
            older_than = page[-1].get("id")

    @api.model
    def _received_page(self, endpoint, older_than):
        params = {"older_than": older_than} if older_than else {}
        status, body = self._call_api(
            endpoint, "GET", "/v2/received-text-messages", params=params
        )
        if status != 200:
            raise RequestException(f"Notify: {status}")
        return self._list(body, "received_text_messages")

    @api.model
    def _accept_listed(self, endpoint, item):
        """Store a received text of the list; return whether it was here before."""
        payload = json.dumps(item, ensure_ascii=False).encode(errors="replace")
        try:
            received = notify.parse(payload)
        except Malformed:
            return True
        Message = self.env["channel.message"]
        if Message._find_accepted(endpoint, [received.key]):
            return True
        self._accept_text(endpoint, payload, received)
        return False

    @api.model
    def _poll_receipts(self, endpoint):
        now = fields.Datetime.now()
        due = self.env["channel.message"].search(
            [
                ("direction", "=", "out"),
                ("endpoint_id", "=", endpoint.id),
                ("state", "in", ("sent", "uncertain")),
                ("external_id", "!=", False),
                (
                    "processed_at",
                    "<",
                    fields.Datetime.subtract(now, minutes=RECEIPT_DUE_MINUTES),
                ),
                (
                    "processed_at",
                    ">",
                    fields.Datetime.subtract(now, days=RECEIPT_DUE_DAYS),
                ),
            ],
            order="processed_at",
            limit=RECEIPTS_PER_RUN,
        )
        for message in due:
            for receipt in self._ask_receipts(endpoint, message.external_id)[:1]:
                self.env["channel.receipt"]._store(receipt)
