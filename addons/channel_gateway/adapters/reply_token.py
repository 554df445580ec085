"""A mark by which the answer of an officer is known as theirs.

It goes to one officer about one request, as a Message-ID among the `References` of an
e-mail: mail programs give those back in the answer (RFC 5322, 3.6.4). Whoever has not
had that e-mail cannot make one.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable

# Of the references of an answer, those that are looked at: the first and the last.
MAX_REFERENCES = 20
MAC_LENGTH = 32
TOKEN = re.compile(
    rf"<officer\.(\d{{1,12}})\.(\d{{1,12}})\.(\d{{1,12}})\.([0-9a-f]{{{MAC_LENGTH}}})@"
)


def make(key: bytes, officer: int, request: int, expires: int, domain: str) -> str:
    """Return the mark for an officer and a request.

    Args:
        expires: until when it is believed, in seconds since 1970.
        domain: the right-hand side of the Message-ID.
    """
    mac = _mac(key, officer, request, expires)
    return f"<officer.{officer}.{request}.{expires}.{mac}@{domain}>"


def proves(
    references: Iterable[str], key: bytes, officer: int, request: int, now: int
) -> bool:
    """Return whether the references hold the mark of this officer and request."""
    every = list(references)
    for reference in {*every[:MAX_REFERENCES], *every[-MAX_REFERENCES:]}:
        found = TOKEN.match(reference)
        if not found:
            continue
        *numbers, mac = found.groups()
        theirs, about, expires = map(int, numbers)
        expected = _mac(key, officer, request, expires)
        if (
            (theirs, about) == (officer, request)
            and expires > now
            and hmac.compare_digest(mac, expected)
        ):
            return True
    return False


def _mac(key: bytes, officer: int, request: int, expires: int) -> str:
    text = f"{officer}.{request}.{expires}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:MAC_LENGTH]
