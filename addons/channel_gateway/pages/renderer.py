"""Program that makes images of the pages of a file, in a process of its own.

Decoders of images and of PDF are large, and the file is a stranger's: memory and time
of this process are limited, and its end harms nothing else.

    python renderer.py FILE FOLDER

writes images into the folder, and to the standard output a JSON object: `pages`, a list
of objects with `number`, `image` and `scan` (names in the folder), `count` of pages in
the file, `pdf` (a name or null) and `faults`, a list of pairs of a page, 0 for all, and
`unreadable` or `too_large`.
"""

import json
import resource
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import img2pdf
import pypdfium2
from PIL import Image, ImageFile, ImageOps

MAX_PAGES = 50
# A page of A3 at 400 dpi has 31 million.
MAX_PIXELS = 40_000_000
MAX_SCAN_SIDE = 4_000
IMAGE_WIDTH = 1_000
MAX_IMAGE_HEIGHT = 4_000
MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 60
SCAN_DPI = 200
POINTS_PER_INCH = 72
# ITU-T T.4: pixels of a line. Lines are 3.85 to a millimetre, or 7.7 ("fine").
FAX_WIDTHS = (1728, 2048, 2432)
MAX_STRETCH = 5.0
FORMATS = ("TIFF", "PNG", "JPEG")
UNREADABLE = "unreadable"
TOO_LARGE = "too_large"
# A file without a resolution seems to have one of 1.
MIN_DPI = 20


def main(source: Path, folder: Path) -> dict[str, Any]:
    """Make the images.

    Args:
        source: the file with the pages.
        folder: where the images are written.

    Returns:
        The object that is printed.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    # A line was bad, and the fax ended early: what came is shown.
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    is_pdf = b"%PDF-" in source.read_bytes()[:1024]
    found: dict[str, Any] = {"pages": [], "faults": [], "count": 0, "pdf": None}
    for number, page in enumerate(_pdf_pages(source) if is_pdf else _frames(source), 1):
        if isinstance(page, int):
            found["count"] = page
            break
        found["count"] = number
        if isinstance(page, str):
            found["faults"].append((number, page))
            continue
        found["pages"].append(_write(page, number, folder))
    if not is_pdf and found["pages"]:
        found["pdf"] = _write_pdf(source, folder)
    return found


def outcome(source: Path, folder: Path) -> dict[str, Any]:
    """Make the images, or say why there are none.

    Args:
        source: the file with the pages.
        folder: where the images are written.

    Returns:
        The object that is printed.
    """
    try:
        return main(source, folder)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        fault = TOO_LARGE
    except Exception:  # noqa: BLE001 - decoders raise whatever their libraries do
        fault = UNREADABLE
    return {"pages": [], "faults": [(0, fault)], "count": 0, "pdf": None}


def _frames(source: Path) -> Iterator[Image.Image | str | int]:
    """Yield the pages of an image, upright and in proportion.

    Yields:
        A page, why there is none, or last how many there are if that is too many.
    """
    with Image.open(source, formats=FORMATS) as image:
        count = getattr(image, "n_frames", 1)
        for number in range(count):
            if number >= MAX_PAGES:
                yield count
                return
            try:
                image.seek(number)
                if image.width * image.height > MAX_PIXELS:
                    yield TOO_LARGE
                    continue
                yield in_proportion(ImageOps.exif_transpose(image) or image)
            except Image.DecompressionBombError:
                yield TOO_LARGE
            except (OSError, ValueError, SyntaxError):
                yield UNREADABLE


def in_proportion(image: Image.Image) -> Image.Image:
    """Return a page whose pixels are square, in grey or in colour.

    A fax has 204 pixels to the inch in a line, and 98 or 196 lines.

    Args:
        image: the page as it is stored.

    Raises:
        ValueError: it would be too large.
    """
    # A page of two colours is scaled without any smoothing.
    grey = image if image.mode == "RGB" else image.convert(_plain_mode(image))
    stretch = _stretch(image)
    width, height = image.size
    if stretch > 1:
        height = round(height * stretch)
    elif stretch < 1:
        width = round(width / stretch)
    if width * height > MAX_PIXELS:
        raise ValueError("too large")
    same = (width, height) == image.size
    return grey if same else grey.resize((width, height), Image.Resampling.BICUBIC)


def _plain_mode(image: Image.Image) -> str:
    return "L" if image.mode in ("1", "L", "LA", "I", "I;16") else "RGB"


def _stretch(image: Image.Image) -> float:
    """Return how much higher than wide a pixel is."""
    across, down = image.info.get("dpi", (0, 0))[:2]
    if across > MIN_DPI and down > MIN_DPI:
        ratio = float(across) / float(down)
        return ratio if 1 / MAX_STRETCH < ratio < MAX_STRETCH else 1.0
    is_coarse = image.width in FAX_WIDTHS and image.height < image.width
    return 204 / 98 if is_coarse and image.mode == "1" else 1.0


def _pdf_pages(source: Path) -> Iterator[Image.Image | str | int]:
    """Yield the pages of a PDF, as `_frames` does."""
    document = pypdfium2.PdfDocument(source)
    count = len(document)
    for number in range(count):
        if number >= MAX_PAGES:
            yield count
            return
        try:
            page = document[number]
            width, height = page.get_size()
            wanted = SCAN_DPI / POINTS_PER_INCH
            longest = max(width, height, 1.0)
            scale = min(wanted, MAX_SCAN_SIDE / longest)
            yield page.render(scale=scale, grayscale=False).to_pil().convert("RGB")
        except (OSError, ValueError, pypdfium2.PdfiumError):
            yield UNREADABLE


def _write(page: Image.Image, number: int, folder: Path) -> dict[str, Any]:
    """Write a page twice: to be looked at, and for the recognition of its text."""
    scan = page.convert("L")
    scan.thumbnail((MAX_SCAN_SIDE, MAX_SCAN_SIDE), Image.Resampling.BICUBIC)
    scan.save(folder / f"scan-{number}.png", compress_level=1)
    shown = page
    shown.thumbnail((IMAGE_WIDTH, MAX_IMAGE_HEIGHT), Image.Resampling.LANCZOS)
    shown.info = {}
    if shown.mode == "L":
        name = f"page-{number}.png"
        shown.save(folder / name, compress_level=6)
    else:
        name = f"page-{number}.jpg"
        shown.save(folder / name, quality=80)
    return {"number": number, "image": name, "scan": f"scan-{number}.png"}


def _write_pdf(source: Path, folder: Path) -> str | None:
    """Write a PDF with the pages as they are stored, and in their own size."""
    try:
        written = img2pdf.convert(str(source), rotation=img2pdf.Rotation.ifvalid)
    except Exception:  # noqa: BLE001 - the images are there
        return None
    (folder / "pages.pdf").write_bytes(written)
    return "pages.pdf"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    sys.stdout.write(json.dumps(outcome(Path(sys.argv[1]), Path(sys.argv[2]))))
