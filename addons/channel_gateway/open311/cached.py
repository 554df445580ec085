"""A document that is sent many times before it changes."""

import gzip
import hashlib
from dataclasses import dataclass


def etag_of(body: bytes) -> str:
    """Return the weak entity tag of a body: the same zipped (RFC 9110, 8.8.1)."""
    return hashlib.sha256(body).hexdigest()[:32]


@dataclass(frozen=True)
class Cached:
    """A body with all that is made of it for a response.

    Attributes:
        body: bytes of the document.
        content_type: its media type.
        etag: its weak entity tag.
        zipped: the body in gzip.
    """

    body: bytes
    content_type: str
    etag: str
    zipped: bytes

    @classmethod
    def of(cls, body: bytes, content_type: str) -> "Cached":
        """Return the document of a body."""
        return cls(body, content_type, etag_of(body), gzip.compress(body, mtime=0))
