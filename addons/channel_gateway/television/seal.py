"""Sealed texts: what a page has to remember, carried by its address.

The pages keep no session. What a visitor has entered so far is encrypted and
authenticated (Fernet, https://github.com/fernet/spec: AES-128-CBC with HMAC-SHA256)
into the address of the next page. So the key of the remote that goes back works, and no
log, history or cache holds anything that can be read. A seal expires.
"""

import base64
import hashlib
import json
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

# A longer one was not made here: a form of many questions needs about 1,000 characters,
# and old browsers take addresses of 2,000.
MAX_LENGTH = 8000
MAX_BYTES = 64_000


class Seal:
    """Seals values for one purpose; those of another purpose do not open."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        """Derive the key.

        Args:
            secret: bytes that only this database knows.
            purpose: what the sealed values are for.
        """
        key = hashlib.sha256(b"television\0" + purpose.encode() + b"\0" + secret)
        self._fernet = Fernet(base64.urlsafe_b64encode(key.digest()))

    def close(self, values: dict[str, Any], now: int) -> str:
        """Return values as a text that stands in an address.

        Args:
            values: plain data.
            now: seconds since 1970.
        """
        plain = zlib.compress(json.dumps(values, separators=(",", ":")).encode())
        return self._fernet.encrypt_at_time(plain, now).decode().rstrip("=")

    def open(self, text: str, now: int, seconds: int) -> dict[str, Any] | None:
        """Return the values of a sealed text.

        Args:
            text: what stands in the address.
            now: seconds since 1970.
            seconds: how long a seal lasts.

        Returns:
            The values; None for a text that was changed, made elsewhere or for another
            purpose, or that has expired.
        """
        if not text.isascii() or len(text) > MAX_LENGTH:
            return None
        padded = text + "=" * (-len(text) % 4)
        try:
            plain = self._fernet.decrypt_at_time(padded.encode(), seconds, now)
        except InvalidToken:
            return None
        values = json.loads(zlib.decompressobj().decompress(plain, MAX_BYTES))
        return values if isinstance(values, dict) else None
