"""Who is compared with whom: those who share a key, and nobody else."""

import zlib
from collections.abc import Iterator

import jellyfish

from . import names, normalise, places
from .person import Person


def keys(person: Person) -> frozenset[int]:
    """The keys of `person`: two who may be one share at least one of them.

    Returns:
        Numbers of 32 bits with sign. Two keys may have one number by chance, and two
        who share nothing are compared in vain.
    """
    return frozenset(_number(text) for text in _texts(person))


def _number(text: str) -> int:
    number = zlib.crc32(text.encode())
    return number - (1 << 32) if number >= 1 << 31 else number


def _texts(person: Person) -> Iterator[str]:
    for value in person.emails | person.phones | person.accounts:
        yield f"contact {value}"
    for uprn in {person.uprn, *person.former_uprns} - {""}:
        yield f"uprn {uprn}"
    postcode = normalise.postcode(person.postcode)
    for code, street in {(postcode, person.street), *person.former_homes}:
        if house := places.house_number(street):
            yield f"house {code or street.lower()} {house}"
    if person.is_organisation:
        yield f"organisation {names.company(person.name)}"
        return
    name = names.parse(person.name)
    sounds = [_sound(word) for word in (*name.given[:1], *name.family, *name.former)]
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
        # A day and a month that were swapped share the key.
        day, month = sorted((born.day, born.month))
        for initial in {sound[:1] for sound in sounds}:
            yield f"born {born.year} {day} {month} {initial}"


def _sound(word: str) -> str:
    return jellyfish.metaphone(word) or word
