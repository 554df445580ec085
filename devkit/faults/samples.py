"""Malformed payloads, made by hypothesis from harmless ones.

They are what broken programs and networks send: cut off, in the wrong charset, with
bytes that do not belong there. None is made to attack a parser.
"""

from hypothesis import strategies as st

from ..place import ADDONS
from .load import EMAIL_TEXTS, REPORTS

DEMO_EMAILS = ADDONS / "channel_gateway" / "demo" / "letters"
MAX_DEPTH = 12
MAX_HEADER = 300_000
CHARSETS = ("utf-8", "us-ascii", "iso-8859-1", "utf-16", "x-unknown", "utf-7", "", "\0")
ENCODINGS = ("7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "nonsense")
TYPES = (
    "text/plain",
    "text/html",
    "text",
    "multipart/mixed",
    "multipart/alternative",
    "message/rfc822",
    "application/octet-stream",
    "image/png; name*=utf-8''%ff.png",
    ";",
)
HEADERS = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Content-Type",
    "Content-Disposition",
    "Auto-Submitted",
    "Return-Path",
)
VALUES = (
    b"",
    b"<>",
    b"@",
    b"a@",
    b'"unclosed <a@example.org>',
    b"=?utf-8?q?=FF=FE?=",
    b"=?x-unknown?b?YWJj?=",
    b"=?utf-8?b?not base64?=",
    b"\xff\xfe\x00",
    b"a@example.org, b@example.org,, ;",
    b"Thu, 99 Foo 20xx 99:99:99 +9999",
    "Gr\u00fc\u00dfe <g@example.org>".encode("latin-1"),
    "\u202emirror@example.org".encode(),
)
ODD_TEXTS = (
    "",
    "0",
    "-1",
    "NaN",
    "inf",
    "1e309",
    "null",
    "[]",
    "{}",
    "%",
    "%00",
    "\0",
    "'",
    '"',
    "\\",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\u202e",
    "9" * 400,
    "x" * 5000,
    "2026-13-45T99:99:99Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
)
PARAMETERS = (
    "service_code",
    "lat",
    "long",
    "address_string",
    "address_id",
    "description",
    "first_name",
    "last_name",
    "email",
    "phone",
    "account_id",
    "device_id",
    "media_url",
    "jurisdiction_id",
    "lang",
    "attribute[colour]",
    "attribute[colour][]",
    "attribute[",
    "attribute[]",
    "service_request_id",
    "start_date",
    "end_date",
    "status",
    "page",
    "page_size",
    "extensions",
)


def _emails() -> list[bytes]:
    """Harmless e-mails to begin with."""
    demo = [path.read_bytes() for path in sorted(DEMO_EMAILS.glob("*.eml"))]
    plain = [
        f"From: Robin Hall <robin@example.org>\r\nTo: contact@example.org\r\n"
        f"Subject: {subject}\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"{text.format(place='14 Park Avenue HU5 3ER')}\r\n".encode()
        for subject, text in EMAIL_TEXTS[::5]
    ]
    return demo + plain


@st.composite
def emails(draw) -> bytes:
    """An e-mail that one to four things are wrong with."""
    raw = draw(st.sampled_from(_EMAILS))
    for _time in range(draw(st.integers(1, 4))):
        raw = draw(st.sampled_from(_MUTATIONS))(draw, raw)
    # Each is one of its own, not a repetition of the last.
    number = b"%d" % draw(st.integers(0, 2**62))
    raw = raw.replace(b"Message-ID: <demo-", b"Message-ID: <" + number + b"-")
    return b"X-Number: " + number + b"\r\n" + raw


def _cut(draw, raw: bytes) -> bytes:
    return raw[: draw(st.integers(0, len(raw)))]


def _insert(draw, raw: bytes) -> bytes:
    at = draw(st.integers(0, len(raw)))
    return raw[:at] + draw(st.binary(max_size=60)) + raw[at:]


def _insert_nul(draw, raw: bytes) -> bytes:
    at = draw(st.integers(0, len(raw)))
    return raw[:at] + b"\0" * draw(st.integers(1, 20)) + raw[at:]


def _change_charset(draw, raw: bytes) -> bytes:
    return raw.replace(b"utf-8", draw(st.sampled_from(CHARSETS)).encode())


def _change_encoding(draw, raw: bytes) -> bytes:
    name = draw(st.sampled_from(ENCODINGS)).encode()
    return b"Content-Transfer-Encoding: " + name + b"\r\n" + raw


def _add_header(draw, raw: bytes) -> bytes:
    name = draw(st.sampled_from(HEADERS)).encode()
    value = draw(st.one_of(st.sampled_from(VALUES), st.binary(max_size=40)))
    return name + b": " + value + b"\r\n" + raw


def _add_long_header(draw, raw: bytes) -> bytes:
    name = draw(st.sampled_from(HEADERS)).encode()
    unit = draw(st.sampled_from((b"x", b"a@example.org, ", b"<a@b>\r\n ", b"\xff")))
    size = draw(st.integers(1, MAX_HEADER))
    return name + b": " + (unit * (size // len(unit) + 1))[:size] + b"\r\n" + raw


def _nest(draw, raw: bytes) -> bytes:
    """Put the e-mail into parts of odd types, which need not be closed."""
    for depth in range(draw(st.integers(1, MAX_DEPTH))):
        kind = draw(st.sampled_from(TYPES)).encode()
        mark = b"b%d" % (depth % draw(st.integers(1, 4)))
        head = b"Content-Type: " + kind + b'; boundary="' + mark + b'"\r\n\r\n'
        end = draw(st.sampled_from((b"\r\n--" + mark + b"--\r\n", b"")))
        raw = head + b"--" + mark + b"\r\n" + raw + end
    return b"From: a@example.org\r\nSubject: nested\r\n" + raw


def _change_line_ends(draw, raw: bytes) -> bytes:
    end = draw(st.sampled_from((b"\n", b"\r", b"\n\r", b"\r\r\n")))
    return raw.replace(b"\r\n", b"\n").replace(b"\n", end)


def _append_text(draw, raw: bytes) -> bytes:
    """More words, in whatever characters there are."""
    words = draw(st.text(max_size=200))
    return raw + words.encode("utf-8", "surrogatepass")


_EMAILS = _emails()
_MUTATIONS = (
    _cut,
    _insert,
    _insert_nul,
    _change_charset,
    _change_encoding,
    _add_header,
    _add_long_header,
    _nest,
    _change_line_ends,
    _append_text,
)


@st.composite
def parameters(draw) -> list[tuple[str, str]]:
    """Names and values of a query or a form; some are as they should be."""
    service_code, text = draw(st.sampled_from(REPORTS))
    pairs = {
        "service_code": service_code,
        "lat": "53.76",
        "long": "-0.33",
        "description": text,
    }
    words = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
    value = st.one_of(st.sampled_from(ODD_TEXTS), words)
    for name in draw(st.sets(st.sampled_from(tuple(pairs)), max_size=3)):
        del pairs[name]
    odd = draw(
        st.lists(
            st.tuples(st.one_of(st.sampled_from(PARAMETERS), words), value), max_size=8
        )
    )
    number = draw(st.integers(0, 2**62))
    return [*pairs.items(), ("account_id", str(number)), *odd]
