"""Contents of the parts of an e-mail, whatever their headers say."""

from email.message import Message


def inner(part: Message) -> list[Message]:
    """Return the parts of a container, or the e-mail in an attached one.

    Args:
        part: parsed part.

    Returns:
        The parts; none for a part with content of its own.
    """
    # Of text, `get_payload` would decode the charset, which may fail.
    payload = part.get_payload() if part.is_multipart() else []
    return [one for one in payload if isinstance(one, Message)]


def content(part: Message) -> bytes:
    """Return the content of a part, decoded from its transfer encoding.

    Args:
        part: parsed part.

    Returns:
        The content; b"" of a container.
    """
    try:
        found = part.get_payload(decode=True)
    except ValueError:
        # Python decodes the charset even here, and its name has a NUL.
        kind = part["Content-Type"]
        del part["Content-Type"]
        found = part.get_payload(decode=True)
        part["Content-Type"] = kind
    return found if isinstance(found, bytes) else b""
