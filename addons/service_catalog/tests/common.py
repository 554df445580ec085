"""The test council of this addon: that of `constituent_crm` with a catalogue.

`Council` goes with any of Odoo's test cases. `ServiceCatalogCase` is a council whose
catalogue nothing else is in.
"""

import io
from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time
from PIL import Image

from odoo.fields import Command
from odoo.tests import TransactionCase

from odoo.addons.constituent_crm.tests import common

WEEKDAYS = range(5)


def make_image(form="JPEG", size=(8, 8), color="green", **options):
    """The bytes of a small picture."""
    content = io.BytesIO()
    Image.new("RGB", size, color).save(content, form, **options)
    return content.getvalue()


class Council(common.Council):
    """A small council to open requests with, to mix into a test case.

    One directorate; the waste and the roads team, in office hours of London; a bin
    service with a deadline of two days and questions, a pothole service that needs a
    place; Jane, a resident; and an officer of each kind.
    """

    # What each service has that `make_service` makes, unless told otherwise.
    service_values = {}

    @classmethod
    def build_council(cls):
        """Build the council; an addon whose council differs overrides a step."""
        super().build_council()
        cls._build_hours()
        cls._build_teams()
        cls._build_services()
        cls._build_people()

    @classmethod
    def withdraw_others(cls):
        """Withdraw what demonstration data offer, promise and route."""
        for model in ("service.type", "service.sla.policy", "service.routing.rule"):
            cls.env[model].search([("active", "=", True)]).active = False

    @classmethod
    def _build_hours(cls):
        cls.office_hours = cls.make_calendar("Office", [(9, 17, "full_day")])

    @classmethod
    def _build_teams(cls):
        cls.directorate = cls.env["service.directorate"].create(
            {"name": "Streets", "code": "test_streets"}
        )
        cls.waste, cls.roads = cls.env["service.team"].create(
            [
                {
                    "name": name,
                    "code": f"test_{name.lower()}",
                    "directorate_id": cls.directorate.id,
                    "resource_calendar_id": cls.office_hours.id,
                }
                for name in ("Waste", "Roads")
            ]
        )

    @classmethod
    def _build_services(cls):
        cls.two_days = cls.make_sla_policy("Two days", hours=16)
        cls.service_values = {
            "directorate_id": cls.directorate.id,
            "sla_policy_id": cls.two_days.id,
        }
        cls.bin = cls.make_service("Test bin", "test_bin", cls.waste)
        cls.pothole = cls.make_service(
            "Test pothole", "test_pothole", cls.roads, needs_location=True
        )
        cls.which = cls.make_question(
            cls.bin,
            "which",
            name="Which bin?",
            datatype="singlevaluelist",
            option_ids=cls.options(brown="Brown bin", blue="Blue bin"),
        )

    @classmethod
    def _build_people(cls):
        cls.jane = cls.make_constituent(
            "Jane Test", email="jane.test@example.org", zip="HU5 3ER"
        )
        cls.officer = cls.make_user("test_officer", "officer")
        cls.crewman = cls.make_user("test_waste", "service_officer")
        cls.analyst = cls.make_user("test_analyst", "analyst")
        cls.waste.member_ids = cls.crewman

    @staticmethod
    def attendances(hours, days=WEEKDAYS):
        """Commands for the hours of each of `days`: (from, to, part of the day)."""
        return [
            Command.clear(),
            *(
                Command.create(
                    {
                        "name": f"Day {day}",
                        "dayofweek": str(day),
                        "hour_from": start,
                        "hour_to": end,
                        "day_period": period,
                    }
                )
                for day in days
                for start, end, period in hours
            ),
        ]

    @classmethod
    def make_calendar(cls, name, hours, tz="Europe/London"):
        return cls.env["resource.calendar"].create(
            {"name": name, "tz": tz, "attendance_ids": cls.attendances(hours)}
        )

    @classmethod
    def make_team(cls, name, code, **values):
        return cls.env["service.team"].create({"name": name, "code": code, **values})

    @classmethod
    def make_service(cls, name, code, team=None, **values):
        if team:
            values["team_id"] = team.id
        return cls.env["service.type"].create(
            {**cls.service_values, "name": name, "code": code, **values}
        )

    @classmethod
    def make_question(cls, service, code, **values):
        return cls.env["service.question"].create(
            {"service_id": service.id, "code": code, "name": code, **values}
        )

    @staticmethod
    def options(**names):
        """Commands for the options of a question: code and name."""
        return [
            Command.create({"code": code, "name": name}) for code, name in names.items()
        ]

    @classmethod
    def make_keyword(cls, service, phrase, **values):
        """Words by which `service` is suggested."""
        return cls.env["service.keyword"].create(
            {"service_id": service.id, "phrase": phrase, **values}
        )

    @classmethod
    def make_sla_policy(cls, name, **values):
        return cls.env["service.sla.policy"].create({"name": name, **values})

    @classmethod
    def make_routing_rule(cls, name, **values):
        return cls.env["service.routing.rule"].create({"name": name, **values})

    @classmethod
    def open_request(cls, service="test_bin", **values):
        """A request about a service (a code), opened as all channels do.

        It is Jane's unless `partner_id` says whose.
        """
        if "partner_id" not in values:
            values["partner_id"] = cls.jane.id
        return cls.env["service.request"]._open_request({"service": service, **values})

    def at(self, moment):
        """Set the time of Python and of the database (naive UTC, ISO)."""
        now = datetime.fromisoformat(moment)
        clock = freeze_time(now)
        database = patch.object(self.env.cr, "now", lambda: now)
        return _Both(clock, database)


class _Both:
    def __init__(self, *managers):
        self._managers = managers

    def __enter__(self):
        for manager in self._managers:
            manager.__enter__()

    def __exit__(self, *error):
        for manager in reversed(self._managers):
            manager.__exit__(*error)


class ServiceCatalogCase(Council, TransactionCase):
    """The small council, whose services and rules are the only ones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.withdraw_others()
        cls.build_council()
