from datetime import datetime, timedelta

from odoo.tests import TransactionCase, new_test_user

from odoo.addons.constituent_crm.tests.common import UNINVITED


class EsdReportingCase(TransactionCase):
    """A small council: one directorate, two services, a phone and an e-mail channel.

    Contacts are put in a week of 2019, where no demo data is: `call` and `contact`.
    """

    MONDAY = datetime(2019, 5, 6, 9)
    WEDNESDAY = datetime(2019, 5, 8, 12)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_calendar = cls.env.company.resource_calendar_id
        cls.company_calendar.tz = "Europe/London"
        cls.phone = cls.env.ref("constituent_crm.channel_phone")
        cls.email = cls.env.ref("constituent_crm.channel_email")
        cls.applications = cls.env.ref("esd_reporting.interaction_type_applications")
        cls.information = cls.env.ref("esd_reporting.interaction_type_information")
        cls.payments = cls.env.ref("esd_reporting.interaction_type_payments")
        # Doors of demo data would be evidence.
        cls.env["channel.endpoint"].search([]).is_active = False
        cls.endpoint = cls.env["channel.endpoint"].create(
            {"name": "Council mailbox", "kind": "email", "channel_id": cls.email.id}
        )
        cls.directorate = cls.env["service.directorate"].create(
            {"name": "Test Streets", "code": "esd_streets"}
        )
        cls.bins, cls.roads = cls.env["service.type"].create(
            [
                {
                    "name": name,
                    "code": f"esd_{name.lower()}",
                    "directorate_id": cls.directorate.id,
                }
                for name in ("Bins", "Roads")
            ]
        )
        cls.analyst = new_test_user(
            cls.env,
            "esd_analyst",
            groups="constituent_crm.group_analyst",
            context=UNINVITED,
        )
        cls.supervisor = new_test_user(
            cls.env,
            "esd_supervisor",
            groups="constituent_crm.group_supervisor",
            context=UNINVITED,
        )

    @classmethod
    def pair(cls, service, kind, **values):
        return cls.env["esd.inventory"].create(
            {"service_id": service.id, "interaction_type_id": kind.id, **values}
        )

    @classmethod
    def contact(cls, at=None, channel=None, **values):
        return cls.env["constituent.interaction"]._record_contact(
            {
                "channel_id": (channel or cls.email).id,
                "direction": "in",
                "started_at": at or cls.MONDAY,
                **values,
            }
        )

    @classmethod
    def call(cls, at=None, *, waiting=5, talking=120, **values):
        """A telephone call that was answered after `waiting` seconds."""
        start = at or cls.MONDAY
        answer = start + timedelta(seconds=waiting)
        return cls.contact(
            start,
            cls.phone,
            answered_at=answer,
            ended_at=answer + timedelta(seconds=talking),
            **values,
        )

    @classmethod
    def abandoned_call(cls, at=None, *, waiting=30):
        start = at or cls.MONDAY
        return cls.contact(
            start,
            cls.phone,
            ended_at=start + timedelta(seconds=waiting),
            is_abandoned=True,
        )

    @classmethod
    def joined(cls, request, **values):
        """The report of somebody who has joined `request`."""
        values["request_id"] = request.id
        return cls.env["service.co.report"].create(values)

    @classmethod
    def request(cls, service, **values):
        """A request as it stands, without going through its life."""
        return cls.env["service.request"].create(
            {"name": "Test", "service_id": service.id, **values}
        )
