"""E-mail addresses as people write them to be read by people alone.

"jane (at) example (dot) org", "jane @ example . org", "jane at gmail.com". What only
looks like one, as in "meet at the corner" or "£2.50 @ the shop", stays: a domain must
end like one, and a bare "at" needs more than that.
"""

import re

# Each part takes all that it can and gives nothing back.
_LABEL = r"[\w-]++"
_BLANKS = r"\s{0,3}+"
_OPENING = r"[(\[{<]"
_CLOSING = r"[)\]}>]"
# Domains that are written in the middle of a sentence.
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
# At least one letter, so that "@ 5.pm" is none.
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
    """Return `text` with each address that is spelt out replaced.

    >>> replace("Write to jane (at) example dot org.", "…")
    'Write to ….'
    """
    return _ADDRESS.sub(lambda _found: replacement, text)
