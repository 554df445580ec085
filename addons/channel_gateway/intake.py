"""Value object of a received e-mail, as far as it is parsed without a database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from odoo.addons.constituent_crm.matching import score
from odoo.addons.service_catalog.references import parse
from odoo.addons.service_catalog.service_matching import CERTAIN_SCORE

from .adapters.clues import Clues
from .adapters.contact import InboundContact

REFERENCE = re.compile(r"\b(?:[A-Z]{1,6}-)?[0-9A-Z]{4}-[0-9A-Z]{4}\b", re.I)
MAX_REFERENCES = 20
# The beginning of a long e-mail suffices to find what it asks for.
MAX_WORDS = 5_000


@dataclass(frozen=True)
class Intake:
    """A received e-mail, parsed once for all further steps.

    Attributes:
        contact: what is written in it.
        clues: what it tells of its sender, and of where.
        hits: the services it may be about, as `service.type._suggest` returns them.
        whose: who to turn to where it is not the council's, as `_whose` returns it.
    """

    contact: InboundContact
    clues: Clues
    hits: tuple[dict, ...]
    whose: str | bool = False

    @property
    def suggested_service_id(self) -> int | None:
        """Return the id of the service that it is most likely about, if any."""
        return self.hits[0]["id"] if self.hits else None

    @property
    def is_service_certain(self) -> bool:
        """Return whether it is about that service beyond doubt."""
        return certain_service_id(self.hits) is not None

    @property
    def sender_name(self) -> str:
        """Return the fuller of the name in the header and the one in the text."""
        header = self.contact.name
        signed = self.clues.name
        # A first name alone is no fuller.
        return signed if " " not in header and " " in signed else header or signed

    @property
    def sender_phone(self) -> str:
        """Return the sender's own number, "" if another name than theirs is with it."""
        header, signed = self.contact.name, self.clues.name
        are_full = " " in header and " " in signed
        if are_full and not score.may_be_one(header, signed):
            return ""
        return self.clues.phone

    def sender_details(
        self, email: str, *, with_place: bool, phone: str | None = None
    ) -> dict[str, str]:
        """Return what `res.partner._constituent_identify` takes of the sender.

        Args:
            email: the sender's address.
            with_place: whether the place it tells of is the sender's own.
            phone: the sender's number, where `sender_phone` is not to be taken.
        """
        found = self.clues
        phone = self.sender_phone if phone is None else phone
        details = {"email": email, "phone": phone, "name": self.sender_name}
        if with_place:
            details |= {"postcode": found.postcode, "street": found.street}
        return details


def certain_service_id(hits: Sequence[dict]) -> int | None:
    """Return the id of the service that a text is certainly about, if any.

    Args:
        hits: what `service.type._suggest` returns for the text.
    """
    best = hits[0] if hits else None
    return best["id"] if best and best["score"] >= CERTAIN_SCORE else None


def join_words(subject: str, body: str) -> str:
    """Return what a message says, as far as it is searched for what it asks for."""
    return "\n".join(filter(None, [subject, body]))[:MAX_WORDS]


def mentioned_references(words: str) -> list[str]:
    """Return the last nine characters of each reference of a request in a text."""
    named = map(parse, REFERENCE.findall(words))
    ends = dict.fromkeys(str(one)[-9:] for one in named if one)
    return list(ends)[:MAX_REFERENCES]
