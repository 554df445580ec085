"""A limit of failed authentications by network address, in memory of one process."""

from collections import OrderedDict
from dataclasses import dataclass


@dataclass
class _Failures:
    since: float
    number: int = 0


class FailureLimit:
    """Addresses that have failed too often within a period.

    Each process counts by itself: it costs no database, which an attacker could keep
    busy. A success clears the address, so that whoever shares it with an attacker is
    refused for a period at most.
    """

    def __init__(self, most: int, seconds: float, max_addresses: int = 10_000) -> None:
        """Create a limit.

        Args:
            most: failures of an address in a period, from which on it is refused.
            seconds: length of the period.
            max_addresses: addresses that are remembered; the oldest is forgotten.
        """
        self.most = most
        self.seconds = seconds
        self.max_addresses = max_addresses
        self._found: OrderedDict[str, _Failures] = OrderedDict()

    def is_exceeded(self, address: str, now: float) -> bool:
        """Return whether an address is to be refused without being looked at.

        Args:
            address: what is counted.
            now: seconds of a clock that never goes back.
        """
        found = self._found.get(address)
        if found is None or now - found.since >= self.seconds:
            return False
        return found.number >= self.most

    def fail(self, address: str, now: float) -> None:
        """Count one failure."""
        found = self._found.get(address)
        if found is None or now - found.since >= self.seconds:
            self._found.pop(address, None)
            found = self._found[address] = _Failures(since=now)
            if len(self._found) > self.max_addresses:
                self._found.popitem(last=False)
        found.number += 1

    def succeed(self, address: str) -> None:
        """Forget the failures of an address."""
        self._found.pop(address, None)
