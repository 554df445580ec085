"""Headers in which the relay passes on what it knows of an e-mail beside its text."""

from urllib.parse import unquote_to_bytes

from . import charsets

# The envelope, and the size of an e-mail that the relay had to refuse.
SENDER, RECIPIENT = "X-Envelope-From", "X-Envelope-To"
REFUSED_SIZE = "X-Refused-Size"
# RFC 8187, 3.2: how the relay writes what is not ASCII.
ENCODED = "UTF-8''"


def decode_header(value: str) -> str:
    """Return the text of a header of the relay.

    Args:
        value: value of the header, in ASCII.
    """
    if not value.upper().startswith(ENCODED):
        return value
    return charsets.decode(unquote_to_bytes(value[len(ENCODED) :]), "utf-8")
