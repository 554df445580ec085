"""Extraction of the name that a sender signs with."""

import re

NAME_WORD = r"[A-Z][A-Za-zÀ-ɏ'’-]{0,30}\.?"
NAME = rf"{NAME_WORD}(?: {NAME_WORD}){{1,3}}"
MAX_NAME_LENGTH = 160
# "Jane Smith, 07700 900123" and "Jane Smith (tel: 07700 900123)"
BEFORE_PHONE = re.compile(
    rf"\b({NAME})(?:[ ,:;(–|][ ,:;(–|-]{{0,4}})?"
    r"(?:(?:my )?(?:tel|phone|mobile|mob|number|no)\b[ .:]{0,5})?$"
)
INTRODUCTION = re.compile(rf"\b(?:[Mm]y name is|[Mm]y name's) ({NAME})")
_FAREWELL = (
    r"(?:(?:with )?(?:kind|kindest|best|warm|warmest|many)? ?(?:regards|wishes|thanks)"
    r"|thank you|thanks|thankyou|cheers|yours (?:sincerely|faithfully|truly)|yours"
    r"|sincerely|cordialement|bien à vous|mit freundlichen grüßen|mfg|viele grüße"
    r"|z poważaniem|pozdrawiam|cu stimă|saygılarımla|cofion(?: gorau)?|diolch)"
)
CLOSING = re.compile(rf"^\W{{0,20}}{_FAREWELL}\b.{{0,20}}$", re.I)
CLOSING_AND_NAME = re.compile(
    rf"^\W{{0,20}}(?i:{_FAREWELL})[,.! –-]{{1,4}}({NAME})[.,]?$"
)
# "Thanks, Jane" before a number
CLOSING_AND_SIGN = re.compile(
    rf"^\W{{0,20}}(?i:{_FAREWELL})[,.! –-]{{1,4}}"
    rf"{NAME_WORD}(?: {NAME_WORD}){{0,2}}\W{{0,4}}$"
)
WHOLE_NAME = re.compile(rf"^({NAME})[.,]?$")
# Words of closings, greetings, bodies and streets that begin with capitals as names do.
NO_NAMES = set(
    "regards thanks thank thankyou wishes sincerely faithfully truly yours cheers dear"
    " hello hi morning afternoon evening day weekend christmas sent iphone android"
    " outlook mail council team department services customer customers support office"
    " bin bins collection street road avenue lane drive crescent terrace gardens grove"
    " please urgent confidential cordialement grüßen grüße stimă poważaniem pozdrawiam"
    " cofion diolch ring call phone contact ask tel telephone mobile tell text email"
    " speak advance anticipation monday tuesday wednesday thursday friday saturday"
    " sunday i my the we your our this very much lot again all both everyone".split()
)


def find(text: str, phone_start: int) -> str:
    """Return the name that the sender gives, "" for none.

    Args:
        text: the sender's own text.
        phone_start: position of the sender's phone number in it, -1 for none.
    """
    before = text[:phone_start].rsplit("\n", 1)[-1] if phone_start > 0 else ""
    for pattern, part in (
        (INTRODUCTION, text),
        (BEFORE_PHONE, before[-MAX_NAME_LENGTH:]),
    ):
        found = pattern.search(part)
        if found and is_name(found[1]):
            return found[1]
    above = text[: max(phone_start, 0)].rsplit("\n", 3)[:-1]
    if name := next((one for one in map(whole, reversed(above)) if one), ""):
        return name
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        beside = CLOSING_AND_NAME.match(line)
        if beside and is_name(beside[1]):
            return beside[1].rstrip(".")
        if CLOSING.match(line) and (name := whole("".join(lines[number + 1 :][:1]))):
            return name
    return whole(lines[-1]) if len(lines) > 1 else ""


def whole(line: str) -> str:
    """Return the name that a line consists of, "" for none.

    Args:
        line: a line of a text.
    """
    found = WHOLE_NAME.match(line.strip())
    return found[1].rstrip(".") if found and is_name(found[1]) else ""


def is_name(words: str) -> bool:
    """Return whether words with capitals are a name: not those of "Kind Regards".

    Args:
        words: words that each begin with a capital.
    """
    return NO_NAMES.isdisjoint(re.findall(r"\w+", words.lower()))
