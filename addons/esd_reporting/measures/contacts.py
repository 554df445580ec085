"""Contacts on every channel: first contact, avoidable contact, electronic share."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .figure import Figure, count, percentage


@dataclass(frozen=True)
class Contacts:
    """Counts of incoming contacts in one period; they add up.

    Attributes:
        received: all incoming contacts.
        sent: outgoing contacts.
        served: incoming contacts that somebody dealt with, not abandoned ones.
        resolved: served ones resolved at the first contact.
        avoidable: incoming ones of low or no value to the constituent.
        electronic: incoming ones on an electronic channel.
        repeats: incoming ones that come back with the same matter.
    """

    received: int = 0
    sent: int = 0
    served: int = 0
    resolved: int = 0
    avoidable: int = 0
    electronic: int = 0
    repeats: int = 0

    def __add__(self, other: Contacts) -> Contacts:
        return Contacts(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        )


def first_contact(contacts: Contacts) -> Figure:
    """First-contact resolution: the need met the first time, in per cent."""
    return percentage(contacts.resolved, contacts.served)


def avoidable(contacts: Contacts) -> Figure:
    """NI 14: "the proportion of customer contact that is of low or no value to the
    customer", in per cent of all contacts on all channels.
    """
    return percentage(contacts.avoidable, contacts.received)


def electronic(contacts: Contacts) -> Figure:
    """Take-up: contacts on electronic channels, in per cent of all."""
    return percentage(contacts.electronic, contacts.received)


def received(contacts: Contacts) -> Figure:
    """How many came in."""
    return count(contacts.received)


def sent(contacts: Contacts) -> Figure:
    """How many went out."""
    return count(contacts.sent)
