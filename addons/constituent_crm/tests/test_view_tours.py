from odoo.tests import HttpCase, tagged

from .common import CouncilCase


@tagged("-at_install", "post_install", "browser")
class TestViewTours(CouncilCase, HttpCase):
    """The main screens as an officer, a supervisor and a data protection officer."""

    def test_officer_opens_an_organisation_and_logs_a_contact(self):
        body = self.make_constituent(
            "Larch Works Ltd", kind="business", is_company=True
        )
        self.make_identifier(body, "company_number", "01234567")
        self.make_constituent("Petra Larch", parent_id=body.id)
        first = self.record_contact(partner_id=body.id, subject="Skip permit")
        self.start_tour(
            "/odoo/constituents", "constituent_screen_tour", login="council_officer"
        )
        logged = body.interaction_ids - first
        self.assertEqual(logged.subject, "Skip permit again")
        self.assertEqual(logged.user_id, self.users["officer"])
        self.assertEqual(logged.suggested_repeat_id, first)

    def test_restricted_marker_is_read_by_supervisors(self):
        self.make_marker(self.zofia, "Call the supervisor", is_restricted=True)
        for group in ("supervisor", "dpo"):
            with self.subTest(group):
                self.start_tour(
                    "/odoo/constituents",
                    "constituent_restricted_tour",
                    login=f"council_{group}",
                )
        self.start_tour(
            "/odoo/constituents",
            "constituent_unrestricted_tour",
            login="council_officer",
        )

    def test_supervisor_reads_and_corrects_the_ledger(self):
        call = self.record_contact(subject="Bin not collected")
        self.start_tour(
            "/odoo/contacts-ledger",
            "constituent_ledger_tour",
            login="council_supervisor",
        )
        self.assertEqual(call.subject, "Brown bin not collected")
        self.assertEqual(call.correction_ids.reason, "Misheard")
