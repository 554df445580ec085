"""Twilio: signed forms in, and what its answers mean.

Source: https://www.twilio.com/docs/usage/security#validating-requests and
https://www.twilio.com/docs/messaging/guides/webhook-request, compared with the
`RequestValidator` of its Python library 9.13.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit, urlunsplit

from .received import Malformed, Receipt, ReceivedText, Status, bounded_key, clean

Pairs = list[tuple[str, str]]
ALGORITHMS = {"HMAC_SHA1": "sha1", "HMAC_SHA256": "sha256"}
PORTS = {"https": 443, "http": 80}
MAX_FIELDS = 1000
MAX_MEDIA = 20
STATUSES: dict[str, Status] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
ACTIONS = {"STOP": "stop", "START": "start"}
# Error codes of https://www.twilio.com/docs/api/errors: the number is at fault; we are
# asked to wait; the fault is in our account.
WRONG_NUMBER = {21211, 21217, 21265, 21614, 30005, 30006}
BUSY = {20429, 30001, 63038}
ACCOUNT = {20003, 20005, 21606, 21608, 21660}
COUNTRY = {21408, 21612}


def parse_form(body: bytes) -> Pairs:
    """Return the fields of a form, with those whose value is blank.

    Args:
        body: the form as it came.

    Raises:
        Malformed: it has more fields than any webhook of Twilio.
    """
    try:
        text = body.decode("utf-8", "replace")
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise Malformed("too many fields") from error


def sign(
    secret: str, url: str, fields: Iterable[tuple[str, str]], algorithm: str
) -> str:
    """Return the signature of a request.

    Args:
        secret: the account's auth token, or the secret of a shared key.
        url: the address, exactly as Twilio was told.
        fields: fields of the form; none for a body of JSON.
        algorithm: one of the values of `ALGORITHMS`.
    """
    signed = url + "".join(name + value for name, value in sorted(set(fields)))
    digest = hmac.new(secret.encode(), signed.encode(), algorithm).digest()
    return base64.b64encode(digest).decode()


def algorithm_of(settings: str) -> str | None:
    """Return the algorithm that X-Twilio-Webhooks-Signature-Settings names.

    Args:
        settings: the header, e.g. `key=…,algorithm=HMAC_SHA256`; "" without one.

    Returns:
        A value of `ALGORITHMS`, or None for one that is not known.
    """
    pairs = (part.partition("=") for part in settings.split(","))
    named = {name.strip(): value.strip() for name, _equals, value in pairs}
    return ALGORITHMS.get((named.get("algorithm") or "HMAC_SHA1").upper())


def is_signed(
    signature: str,
    secrets: Sequence[str],
    urls: Sequence[str],
    body: bytes,
    *,
    settings: str = "",
    is_json: bool = False,
) -> bool:
    """Return whether Twilio has signed a request.

    Args:
        signature: the header X-Twilio-Signature.
        secrets: each that may have been used, of which there are several while one is
            being replaced.
        urls: the addresses by which the request may have come. Each is tried with and
            without its port, since Twilio signs either.
        body: the body as it came.
        settings: the header X-Twilio-Webhooks-Signature-Settings.
        is_json: whether the body is JSON. Then its hash is in the address, which is
            signed.
    """
    algorithm = algorithm_of(settings)
    if not algorithm or not signature:
        return False
    if is_json:
        urls = [url for url in urls if _has_hash(url, body)]
    fields = [] if is_json else parse_form(body)
    given = signature.encode()
    found = [
        hmac.compare_digest(sign(secret, url, fields, algorithm).encode(), given)
        for secret in secrets
        for base in urls
        for url in _variants(base)
    ]
    return any(found)


def _has_hash(url: str, body: bytes) -> bool:
    stated = parse_qs(urlsplit(url).query).get("bodySHA256", [""])[0]
    own = hashlib.sha256(body).hexdigest()
    return hmac.compare_digest(own.encode(), stated.encode())


def _variants(url: str) -> set[str]:
    """Return an address with and without its port."""
    try:
        parts = urlsplit(url)
        port, standard = parts.port, PORTS.get(parts.scheme)
    except ValueError:
        return {url}
    if port:
        netloc = parts.netloc.rpartition(":")[0]
    elif standard:
        netloc = f"{parts.netloc}:{standard}"
    else:
        return {url}
    return {url, urlunsplit(parts._replace(netloc=netloc))}


def parse(pairs: Pairs, reference: str = "") -> ReceivedText | Receipt:
    """Return what a request of Twilio brings.

    Args:
        pairs: the fields of its form.
        reference: our key of the text, which the address of a receipt has.

    Raises:
        Malformed: it is neither a text nor a receipt.
    """
    form = {name: clean(value) for name, value in pairs}
    status = form.get("MessageStatus") or form.get("SmsStatus", "")
    is_text = "Body" in form or "NumMedia" in form
    if reference or (status and not is_text):
        code = form.get("ErrorCode", "")
        words = form.get("ErrorMessage", "")
        return Receipt(
            reference,
            STATUSES.get(status, ""),
            reason=" ".join(filter(None, [code, words])) or status,
        )
    key = form.get("MessageSid") or form.get("SmsSid", "")
    if not key or not form.get("From"):
        raise Malformed("MessageSid, From")
    return ReceivedText(
        key=bounded_key(key),
        sender=form["From"],
        recipient=form.get("To", ""),
        text=form.get("Body", ""),
        media=tuple(_media(form)),
        action=ACTIONS.get(form.get("OptOutType", "").upper(), ""),
    )


def _media(form: dict[str, str]) -> list[str]:
    numbers = range(MAX_MEDIA)
    return [
        f"{form.get(f'MediaContentType{number}', '')} {url}".strip()
        for number in numbers
        if (url := form.get(f"MediaUrl{number}"))
    ]


def parse_answer(status: int, body: bytes) -> tuple[str, str]:
    """Return the state of a text that was handed to Twilio, and why it was refused.

    Args:
        status: status of the response.
        body: its JSON.

    Returns:
        A state as Odoo's SMS providers name it ("success", "server_error", …), and
        words.
    """
    if 200 <= status < 300:
        return "success", ""
    try:
        answer: Any = json.loads(body)
    except ValueError:
        answer = {}
    answer = answer if isinstance(answer, dict) else {}
    code, words = answer.get("code"), f"{status} {answer.get('message', '')}".strip()
    if code in WRONG_NUMBER:
        return "wrong_number_format", words
    if code in COUNTRY:
        return "country_not_supported", words
    if status in (401, 403) or code in ACCOUNT:
        return "unregistered", words
    if status == 429 or status >= 500 or code in BUSY:
        return "server_error", words
    return "rejected", words
