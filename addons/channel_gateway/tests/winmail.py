"""Writer of winmail.dat files as Outlook packs them (MS-OXTNEF)."""

import struct

import compressed_rtf

TEXT, BINARY, UNICODE, NUMBER, OBJECT = 0x1E, 0x102, 0x1F, 3, 0x0D
MESSAGE, ATTACHMENT, ATTACH_BEGIN = 0x9003, 0x9005, 0x9002
ATTACH_TITLE, ATTACH_DATA, CODEPAGE, BODY = 0x8010, 0x800F, 0x9007, 0x800C
SUBJECT, RTF, HTML, PLAIN = 0x0037, 0x1009, 0x1013, 0x1000
LONG_NAME, METHOD, DATA = 0x3707, 0x3705, 0x3701


def attribute(code, data, level=1):
    """Return an attribute with its checksum."""
    head = struct.pack("<BHHI", level, code, 6, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(*found):
    """Return properties, each given as its kind, its key and its value."""
    content = struct.pack("<I", len(found))
    for kind, key, value in found:
        content += struct.pack("<HH", kind, key)
        if kind == NUMBER:
            content += struct.pack("<I", value)
            continue
        content += struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)
    return content


def text(value):
    """Return a text as Outlook stores it."""
    return value.encode("utf-16-le") + b"\0\0"


def rtf(value):
    """Return RTF as Outlook stores it."""
    return compressed_rtf.compress(value.encode("latin-1"))


def make(*attributes):
    """Return the file, in Windows-1252."""
    codepage = attribute(CODEPAGE, struct.pack("<II", 1252, 0))
    return b"\x78\x9f\x3e\x22\x01\x00" + codepage + b"".join(attributes)


def attached(content, short, long=""):
    """Return the attributes of a file."""
    whole = attribute(ATTACH_BEGIN, b"\0" * 14, 2)
    whole += attribute(ATTACH_TITLE, short.encode("cp1252", "replace") + b"\0", 2)
    whole += attribute(ATTACH_DATA, content, 2)
    if long:
        names = properties((UNICODE, LONG_NAME, text(long)))
        whole += attribute(ATTACHMENT, names, 2)
    return whole
