from datetime import timedelta

from odoo.fields import Datetime
from odoo.tests import HttpCase, tagged

from odoo.addons.constituent_crm.tests.hoot import HootCase

from .common import Council


@tagged("post_install", "-at_install", "browser")
class TestTours(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_user("tour_analyst", "analyst")

    def _measure_two_calls(self):
        """One call in time and one late, on a channel of their own."""
        channel = self.env["constituent.channel"].create(
            {"name": "Tour Line", "code": "tour_line"}
        )
        now = Datetime.now()
        for waiting in (5, 60):
            self.env["constituent.interaction"]._record_contact(
                {
                    "channel_id": channel.id,
                    "started_at": now - timedelta(seconds=waiting + 1),
                    "answered_at": now - timedelta(seconds=1),
                }
            )
        measure = self.env.ref("esd_reporting.measure_answered_in_time")
        measure.channel_ids = channel
        self.env["esd.target"].create(
            {
                "measure_id": measure.id,
                "value": 98,
                "valid_from": Datetime.now().date() - timedelta(days=1),
            }
        )

    def test_figures(self):
        self.env["esd.target"].search([]).unlink()
        self._measure_two_calls()
        self.env["esd.measure"].create(
            {
                "name": "Nothing to Measure",
                "code": "tour_nothing",
                "formula": "abandonment",
                "channel_ids": self.env["constituent.channel"]
                .create({"name": "Silent Line", "code": "tour_silent"})
                .ids,
            }
        )
        self.start_tour("/odoo/figures", "esd_figures", login="tour_analyst")

    def test_inventory(self):
        directorate = self.env["service.directorate"].create(
            {"name": "Tour Directorate", "code": "tour_directorate", "sequence": -1}
        )
        service = self.make_service(
            "Tour Service",
            "tour_service",
            directorate_id=directorate.id,
            is_published=True,
        )
        self.make_inventory_row(
            service, self.env.ref("esd_reporting.interaction_type_information")
        )
        self.start_tour(
            "/odoo/electronic-services", "esd_inventory", login="tour_analyst"
        )


@tagged("post_install", "-at_install", "browser")
class TestFigureFormats(HootCase):
    def test_figures_are_formatted(self):
        self.run_units("esd_reporting")
