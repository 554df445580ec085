import io
from datetime import datetime

from freezegun import freeze_time
from PIL import ExifTags, Image

from odoo.fields import Command
from odoo.tests import TransactionCase

# A Monday in winter, when Hull keeps UTC; crews have been at work for an hour.
NOW = datetime(2027, 3, 1, 9, 0)


def picture(size=(64, 48), form="JPEG", shade=128, **options):
    """The bytes of a small grey photo."""
    content = io.BytesIO()
    Image.new("RGB", size, (shade, shade, shade)).save(content, form, **options)
    return content.getvalue()


def exif():
    """What a camera notes beside a photo: itself, and where it was."""
    noted = Image.Exif()
    noted[ExifTags.Base.Make] = "Camera of the crew"
    noted.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (53.0, 45.0, 0.0)
    return noted


class Council:
    """A small council in Hull, to mix into a test case.

    Two depots; crew Road (road repair) and crew Green (trees), both at work from 08:00
    to 12:00 and 13:00 to 17:00 on weekdays; a service Pothole whose requests call for
    road repair, and a service Noise that needs no crew.
    """

    @staticmethod
    def attendances(days):
        """Commands: from Monday for so many days, 08:00 to 12:00 and 13:00 to 17:00."""
        return [
            Command.clear(),
            *(
                Command.create(
                    {
                        "name": f"Day {day}",
                        "dayofweek": str(day),
                        "hour_from": since,
                        "hour_to": until,
                        "day_period": period,
                    }
                )
                for day in range(days)
                for since, until, period in ((8, 12, "morning"), (13, 17, "afternoon"))
            ),
        ]

    @classmethod
    def build_council(cls):
        create = cls._create
        cls.calendar = create(
            "resource.calendar",
            name="Crews",
            tz="Europe/London",
            attendance_ids=cls.attendances(days=5),
        )
        # Crews of demo data would compete with those of the tests.
        cls.env["dispatch.crew"].search([]).active = False
        cls.env.company.resource_calendar_id = cls.calendar
        cls.skill_road = create("dispatch.skill", name="Test road repair")
        cls.skill_tree = create("dispatch.skill", name="Test tree work")
        cls.depot = create(
            "dispatch.depot", name="North", latitude=53.78, longitude=-0.31
        )
        cls.crew_road = cls._crew("Road", cls.skill_road)
        cls.crew_green = cls._crew("Green", cls.skill_tree)
        cls.template = create(
            "dispatch.job.template",
            name="Pothole repair",
            skill_ids=cls.skill_road.ids,
            duration=45,
            priority="2",
            instructions="Measure it.",
            checklist_id=create(
                "dispatch.checklist",
                name="Road",
                item_ids=[Command.create({"name": "Cones out", "is_required": True})],
            ).id,
        )
        cls.team = create("service.team", name="Test highways", code="test_highways")
        cls.pothole = create(
            "service.type",
            name="Test pothole",
            code="test_pothole",
            team_id=cls.team.id,
            job_template_id=cls.template.id,
        )
        cls.noise = create("service.type", name="Test noise", code="test_noise")
        cls.resident = create(
            "res.partner", name="Ahmed Khan", is_constituent=True, phone="07700 900123"
        )

    @classmethod
    def _create(cls, model, **values):
        return cls.env[model].create(values)

    @classmethod
    def _crew(cls, name, skills):
        return cls._create(
            "dispatch.crew",
            name=name,
            depot_id=cls.depot.id,
            skill_ids=skills.ids,
            email=f"{name.lower()}@example.org",
            resource_calendar_id=cls.calendar.id,
            tz="Europe/London",
        )

    @classmethod
    def new_request(cls, **values):
        """A pothole on Beverley Road, reported by Ahmed Khan."""
        return cls.env["service.request"]._open_request(
            {
                "service": "test_pothole",
                "partner_id": cls.resident.id,
                "description": "Deep pothole outside the school",
                "latitude": 53.7617,
                "longitude": -0.3489,
                "address": "Beverley Road",
                **values,
            }
        )

    @classmethod
    def new_job(cls, **values):
        """A job of half an hour in the town's middle that takes no skill."""
        return cls._create(
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
    def sent_job(cls, request=None, **values):
        """A job that its crew knows of."""
        job = request.job_ids if request else cls.new_job(**values)
        job._plan()
        job.action_dispatch()
        return job


class CouncilCase(TransactionCase, Council):
    """The small council on a Monday at nine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(NOW)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.build_council()
