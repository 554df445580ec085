"""Other forms of a name that a look-up tries: short, familiar, of another language."""

from functools import cache, lru_cache

from . import familiar_forms, nickname, romanised_names

# Ends of Gujarati names of address: `jigneshbhai` is Jignesh.
HONOURING = ("bhai", "ben", "bai")
# A prefix or an end is not taken from a shorter rest.
MIN_REST = 3


@lru_cache(maxsize=8192)
def near_forms_of(word: str) -> frozenset[str]:
    """Return the names of which a word is a form, and its own forms.

    Args:
        word: word in normal form.

    Returns:
        Words in normal form: `william` of `bill`, not `billy`.
    """
    listed = nickname.fulls_of(word) | nickname.forms_of(word)
    found = {form for form in listed if nickname.are_forms(word, form)}
    found |= romanised_names.forms_of(word) | _familiar(word)
    return _familiar_fulls().get(word, frozenset()) | found


@lru_cache(maxsize=8192)
def forms_of(word: str) -> frozenset[str]:
    """Return the other forms of a name: `william` and `billy` of `bill`.

    Args:
        word: word in normal form.

    Returns:
        Words in normal form; none for a word that is no known name.
    """
    fulls = nickname.fulls_of(word) | _familiar_fulls().get(word, frozenset())
    others = (nickname.forms_of(full) | _familiar(full) for full in (word, *fulls))
    forms = near_forms_of(word).union(fulls, *others)
    forms |= _equivalents().get(word, frozenset())
    for full in fulls:
        forms |= _equivalents().get(full, frozenset())
    for end in HONOURING:
        if word.endswith(end) and len(word) > len(end) + MIN_REST:
            forms |= {word.removesuffix(end)}
    for head, other in (("mc", "mac"), ("mac", "mc")):
        if word.startswith(head) and len(word) > len(other) + MIN_REST:
            forms |= {other + word.removeprefix(head)}
    return forms - {word}


def _familiar(full: str) -> frozenset[str]:
    return _familiar_forms().get(full, frozenset())


@cache
def _familiar_forms() -> dict[str, frozenset[str]]:
    return familiar_forms.table()


@cache
def _equivalents() -> dict[str, frozenset[str]]:
    return familiar_forms.equivalents()


@cache
def _familiar_fulls() -> dict[str, frozenset[str]]:
    """Return the full names of each familiar form."""
    found: dict[str, set[str]] = {}
    for full, forms in _familiar_forms().items():
        for form in forms:
            found.setdefault(form, set()).add(full)
    return {form: frozenset(fulls) for form, fulls in found.items()}
