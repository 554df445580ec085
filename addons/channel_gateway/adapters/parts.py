"""Parts of an e-mail (MIME), with what is packed inside a signed message (S/MIME).

The number of parts and their nesting are bounded, so that reading them costs no more
than the length of the e-mail warrants.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import errors, message_from_bytes
from email.message import Message

from . import payloads, smime
from .decoding import POLICY, clean, decode, parsed

MAX_CONTAINERS = 100
MAX_PARTS = 500
# A signed message may be signed again, e.g. by a mail server.
MAX_SIGNATURES = 3

_CONTAINER = re.compile(rb"content-type:\s{0,20}(?:multipart|message)/", re.I)


@dataclass(frozen=True)
class Part:
    """A part of an e-mail.

    Attributes:
        message: the part as the standard library has parsed it.
        children: the parts inside it. An attached e-mail has none.
    """

    message: Message
    children: tuple["Part", ...] = ()

    @property
    def mimetype(self) -> str:
        """Return its content type in lower case, without parameters."""
        return self.message.get_content_type()

    @property
    def is_container(self) -> bool:
        """Return whether it consists of other parts alone."""
        return bool(self.children) or self.mimetype.startswith("multipart/")

    def walk(self) -> Iterator["Part"]:
        """Yield this part and those inside it, in their order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


class _Reader:
    """Reader of the parts of one e-mail that stops at `MAX_PARTS`."""

    def __init__(self) -> None:
        self.count = 0

    def part(self, message: Message, signatures: int = 0) -> Part:
        self.count += 1
        inside = payloads.inner(message)
        if message.get_content_maintype() != "multipart":
            signed = _signed(message) if signatures < MAX_SIGNATURES else None
            inside, signatures = ([signed] if signed else []), signatures + 1
        children = []
        for one in inside:
            if self.count > MAX_PARTS:
                break
            children.append(self.part(one, signatures))
        return Part(message, tuple(children))


def is_nested_deeply(raw: bytes) -> bool:
    """Return whether an e-mail has more containers than are parsed.

    Args:
        raw: the e-mail as it was received.
    """
    return len(_CONTAINER.findall(raw)) > MAX_CONTAINERS


def read(message: Message) -> tuple[Part, bool]:
    """Return the parts of an e-mail.

    Args:
        message: parsed e-mail, not nested deeply.

    Returns:
        Pair of the e-mail as a part, and whether all of its parts are in it.
    """
    reader = _Reader()
    return reader.part(message), reader.count <= MAX_PARTS


def payload(part: Message) -> bytes:
    """Return the content of a part, decoded from its transfer encoding.

    Args:
        part: parsed part.

    Returns:
        The content; of an attached e-mail, the e-mail.
    """
    if not part.is_multipart():
        return payloads.content(part)
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    whole = b"\n".join(_flattened(one) for one in payloads.inner(part))
    if encoding not in ("base64", "quoted-printable"):
        return whole
    # RFC 2046, 5.2.1 forbids it, and some programs do it.
    encoded = Message(policy=POLICY)
    encoded["Content-Transfer-Encoding"] = encoding
    encoded.set_payload(whole.strip().decode("ascii", "replace"))
    return payloads.content(encoded) or whole


def content(part: Message) -> str:
    """Return the text of a part.

    Args:
        part: parsed part with text.

    Returns:
        The text with line feeds.
    """
    return clean(decode(payload(part), parsed(part.get_content_charset)))


def _signed(message: Message) -> Message | None:
    """Return what is packed inside a signed message, if anything."""
    if not smime.is_packed(
        message.get_content_type(), str(parsed(message.get_filename))
    ):
        return None
    entity = smime.unpack(payload(message))
    if not entity or is_nested_deeply(entity):
        return None
    return message_from_bytes(entity, policy=POLICY)


def _flattened(message: Message) -> bytes:
    """Return an attached e-mail as bytes; b"" if the library cannot serialise it."""
    try:
        return message.as_bytes(policy=POLICY)
    except (errors.MessageError, LookupError, UnicodeError, ValueError, TypeError):
        return b""
