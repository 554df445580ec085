"""The texts under which the look-up box finds a constituent."""

from . import normalise

MOST_WORDS = 6


def of_name(name: str | None) -> tuple[str, ...]:
    """The name from each of its words on, so that every word can come first.

    >>> of_name("Jane Mary Smith")
    ('jane mary smith', 'mary smith jane', 'smith jane mary')
    """
    words = normalise.name(name).split()[:MOST_WORDS]
    turns = (" ".join(words[n:] + words[:n]) for n in range(len(words)))
    return tuple(dict.fromkeys(turns))


def of_street(street: str | None) -> tuple[str, ...]:
    """The house and street as they are said: `12 park avenue`."""
    said = normalise.name(street)
    return (said,) if any(sign.isdigit() for sign in said) else ()


def outward(postcode: str | None) -> str:
    """The first half of a postcode: `HU5` of `HU5 3ER`."""
    return normalise.postcode(postcode).partition(" ")[0]
