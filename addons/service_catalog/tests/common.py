from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.constituent_crm.tests.common import UNINVITED

WEEKDAYS = range(5)


class Council:
    """A small council to open requests with; mix it into any of Odoo's test cases.

    One directorate; the waste and the roads team, in office hours of London; a bin
    service with a deadline of two days and questions, a pothole service that needs a
    place; Jane, a resident; and an officer of each kind.
    """

    @classmethod
    def build_council(cls):
        cls._build_hours()
        cls._build_teams()
        cls._build_services()
        cls._build_people()

    @classmethod
    def withdraw_others(cls):
        """What demonstration data offer, promise and route is not of this council."""
        for model in ("service.type", "service.sla.policy", "service.routing.rule"):
            cls.env[model].search([("active", "=", True)]).active = False

    @classmethod
    def _build_hours(cls):
        hours = [
            Command.create(
                {
                    "name": f"Day {day}",
                    "dayofweek": str(day),
                    "hour_from": 9,
                    "hour_to": 17,
                    "day_period": "full_day",
                }
            )
            for day in WEEKDAYS
        ]
        cls.office_hours = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "Europe/London",
                "attendance_ids": [Command.clear(), *hours],
            }
        )

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
        cls.two_days = cls.env["service.sla.policy"].create(
            {"name": "Two days", "hours": 16}
        )
        cls.bin = cls._service("Test bin", "test_bin", cls.waste)
        cls.pothole = cls._service(
            "Test pothole", "test_pothole", cls.roads, needs_location=True
        )
        cls.which = cls.env["service.question"].create(
            {
                "service_id": cls.bin.id,
                "code": "which",
                "name": "Which bin?",
                "datatype": "singlevaluelist",
                "option_ids": [
                    Command.create({"code": "brown", "name": "Brown bin"}),
                    Command.create({"code": "blue", "name": "Blue bin"}),
                ],
            }
        )

    @classmethod
    def _service(cls, name, code, team, **values):
        return cls.env["service.type"].create(
            {
                "name": name,
                "code": code,
                "directorate_id": cls.directorate.id,
                "team_id": team.id,
                "sla_policy_id": cls.two_days.id,
                **values,
            }
        )

    @classmethod
    def _build_people(cls):
        cls.jane = cls.env["res.partner"].create(
            {
                "name": "Jane Test",
                "is_constituent": True,
                "email": "jane.test@example.org",
                "zip": "HU5 3ER",
            }
        )
        cls.officer, cls.crewman, cls.analyst = (
            new_test_user(
                cls.env, login, f"constituent_crm.group_{group}", context=UNINVITED
            )
            for login, group in (
                ("test_officer", "officer"),
                ("test_waste", "service_officer"),
                ("test_analyst", "analyst"),
            )
        )
        cls.waste.member_ids = cls.crewman

    def open_request(self, service="test_bin", **values):
        return self.env["service.request"]._open_request(
            {"service": service, "partner_id": self.jane.id, **values}
        )

    def at(self, moment):
        """Now is `moment`, for Python and for the database (naive UTC, ISO)."""
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
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.withdraw_others()
        cls.build_council()
