"""Faxes and scans for tests."""

import io

from PIL import Image, ImageDraw, TiffImagePlugin

from .sample_emails import make_email

STANDARD = (204, 98)
FINE = (204, 196)
HYLAFAX = """recvq/fax00004.tif (ftp://fax.example.org/recvq/fax00004.tif):
      Sender: 01482 300301
       Pages: {pages}
     Quality: Normal
    Received: 2026:11:24 10:00:00
     CallID1: {number}
"""


def make_page(size=(1728, 1100), dpi=STANDARD, words=""):
    """A page with a square of one inch, and words, as a fax machine sends it."""
    page = Image.new("1", size, 1)
    page.paste(0, (200, 200, 200 + dpi[0], 200 + dpi[1]))
    if words:
        written = Image.new("L", (420, 160), 255)
        draw = ImageDraw.Draw(written)
        for number, line in enumerate(words.split("\n")):
            draw.text((5, 5 + 14 * number), line, fill=0)
        height = round(160 * 3 * dpi[1] / dpi[0])
        page.paste(written.resize((1260, height)).convert("1"), (200, 450))
    return page


def make_tiff(pages=1, compression="group3", dpi=STANDARD, **values):
    written = io.BytesIO()
    made = [make_page(dpi=dpi, **values) for _number in range(pages)]
    with TiffImagePlugin.AppendingTiffWriter(written, True) as file:
        for page in made:
            page.save(file, "TIFF", compression=compression, dpi=dpi)
            file.newFrame()
    return written.getvalue()


def make_fax(number="+44 1482 300300", pages=1, content=None, **values):
    """A fax as HylaFAX hands it over."""
    given = {
        "sender": "FaxMaster <fax@fax.example.org>",
        "subject": 'Fax received from "01482 300301"',
        "message_id": f"<fax-{number}-{pages}@fax.example.org>".replace(" ", ""),
        **values,
    }
    body = HYLAFAX.format(number=number, pages=pages)
    tiff = make_tiff(pages) if content is None else content
    email = make_email(body, attachments=[("fax00004.tif", tiff)], **given)
    return email.replace(b"image/jpeg", b"image/tiff")
