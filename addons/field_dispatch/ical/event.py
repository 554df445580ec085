"""An appointment as an iCalendar file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import vobject
from dateutil import tz

from odoo.addons.constituent_crm.text import paragraphs, single_line

PRODUCT = "-//Council Connect//Field Dispatch//EN"


class Method(StrEnum):
    """The method of the calendar object (RFC 5546, section 3.2).

    REQUEST is used instead of PUBLISH, as only requests are matched by UID. A later
    request with a higher sequence thus moves the appointment, and CANCEL removes it. No
    reply is requested.
    """

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Event:
    """An appointment.

    Attributes:
        uid: identifier that stays the same through all changes.
        sequence: increased with each change that is sent.
        starts, ends: naive UTC.
        stamp: time of sending, naive UTC.
        summary, location: texts; line breaks are removed.
        organiser, attendee: e-mail addresses.
        description: text of several lines.
        latitude, longitude: degrees, or None.
        url: address of further details.
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
    """Write the event as the content of an .ics file (RFC 5545).

    Args:
        event: the appointment.
        method: whether it is made or cancelled.

    Returns:
        UTF-8 with CRLF line ends.
    """
    whole = vobject.iCalendar()
    whole.add("prodid").value = PRODUCT
    whole.add("method").value = method.value
    entry = whole.add("vevent")
    for name, value in _properties(event, method):
        if value:
            entry.add(name).value = value
    if event.latitude is not None and event.longitude is not None:
        # The semicolon separates the values of GEO; vobject would escape it.
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
    """Yield names and values of the properties."""
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
    """Return the time in dateutil's UTC."""
    # vobject writes the suffix Z for dateutil's UTC only.
    return moment.replace(tzinfo=UTC).astimezone(tz.UTC)
