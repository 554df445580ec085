"""Blocking: only people with a common key are compared."""

import zlib
from collections.abc import Iterator

from . import names, phonetics, places
from .person import Person


def keys(person: Person) -> frozenset[int]:
    """Return the blocking keys of a person.

    Two records of one person share at least one key.

    Args:
        person: what is known of the person.

    Returns:
        Signed 32-bit integers. Different keys may collide, which costs a needless
        comparison.
    """
    return frozenset(_number(text) for text in _texts(person))


def _number(text: str) -> int:
    number = zlib.crc32(text.encode())
    return number - (1 << 32) if number >= 1 << 31 else number


def _texts(person: Person) -> Iterator[str]:
    for value in person.emails | person.phones | person.accounts:
        yield f"contact {value}"
    for number in person.personal_numbers:
        yield f"personal number {number}"
    for uprn in {person.uprn, *person.former_uprns} - {""}:
        yield f"uprn {uprn}"
    postcode = places.postcode(person.postcode)
    for written, street in {(postcode, person.street), *person.former_homes}:
        if house := places.house_number(street):
            yield f"house {places.postcode(written) or street.lower()} {house}"
    if person.is_organisation:
        yield f"organisation {names.company(person.name)}"
        return
    name = names.parse(person.name)
    sounds = [
        phonetics.coarse_code(word)
        for word in (*name.given[:1], *name.family, *name.former)
    ]
    yield from _with_name(sounds, person, postcode)


def _with_name(sounds: list[str], person: Person, postcode: str) -> Iterator[str]:
    if postcode:
        for sound in sounds:
            yield f"postcode {postcode} {sound}"
    whole = " ".join(sorted(sounds))
    if len(sounds) > 1:
        yield f"area {postcode.partition(' ')[0]} {whole}"
    if born := person.birth_date:
        if len(sounds) > 1:
            yield f"year {born.year} {whole}"
        # Swapped day and month yield the same key.
        day, month = sorted((born.day, born.month))
        for initial in {sound[:1] for sound in sounds}:
            yield f"born {born.year} {day} {month} {initial}"
