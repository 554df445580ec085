"""One appointment, as its own small calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import vobject
from dateutil import tz

from odoo.addons.constituent_crm.text import paragraphs, single_line

PRODUCT = "-//Council Connect//Field Dispatch//EN"


class Method(StrEnum):
    """What the calendar program is to do (RFC 5546, 3.2).

    REQUEST rather than PUBLISH: only a request is matched by its UID, so that a later
    one with a higher sequence moves the appointment and CANCEL takes it away again.
    Nobody is asked to reply.
    """

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Event:
    """An appointment.

    Attributes:
        uid: the same for as long as the appointment lives, whatever changes.
        sequence: higher with each change that is sent.
        starts, ends, stamp: in UTC, without a time zone; `stamp` is when it was sent.
        summary, location: words, on one line whatever they are.
        description: words, of several lines.
        latitude, longitude: degrees, or None.
        url: where to read on.
        organiser, attendee: e-mail addresses.
    """

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    stamp: datetime
    summary: str
    organiser: str
    attendee: str
    description: str = ""
    location: str = ""
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""


def calendar(event: Event, method: Method = Method.REQUEST) -> bytes:
    """The event as the content of an .ics file, UTF-8 with CRLF line ends."""
    whole = vobject.iCalendar()
    whole.add("prodid").value = PRODUCT
    whole.add("method").value = method.value
    entry = whole.add("vevent")
    for name, value in _properties(event, method):
        if value:
            entry.add(name).value = value
    if event.latitude is not None and event.longitude is not None:
        # The semicolon is GEO's own; vobject would take it for text and escape it.
        geo = entry.add("geo")
        geo.value = f"{event.latitude:.6f};{event.longitude:.6f}"
        geo.encoded = True
    entry.organizer.value = f"mailto:{single_line(event.organiser)}"
    entry.attendee.value = f"mailto:{single_line(event.attendee)}"
    entry.attendee.params.update(
        {"PARTSTAT": ["ACCEPTED"], "RSVP": ["FALSE"], "ROLE": ["REQ-PARTICIPANT"]}
    )
    content: str = whole.serialize()
    return content.encode()


def _properties(event: Event, method: Method) -> Iterator[tuple[str, object]]:
    yield "uid", single_line(event.uid)
    yield "sequence", str(event.sequence)
    yield "dtstamp", _utc(event.stamp)
    yield "dtstart", _utc(event.starts)
    yield "dtend", _utc(event.ends)
    yield "summary", single_line(event.summary)
    yield "description", paragraphs(event.description)
    yield "location", single_line(event.location)
    yield "url", single_line(event.url)
    yield "organizer", event.organiser
    yield "attendee", event.attendee
    yield "status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED"


def _utc(moment: datetime) -> datetime:
    # vobject writes the Z only for dateutil's UTC.
    return moment.replace(tzinfo=UTC).astimezone(tz.UTC)
