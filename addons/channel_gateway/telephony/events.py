"""Events of a telephone system, as its listener posts them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

# Words in place of a number, by which telephone networks say that there is none.
NO_NUMBERS = {
    "",
    "<unknown>",
    "anonymous",
    "private",
    "restricted",
    "unavailable",
    "unknown",
    "withheld",
}
MAX_NUMBER = 40
MAX_NAME = 100
MAX_TEXT = 1000
# Values of an event, and channels in a snapshot.
MAX_VALUES = 10_000


@dataclass(frozen=True)
class Event:
    """One event.

    Attributes:
        name: its name in AMI; `QueueLog` for a line of Asterisk's queue_log.
        at: when it happened, in seconds since 1970.
        values: its values by name; a list where a name was repeated.
    """

    name: str
    at: float
    values: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return a value; "" where there is none, the last one of several."""
        value = self.values.get(name, "")
        if isinstance(value, list):
            value = value[-1] if value else ""
        text = str(value)
        return "" if text == "<unknown>" else text

    def gone(self, leg: str) -> "Event":
        """Return the event that a channel is not among those of this snapshot."""
        values = {"Event": "CouncilGone", "Timestamp": str(self.at), "Uniqueid": leg}
        return Event("CouncilGone", self.at, values)

    def legs(self) -> list[str]:
        """Return the Uniqueids and Linkedids of all channels that it names."""
        named = [
            self.get(name)
            for name in self.values
            if name.endswith(("Uniqueid", "Linkedid")) and "Bridge" not in name
        ]
        if self.name == "QueueLog":
            line = self.get("Line").split("|")
            named = [line[1]] if len(line) > 4 and line[1] != "NONE" else []
            if len(line) > 6 and line[4] == "CONNECT":
                named.append(line[6])
        return list(dict.fromkeys(filter(None, named)))


def read_event(values: object) -> Event:
    """Read an event as it was posted.

    Args:
        values: decoded JSON.

    Returns:
        The event.

    Raises:
        ValueError: it is no event.
    """
    if not isinstance(values, dict) or not isinstance(values.get("Event"), str):
        raise ValueError("An event is an object with the name Event.")
    try:
        at = float(values.get("Timestamp") or "")
    except (TypeError, ValueError) as error:
        raise ValueError("Timestamp is a number of seconds since 1970.") from error
    # Beyond, it is no date of PostgreSQL.
    if not 0 < at < 2**33:
        raise ValueError("Timestamp is a number of seconds since 1970.")
    told = {
        clean(name): [clean(one) for one in value[:MAX_VALUES]]
        if isinstance(value, list)
        else clean(value)
        for name, value in list(values.items())[:MAX_VALUES]
    }
    return Event(clean(values["Event"]), at, told)


def clean(value: object) -> str:
    """Return a value as a text that the database takes: a caller chooses their name."""
    text = "" if value is None else str(value)[:MAX_TEXT]
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def moment_of(seconds: float | None) -> datetime | None:
    """Return seconds since 1970 as a time in UTC without a zone, as Odoo has it."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)


def is_number(text: str) -> bool:
    """Return whether a caller's number is one, and not a word for a withheld one."""
    return text.strip().lower() not in NO_NUMBERS


def number_of(text: str) -> str:
    """Return a caller's number; "" if it is withheld or unknown."""
    return text.strip()[:MAX_NUMBER] if is_number(text) else ""


def extensions(channel: str, number: str = "") -> tuple[str, ...]:
    """Return by what an officer's telephone may be known, the most telling first.

    Args:
        channel: name of its channel: `PJSIP/agent102-0000001a`,
            `Local/101@agents-00000002;1`.
        number: its CallerIDNum.

    Returns:
        Such as `("102", "agent102", "PJSIP/agent102")`.
    """
    technology, _slash, rest = channel.partition("/")
    name = rest.rpartition("-")[0] or rest
    user = name.partition("@")[0]
    full = f"{technology}/{name}" if rest else ""
    known = (number_of(number), user, full)
    return tuple(dict.fromkeys(text for text in known if text))
