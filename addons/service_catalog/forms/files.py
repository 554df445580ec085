"""Uploaded files, whose type is determined from their content."""

import io
import struct
import warnings
import zipfile
from dataclasses import dataclass

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from odoo.addons.constituent_crm.importing import archive as archives
from odoo.addons.constituent_crm.text import single_line

from .question import MEGABYTE, Fault, Question

Image.init()
pi_heif.register_heif_opener()
# Some builds of Pillow lack WebP.
FORMATS: dict[str, str] = {
    form: f"image/{form.lower()}"
    for form in ("JPEG", "PNG", "WEBP")
    if form in Image.OPEN and form in Image.SAVE
}
# The format of photographs of iPhones, which few browsers show.
HEIC = "HEIF"
# More pixels exhaust the memory once a small file is decoded.
MAX_PIXELS = 60_000_000
# Exceptions of Pillow for files that are no image, damaged or too large.
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
    struct.error,
)
QUALITY = 88
MAX_FILE_NAME_LENGTH = 120


@dataclass(frozen=True)
class File:
    """A file that was accepted."""

    name: str
    content: bytes
    mimetype: str


def examine(question: Question, name: str, content: bytes) -> File | Fault:
    """Accept a file or reject it.

    A photograph is re-encoded: turned upright and without metadata, which may hold the
    place where it was taken. Re-encoding also drops other hidden content. HEIC becomes
    JPEG.

    Args:
        question: its `accepts` and `max_bytes` apply.
        name: the name that the sender gives; its extension is ignored.
        content: the bytes of the file.

    Returns:
        The file to keep, or the fault.
    """
    name = single_line(name.replace("\\", "/").rpartition("/")[2])
    name = " ".join(name.split())[-MAX_FILE_NAME_LENGTH:]
    details = {"name": name, "most": question.max_bytes // MEGABYTE}
    if not content:
        return Fault("file_empty", details)
    if len(content) > question.max_bytes:
        return Fault("file_too_large", details)
    image = _photograph(content)
    if image:
        if name.casefold().endswith((".heic", ".heif")):
            name = f"{name.rpartition('.')[0]}.jpg"
        return File(name, *image)
    mimetype = _document(content) if question.accepts == "document" else None
    if not mimetype:
        is_image = question.accepts == "image"
        return Fault("file_no_image" if is_image else "file_no_document", details)
    return File(name, content, mimetype)


def open_photograph(content: bytes) -> Image.Image | None:
    """Open an image without decoding its pixels.

    Args:
        content: the bytes of the file.

    Returns:
        The image; None for other files and for more than `MAX_PIXELS` pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=[*FORMATS, HEIC])
    except UNREADABLE:
        return None
    return image if image.width * image.height <= MAX_PIXELS else None


def _photograph(content: bytes) -> tuple[bytes, str] | None:
    """Return the re-encoded image and its type; None for other files."""
    image = open_photograph(content)
    if not image:
        return None
    form = "JPEG" if image.format == HEIC else image.format or ""
    try:
        upright = ImageOps.exif_transpose(image)
    except UNREADABLE:
        return None
    modes = ("RGB", "L") if form == "JPEG" else ("RGB", "RGBA", "L")
    plain = upright if upright.mode in modes else upright.convert("RGB")
    plain.info = {}
    written = io.BytesIO()
    plain.save(written, form, quality=QUALITY)
    return written.getvalue(), FORMATS[form]


def _document(content: bytes) -> str | None:
    """Return the type of a PDF, plain text or office document, or None."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # HTML and SVG would pass as text and may hold scripts.
    is_markup = text.lstrip("\ufeff \t\r\n").startswith("<")
    return None if is_markup or "\0" in text else "text/plain"


def _office(content: bytes) -> str | None:
    """Return the type of an office document without macros, or None."""
    kinds = {
        "word/": "vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xl/": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > archives.LIMITS.members:
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                declared_type = archive.read("mimetype").decode("ascii", "replace")
                if declared_type.startswith("application/vnd.oasis.opendocument."):
                    return declared_type
    except archives.DAMAGES:
        return None
    # Documents with macros are rejected.
    if "[Content_Types].xml" not in names or any("vbaProject" in one for one in names):
        return None
    for folder, kind in kinds.items():
        if any(name.startswith(folder) for name in names):
            return f"application/{kind}"
    return None
