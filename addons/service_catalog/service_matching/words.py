"""Tokens and stems of a text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .spelling_variants import SPELLINGS

# Combining marks: accents, and the vowels of Arabic and Indian scripts. Chinese has no
# spaces, so each of its characters is a word.
MARKS = r"\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0dff"
CHINESE = r"\u4e00-\u9fff"
LETTERS = rf"(?:[^\W_{CHINESE}]|[{MARKS}])+"
WORD = re.compile(rf"[{CHINESE}]|{LETTERS}(?:['’]{LETTERS})*")
SENTENCE = re.compile(r"[.!?;。！？؟۔।\n]+|\s[-–—]\s")
# An address names a place, not a topic: "14 Park Avenue" is about no park. Words
# between the number and the street are its name, unless they are prepositions of place
# or pronouns.
ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+"
    r"(?:(?!(?:at|by|down|in|my|near|of|on|our|outside|the|up)\b)[a-z'’.]+\s+){1,3}"
    r"(?:avenue|ave|close|court|crescent|drive|gardens|garth|grove|lane|mews|road|rd"
    r"|row|square|street|st|terrace|walk|way)\b",
    re.IGNORECASE,
)
# As `matching/normalise.py` of constituent_crm has it, which cannot be imported where
# this is read without Odoo; and with any space between the halves.
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE)
ENDINGS = (
    ("ations", "at"),
    ("ation", "at"),
    ("ingly", ""),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("edly", ""),
    ("ness", ""),
    ("ment", ""),
    ("ers", "er"),
    ("ed", ""),
    ("es", ""),
    ("ly", ""),
    ("s", ""),
)
MIN_STEM_LENGTH = 3
INFLECTIONS = ("ings", "ing", "edly", "ed")
SIBILANTS = ("s", "x", "z", "ch", "sh")  # before "es"
# "e" tells "rate" from "rat", and "plane" from "plan": a short syllable keeps it (step
# 1b and 5a of M. F. Porter: An algorithm for suffix stripping, 1980).
SHORT = re.compile(r"^[^aeiou]*+[aeiou][^aeiouwxy]")
# The longest word in dictionaries has 45 letters.
MAX_WORD_LENGTH = 50
# Longer texts are no search, and nobody writes one twice.
MAX_PHRASE_LENGTH = 60
CACHE_SIZE = 16_384  # words

# Words that carry no topic. "not", "no" and "without" are not among them.
STOP = frozenset(
    """a about after again all also am an and any are as at back be because been before
    being but by can could day days did do does doing dont for from get
    gets getting go going gone got had has have having he hello her here hers hey hi him
    his hiya how i id if ill im in into is isnt it its ive just know last left like me
    mine more my near need next now of off on one or our outside over please pls plz put
    right same she since so some someone somebody still t than thanks thank that thats
    the their them then there theres these they theyre thing this those to today too
    two u ur us very want wants was we week weeks were weve what whats when where which
    who whole why will with would yeah yes yesterday yet you your yours youre
    morning afternoon evening tonight monday tuesday wednesday thursday friday saturday
    sunday ta ya yer me tha sir madam dear regards sincerely
    faithfully im ours third second first time times""".split()
)


@dataclass(frozen=True)
class Word:
    """One word of a text.

    Args:
        text: as it was written, for display.
        stem: as it is compared.
    """

    text: str
    stem: str


def fold(text: str) -> str:
    """Return lower case without diacritics: "Łódź" becomes "lodz".

    Args:
        text: the text.

    Returns:
        The folded text.
    """
    text = text.replace("ł", "l").replace("Ł", "L").replace("ß", "ss")
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def stem(word: str) -> str:
    """Remove common English endings: "missed", "missing" and "misses" become equal.

    Args:
        word: folded, without apostrophes.

    Returns:
        The stem.
    """
    for ending, instead in ENDINGS:
        base = word[: len(word) - len(ending)]
        if not word.endswith(ending) or len(base) < MIN_STEM_LENGTH:
            continue
        if ending == "es" and not base.endswith(SIBILANTS):
            continue
        word = base + instead
        if ending in INFLECTIONS and SHORT.fullmatch(word):
            word += "e"
        break
    if len(word) > MIN_STEM_LENGTH and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    if len(word) > MIN_STEM_LENGTH and word.endswith("e"):
        word = word if SHORT.fullmatch(word[:-1]) else word[:-1]
    return word


def words(text: str) -> list[Word]:
    """Return the words of a text that may carry a topic, in order.

    Args:
        text: the text.

    Returns:
        The words, without stop words and numbers.
    """
    found = []
    for shown in WORD.findall(text):
        if len(shown) <= MAX_WORD_LENGTH and (meant := _topic(shown)):
            found.append(Word(shown, meant))
    return found


@lru_cache(CACHE_SIZE)
def _topic(shown: str) -> str | None:
    """Return the stem of a word as written; None for one without a topic."""
    plain = fold(shown).replace("'", "").replace("’", "")
    if plain in STOP or plain.isdigit():
        return None
    return stem(SPELLINGS.get(plain, plain))


def whole_phrase(text: str) -> tuple[str, ...]:
    """Return all words of a short text, to find the phrases that are equal to it.

    Args:
        text: the text.

    Returns:
        Its words without capitals and diacritics, in their standard spelling; none of
        a long text.
    """
    found = WORD.findall(text[: MAX_PHRASE_LENGTH + 1])
    if len(text) > MAX_PHRASE_LENGTH:
        return ()
    return tuple(SPELLINGS.get(word, word) for word in map(fold, found))


def is_named(text: str, name: str) -> bool:
    """Return whether a search of a word or two names a heading.

    Args:
        text: the search.
        name: the heading.

    Returns:
        True when each word with a topic is one of the heading's.
    """
    asked = {word.stem for word in words(text[:MAX_PHRASE_LENGTH])}
    return bool(asked) and asked <= {word.stem for word in words(name)}


def split_passages(text: str) -> list[list[Word]]:
    """Split a text into sentences; leave out addresses and empty ones.

    Args:
        text: the text.

    Returns:
        The words of each sentence.
    """
    return [found for part in split_sentences(text) if (found := words(part))]


def split_sentences(text: str) -> list[str]:
    """Split a text into sentences, without addresses.

    Args:
        text: the text.

    Returns:
        The sentences.
    """
    return SENTENCE.split(POSTCODE.sub(" ", ADDRESS.sub(" ", text)))
