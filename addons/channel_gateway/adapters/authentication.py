"""Authentication results of an e-mail's sender, as our own mail server reports them.

The sender of an e-mail chooses its From header. A receiving server verifies it and
reports the results in `Authentication-Results` (RFC 8601), under the server's own name.
Senders can forge such a header. The server that takes mail from outside must therefore
remove those with its own name (RFC 8601, 5). Only the topmost header with that name
counts.
"""

from collections.abc import Iterable, Iterator
from email.message import Message

from .mailboxes import addresses_in

HEADER = "authentication-results"
# A server writes one or a few. Those further down were there before.
MAX_HEADERS = 20
MAX_LENGTH = 8192
# RFC 8601, 2.7.2: the properties that name the verified domain.
PROPERTIES = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}
SEPARATORS = ";="


def headers(message: Message) -> tuple[str, ...]:
    """Return the Authentication-Results headers of an e-mail, the topmost first.

    An e-mail with several senders has none, because RFC 7489, 6.6.1, leaves open what a
    server verifies in that case.

    Args:
        message: parsed e-mail.

    Returns:
        At most `MAX_HEADERS` values. Values above `MAX_LENGTH` characters are omitted.
    """
    fields = [(name.lower(), str(value)) for name, value in message.raw_items()]
    senders = [value for name, value in fields if name == "from"]
    if len(senders) != 1 or len(addresses_in(senders[0])) != 1:
        return ()
    found = [value for name, value in fields if name == HEADER]
    return tuple(value for value in found[:MAX_HEADERS] if len(value) <= MAX_LENGTH)


def verdict(results: Iterable[str], authserv_id: str, sender: str) -> str:
    """Return whether a sender was verified.

    DMARC decides. Without a decisive DMARC result, DKIM or SPF must have passed for the
    sender's domain.

    Args:
        results: authentication results of the e-mail, the topmost first.
        authserv_id: name of our own server in them.
        sender: address in From.

    Returns:
        "passed", "failed", or "unknown" where our own server reports nothing.
    """
    domain = _domain(sender)
    if not (authserv_id and domain):
        return "unknown"
    for field in results:
        name, checks = _parse(field)
        if name == authserv_id.strip().lower():
            return _judge(checks, domain)
    return "unknown"


def _judge(checks: list[dict[str, str]], domain: str) -> str:
    policy = [check for check in checks if check["method"] == "dmarc"]
    if any(check["result"] == "fail" for check in policy):
        return "failed"
    if any(
        check["result"] == "pass" and _domain(check.get("header.from", "")) == domain
        for check in policy
    ):
        return "passed"
    aligned = [check for check in checks if _is_aligned(check, domain)]
    if any(check["result"] == "pass" for check in aligned):
        return "passed"
    # A pass for another domain does not verify this one.
    is_checked = any(check["method"] in PROPERTIES for check in checks)
    return "failed" if is_checked else "unknown"


def _is_aligned(check: dict[str, str], domain: str) -> bool:
    """Return whether a check is about the sender's domain (RFC 7489, 3.1: relaxed).

    One domain must lie within the other. This is less strict than a comparison by the
    list of public suffixes, which suffices because nobody signs for a whole suffix.
    """
    names = PROPERTIES.get(check["method"], ())
    checked = next((_domain(check[name]) for name in names if name in check), "")
    if not checked or "." not in checked:
        return False
    return checked == domain or (
        checked.endswith(f".{domain}") or domain.endswith(f".{checked}")
    )


def _domain(text: str) -> str:
    """Return the domain of an address, or of a bare domain."""
    return text.rpartition("@")[2].strip().rstrip(".").lower()


def _parse(field: str) -> tuple[str, list[dict[str, str]]]:
    """Parse one Authentication-Results header.

    Args:
        field: value of the header.

    Returns:
        The name of the server, and its checks as dicts of `method`, `result` and
        properties.
    """
    clauses: list[list[str]] = [[]]
    for token in _tokens(field):
        if token == ";":
            clauses.append([])
        else:
            clauses[-1].append(token)
    head = clauses[0]
    checks = [check for clause in clauses[1:] if (check := _check(clause))]
    return (_plain(head[0]).lower() if head else ""), checks


def _check(clause: list[str]) -> dict[str, str]:
    """Return a clause as, for example, {"method": "dkim", "result": "pass", …}."""
    pairs = [
        (clause[at - 1].lower(), _plain(clause[at + 1]))
        for at in range(1, len(clause) - 1)
        if clause[at] == "="
    ]
    if not pairs or clause[1] != "=":
        return {}
    method, result = pairs[0]
    # RFC 8601, 2.2: a method may have a version, as in dkim/1.
    first = {"method": method.partition("/")[0], "result": result.lower()}
    # The first of several equal properties counts, as in the rest of the header.
    return {**dict(reversed(pairs[1:])), **first}


def _plain(token: str) -> str:
    return token.removeprefix('"')


def _tokens(field: str) -> Iterator[str]:
    """Yield words, `;` and `=` without comments; a quoted word begins with a quote.

    The header is read in one pass. Nothing is yielded where a quotation or a comment
    does not end, because the rest of the header is ambiguous.
    """
    found, word = [], ""
    depth, is_quoted, is_escaped = 0, False, False
    for character in field:
        if is_escaped:
            word += character if is_quoted else ""
            is_escaped = False
        elif character == "\\" and (is_quoted or depth):
            is_escaped = True
        elif is_quoted:
            if character == '"':
                is_quoted = False
            else:
                word += character
        elif character == "(":
            depth += 1
        elif depth:
            depth -= character == ")"
        elif character == '"':
            is_quoted = True
            word = word or '"'
        elif character in SEPARATORS or character.isspace():
            found += [word, character]
            word = ""
        else:
            word += character
    if depth or is_quoted:
        return
    yield from (one for one in [*found, word] if one.strip())
