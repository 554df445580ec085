"""The test council of this addon: those of `channel_gateway` and `field_dispatch`.

`Council` goes with any of Odoo's test cases. `EsdReportingCase` is the council itself.
"""

from datetime import datetime, timedelta

from odoo.tests import TransactionCase

from odoo.addons.channel_gateway.tests import common as channel_gateway
from odoo.addons.field_dispatch.tests import common as field_dispatch


class Council(channel_gateway.Council, field_dispatch.Council):
    """A small council whose contacts are counted, to mix into a test case.

    One directorate, two services, a phone and an e-mail channel. Contacts are put in a
    week of 2019, where no demo data is.
    """

    MONDAY = datetime(2019, 5, 6, 9)
    WEDNESDAY = datetime(2019, 5, 8, 12)

    @classmethod
    def _build_hours(cls):
        cls.company_calendar = cls.env.company.resource_calendar_id
        cls.company_calendar.tz = "Europe/London"

    @classmethod
    def _build_teams(cls):
        cls.directorate = cls.make(
            "service.directorate", name="Test Streets", code="esd_streets"
        )

    @classmethod
    def _build_services(cls):
        cls.applications, cls.information, cls.payments = (
            cls.env.ref(f"esd_reporting.interaction_type_{name}")
            for name in ("applications", "information", "payments")
        )
        cls.service_values = {"directorate_id": cls.directorate.id}
        cls.bins = cls.make_service("Bins", "esd_bins")
        cls.roads = cls.make_service("Roads", "esd_roads")

    @classmethod
    def _build_people(cls):
        cls.analyst = cls.make_user("esd_analyst", "analyst")
        cls.supervisor = cls.make_user("esd_supervisor", "supervisor")

    @classmethod
    def _build_crews(cls):
        """Build none: nobody goes out in most tests of figures."""

    @classmethod
    def build_council(cls):
        super().build_council()
        cls.phone = cls.env.ref("constituent_crm.channel_phone")
        cls.email = cls.env.ref("constituent_crm.channel_email")
        # Endpoints of demo data would be evidence.
        cls.env["channel.endpoint"].search([]).is_active = False
        cls.endpoint = cls.make_endpoint("Council mailbox")

    @classmethod
    def make_inventory_row(cls, service, kind, **values):
        return cls.make(
            "esd.inventory",
            service_id=service.id,
            interaction_type_id=kind.id,
            **values,
        )

    @classmethod
    def record_contact(cls, at=None, channel=None, **values):
        """A contact that comes in, by e-mail on Monday unless told otherwise."""
        return super().record_contact(
            **{
                "channel_id": (channel or cls.email).id,
                "direction": "in",
                "started_at": at or cls.MONDAY,
                **values,
            }
        )

    @classmethod
    def record_call(cls, at=None, *, waiting=5, talking=120, **values):
        """A telephone call that was answered after `waiting` seconds."""
        start = at or cls.MONDAY
        answer = start + timedelta(seconds=waiting)
        return cls.record_contact(
            start,
            cls.phone,
            answered_at=answer,
            ended_at=answer + timedelta(seconds=talking),
            **values,
        )

    @classmethod
    def record_abandoned_call(cls, at=None, *, waiting=30):
        start = at or cls.MONDAY
        return cls.record_contact(
            start,
            cls.phone,
            ended_at=start + timedelta(seconds=waiting),
            is_abandoned=True,
        )

    @classmethod
    def make_co_report(cls, request, **values):
        """The report of somebody who has joined `request`."""
        return cls.make("service.co.report", request_id=request.id, **values)

    @classmethod
    def make_request(cls, service, **values):
        """A request in any state, without opening and closing it."""
        return cls.make(
            "service.request", **{"name": "Test", "service_id": service.id, **values}
        )


class EsdReportingCase(Council, TransactionCase):
    """A small council whose contacts are counted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
