"""Take out of a log what it says of people: addresses, links and words."""

import re

MASK = "***"
# Longer messages are cut: what they quote is no fault but data.
MAX_LENGTH = 20_000

# Addresses end at a space, a quote or a bracket, in whatever text they stand.
VALUE = r"[^\s&\"'<>)\]]*"
SECRETS = (
    # Parameters of an address that open something, or hold what somebody typed.
    (
        re.compile(
            r"(?i)(?:\b|(?<=%3F)|(?<=%26))"
            r"(access_token|token|_?hash|api_key|key|q|search|reference|proof)"
            rf"(=|%3D){VALUE}"
        ),
        rf"\1\2{MASK}",
    ),
    # The token is a part of the path.
    (re.compile(r"(/track/joined/)[^\s/?\"'<>)\]]+"), rf"\1{MASK}"),
    (re.compile(r"(/open311/v2/tokens/)[^\s.?\"'<>)\]]+"), rf"\1{MASK}"),
)
ADDRESS = re.compile(r"[\w.+%-]{1,64}@(?=[\w-]{1,63}\.)[\w.-]{1,255}")

# PostgreSQL quotes rows in these parts of an error.
ROWS = ("DETAIL:", "CONTEXT:", "HINT:", "LINE ")
# The value that a type does not take; names of columns and tables are quoted alike.
REFUSED_VALUE = re.compile(
    r"(invalid input|out of range|too long)([^\"\n]{0,100})\"[^\n]*"
)
BAD_QUERY = "bad query: "
ERROR = "\nERROR: "


def redact(text: str, *, keep_addresses: bool = False) -> str:
    """Take tokens, e-mail addresses and what rows hold out of a line of a log.

    Args:
        keep_addresses: e-mail addresses are logins of staff there.
    """
    text = text[:MAX_LENGTH]
    if text.startswith(BAD_QUERY):
        query, error, words = text.partition(ERROR)
        text = f"{_redact_query(query)}{error}{words}"
    text = _redact_database_error(text)
    for pattern, kept in SECRETS:
        text = pattern.sub(kept, text)
    return text if keep_addresses else ADDRESS.sub(MASK, text)


def _redact_query(text: str) -> str:
    """Take the literals out of a query, which psycopg2 keeps as bytes."""
    query = text.removeprefix(BAD_QUERY)
    if query[:2] in ("b'", 'b"'):
        query = query[2:].removesuffix(query[1]).replace("\\'", "'")
    # A quote within a literal is doubled; every second piece is one.
    pieces = query.replace("''", "").split("'")
    pieces[1::2] = [MASK] * len(pieces[1::2])
    return BAD_QUERY + "'".join(pieces)


def _redact_database_error(text: str) -> str:
    """Take the values that PostgreSQL quotes out of an error or its traceback."""
    lines = []
    is_quoting = False
    for line in text.split("\n"):
        if line.startswith(ROWS):
            is_quoting = True
            lines.append(f"{line.partition(':')[0]}: {MASK}")
        elif is_quoting and line and not line.startswith(("Traceback", "The above")):
            continue
        else:
            is_quoting = False
            lines.append(REFUSED_VALUE.sub(rf'\1\2"{MASK}"', line))
    return "\n".join(lines)
