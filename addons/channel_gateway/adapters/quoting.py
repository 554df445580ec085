"""Separation of the sender's own text from the quoted e-mail and the signature."""

import re

# This much of a line tells whether a quoted e-mail begins there.
MAX_LINE = 300
# Lines before a quoted e-mail, as common mail programs write them.
QUOTE_STARTS = (
    re.compile(r"^\s*On\b.{6,200}\bwrote:\s*$", re.I),
    re.compile(r"^\s*Le\b.{6,200}\ba écrit\s*:\s*$", re.I),
    re.compile(r"^\s*Am\b(?=.{1,200}\bschrieb\b).{6,300}:\s*$", re.I),
    re.compile(r"^\s*W dniu\b.{6,200}\bpisze:\s*$", re.I),
    re.compile(r"^\s*-{2,}\s*(Original|Forwarded) Message\s*-{2,}\s*$", re.I),
    re.compile(r"^\s*_{20,}\s*$"),
    re.compile(r"^\s*Begin forwarded message:\s*$", re.I),
)
# Outlook writes a block of headers without a line before it.
HEADER_BLOCK = re.compile(r"^\s*\*?From:\*?\s.+\n\s*\*?(Sent|Date|To):\*?\s", re.I)
DEVICE_LINE = re.compile(
    r"^\s*(Sent from (my|Yahoo|Outlook|Mail|Samsung)\b.*|Get Outlook for .*)$", re.I
)
# RFC 3676, 4.3. Most programs drop the space at its end.
SIGNATURE_MARK = re.compile(r"^-- ?$")


def split(text: str) -> tuple[str, str]:
    r"""Split the text of an e-mail into the sender's own text and the signature.

    An e-mail that consists of quotation alone was forwarded, so that it is kept whole.

    >>> split("Thanks!\n-- \nJane\n\nOn Monday 3 May, Council wrote:\n> Hello")
    ('Thanks!', 'Jane')

    Args:
        text: body of an e-mail as plain text.

    Returns:
        Pair of own text and signature; "" for what is missing.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    own = _before_quote(text)
    words, signature = _split_signature(own)
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


def _split_signature(text: str) -> tuple[str, str]:
    lines = [
        line.rstrip()
        for line in text.split("\n")
        if not DEVICE_LINE.match(line[:MAX_LINE])
    ]
    mark = next(
        (at for at, line in enumerate(lines) if SIGNATURE_MARK.match(line)), len(lines)
    )
    return _join_lines(lines[:mark]), _join_lines(lines[mark + 1 :])


def _join_lines(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
