from odoo.tests import TransactionCase


class ServiceCatalogCase(TransactionCase):
    """A small council: one directorate, a waste team, two services."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.directorate = cls.env["service.directorate"].create(
            {"name": "Streets", "code": "test_streets"}
        )
        cls.waste = cls.env["service.team"].create(
            {
                "name": "Waste",
                "code": "test_waste",
                "directorate_id": cls.directorate.id,
            }
        )
        cls.policy = cls.env["service.sla.policy"].create(
            {"name": "Two days", "hours": 16}
        )
        cls.missed_bin = cls.env["service.type"].create(
            {
                "name": "Missed bin",
                "code": "test_missed_bin",
                "directorate_id": cls.directorate.id,
                "team_id": cls.waste.id,
                "sla_policy_id": cls.policy.id,
            }
        )
        cls.resident = cls.env["res.partner"].create(
            {"name": "Jane Test", "is_constituent": True}
        )
