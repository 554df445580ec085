"""A text in the light of what the gazetteer knows of it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import units
from .search_keys import stem_of
from .tokens import Token
from .vocabulary import (
    BESIDE,
    BESIDE_PAIRS,
    COUNTY_WORDS,
    FILLERS,
    IN_FULL,
    STREET_TYPES,
    UNIT_WORDS,
)
from .written import Phrase, Written

# Least similarity of a misspelt name.
ALIKE = 0.78
# What a name without its last word counts.
STEM = 0.8
# One wrong letter of five counts as much in a name as one of seven with its type.
STEM_BONUS = 0.06
# Shorter words are not taken for misspelt.
MIN_MISSPELT_LENGTH = 5
# Shorter words are no names on their own.
MIN_WORD_LENGTH = 2
# Most words of the first end of `from 12 Park Avenue to 20`.
MAX_STRETCH = 8
# Least similarity of a misspelt word of a place.
ALIKE_WORD = 0.75


@dataclass(frozen=True, slots=True)
class Located:
    """Where a name stands in the text.

    Attributes:
        alike: similarity to what is written, from 0 to 1.
        phrases: the words, one for each time that it is written.
    """

    alike: float
    phrases: tuple[Phrase, ...] = ()


NOWHERE = Located(0.0)


@dataclass(slots=True)
class Reading:
    """A text, with the postcodes and names in it that the gazetteer has.

    Attributes:
        written: the text.
        postcodes: postcodes of the gazetteer that it names.
        elsewhere: postcodes that the gazetteer does not have.
        streets: keys of streets of the gazetteer that it names.
        units: parts of buildings that it names.
        closed: tokens of its postcodes.
        beside: first and last tokens of what says that something is near.
        single: those of its postcodes that one property has alone.
    """

    written: Written
    postcodes: tuple[str, ...]
    elsewhere: tuple[str, ...]
    streets: frozenset[str]
    units: units.Units
    closed: frozenset[int]
    single: frozenset[str]
    beside: tuple[tuple[int, int], ...]
    _located: dict[str, Located] = field(default_factory=dict)
    _by_key: dict[str, list[Phrase]] = field(default_factory=dict)
    _streets_named: list[Phrase] = field(default_factory=list)
    _full: list[str] = field(default_factory=list)
    _place_words: dict[frozenset[str], frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, written: Written, known: Collection[str], streets: Collection[str]
    ) -> "Reading":
        """Read a text.

        Args:
            written: the text.
            known: postcodes of the gazetteer.
            streets: keys of streets of the gazetteer.
        """
        here = {
            one: spelling
            for one in written.postcodes
            for spelling in one.spellings
            if spelling in known
        }
        others = [one for one in written.postcodes if one.is_sound and not here]
        closed = {place for one in (*here, *others) for place in written.places_of(one)}
        reading = cls(
            written,
            tuple(dict.fromkeys(here.values())),
            tuple(dict.fromkeys(one.text for one in others)),
            frozenset(streets),
            units.find(written.tokens),
            frozenset(closed),
            frozenset(spelling for one, spelling in here.items() if one.is_single),
            tuple(_beside(written.tokens)),
        )
        reading.units.places -= closed
        for phrase in written.phrases:
            if not closed & set(range(phrase.first, phrase.last + 1)):
                reading._by_key.setdefault(phrase.key, []).append(phrase)
                if phrase.key in reading.streets:
                    reading._streets_named.append(phrase)
        return reading

    def locate(self, key: str, words: tuple[str, ...]) -> Located:
        """Return where a name stands, spelt right, wrong, or without its last word.

        Args:
            key: key of the name.
            words: its words.
        """
        if key not in self._located:
            self._located[key] = self._locate(key, words)
        return self._located[key]

    def _locate(self, key: str, words: tuple[str, ...]) -> Located:
        if not key:
            return NOWHERE
        if exact := self._by_key.get(key):
            whole = [phrase for phrase in exact if not self._is_part(phrase)]
            return Located(1.0, tuple(whole)) if whole else NOWHERE
        found = process.extractOne(
            key,
            self._by_key.keys(),
            scorer=OSA.normalized_similarity,
            score_cutoff=ALIKE,
        )
        if not found:
            return self._locate_words(words)
        phrases = self._by_key[found[0]]
        alike = self._alike(phrases[0], words, found[1])
        return Located(alike, tuple(phrases)) if alike else NOWHERE

    def _is_part(self, phrase: Phrase) -> bool:
        """Return whether a name is a part of another street's.

        Park Avenue North is not Park Avenue, and Alder Field Street not Field Street.
        """
        tokens = self.written.tokens
        return any(
            other.first <= phrase.first
            and phrase.last <= other.last
            and other.key != phrase.key
            and not any(tokens[n].is_last for n in range(other.first, other.last))
            for other in self._streets_named
        )

    def _alike(self, phrase: Phrase, words: tuple[str, ...], alike: float) -> float:
        """Return how similar a misspelt name is; 0 where it has another type.

        The names of two streets without their type are less similar: Mill Lane and
        Hill Lane. A first letter is hardly ever mistyped.
        """
        written = self._full_words()[phrase.first : phrase.last + 1]
        if len(words) < 2 or written[-1] not in STREET_TYPES:
            return alike
        kind = "street" if words[-1] == "st" else IN_FULL.get(words[-1], words[-1])
        if kind in STREET_TYPES and kind != written[-1]:
            return 0.0
        stem = STEM_BONUS + OSA.normalized_similarity(phrase.stem, stem_of(words))
        return min(alike, stem, 1.0 if phrase.key[:1] == words[0][:1] else STEM)

    def _locate_words(self, words: tuple[str, ...]) -> Located:
        """Return where the words of a street stand, in any order; one may be missing.

        It is not found by its type alone, nor if another type follows its name.
        """
        full = [IN_FULL.get(word, "street" if word == "st" else word) for word in words]
        kind = full[-1] if len(full) > 1 and full[-1] in STREET_TYPES else ""
        names = {word for word in full if word != kind and len(word) > MIN_WORD_LENGTH}
        present: set[str] = set()
        phrases = []
        for place, word in enumerate(self._full_words()):
            name = word if word in names else _similar(word, names)
            is_free = name and place not in self.closed
            if is_free and not self._has_other_type(place, {kind, *names}):
                present.add(name)
                phrases.append(Phrase("", "", place, place))
        if not names or len(names - present) > (len(names) > 1):
            return NOWHERE
        return Located(STEM, tuple(phrases))

    def _full_words(self) -> list[str]:
        if not self._full:
            self._full += (
                "street" if token.text == "st" else IN_FULL.get(token.text, token.text)
                for token in self.written.tokens
            )
        return self._full

    def _has_other_type(self, place: int, own: set[str]) -> bool:
        """Return whether a word is followed by the type of another street."""
        words = self._full_words()
        if place + 1 >= len(words) or place + 1 in self.closed:
            return False
        return words[place + 1] in STREET_TYPES - own

    def tokens_of_places(self, places: frozenset[str]) -> frozenset[int]:
        """Return the tokens that name a locality or town, also if misspelt."""
        if places not in self._place_words:
            self._place_words[places] = frozenset(
                number
                for number, token in enumerate(self.written.tokens)
                if number not in self.closed
                and (
                    token.text in places
                    or (len(token.text) > 3 and _is_alike(token.text, places))
                )
            )
        return self._place_words[places]

    def is_filler(self, place: int) -> bool:
        """Return whether a token says nothing about which address it is."""
        word = self.written.tokens[place].text
        return (
            word in FILLERS
            or word in COUNTY_WORDS
            or word in UNIT_WORDS
            or place in self.closed
            or place in self.units.places
        )


def _beside(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the first and last tokens of `opposite`, `next to` and the like."""
    before = ""
    yield from _stretches(tokens)
    for place, token in enumerate(tokens):
        if token.text in BESIDE:
            yield place, place
        elif (before, token.text) in BESIDE_PAIRS:
            yield place - 1, place
        before = token.text


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the `from` of `from 12 Park Avenue to 20`."""
    ends = [
        place
        for place, token in enumerate(tokens[:-1])
        if token.text in ("to", "until", "till") and tokens[place + 1].number
    ]
    for place, token in enumerate(tokens):
        is_begun = token.text == "from" and any(
            one.number for one in tokens[place + 1 : place + 3]
        )
        if is_begun and any(place < end <= place + MAX_STRETCH for end in ends):
            yield place, place


def _similar(word: str, names: set[str]) -> str:
    """Return the name that a word is misspelt of, "" for none."""
    if len(word) < MIN_MISSPELT_LENGTH:
        return ""
    found = process.extractOne(
        word, names, scorer=OSA.normalized_similarity, score_cutoff=ALIKE
    )
    return found[0] if found else ""


def _is_alike(word: str, places: frozenset[str]) -> bool:
    return any(
        OSA.normalized_similarity(word, other, score_cutoff=ALIKE_WORD)
        for other in places
        if len(other) > 3
    )
