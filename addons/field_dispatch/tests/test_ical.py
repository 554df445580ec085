from dataclasses import replace
from datetime import datetime

import vobject

from odoo.tests import BaseCase, tagged

from ..ical import Event, Method, calendar

EVENT = Event(
    uid="dispatch-job-1@hull",
    sequence=2,
    starts=datetime(2027, 7, 1, 9, 30),
    ends=datetime(2027, 7, 1, 10, 15),
    stamp=datetime(2027, 6, 30, 8, 0),
    summary="Pothole repair",
    organiser="highways@example.org",
    attendee="road@example.org",
    description="Measure it; then fill it,\nand sweep.",
    location="Beverley Road, HU5",
    latitude=53.7617,
    longitude=-0.3489,
    url="https://example.org/dispatch/job/1",
)


@tagged("dispatch_planning")
class TestCalendar(BaseCase):
    def test_calendar_is_read_by_another_library(self):
        read = vobject.readOne(calendar(EVENT).decode())
        event = read.vevent
        self.assertEqual(read.method.value, "REQUEST")
        self.assertEqual(event.uid.value, EVENT.uid)
        self.assertEqual(event.sequence.value, "2")
        self.assertEqual(event.dtstart.value.replace(tzinfo=None), EVENT.starts)
        self.assertEqual(event.dtend.value.replace(tzinfo=None), EVENT.ends)
        self.assertEqual(event.description.value, EVENT.description)
        self.assertEqual(event.location.value, EVENT.location)
        self.assertEqual(event.attendee.value, "mailto:road@example.org")
        self.assertEqual(event.organizer.value, "mailto:highways@example.org")

    def test_times_are_written_in_utc(self):
        self.assertIn(b"DTSTART:20270701T093000Z\r\n", calendar(EVENT))

    def test_coordinates_are_included(self):
        self.assertIn(b"GEO:53.761700;-0.348900", calendar(EVENT))
        nowhere = replace(EVENT, latitude=None, longitude=None)
        self.assertNotIn(b"GEO", calendar(nowhere))

    def test_line_breaks_add_no_property(self):
        injected = "x\r\nATTENDEE:mailto:other@example.org"
        names = ("summary", "location", "url", "organiser", "attendee")
        event = replace(EVENT, **dict.fromkeys(names, injected))
        unfolded = calendar(event).replace(b"\r\n ", b"")
        lines = unfolded.split(b"\r\n")
        added = [line for line in lines if line.startswith(b"ATTENDEE:mailto:other")]
        self.assertEqual(added, [])

    def test_description_has_no_control_characters(self):
        event = replace(EVENT, description="One\r\ntwo\x00\u2028three")
        read = vobject.readOne(calendar(event).decode())
        self.assertEqual(read.vevent.description.value, "One\ntwo\nthree")

    def test_no_reply_is_requested(self):
        self.assertIn(b"RSVP=FALSE", calendar(EVENT).replace(b"\r\n ", b""))

    def test_cancellation_has_the_same_uid(self):
        read = vobject.readOne(calendar(EVENT, Method.CANCEL).decode())
        self.assertEqual(read.method.value, "CANCEL")
        self.assertEqual(read.vevent.status.value, "CANCELLED")
        self.assertEqual(read.vevent.uid.value, EVENT.uid)
