"""What a client sent, as it is stored: without its API key, files included."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import parse_qsl, urlencode

from urllib3.filepost import encode_multipart_formdata
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

_HEAD = b"Content-Type: "
_LINE_END = b"\r\n\r\n"

MAX_NAME_LENGTH = 200

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class File:
    """An uploaded file; `field` is the name of its part."""

    field: str
    name: str
    mimetype: str
    content: bytes


def base_name(name: str) -> str:
    """Return the name of a file without the folders of the client's machine.

    Of a long name, the end with the extension is kept.
    """
    return name.replace("\\", "/").rpartition("/")[2][-MAX_NAME_LENGTH:] or "file"


def pack(pairs: Iterable[tuple[str, str]], files: Iterable[File] = ()) -> bytes:
    """Return names, values and files as bytes; without files, as a query string.

    Args:
        pairs: names and values.
        files: uploaded files.
    """
    parts = [(one.field, (one.name, one.content, one.mimetype)) for one in files]
    if not parts:
        return urlencode(list(pairs)).encode()
    body, content_type = encode_multipart_formdata([*pairs, *parts])
    return _HEAD + content_type.encode() + _LINE_END + body


def unpack(raw: bytes) -> tuple[Pairs, tuple[File, ...]]:
    """Return what `pack` was given.

    Args:
        raw: its result.
    """
    if not raw.startswith(_HEAD):
        text = raw.decode(errors="replace")
        return parse_qsl(text, keep_blank_values=True), ()
    head, _end, body = raw.partition(_LINE_END)
    mimetype, options = parse_options_header(head.removeprefix(_HEAD).decode())
    parser = FormDataParser(max_form_memory_size=None, max_form_parts=None)
    _stream, form, files = parser.parse(BytesIO(body), mimetype, len(body), options)
    return list(form.items(multi=True)), tuple(
        File(field, one.filename or "", one.mimetype, one.read())
        for field, one in files.items(multi=True)
    )
