"""Separation of a text from the signature below it."""

import re
from collections.abc import Sequence

from .lines import MAX_LINE, join
from .quote_marks import DEVICES

MAX_SIGNATURE_LINES = 15
MAX_SIGNATURE_LINE = 80

_DEVICE_LINE = re.compile(
    r"^\W{0,3}(?:(?:sent|get|envoyé|télécharge[rz]?|obtenez|von|gesendet|diese|holen"
    r"|outlook|wysłan[eoy]|pobierz|trimis|descărcați|obțineți|inviato|scarica|ottieni"
    r"|enviado|obtener|obtén|descargar|obter|verzonden|verstuurd|download|skickat|hämta"
    r"|sendt|hent|få|lähetetty|hanki|odesláno|získat|odoslané|отправлено|скачать"
    r"|надіслано|στάλθηκε|poslano|elküldve|anfonwyd)\b"
    r"|发自|从我的|나의|.{1,30}(?:gönderildi|edinin|送信|보냄)(?:<|$))",
    re.I,
)
# RFC 3676, 4.3: with its space it is certain, without it many other things.
_SIGNATURE_MARK = re.compile(r"^-- ?$")
_SENTENCE = re.compile(r"[a-z\u00df-\u024f]{2}[.!?](?:\s|$)")


def split(kept: Sequence[str]) -> tuple[str, str]:
    """Separate a text from the signature, and from what a telephone adds to it.

    Args:
        kept: lines of the sender's own text.

    Returns:
        Pair of text and signature. Without a text there is no signature.
    """
    stripped = [line for line in kept if not _is_device_line(line)]
    for number, line in enumerate(stripped):
        if _SIGNATURE_MARK.match(line):
            below = [one.strip() for one in stripped[number + 1 :] if one.strip()]
            if line == "-- " or _is_signature(below):
                own = join(stripped[:number])
                return own, join(stripped[number + 1 :]) if own else ""
    return join(stripped), ""


def _is_signature(below: Sequence[str]) -> bool:
    """Return whether lines are a signature rather than more of the text."""
    if not 0 < len(below) <= MAX_SIGNATURE_LINES:
        return False
    return not any(len(line) > MAX_SIGNATURE_LINE or _is_prose(line) for line in below)


def _is_prose(line: str) -> bool:
    """Return whether a line is a sentence, or begins in the middle of one."""
    if len(line.split()) <= 3:
        return False
    begins_small = line[0].islower() and not any(map(str.isdigit, line))
    return begins_small or bool(_SENTENCE.search(line[:MAX_LINE]))


def _is_device_line(line: str) -> bool:
    head = line[:MAX_LINE].strip()
    if len(head) > 100 or len(head.split()) > 14 or not _DEVICE_LINE.match(head):
        return False
    return any(
        device in head.casefold() for device in DEVICES
    ) and not _SENTENCE.search(head[:-1])
