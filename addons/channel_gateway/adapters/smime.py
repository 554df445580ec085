"""Signed messages (S/MIME, RFC 8551) whose text is packed inside the signature.

The signature is not verified: who wrote an e-mail is known from the council's own mail
server (see `authentication`). An encrypted message stays a file.
"""

from asn1crypto import cms

TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
# RFC 8551, 3.2.1: the name that tells such a part of an unspecific type.
EXTENSION = ".p7m"
# The content may come in pieces, each of which costs as much as a thousand bytes.
MAX_PIECES = 50_000
# X.690, 8.7: the octet that each piece begins with. Text does not contain it.
_PIECE = b"\x04"


def is_packed(mimetype: str, name: str) -> bool:
    """Return whether a part may be a signed message with the text inside.

    Args:
        mimetype: its content type in lower case.
        name: name of its file.
    """
    is_unspecific = mimetype == "application/octet-stream"
    return mimetype in TYPES or (is_unspecific and name.lower().endswith(EXTENSION))


def unpack(content: bytes) -> bytes:
    """Return the e-mail part inside a signed message.

    Args:
        content: CMS structure (RFC 5652), in DER or BER.

    Returns:
        The part with its headers; b"" where the content is encrypted or malformed, or
        comes in too many pieces.
    """
    if content.count(_PIECE) > MAX_PIECES:
        return b""
    try:
        info = cms.ContentInfo.load(content)
        if info["content_type"].native != "signed_data":
            return b""
        inside = info["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return b""
    return inside if isinstance(inside, bytes) else b""
