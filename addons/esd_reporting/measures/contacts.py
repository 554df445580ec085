"""Contacts on all channels: first contact, avoidable contact, electronic share."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .figure import Figure, count, percentage


@dataclass(frozen=True)
class Contacts:
    """Counts of contacts in one period, which can be added.

    Attributes:
        received: all incoming contacts.
        sent: outgoing contacts.
        served: incoming contacts that were not abandoned.
        resolved: served contacts resolved at the first contact.
        avoidable: incoming contacts of low or no value to the constituent.
        electronic: incoming contacts on an electronic channel.
        repeats: incoming contacts about a matter known from an earlier contact.
    """

    received: int = 0
    sent: int = 0
    served: int = 0
    resolved: int = 0
    avoidable: int = 0
    electronic: int = 0
    repeats: int = 0

    def __add__(self, other: Contacts) -> Contacts:
        """Return the sum of both counts."""
        return Contacts(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        )


def first_contact(contacts: Contacts) -> Figure:
    """Compute first-contact resolution: resolved ÷ served.

    Args:
        contacts: counts of the period.

    Returns:
        The rate in per cent.
    """
    return percentage(contacts.resolved, contacts.served)


def avoidable(contacts: Contacts) -> Figure:
    """Compute avoidable contact by National Indicator 14: avoidable ÷ received.

    NI 14 is "the proportion of customer contact that is of low or no value to the
    customer", over all contacts on all channels.

    Args:
        contacts: counts of the period.

    Returns:
        The proportion in per cent.
    """
    return percentage(contacts.avoidable, contacts.received)


def electronic(contacts: Contacts) -> Figure:
    """Compute the take-up of electronic channels: electronic ÷ received.

    Args:
        contacts: counts of the period.

    Returns:
        The share in per cent.
    """
    return percentage(contacts.electronic, contacts.received)


def received(contacts: Contacts) -> Figure:
    """Return the number of incoming contacts.

    Args:
        contacts: counts of the period.

    Returns:
        The number.
    """
    return count(contacts.received)


def sent(contacts: Contacts) -> Figure:
    """Return the number of outgoing contacts.

    Args:
        contacts: counts of the period.

    Returns:
        The number.
    """
    return count(contacts.sent)
