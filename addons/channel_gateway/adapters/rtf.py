"""Plain text from rich text (RTF), as Outlook packs it in a winmail.dat.

`striprtf` was not used: its patterns take more than linear time on hostile input.
"""

import re

import compressed_rtf

from .decoding import clean, decode

# Longer ones contain pictures rather than words.
MAX_PACKED = 200_000
MAX_LENGTH = 2_000_000

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])"
    r"|([^\\{}\r\n]+)",
    re.S,
)
# Groups whose content is no text.
_UNSEEN = set(
    "fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl"
    " footerr listtable listoverridetable rsidtbl generator themedata datastore fldinst"
    " xmlnstbl latentstyles".split()
)
_SIGNS = {
    "par": "\n",
    "line": "\n",
    "row": "\n",
    "sect": "\n",
    "page": "\n",
    "tab": "\t",
    "cell": " ",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
_SPECIAL = {"~": " ", "_": "-", "-": "", "\r": "\n"}
# RTF 1.9.1, "Font table": charsets of fonts.
_CHARSETS = {
    "77": "mac_roman",
    "128": "cp932",
    "129": "cp949",
    "134": "cp936",
    "136": "cp950",
    "161": "cp1253",
    "162": "cp1254",
    "163": "cp1258",
    "177": "cp1255",
    "178": "cp1256",
    "186": "cp1257",
    "204": "cp1251",
    "222": "cp874",
    "238": "cp1250",
}


def unpack(packed: bytes) -> str:
    """Return the text of compressed RTF (MS-OXRTFCP).

    Args:
        packed: value of the property PidTagRtfCompressed.

    Returns:
        The text; "" where it is malformed or too long.
    """
    if len(packed) > MAX_PACKED:
        return ""
    try:
        content = compressed_rtf.decompress(packed)
    # The library raises nothing more specific for what it cannot read.
    except Exception:  # noqa: BLE001
        return ""
    return text(content[:MAX_LENGTH].decode("latin-1"))


def text(rtf: str) -> str:
    r"""Convert RTF to plain text.

    >>> text(r"{\rtf1\ansi My bin\par was missed}")
    'My bin\nwas missed'

    Args:
        rtf: RTF, one character for each byte.

    Returns:
        Plain text with line feeds between paragraphs.
    """
    writer = _Writer()
    for word, number, code, sign, brace, plain in _TOKEN.findall(rtf):
        if brace:
            writer.brace(brace)
        elif word:
            writer.word(word, number)
        elif code:
            writer.code(code)
        elif sign:
            writer.sign(sign)
        else:
            writer.plain(plain)
    return writer.finish()


class _Writer:
    """Writer of text that follows groups, fonts and characters beyond ASCII."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._hidden = False
        self._stack: list[tuple[bool, str, int]] = []
        self._codepage = self._charset = "cp1252"
        self._fonts: dict[str, str] = {}
        self._font = ""
        self._is_table = False
        # How many characters follow one in Unicode for programs without it.
        self._fallback, self._skip = 1, 0

    def brace(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        if brace == "{":
            self._stack.append((self._hidden, self._charset, self._fallback))
        elif self._stack:
            self._hidden, self._charset, self._fallback = self._stack.pop()
            self._is_table = self._is_table and self._hidden

    def word(self, word: str, number: str) -> None:
        self._flush()
        if word in _UNSEEN:
            self._hidden = True
            self._is_table = self._is_table or word == "fonttbl"
        elif word == "ansicpg":
            self._codepage = self._charset = f"cp{number}"
        elif word == "uc":
            self._fallback = int(number or 1)
        elif word in ("f", "fcharset"):
            self._read_font(word, number)
        elif word == "u" and number and not self._hidden:
            self._parts.append(chr(int(number) % 0x10000))
            self._skip = self._fallback
        elif word in _SIGNS and not self._hidden:
            self._parts.append(_SIGNS[word])

    def _read_font(self, word: str, number: str) -> None:
        if word == "fcharset":
            self._fonts[self._font] = _CHARSETS.get(number, "")
            return
        self._font = number
        if not self._is_table:
            self._charset = self._fonts.get(number) or self._codepage

    def code(self, code: str) -> None:
        if self._skip:
            self._skip -= 1
        elif not self._hidden:
            self._bytes.append(int(code, 16))

    def sign(self, sign: str) -> None:
        self._flush()
        if sign == "*":
            self._hidden = True
        elif not self._hidden:
            self._parts.append(_SPECIAL.get(sign, sign))

    def plain(self, plain: str) -> None:
        self._flush()
        skipped, self._skip = min(self._skip, len(plain)), 0
        if not self._hidden:
            self._parts.append(plain[skipped:])

    def finish(self) -> str:
        self._flush()
        joined = "".join(self._parts)
        # Characters beyond the first plane come as two.
        joined = joined.encode("utf-16-le", "surrogatepass").decode(
            "utf-16-le", "replace"
        )
        lines = (line.strip() for line in clean(joined).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def _flush(self) -> None:
        if self._bytes:
            self._parts.append(decode(bytes(self._bytes), self._charset))
            self._bytes.clear()
