"""Signatures of webhooks by https://www.standardwebhooks.com."""

import base64
import binascii
import hashlib
import hmac

TOLERANCE_SECONDS = 300


def is_signed(
    secrets: str, number: str, timestamp: str, signatures: str, body: bytes, now: float
) -> bool:
    """Return whether a body was signed with one of the secrets, and not long ago.

    Args:
        secrets: secrets with a space between them: `whsec_` and a key in base64.
        number: value of the header `webhook-id`.
        timestamp: value of the header `webhook-timestamp`.
        signatures: value of the header `webhook-signature`: `v1,` and a signature in
            base64; several, with spaces or commas between, while a secret is replaced.
        body: the body as it came.
        now: seconds since 1970.
    """
    is_whole = bool(number) and timestamp.isascii() and timestamp.isdecimal()
    if not is_whole or len(timestamp) > 12:
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    given = _signatures(signatures)
    signed = f"{number}.{timestamp}.".encode("utf-8", "surrogateescape") + body
    matches = [
        hmac.compare_digest(hmac.new(key, signed, hashlib.sha256).digest(), one)
        for key in keys(secrets)
        for one in given
    ]
    return any(matches)


def keys(secrets: str) -> list[bytes]:
    """Return the keys of secrets, without those that are no base64 or too short."""
    found = []
    for secret in secrets.split():
        try:
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except (binascii.Error, ValueError):
            continue
        if len(key) >= 16:
            found.append(key)
    return found


def _signatures(text: str) -> list[bytes]:
    """Return the signatures of version 1; servers join repeated headers by commas."""
    found = []
    version = ""
    for part in text.replace(",", " ").split()[:20]:
        if part.startswith("v") and len(part) <= 4:
            version = part
        elif version == "v1":
            try:
                found.append(base64.b64decode(part, validate=True))
            except (binascii.Error, ValueError):
                continue
    return found
