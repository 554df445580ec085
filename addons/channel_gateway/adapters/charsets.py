"""Charsets of texts whose label may be unknown, wrong or missing.

Every text becomes readable as far as its bytes allow, and nothing here fails.
"""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import chardetng_py

from . import latin_letters

# WHATWG Encoding Standard, 4.2: what browsers and mail programs mean by these labels,
# by Python's name of the narrower charset. "" says nothing about other bytes.
_MEANT = {
    "ascii": "",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "koi8-r": "koi8-u",
    "big5": "big5hkscs",
}
# Labels of that standard that Python does not know.
_ALIASES = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "x-gbk": "gb18030",
    "cn-gb": "gb18030",
    "cn-big5": "big5",
    "x-x-big5": "big5",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
}
# Python codecs that are no charsets of e-mails, or slow.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
_MULTIBYTE = ("gb18030", "big5", "cp949", "cp932", "euc")
# These write other scripts in ASCII.
_ESCAPED = ("iso2022", "hz", "utf-7")
_ESCAPE = b"\x1b$"
# A text of fewer bytes outside ASCII may be valid UTF-8 by chance.
_FEW = 6
# This much of an unlabelled text is looked at.
_SAMPLE = 8_192
# One in so many of the bytes at every other position are zero: UTF-16.
_ZEROS = 8
_MIN_ZEROS = 4
# "From: " is in UTF-16 if its first characters are.
_BEGINNING = 16
# The detector tells scripts apart, but Latin letters of central Europe only roughly.
_LATIN = {
    "cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-4",
    "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "utf-8",
}  # fmt: skip
_SPECIAL = re.compile(rb"[\0\x1b]|~{")
# RFC 1843: Chinese between "~{" and "~}".
_HZ = re.compile(rb"~\{(?:[!-w][!-~]){1,200}~\}")
# No word of western Europe has so many accented letters in a row.
_FOREIGN = re.compile(rb"[\x80-\xff]{5,30}|[\xc0-\xff]{4,30}")
_MIN_FOREIGN = 2
_NON_ASCII = re.compile(rb"[\x80-\xff]")
# HTML Standard, 13.2.3.2: a page may name its charset so near its beginning.
_PRESCAN = 1_024
_DECLARATION = re.compile(
    rb"<(?:meta|\?xml)\s[^<>]{0,200}?(?:charset|encoding)\s{0,9}=[\s\"']{0,9}"
    rb"([A-Za-z0-9_.:-]{1,40})",
    re.I,
)
# What a reader may choose where the letters look wrong.
CHOICES = [
    ("utf-8", "Unicode (UTF-8)"),
    ("cp1252", "Western European (Windows-1252)"),
    ("iso8859-15", "Western European (ISO 8859-15)"),
    ("cp1250", "Central European (Windows-1250)"),
    ("iso8859-2", "Central European (ISO 8859-2)"),
    ("cp1257", "Baltic (Windows-1257)"),
    ("cp1251", "Cyrillic (Windows-1251)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
    ("iso8859-5", "Cyrillic (ISO 8859-5)"),
    ("cp1253", "Greek (Windows-1253)"),
    ("cp1254", "Turkish (Windows-1254)"),
    ("cp1255", "Hebrew (Windows-1255)"),
    ("cp1256", "Arabic (Windows-1256)"),
    ("cp1258", "Vietnamese (Windows-1258)"),
    ("cp874", "Thai (Windows-874)"),
    ("gb18030", "Chinese, simplified (GB 18030)"),
    ("big5", "Chinese, traditional (Big5)"),
    ("cp932", "Japanese (Shift JIS)"),
    ("euc_jp", "Japanese (EUC)"),
    ("cp949", "Korean (Windows-949)"),
    ("utf-16-le", "Unicode (UTF-16 LE)"),
    ("utf-16-be", "Unicode (UTF-16 BE)"),
]
_chosen: ContextVar[str] = ContextVar("chosen charset", default="")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")


@contextmanager
def chosen(codec: str) -> Iterator[None]:
    r"""Decode every text outside ASCII by a charset that a reader has chosen.

    >>> with chosen("cp1251"):
    ...     decode(b"\xcc\xf3\xf1\xee\xf0", "iso-8859-1")
    'Мусор'

    Args:
        codec: one of `CHOICES`; "" for what the sender named, or what it looks like.

    Yields:
        None, while texts are decoded.
    """
    token = _chosen.set(codec)
    try:
        yield
    finally:
        _chosen.reset(token)


def decode(content: bytes, charset: str | None = None) -> str:
    r"""Decode a text whose sender may have named the charset.

    >>> decode(b"Caf\xc3\xa9", "iso-8859-1"), decode(b"Caf\xe9", "utf-8")
    ('Café', 'Café')

    Args:
        content: encoded text.
        charset: name of its charset, as the sender wrote it.

    Returns:
        The text. What cannot be decoded is replaced by U+FFFD.
    """
    if not charset and content.isascii() and not _SPECIAL.search(content):
        # Most headers.
        return content.decode("ascii")
    if (mine := _chosen.get()) and not content.isascii():
        return content.decode(mine, "replace").removeprefix("\ufeff")
    codec = codec_of(charset) or _declared(content)
    text = _wide(content)
    if codec == "cp1252" and not content.isascii() and _is_mislabelled(content):
        codec = ""
    # What is valid UTF-8 is hardly ever something else, whatever its label says.
    for candidate in (*_before_utf_8(content, codec), "utf-8", codec):
        if text is None and candidate:
            text = _strict(content, candidate)
    if text is None:
        text = _damaged(content, codec) or _guessed(content)
    return text.removeprefix("\ufeff")


def _is_mislabelled(content: bytes) -> bool:
    """Return whether a text labelled as Latin-1, a default label, is something else."""
    sample = _sample(content)
    is_foreign = len(_FOREIGN.findall(sample)) >= _MIN_FOREIGN
    return is_foreign or latin_letters.is_unlikely(sample, "cp1252")


def _declared(content: bytes) -> str:
    """Return the codec that an HTML page without a label names itself, or ""."""
    found = _DECLARATION.search(content[:_PRESCAN])
    return codec_of(found[1].decode("ascii")) if found else ""


def _before_utf_8(content: bytes, codec: str) -> tuple[str, ...]:
    """Return the charset that a text may be in although it is valid UTF-8."""
    if codec.startswith(_ESCAPED):
        return (codec,)
    if _ESCAPE in content:
        return ("iso2022_jp", "iso2022_kr")
    if not codec and _HZ.search(content[:_SAMPLE]):
        return ("hz",)
    if codec.startswith(_MULTIBYTE):
        few = len(_NON_ASCII.findall(content[:_SAMPLE])) < _FEW
        return (codec,) if few else ()
    return ()


def decode_words(text: str) -> str:
    """Decode the encoded words (RFC 2047) in a text, broken ones too.

    >>> decode_words("=?utf-8?q?Caf=C3?= =?utf-8?q?=A9?= noise")
    'Café noise'

    Args:
        text: value of a header.

    Returns:
        The text. Spaces between two encoded words belong to neither.
    """
    found: list[str] = []
    # Bytes of adjacent words: some programs split a character.
    charset, content, at = "", b"", 0
    for word in _ENCODED_WORD.finditer(text):
        between = text[at : word.start()]
        label = word[1].partition("*")[0].lower()
        if content and (between.strip() or label != charset):
            found.append(decode(content, charset))
            content = b""
        if between.strip() or not at:
            found.append(between)
        charset, at = label, word.end()
        content += _word_bytes(word[2], word[3])
    if content:
        found.append(decode(content, charset))
    return "".join(found) + text[at:]


def transcode(raw: bytes) -> bytes:
    """Return an e-mail that is UTF-16 as a whole, or has a byte order mark, as UTF-8.

    Args:
        raw: the e-mail as it was received.

    Returns:
        `raw` itself where nothing is to be changed.
    """
    # One that begins otherwise may contain a text in UTF-16 without a label.
    text = _wide(raw) if _wide(raw[:_BEGINNING]) is not None else None
    if text is not None:
        return text.removeprefix("\ufeff").encode("utf-8", "replace")
    return raw.removeprefix(codecs.BOM_UTF8)


def _word_bytes(encoding: str, payload: str) -> bytes:
    content = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return quopri.decodestring(content, header=True)
    try:
        return base64.b64decode(content + b"==") or content
    except binascii.Error:
        return content


def codec_of(charset: str | None) -> str:
    """Return Python's name of the charset that a label means.

    Args:
        charset: name of a charset, as the sender wrote it.

    Returns:
        Name of a codec; "" if the label means none, or says nothing.
    """
    label = (charset or "").strip(" \t\"'").lower()[:40]
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
        # Python's codecs that convert no text, such as "zlib", are refused here.
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return ""
    if name.replace("_", "-") in _NO_CHARSETS:
        return ""
    return _MEANT.get(name, name)


def _strict(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide(content: bytes) -> str | None:
    """Return a text in UTF-16 or UTF-32 that shows it by its bytes, else None."""
    codec = ""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        codec = "utf-32"
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16"
    else:
        sample = content[:_SAMPLE]
        big, little = sample[::2].count(0), sample[1::2].count(0)
        more, fewer = max(big, little), min(big, little)
        if more >= max(_MIN_ZEROS, len(sample) / 2 / _ZEROS) and fewer * 10 < more:
            codec = "utf-16-be" if big > little else "utf-16-le"
    if not codec:
        return None
    # A line break that a mail server added is none of its characters.
    return content.removesuffix(b"\r\n").decode(codec, "replace")


def _damaged(content: bytes, codec: str) -> str:
    """Return a text of which a small part is broken, "" if it is something else."""
    multibyte = codec if codec.startswith(_MULTIBYTE) else ""
    for candidate, factor in (("utf-8", 1), (multibyte, 10)):
        if candidate:
            text = content.decode(candidate, "replace")
            bad = text.count("\ufffd")
            good = len(text) - len(text.encode("ascii", "ignore")) - bad
            if good > bad * factor:
                return text
    return ""


def _guessed(content: bytes) -> str:
    """Return a text in the charset that its bytes suggest."""
    sample = _sample(content)
    detector = chardetng_py.EncodingDetector()
    detector.feed(sample, last=True)
    codec = codec_of(detector.guess(tld=None, allow_utf8=True))
    if not codec or codec in _LATIN:
        codec = latin_letters.charset(sample)
    return content.decode(_MEANT.get(codec, codec), "replace")


def _sample(content: bytes) -> bytes:
    """Return a piece of a text with its first bytes beyond ASCII."""
    first = _NON_ASCII.search(content)
    start = max(first.start() - 200, 0) if first else 0
    return content[start : start + _SAMPLE]
