from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestProfile(CouncilCase):
    """What the constituent's screen and the list's panel show."""

    def as_user(self, group="officer"):
        return self.env["res.partner"].with_user(self.users[group])

    def marked(self, category, group="officer"):
        return self.as_user(group).search(
            [
                ("id", "in", (self.zofia | self.adam).ids),
                ("marker_category", "in", category),
            ]
        )

    def test_timeline_starts_with_the_latest_contact(self):
        old = self.record_contact(started_at="2026-03-02 09:00:00")
        new = self.record_contact(started_at="2026-03-03 09:00:00")
        self.assertEqual(self.zofia.timeline_ids.ids, (new | old).ids)

    def test_timeline_includes_contacts_on_their_behalf(self):
        call = self.record_contact(
            partner_id=self.adam.id, beneficiary_id=self.zofia.id
        )
        self.assertEqual(self.zofia.timeline_ids, call)
        self.assertEqual(self.adam.timeline_ids, call)

    def test_timeline_is_limited(self):
        self.env["constituent.interaction"].create(
            [
                {
                    "channel_id": self.env.ref("constituent_crm.channel_phone").id,
                    "partner_id": self.zofia.id,
                    "started_at": fields.Datetime.now() - timedelta(hours=hour),
                }
                for hour in range(40)
            ]
        )
        self.assertEqual(len(self.zofia.timeline_ids), 30)

    def test_new_constituent_has_no_timeline(self):
        self.assertFalse(self.env["res.partner"].new({"name": "New"}).timeline_ids)

    def test_marker_finds_its_constituent(self):
        self.make_marker(self.zofia, category="language")
        self.assertEqual(self.marked(["language", "caution"]), self.zofia)
        self.assertFalse(self.marked(["caution"]))
        self.assertEqual(self.marked([False]), self.adam)

    def test_gravest_marker_decides_the_category(self):
        self.make_marker(self.zofia, category="language")
        self.make_marker(self.zofia, category="caution")
        self.assertEqual(self.zofia.marker_category, "caution")

    def test_expired_marker_finds_nobody(self):
        self.make_marker(
            self.zofia, expiry_date=fields.Date.today() - timedelta(days=1)
        )
        self.assertFalse(self.marked(["caution"]))

    def test_restricted_marker_finds_nobody_for_officers(self):
        self.make_marker(self.zofia, is_restricted=True)
        self.assertFalse(self.marked(["caution"]))
        self.assertFalse(self.zofia.with_user(self.users["officer"]).marker_category)
        self.assertEqual(self.marked([False]), self.zofia | self.adam)
        for group in ("supervisor", "dpo"):
            with self.subTest(group):
                self.assertEqual(self.marked(["caution"], group), self.zofia)

    def test_opening_the_panel_reads_no_constituent(self):
        partners = self.as_user()
        for field, queries in {
            "kind_id": 1,
            "marker_category": 0,
            "ward_id": 1,
        }.items():
            with self.subTest(field):
                partners.search_panel_select_range(field, expand=True)
                with self.assertQueryCount(queries):
                    partners.search_panel_select_range(field, expand=True)

    def test_organisation_shows_its_registration_number(self):
        body = self.make_constituent("Larch Works Ltd", kind="business")
        number = self.make_identifier(body, "company_number", "01234567")
        self.make_identifier(body, "phone", "01632 960123")
        self.assertEqual(body.registration_ids, number)

    def test_contact_person_of_an_organisation_is_found(self):
        view = "constituent_crm.constituent_view_form"
        partners = self.as_user().with_context(default_is_constituent=True)
        with Form(partners, view=view) as form:
            form.name = "Larch Works Ltd"
            form.kind_id = self.env.ref("constituent_crm.kind_business")
            with form.child_ids.new() as person:
                person.name = "Petra Larch"
        body = form.record
        self.assertTrue(body.is_company)
        self.assertTrue(body.child_ids.is_constituent)
        self.assertEqual(body.child_ids.kind_id.code, "citizen")
        self.assertEqual(self.look_up("petra larch"), body.child_ids)

    def test_ward_members_are_shown_beside_the_ward(self):
        self.env["constituent.ward.member"].create(
            {"ward_id": self.ward.id, "partner_id": self.adam.id}
        )
        zofia = self.zofia.with_user(self.users["officer"])
        self.assertEqual(zofia.ward_councillor_ids, self.adam)
