"""Redaction of personal data in logs: addresses, secret links and input."""

import re

MASK = "***"
# Longer messages are truncated: they quote data.
MAX_LENGTH = 20_000

# Values end at a space, a quotation mark or a bracket in any text.
VALUE = r"[^\s&\"'<>)\]]*"
SECRETS = (
    # Parameters of a URL that give access, or contain a user's input.
    (
        re.compile(
            r"(?i)(?:\b|(?<=%3F)|(?<=%26))"
            r"(access_token|token|_?hash|api_key|key|q|search|reference|proof)"
            rf"(=|%3D){VALUE}"
        ),
        rf"\1\2{MASK}",
    ),
    # Tokens that are part of a path.
    (re.compile(r"(/track/joined/)[^\s/?\"'<>)\]]+"), rf"\1{MASK}"),
    (re.compile(r"(/open311/v2/tokens/)[^\s.?\"'<>)\]]+"), rf"\1{MASK}"),
    # What a gateway of texts sends by GET: number and words of a resident.
    (re.compile(r"(/channel/in/\d{1,20}\?)[^\s\"'<>)\]]+"), rf"\1{MASK}"),
)
ADDRESS = re.compile(r"[\w.+%-]{1,64}@(?=[\w-]{1,63}\.)[\w.-]{1,255}")

# PostgreSQL quotes rows in these parts of an error.
ROWS = ("DETAIL:", "CONTEXT:", "HINT:", "LINE ")
# A value that a type rejects. Names of columns and tables are quoted alike.
REFUSED_VALUE = re.compile(
    r"(invalid input|out of range|too long)([^\"\n]{0,100})\"[^\n]*"
)
BAD_QUERY = "bad query: "
ERROR = "\nERROR: "


def redact(text: str, *, keep_addresses: bool = False) -> str:
    """Remove tokens, e-mail addresses and values of rows from a log message.

    Args:
        text: message or traceback.
        keep_addresses: whether to keep e-mail addresses, which are logins of staff.

    Returns:
        The text, `MAX_LENGTH` characters at most, with `MASK` in place of values.
    """
    text = text[:MAX_LENGTH]
    if text.startswith(BAD_QUERY):
        query, error, message = text.partition(ERROR)
        text = f"{_redact_query(query)}{error}{message}"
    text = _redact_database_error(text)
    for pattern, kept in SECRETS:
        text = pattern.sub(kept, text)
    return text if keep_addresses else ADDRESS.sub(MASK, text)


def _redact_query(text: str) -> str:
    """Replace the literals of a query, which psycopg2 keeps as bytes."""
    query = text.removeprefix(BAD_QUERY)
    if query[:2] in ("b'", 'b"'):
        query = query[2:].removesuffix(query[1]).replace("\\'", "'")
    # A quotation mark within a literal is doubled. Every second piece is a literal.
    pieces = query.replace("''", "").split("'")
    pieces[1::2] = [MASK] * len(pieces[1::2])
    return BAD_QUERY + "'".join(pieces)


def _redact_database_error(text: str) -> str:
    """Replace the values that PostgreSQL quotes in an error or its traceback."""
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
