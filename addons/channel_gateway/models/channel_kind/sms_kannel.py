from urllib.parse import quote, urlsplit, urlunsplit

from requests.exceptions import RequestException

from odoo import api, models
from odoo.http import Response

from ...sms import kannel
from ...sms.alphabet import UCS2
from ...sms.parts import header, split
from ..sms_sms import may_be_sent

# What Kannel writes into the address of a report: its type, the time, the answer of
# the message centre.
REPORT = "type=%d&at=%T&reply=%A"
# Kannel sends an answer without text to nobody, as long as it is told so.
NO_ANSWER = ""


class ChannelKindSmsKannel(models.AbstractModel):
    """Texts by Kannel, and by what speaks SMPP or drives modems behind it.

    We choose the alphabet, as Kannel puts question marks where a letter is missing from
    it. We also split long texts: of those that Kannel splits it asks for a report of
    the first part alone.
    """

    _name = "channel.kind.sms_kannel"
    _inherit = "channel.kind.sms"
    _description = "Kannel"

    _http_methods = ("GET", "POST")
    _uses_secret = True
    _uses_account = True

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "The configuration of Kannel is in docs/sms.md. Its sms-service gets, or"
            " posts to, the address above, with the token as password in front of the"
            " host. It must have max-messages = 0: else Kannel sends residents the"
            " answers of this program. Account and secret are those of a"
            " sendsms-user."
        )

    # Receiving

    @api.model
    def _authenticate(self, endpoint, http_request):
        """Take the token as password, as bearer token, or as parameter."""
        if self._is_basic(endpoint, http_request):
            return True
        if endpoint._is_token_valid(http_request.args.get(kannel.SECRET, "")):
            return True
        return super()._authenticate(endpoint, http_request)

    @api.model
    def _payload(self, http_request):
        return kannel.normalise(
            http_request.query_string, http_request.headers, http_request.get_data()
        )

    @api.model
    def _parse_payload(self, payload):
        return kannel.parse(payload)

    @api.model
    def _respond(self, endpoint, messages):
        return Response(NO_ANSWER, mimetype="text/plain")

    # Sending

    @api.model
    def _send_text(self, endpoint, text):
        """Hand the parts of a text to Kannel, of a text begun before the rest."""
        parts = split(text.body)
        numbers = [str(number) for number in range(1, parts.count + 1)]
        states = dict(text.message.part_states or {})
        if set(numbers) <= states.keys():
            # All of it was sent before, and now it is sent again.
            states = {}
        for number, words in zip(numbers, parts.texts, strict=True):
            if number in states:
                continue
            state, reason = self._send_part(endpoint, text, parts, number, words)
            if state != "success":
                break
            states[number] = "sent"
        if text.message:
            # Receipts of the parts are counted by it.
            text.message.part_states = states if parts.count > 1 else False
        return state, reason

    @api.model
    def _send_part(self, endpoint, text, parts, number, words):
        headers = self._prepare_headers(endpoint, text)
        url = self._report_url(endpoint, text.reference)
        if parts.count > 1:
            reference = int(text.reference[-2:], 16)
            udh = header(reference, parts.count, int(number))
            headers["X-Kannel-UDH"] = quote(udh)
            url += f"&part={number}"
        headers["X-Kannel-DLR-Url"] = url
        headers["X-Kannel-Coding"] = "2" if parts.alphabet == UCS2 else "0"
        try:
            status, body = self._call(
                "POST",
                self._gateway_url(endpoint),
                data=words.encode(),
                headers=headers,
            )
        except RequestException as error:
            if number == "1" or not self._is_refused(error):
                raise
            # What was sent so far stays sent: the rest follows later.
            return "server_error", type(error).__name__
        return kannel.parse_answer(status, body)

    @api.model
    def _prepare_headers(self, endpoint, text):
        """Return what Kannel takes as headers, so that no log of addresses has it."""
        return {
            "Content-Type": "text/plain; charset=UTF-8",
            "X-Kannel-Username": endpoint.account or "",
            "X-Kannel-Password": self._secret(endpoint),
            "X-Kannel-From": endpoint.text_sender or "",
            "X-Kannel-To": text.number,
            "X-Kannel-DLR-Mask": str(kannel.MASK),
        }

    @api.model
    def _report_url(self, endpoint, reference):
        """Return where Kannel reports to, with the token as password."""
        parts = urlsplit(endpoint.path)
        # Kannel's request proves itself by it; residents' requests cause texts.
        token = quote(endpoint.sudo().token, safe="")
        address = urlunsplit(parts._replace(netloc=f"kannel:{token}@{parts.netloc}"))
        return f"{address}?sms={reference}&{REPORT}"

    @api.model
    def _is_refused(self, error):
        """Return whether the gateway certainly has not got what was sent."""
        return not may_be_sent(error)
