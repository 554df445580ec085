"""Token that proves that a reply comes from an officer.

The token is sent to one officer about one request, as a Message-ID among the
`References` of an e-mail. Mail programs repeat those in the reply (RFC 5322, 3.6.4).
Only a recipient of that e-mail knows the token.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable

# Of a reply's references, this many are checked from each end.
MAX_REFERENCES = 20
MAC_LENGTH = 32
TOKEN = re.compile(
    rf"<officer\.(\d{{1,12}})\.(\d{{1,12}})\.(\d{{1,12}})\.([0-9a-f]{{{MAC_LENGTH}}})@"
)


def make(key: bytes, officer: int, request: int, expires: int, domain: str) -> str:
    """Return the token for an officer and a request.

    Args:
        key: secret for the HMAC.
        officer: id of the `res.users`.
        request: id of the `service.request`.
        expires: end of its validity, in seconds since 1970.
        domain: right-hand side of the Message-ID.

    Returns:
        A Message-ID with its angle brackets.
    """
    mac = _mac(key, officer, request, expires)
    return f"<officer.{officer}.{request}.{expires}.{mac}@{domain}>"


def proves(
    references: Iterable[str], key: bytes, officer: int, request: int, now: int
) -> bool:
    """Return whether the references contain a valid token of an officer and request.

    Args:
        references: Message-IDs of the reply.
        key: secret for the HMAC.
        officer: id of the `res.users`.
        request: id of the `service.request`.
        now: current time, in seconds since 1970.

    Returns:
        True for a token that was made with this key and has not expired. Compared in
        constant time.
    """
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
