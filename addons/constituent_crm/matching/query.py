"""Parser of the text in the look-up box."""

import itertools
import re
import string
from dataclasses import dataclass, replace

from . import normalise

MAX_WORDS = 6
# Up to this many words are tried in any order, more in their order only.
MAX_SHUFFLED_WORDS = 3
# A shorter number is the beginning of too many numbers to identify anybody.
MIN_NUMBER_DIGITS = 5
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "cllr"}
# A postcode that is still being typed: `HU5 3`, `HU5 3E`.
UNFINISHED = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) [0-9][A-Z]?$", re.I)


@dataclass(frozen=True)
class Query:
    """The parts of a look-up; "" or () where a part is missing.

    Attributes:
        exact: spellings that a complete identifier may have.
        start: beginning of an identifier that is still being typed.
        uprn: UPRN in normal form.
        postcode: complete postcode.
        outward: outward code of a postcode.
        house: number before a postcode.
        words: words of a name or an address, in normal form.
        is_elsewhere: whether the postcode was complete and only its outward code is
            searched for.
    """

    exact: tuple[str, ...] = ()
    start: str = ""
    uprn: str = ""
    postcode: str = ""
    outward: str = ""
    house: str = ""
    words: tuple[str, ...] = ()
    is_elsewhere: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to search for."""
        return self == Query()

    def nearby(self) -> "Query":
        """Return the query with the outward code only; an empty one without words.

        Returns:
            A query near the postcode.
        """
        if not self.words or self.house:
            return Query()
        outward = self.postcode.partition(" ")[0]
        return replace(self, postcode="", outward=outward, is_elsewhere=True)

    def phrases(self) -> tuple[str, ...]:
        """Return the words in each order that a name may have.

        Addresses are indexed with their house number first and last, so that their own
        order suffices.

        Returns:
            Texts in normal form, without repetition.
        """
        has_number = any(
            character.isdigit() for word in self.words for character in word
        )
        if has_number or len(self.words) > MAX_SHUFFLED_WORDS:
            return (" ".join(self.words),)
        orders = itertools.permutations(self.words)
        return tuple(dict.fromkeys(" ".join(order) for order in orders))

    def is_begun_of(self, name: str | None) -> bool:
        """Return whether each word of the query is the beginning of a word of `name`.

        Args:
            name: name or address as written.

        Returns:
            True also without words.
        """
        there = normalise.name(name).split()
        return all(any(one.startswith(word) for one in there) for word in self.words)


def parse(text: str, region: str | None) -> Query:
    """Parse a look-up: a number, an address, or a name with or without postcode.

    Args:
        text: text as typed.
        region: ISO 3166 code of the country that national phone numbers belong to.

    Returns:
        The query; an empty one for an empty text.
    """
    text = (text or "").strip()[: normalise.MAX_LENGTH]
    if "@" in text:
        address = "".join(text.lower().split())
        return Query(exact=(address,), start=address)
    digits = re.sub(r"[\s()+./-]", "", text)
    if digits.isascii() and digits.isdigit():
        return _number(text, digits, region)
    if number := normalise.phone(text, region):
        # With an extension.
        return Query(exact=(number,), start=number)
    return _name(text)


def prefill(text: str) -> dict[str, str]:
    """Return field values for a new constituent from a look-up without result.

    Args:
        text: text as typed.

    Returns:
        Some of the fields name, email, phone, street and zip of `res.partner`.
    """
    text = text.strip()[: normalise.MAX_LENGTH]
    if not text:
        return {}
    if "@" in text:
        return {"email": text}
    if not any(character.isalpha() for character in text):
        return {"phone": text}
    postcode = normalise.postcode(text)
    rest = " ".join(normalise.without_postcode(text).split())
    if rest == rest.lower():
        rest = string.capwords(rest)
    values = {"street" if rest[:1].isdigit() else "name": rest, "zip": postcode}
    return {name: value for name, value in values.items() if value}


def _number(text: str, digits: str, region: str | None) -> Query:
    if len(digits) < MIN_NUMBER_DIGITS:
        return Query(words=(digits,))
    spellings = [normalise.phone(text, region), digits, digits.lstrip("0")]
    if "-" in text:
        # A linked charity's.
        spellings.append(normalise.charity_number(text))
    return Query(
        exact=tuple(dict.fromkeys(filter(None, spellings))),
        start=normalise.phone_start(text, region),
        uprn=normalise.uprn(digits),
    )


def _name(text: str) -> Query:
    postcode = normalise.postcode(text)
    outward = ""
    if postcode:
        text = normalise.without_postcode(text)
    elif unfinished := UNFINISHED.search(text):
        outward = unfinished[1].upper()
        text = text[: unfinished.start()]
    words = []
    for word in text.split():
        if not postcode and normalise.OUTWARD.match(word):
            outward = word.upper()
        else:
            words.extend(normalise.name(word).split())
    words = [word for word in words if word not in TITLES] or words
    house = ""
    if postcode and words and words[0][0].isdigit():
        house = words.pop(0)
    code = normalise.code(text)
    return Query(
        exact=(code,) if _may_be_account(code) and not postcode else (),
        postcode=postcode,
        outward=outward,
        house=house,
        words=tuple(words[:MAX_WORDS]),
    )


def _may_be_account(code: str) -> bool:
    """Return whether digits are at least half: `SC123456`, not `12PARKAVENUE`."""
    digits = sum(character.isdigit() for character in code)
    return 0 < len(code) <= 2 * digits
