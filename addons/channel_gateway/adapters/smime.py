"""Signed messages (S/MIME, RFC 8551) whose text is packed inside the signature.

The signature is not verified: who wrote an e-mail is known from the council's own mail
server (see `authentication`). An encrypted message stays a file.
"""

from asn1crypto import cms

TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
# RFC 8551, 3.2.1: the name that tells such a part of an unspecific type.
EXTENSION = ".p7m"
# Pure Python reads it: larger ones stay files.
MAX_SIZE = 50_000_000


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
        The part with its headers; b"" where the content is encrypted or malformed.
    """
    if len(content) > MAX_SIZE:
        return b""
    try:
        info = cms.ContentInfo.load(content)
        if info["content_type"].native != "signed_data":
            return b""
        inside = info["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return b""
    return inside if isinstance(inside, bytes) else b""
