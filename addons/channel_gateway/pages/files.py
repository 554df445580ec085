"""Files with the pages of a fax or letter, known by their first bytes."""

from collections.abc import Iterable

from ..adapters.contact import Attachment

PDF = "application/pdf"
TIFF = "image/tiff"
MARKS = (
    (b"%PDF-", PDF, ".pdf"),
    (b"II*\0", TIFF, ".tif"),
    (b"MM\0*", TIFF, ".tif"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
# Readers of PDF take one that begins after a few other bytes.
PDF_BEGINS_WITHIN = 1024


def kind_of(content: bytes) -> tuple[str, str]:
    """Return the media type and the extension of a file with pages.

    Args:
        content: the bytes of the file.

    Returns:
        A pair of "" for any other file.
    """
    for mark, mimetype, extension in MARKS:
        if content.startswith(mark):
            return mimetype, extension
    is_text = content[:1] not in (b"%", b"\0", b"\xef", b"\r", b"\n", b" ")
    if not is_text and b"%PDF-" in content[:PDF_BEGINS_WITHIN]:
        return PDF, ".pdf"
    return "", ""


def with_pages(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Return the files that have pages.

    A logo in the text of the e-mail is none.

    Args:
        attachments: files of an e-mail.
    """
    found = [file for file in attachments if kind_of(file.content)[0]]
    documents = [file for file in found if kind_of(file.content)[0] in (PDF, TIFF)]
    return documents or [file for file in found if not file.content_id]
