"""Decoding of what senders wrote: charsets, headers and encoded words.

Nothing here fails: what cannot be decoded is kept as well as can be.
"""

import codecs
from collections.abc import Callable
from email import errors
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32

MAX_HEADER = 16_384
# For headers that describe a part (Content-…). Real ones are far shorter.
MAX_PART_HEADER = 2_048
# For a header whose words or addresses are decoded.
MAX_DECODED = 4_096

# Control characters that PostgreSQL or a reader cannot use. Tab and line feed stay.
_CONTROL = dict.fromkeys([*range(9), *range(11, 32), 127])
# Python codecs that are no charsets of e-mails, or slow.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}


class _BoundedPolicy(Compat32):
    """Policy that truncates headers while they are parsed, to bound their cost."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        is_of_part = name[:8].lower() == "content-"
        return name, value[: MAX_PART_HEADER if is_of_part else MAX_HEADER]


POLICY = _BoundedPolicy()


def header(message: Message, name: str) -> str:
    """Return the decoded text of a header on one line; "" when it is missing.

    Args:
        message: parsed e-mail or part.
        name: name of the header, in any case.

    Returns:
        The text, without control characters.
    """
    return words(raw_header(message, name))


def raw_header(message: Message, name: str) -> str:
    """Return a header on one line, with its encoded words; "" when it is missing.

    Args:
        message: parsed e-mail or part.
        name: name of the header, in any case.

    Returns:
        The text as it was sent, without control characters.
    """
    raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
    # Line breaks become spaces, and other control characters are removed.
    return clean(" ".join(decode(str(raw).encode("utf-8", "surrogateescape")).split()))


def words(encoded: str) -> str:
    """Return encoded words (RFC 2047) as text on one line.

    Args:
        encoded: value of a header. Of a long one, the beginning is read.

    Returns:
        The text, without control characters.
    """
    encoded = encoded[:MAX_DECODED]
    try:
        text = str(make_header(decode_header(encoded)))
    except (errors.MessageError, LookupError, ValueError):
        text = encoded
    return " ".join(clean(text).split())


def parsed(what: Callable[[], str | None]) -> str | None:
    """Return a parameter of a part; None if it cannot be parsed.

    Args:
        what: method of `email.message.Message` that returns the parameter.

    Returns:
        Its result, or None where it fails.
    """
    try:
        return what()
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None


def decode(content: bytes, charset: str | None = None) -> str:
    """Decode `content` by `charset` if possible, else as UTF-8 or Windows-1252.

    The sender names the charset, so that it may be unknown, wrong or missing.

    Args:
        content: encoded text.
        charset: name of its charset, as the sender wrote it.

    Returns:
        The text, with the characters that PostgreSQL rejects; see `clean`.
    """
    for candidate in filter(None, (charset, "utf-8")):
        try:
            codec = codecs.lookup(candidate)
            if codec.name.replace("_", "-") not in _NO_CHARSETS:
                return content.decode(codec.name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Return `text` with line feeds only, without characters PostgreSQL rejects.

    Args:
        text: decoded text.

    Returns:
        The text. Tabs and line feeds are the only control characters in it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    # Lone surrogates, which some charsets let through.
    return text.encode("utf-8", "replace").decode("utf-8")
