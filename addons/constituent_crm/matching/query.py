"""What somebody typed into the look-up box, taken apart."""

import re
from dataclasses import dataclass

from . import normalise

MOST_WORDS = 6


@dataclass(frozen=True)
class Query:
    """The parts of a look-up; '' or () where a part is missing."""

    phone: str = ""
    email: str = ""
    uprn: str = ""
    postcode: str = ""
    outward: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Query()


def parse(text: str, region: str | None) -> Query:
    """Take `text` apart: a number, an address, or a name with or without postcode."""
    text = (text or "").strip()[: normalise.LONGEST]
    if "@" in text:
        return Query(email=text.lower())
    digits = re.sub(r"[\s()+.-]", "", text)
    if digits.isdigit():
        return Query(
            phone=normalise.phone(text, region),
            uprn=digits.lstrip("0") if len(digits) >= 6 else "",
        )
    postcode = normalise.postcode(text)
    if postcode:
        text = normalise.POSTCODE.sub(" ", text, count=1)
    words, outward = [], ""
    for word in text.split():
        if not postcode and normalise.OUTWARD.match(word):
            outward = word.upper()
        else:
            words.extend(normalise.name(word).split())
    return Query(postcode=postcode, outward=outward, words=tuple(words[:MOST_WORDS]))
