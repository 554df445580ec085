"""Likeness of a typed word to a word on record: misspelt, heard, or another form of it.

The limits were chosen by hand. `./dev bench lookup` measures how many people are found
by a misspelt name, and the time it takes.
"""

from functools import lru_cache

from rapidfuzz.distance import OSA

from . import familiar_names, keys, name_forms, phonetics, pronunciations, short_words

# Minimal similarity, from 0 to 1: one letter of four, two of seven.
ALIKE = 0.7
# Weight of the similarity to the beginning of a word that is still being typed.
BEGUN = 0.95
# Similarity of a name to a form of it, such as Bill to William, and of two forms.
FORM = 0.97
OTHER_FORM = 0.93
# Similarity of a familiar form by a rule, such as Pammy of Pamela.
FAMILIAR = 0.8
# Similarity of a name to the known way in which it is said.
SAID = 0.95
# Minimal similarity; below it, words are not compared by sound.
UNLIKE = 0.15
# Similarity of words that are spelled otherwise, but sound alike: at least this, and
# more for each consonant that they share after the second.
HEARD = 0.7
HEARD_MORE = 0.02
MAX_HEARD = 0.95
# So much less where they sound alike only by one of the further readings.
READ_LESS = 0.03
# A short code of a sound is common to many words: their minimal similarity.
MIN_WHOLE = {0: 1.0, 1: 0.6, 2: 0.4}


@lru_cache(maxsize=50_000)
def likeness(typed: str, word: str) -> float:
    """Return how similar a typed word is to a known one; more if they sound alike.

    >>> likeness("nowack", "novak") > ALIKE > likeness("nowak", "kowal")
    True

    Args:
        typed: typed word in normal form.
        word: known word in normal form.

    Returns:
        Similarity from 0 to 1.
    """
    if typed == word:
        return 1.0
    whole = OSA.normalized_similarity(typed, word)
    begun = BEGUN * OSA.normalized_similarity(typed, word[: len(typed)])
    return max(whole, begun, _form(typed, word), _heard(typed, word, whole))


def _form(typed: str, word: str) -> float:
    """Return the similarity of two forms of one name, 0 if they are none."""
    if word in name_forms.forms_of(typed):
        return FORM if word in name_forms.near_forms_of(typed) else OTHER_FORM
    if word in short_words.spelt_out(typed):
        return FORM
    if typed in familiar_names.tails_of(word):
        return OTHER_FORM
    if len(typed) in keys.END_LENGTHS and word.endswith(typed):
        return FAMILIAR
    stem = familiar_names.stem_of(typed)
    return FAMILIAR if stem and word.startswith(stem) else 0.0


def _heard(typed: str, word: str, whole: float) -> float:
    """Return the similarity of two words by sound, 0 if they sound different."""
    if pronunciations.are_said_alike(typed, word):
        return SAID
    if whole < UNLIKE:
        return 0.0
    shared = pronunciations.codes(typed) & pronunciations.codes(word)
    if not shared:
        return 0.0
    length = max(map(len, shared))
    more = HEARD_MORE * max(0, length - 2)
    if shared.isdisjoint(phonetics.codes(typed) & phonetics.codes(word)):
        more -= READ_LESS
    if whole > 0.5:
        return min(MAX_HEARD, (1 + whole) / 2 + more)
    if whole >= MIN_WHOLE.get(length, 0.0):
        return HEARD + 0.25 * whole + more
    return 0.0
