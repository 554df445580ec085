"""Signatures of the Standard Webhooks format, version 1, with symmetric keys.

The signature is the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>`. See
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping

ID = "webhook-id"
TIMESTAMP = "webhook-timestamp"
SIGNATURE = "webhook-signature"

SECRET_PREFIX = "whsec_"
# The specification asks for keys of 24 to 64 bytes.
MIN_KEY_BYTES = 24
MAX_KEY_BYTES = 64
NEW_KEY_BYTES = 32
# Seconds by which the sender's clock may be wrong, in both directions.
TOLERANCE = 5 * 60
MAX_ID_LENGTH = 200
MAX_TIMESTAMP_LENGTH = 12
# Of a sender that replaces its keys there are two or three signatures.
MAX_SIGNATURES_LENGTH = 2_000
VERSION = "v1,"


def new_secret() -> str:
    """Return a new secret, in standard base64: some libraries drop "-" and "_"."""
    key = secrets.token_bytes(NEW_KEY_BYTES)
    return SECRET_PREFIX + base64.b64encode(key).decode()


def parse_key(secret: str) -> bytes:
    """Return the key of a secret.

    Args:
        secret: standard base64 of 24 to 64 bytes, after `whsec_`.

    Raises:
        ValueError: it is anything else.
    """
    text = secret.removeprefix(SECRET_PREFIX)
    if text == secret:
        raise ValueError(f"It does not begin with {SECRET_PREFIX}.")
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("It is no standard base64.") from error
    if not MIN_KEY_BYTES <= len(key) <= MAX_KEY_BYTES:
        raise ValueError(f"It has {len(key)} bytes, not 24 to 64.")
    return key


def sign(key: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a message by one key, with its version."""
    content = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(key, content, hashlib.sha256).digest()
    return VERSION + base64.b64encode(digest).decode()


def headers(
    keys: Iterable[bytes], message_id: str, timestamp: int, body: bytes
) -> dict[str, str]:
    """Return the headers of a message, signed by each of several keys."""
    signatures = [sign(key, message_id, timestamp, body) for key in keys]
    return {
        ID: message_id,
        TIMESTAMP: str(timestamp),
        SIGNATURE: " ".join(signatures),
    }


def is_authentic(
    keys: Iterable[bytes], given: Mapping[str, str], body: bytes, now: float
) -> bool:
    """Return whether a message was signed by the holder of one of the keys, just now.

    Headers of any content are taken; what is not of the format is not authentic. All
    keys are compared with all signatures, in constant time.

    Args:
        keys: the keys that are valid now.
        given: the headers of the request, by names in any case.
        body: the body as it came.
        now: current time, in seconds since 1970.
    """
    message_id = given.get(ID, "")
    timestamp = given.get(TIMESTAMP, "")
    named = given.get(SIGNATURE, "")
    if not is_valid_id(message_id) or not _is_recent(timestamp, now):
        return False
    if len(named) > MAX_SIGNATURES_LENGTH:
        return False
    signatures = [one.encode(errors="replace") for one in named.split(" ")]
    matches = [
        hmac.compare_digest(sign(key, message_id, int(timestamp), body).encode(), one)
        for key in keys
        for one in signatures
    ]
    return any(matches)


def is_valid_id(message_id: str) -> bool:
    """Return whether a text can be the id of a message: it is repeated in headers."""
    return (
        0 < len(message_id) <= MAX_ID_LENGTH
        and message_id.isascii()
        and message_id.isprintable()
        and " " not in message_id
    )


def _is_recent(timestamp: str, now: float) -> bool:
    # One spelling only, as it is signed: no sign, spaces, zeros or other digits.
    if not (timestamp.isascii() and timestamp.isdecimal()):
        return False
    if len(timestamp) > MAX_TIMESTAMP_LENGTH or timestamp != str(int(timestamp)):
        return False
    return abs(now - int(timestamp)) <= TOLERANCE
