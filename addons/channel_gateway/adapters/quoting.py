"""The sender's own words, parted from the letter they answer and their signature."""

import re

# So much of a line tells whether an answered e-mail begins there.
MAX_LINE = 300
# Lines at which an answered letter begins, as common mail programs write them.
QUOTE_STARTS = (
    re.compile(r"^\s*On\b.{6,200}\bwrote:\s*$", re.I),
    re.compile(r"^\s*Le\b.{6,200}\ba écrit\s*:\s*$", re.I),
    re.compile(r"^\s*Am\b(?=.{1,200}\bschrieb\b).{6,300}:\s*$", re.I),
    re.compile(r"^\s*W dniu\b.{6,200}\bpisze:\s*$", re.I),
    re.compile(r"^\s*-{2,}\s*(Original|Forwarded) Message\s*-{2,}\s*$", re.I),
    re.compile(r"^\s*_{20,}\s*$"),
    re.compile(r"^\s*Begin forwarded message:\s*$", re.I),
)
# Outlook writes a block of headers and no line before it.
HEADER_BLOCK = re.compile(r"^\s*\*?From:\*?\s.+\n\s*\*?(Sent|Date|To):\*?\s", re.I)
DEVICE_LINE = re.compile(
    r"^\s*(Sent from (my|Yahoo|Outlook|Mail|Samsung)\b.*|Get Outlook for .*)$", re.I
)
# RFC 3676, 4.3; most programs drop the space at its end.
SIGNATURE_MARK = re.compile(r"^-- ?$")


def split(text: str) -> tuple[str, str]:
    """The sender's own words, and their signature; '' for what is missing.

    A letter of nothing but quotation is a forwarded one: it stays whole.

    >>> split("Thanks!\\n-- \\nJane\\n\\nOn Monday 3 May, Council wrote:\\n> Hello")
    ('Thanks!', 'Jane')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    own = _before_quote(text)
    words, signature = _parted(own)
    if not words:
        return text.strip(), ""
    return words, signature


def _before_quote(text: str) -> str:
    lines = text.split("\n")
    starts = [line[:MAX_LINE] for line in lines]
    for number, line in enumerate(starts):
        # Long lines are often broken in two.
        pair = starts[number : number + 2]
        if any(s.match(line) or s.match(" ".join(pair)) for s in QUOTE_STARTS):
            return "\n".join(lines[:number])
        if HEADER_BLOCK.match("\n".join(pair)) and number:
            return "\n".join(lines[:number])
    return "\n".join(line for line in lines if not line.startswith(">"))


def _parted(text: str) -> tuple[str, str]:
    lines = [
        line.rstrip()
        for line in text.split("\n")
        if not DEVICE_LINE.match(line[:MAX_LINE])
    ]
    mark = next(
        (at for at, line in enumerate(lines) if SIGNATURE_MARK.match(line)), len(lines)
    )
    return _tidy(lines[:mark]), _tidy(lines[mark + 1 :])


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
