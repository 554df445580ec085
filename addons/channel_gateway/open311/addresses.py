"""Detection of e-mail addresses that are spelt out for human readers.

Examples are "jane (at) example (dot) org", "jane @ example . org" and "jane at
gmail.com". Text that only resembles an address, such as "meet at the corner" or "£2.50
@ the shop", is kept: a domain must end like one, and a plain "at" needs a known ending
or provider.
"""

import re

# Quantifiers are possessive, so that matching costs linear time.
_LABEL = r"[\w-]++"
_BLANKS = r"\s{0,3}+"
_OPENING = r"[(\[{<]"
_CLOSING = r"[)\]}>]"
# Endings of domains that occur within a sentence.
_COMMON_END = r"(?:com|org|net|info|biz|edu|eu|co|uk|ac|gov|nhs)(?!\w)"
_END = rf"(?:{_COMMON_END}|[a-z]{{2}}(?!\w))"
_PROVIDER = (
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|aol|proton"
    r"|protonmail|gmx|mail|btinternet|sky|talktalk|virginmedia|ntlworld)"
)

_WORD_DOT = r"\s{1,3}+dot\s{1,3}+"
_MARKED_DOT = rf"{_BLANKS}{_OPENING}{_BLANKS}(?:dot|\.){_BLANKS}{_CLOSING}{_BLANKS}"
_SPACED_DOT = rf"\s{{1,3}}+\.\s{{1,3}}+|\.\s{{1,3}}+(?={_COMMON_END})"
_DOT = rf"(?:{_MARKED_DOT}|{_WORD_DOT}|{_SPACED_DOT}|\.(?=\w))"
_MARKED_AT = (
    rf"(?:{_BLANKS}{_OPENING}{_BLANKS}(?:at|@){_BLANKS}{_CLOSING}{_BLANKS}"
    rf"|{_BLANKS}@{_BLANKS})"
)
_WORD_AT = r"\s{1,3}+at\s{1,3}+"

_LOCAL = rf"(?<![\w.+-])[\w.+-]++(?:{_WORD_DOT}[\w+-]++){{0,3}}+"
# At least one letter, so that "@ 5.pm" does not match.
_NAMED = rf"(?=[\d-]{{0,9}}+[^\W\d]){_LABEL}"
_ADDRESS = re.compile(
    rf"{_LOCAL}(?:"
    rf"{_MARKED_AT}(?:{_NAMED}{_DOT}){{1,5}}+{_END}"
    rf"|{_WORD_AT}{_LABEL}{_WORD_DOT}(?:{_LABEL}{_DOT}){{0,4}}+{_COMMON_END}"
    rf"|{_WORD_AT}{_PROVIDER}{_DOT}(?:co{_DOT})?+{_END}"
    rf")",
    re.I,
)


def replace(text: str, replacement: str) -> str:
    """Return `text` with each spelt-out address replaced.

    >>> replace("Write to jane (at) example dot org.", "…")
    'Write to ….'

    Args:
        text: text of a report.
        replacement: text to insert.

    Returns:
        The text; unchanged if it contains no such address.
    """
    return _ADDRESS.sub(lambda _found: replacement, text)
