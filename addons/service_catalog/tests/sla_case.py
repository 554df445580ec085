from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

MONDAY = "2026-03-02 "
TUESDAY = "2026-03-03 "


class SlaCase(ServiceCatalogCase):
    """All is acknowledged the next working day and answered in four working hours;
    a bin is emptied in two days, and looked at by law in ten calendar days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        fitting = [("scope", "=", "fitting")]
        cls.env["service.sla.policy"].search(fitting).active = False
        cls.lead, cls.chief = (
            cls.make_user(f"test_{name}", "officer") for name in ("lead", "chief")
        )
        cls.waste.lead_id = cls.lead
        cls.acknowledge = cls.make_sla_policy(
            "Next day", kind="acknowledge", unit="days", days=1, scope="fitting"
        )
        cls.respond = cls.make_sla_policy(
            "Half a day", kind="respond", hours=4, scope="fitting"
        )
        cls.by_law = cls.make_sla_policy(
            "Act of 2026",
            kind="statutory",
            unit="calendar_days",
            days=10,
            scope="fitting",
            service_ids=cls.bin.ids,
        )

    def opened(self, moment=MONDAY + "10:00", **values):
        with self.at(moment):
            return self.open_request(**values)

    def clock(self, request, kind):
        return request.clock_ids.filtered(lambda clock: clock.kind == kind)

    def states(self, request):
        return {clock.kind: clock.state for clock in request.clock_ids}

    def run_cron(self, moment, name="cron_escalate_deadlines"):
        with self.at(moment), self.enter_registry_test_mode():
            self.env.ref(f"service_catalog.{name}").method_direct_trigger()
