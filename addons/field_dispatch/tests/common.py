"""The test council of this addon: that of `service_catalog` with crews.

`Council` goes with any of Odoo's test cases. `CouncilCase` is the council on a Monday
at nine.
"""

from datetime import datetime

from freezegun import freeze_time
from PIL import ExifTags, Image

from odoo.fields import Command
from odoo.tests import TransactionCase

from odoo.addons.service_catalog.tests import common

# A Monday in winter, when Hull keeps UTC; crews have been at work for an hour.
NOW = datetime(2027, 3, 1, 9, 0)
SHIFTS = [(8, 12, "morning"), (13, 17, "afternoon")]


def make_exif():
    """What a camera notes beside a photo: itself, and where it was."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera of the crew"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (53.0, 45.0, 0.0)
    return exif


class Council(common.Council):
    """A small council in Hull, to mix into a test case.

    A depot; crew Road (road repair) and crew Green (trees), both at work from 08:00
    to 12:00 and 13:00 to 17:00 on weekdays; a service Pothole whose requests call for
    road repair, and a service Noise that needs no crew.
    """

    @classmethod
    def stop_clock(cls):
        """Let it be nine on that Monday for the tests of the class."""
        clock = freeze_time(NOW)
        clock.start()
        cls.addClassCleanup(clock.stop)

    @classmethod
    def build_council(cls):
        super().build_council()
        cls._build_crews()

    @classmethod
    def _build_hours(cls):
        cls.calendar = cls.make_calendar("Crews", SHIFTS)
        cls.env.company.resource_calendar_id = cls.calendar

    @classmethod
    def _build_teams(cls):
        cls.team = cls.make_team("Test highways", "test_highways")

    @classmethod
    def _build_services(cls):
        cls.skill_road = cls.make("dispatch.skill", name="Test road repair")
        cls.skill_tree = cls.make("dispatch.skill", name="Test tree work")
        cls.template = cls.make(
            "dispatch.job.template",
            name="Pothole repair",
            skill_ids=cls.skill_road.ids,
            duration=45,
            priority="2",
            instructions="Measure it.",
            checklist_id=cls.make(
                "dispatch.checklist",
                name="Road",
                item_ids=[Command.create({"name": "Cones out", "is_required": True})],
            ).id,
        )
        cls.pothole = cls.make_service(
            "Test pothole", "test_pothole", cls.team, job_template_id=cls.template.id
        )
        cls.noise = cls.make_service("Test noise", "test_noise")

    @classmethod
    def _build_people(cls):
        cls.resident = cls.make_constituent("Ahmed Khan", "07700 900123")

    @classmethod
    def _build_crews(cls):
        # Crews of demo data would compete with those of the tests.
        cls.env["dispatch.crew"].search([]).active = False
        cls.depot = cls.make(
            "dispatch.depot", name="North", latitude=53.78, longitude=-0.31
        )
        cls.crew_road = cls.make_crew("Road", cls.skill_road)
        cls.crew_green = cls.make_crew("Green", cls.skill_tree)

    @classmethod
    def make_crew(cls, name, skills, **values):
        return cls.make(
            "dispatch.crew",
            **{
                "name": name,
                "depot_id": cls.depot.id,
                "skill_ids": skills.ids,
                "email": f"{name.lower()}@example.org",
                "resource_calendar_id": cls.calendar.id,
                "tz": "Europe/London",
                **values,
            },
        )

    @classmethod
    def make_job(cls, **values):
        """A job of half an hour in the town's middle that takes no skill."""
        return cls.make(
            "dispatch.job",
            **{
                "name": "Look at it",
                "duration": 30,
                "latitude": 53.75,
                "longitude": -0.33,
                "address": "Freetown Way",
                **values,
            },
        )

    @classmethod
    def make_sent_job(cls, request=None, **values):
        """A job that its crew has been told of."""
        job = request.job_ids if request else cls.make_job(**values)
        job._plan()
        job.action_dispatch()
        return job

    @classmethod
    def open_request(cls, service="test_pothole", **values):
        """A pothole on Beverley Road, reported by Ahmed Khan unless told otherwise."""
        if "partner_id" not in values:
            values["partner_id"] = cls.resident.id
        return cls.env["service.request"]._open_request(
            {
                "service": service,
                "description": "Deep pothole outside the school",
                "latitude": 53.7617,
                "longitude": -0.3489,
                "address": "Beverley Road",
                **values,
            }
        )


class CouncilCase(Council, TransactionCase):
    """The small council on a Monday at nine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stop_clock()
        cls.build_council()
