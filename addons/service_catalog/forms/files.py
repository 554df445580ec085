"""Files that residents and officers send: what they are is told by their content."""

import io
import struct
import warnings
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from odoo.addons.constituent_crm.importing import archive as archives
from odoo.addons.constituent_crm.text import single_line

from .question import MEGABYTE, Fault, Question

Image.init()
# WebP is not in every build of the library.
FORMATS: dict[str, str] = {
    form: f"image/{form.lower()}"
    for form in ("JPEG", "PNG", "WEBP")
    if form in Image.OPEN and form in Image.SAVE
}
# More is no photograph, but a small file that fills the memory once it is opened.
MAX_PIXELS = 60_000_000
# How the library says that something is no image, or a damaged or too large one.
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
    """A file that may be kept."""

    name: str
    content: bytes
    mimetype: str


def examine(question: Question, name: str, content: bytes) -> File | Fault:
    """The file as it is kept, or why it is not.

    A photograph is written anew: turned as it was held, and without what the camera
    noted beside it, where its owner lives above all. What only pretends to be one does
    not survive that.

    Args:
        name: as the sender calls it; the ending says nothing.
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
        return File(name, *image)
    mimetype = _document(content) if question.accepts == "document" else None
    if not mimetype:
        is_image = question.accepts == "image"
        return Fault("file_no_image" if is_image else "file_no_document", details)
    return File(name, content, mimetype)


def open_photograph(content: bytes) -> Image.Image | None:
    """Open an image without decoding its pixels, which are `MAX_PIXELS` at most.

    Returns:
        The image; None for what is no photograph, or a larger one.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=list(FORMATS))
    except UNREADABLE:
        return None
    return image if image.width * image.height <= MAX_PIXELS else None


def _photograph(content: bytes) -> tuple[bytes, str] | None:
    """The image written anew and its type; None for what is no image."""
    image = open_photograph(content)
    if not image:
        return None
    form = image.format or ""
    try:
        upright = ImageOps.exif_transpose(image)
    except UNREADABLE:
        return None
    plain = upright if upright.mode in ("RGB", "RGBA", "L") else upright.convert("RGB")
    plain.info = {}
    written = io.BytesIO()
    plain.save(written, form, quality=QUALITY)
    return written.getvalue(), FORMATS[form]


def _document(content: bytes) -> str | None:
    """The type of a PDF, a text, or a document of an office suite."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # A page or a picture with script in it would be text as well.
    is_markup = text.lstrip("\ufeff \t\r\n").startswith("<")
    return None if is_markup or "\0" in text else "text/plain"


def _office(content: bytes) -> str | None:
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
    # Macros are programs, which nobody need send.
    if "[Content_Types].xml" not in names or any("vbaProject" in one for one in names):
        return None
    for folder, kind in kinds.items():
        if any(name.startswith(folder) for name in names):
            return f"application/{kind}"
    return None
