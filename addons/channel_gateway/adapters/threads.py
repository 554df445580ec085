"""Message-IDs: of an e-mail, and of those that it replies to (RFC 5322, 3.6.4)."""

from email.message import Message

from .decoding import raw_header, words

MAX_REFERENCES = 100


def message_id(message: Message) -> str:
    """Return the Message-ID of an e-mail with its angle brackets, "" for none.

    Args:
        message: parsed e-mail.
    """
    return next(iter(_ids(message, "Message-ID")), "")


def references(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs of the e-mails this one replies to, the nearest last.

    Args:
        message: parsed e-mail.

    Returns:
        The last `MAX_REFERENCES` of them, with their angle brackets.
    """
    found = _ids(message, "References") + _ids(message, "In-Reply-To")
    return tuple(dict.fromkeys(found))[-MAX_REFERENCES:]


def _ids(message: Message, name: str) -> list[str]:
    """Return the Message-IDs in a header, with their angle brackets."""
    value = raw_header(message, name)
    if "=?" in value:
        # Some programs encode values that are too long for a line.
        value = words(value)
    pieces = (piece.partition(">") for piece in value.split("<")[1:])
    return [f"<{one}>" for one, end, _rest in pieces if end and len(one.split()) == 1]
