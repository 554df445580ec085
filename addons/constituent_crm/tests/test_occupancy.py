from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestOccupancy(CouncilCase):
    """Who lives where, since when, and where they lived before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.ward)
        cls.other = cls.make_property("99000000021", house="21", street="Elm Row")

    def days(self, number):
        return fields.Date.add(self.today, days=number)

    def homes(self, partner):
        """Each home of the history, the current one first: property, since, until."""
        Occupancy = self.env["constituent.occupancy"]
        rows = Occupancy.search([("partner_id", "=", partner.id)])
        return [(row.property_id, row.valid_from, row.valid_to) for row in rows]

    def make_occupancy(self, partner, place, **values):
        return self.env["constituent.occupancy"].create(
            {"partner_id": partner.id, "property_id": place.id, **values}
        )

    def move(self, partner, group="officer", **values):
        wizard = self.env["constituent.move"].with_user(self.users[group])
        wizard.create({"partner_id": partner.id, **values}).action_confirm()

    # The history follows the current home

    def test_first_home_has_no_start_date(self):
        self.assertEqual(self.homes(self.zofia), [(self.property, False, False)])

    def test_move_ends_the_former_home_the_day_before(self):
        self.zofia.with_user(self.users["officer"]).property_id = self.other
        self.assertEqual(
            self.homes(self.zofia),
            [
                (self.other, self.today, False),
                (self.property, False, self.days(-1)),
            ],
        )

    def test_home_entered_today_is_replaced(self):
        self.zofia.property_id = self.other
        third = self.other.copy({"uprn": "99000000022"})
        self.zofia.property_id = third
        self.assertEqual(
            self.homes(self.zofia),
            [(third, self.today, False), (self.property, False, self.days(-1))],
        )

    def test_removed_home_ends_yesterday(self):
        self.zofia.property_id = False
        self.assertEqual(
            self.homes(self.zofia), [(self.property, False, self.days(-1))]
        )

    def test_same_home_again_is_no_move(self):
        self.zofia.write({"property_id": self.property.id})
        self.assertEqual(len(self.zofia.occupancy_ids), 1)

    def test_contact_that_is_no_constituent_has_no_occupancy(self):
        contact = self.env["res.partner"].create(
            {"name": "Supplier", "property_id": self.property.id}
        )
        self.assertFalse(contact.occupancy_ids)
        contact.is_constituent = True
        self.assertEqual(self.homes(contact), [(self.property, False, False)])

    def test_organisation_occupies_as_a_business(self):
        shop = self.make_constituent("Quill Ltd", place=self.other, is_company=True)
        self.assertEqual(shop.occupancy_ids.role, "business")

    def test_saving_without_a_home_creates_no_occupancy(self):
        partner = self.make_constituent("Bruno Quill")
        partner.write({"property_id": False})
        self.assertFalse(partner.occupancy_ids)

    # The current home follows the history

    def test_occupancy_added_on_the_property_changes_the_home(self):
        self.make_occupancy(self.zofia, self.other, valid_from=self.days(-10))
        self.assertEqual(self.zofia.property_id, self.other)
        self.assertEqual(self.zofia.street, "21 Elm Row")
        self.assertEqual(self.zofia.occupancy_ids[1].valid_to, self.days(-11))

    def test_changed_occupancy_changes_the_home(self):
        self.zofia.occupancy_ids.property_id = self.other
        self.assertEqual(self.zofia.property_id, self.other)
        self.assertEqual(self.homes(self.zofia), [(self.other, False, False)])

    def test_ended_occupancy_removes_the_home(self):
        self.zofia.occupancy_ids.valid_to = self.days(-1)
        self.assertFalse(self.zofia.property_id)

    def test_deleted_occupancy_removes_the_home(self):
        self.zofia.occupancy_ids.unlink()
        self.assertFalse(self.zofia.property_id)

    def test_landlord_does_not_live_at_the_property(self):
        self.make_occupancy(self.zofia, self.other, role="landlord")
        self.assertEqual(self.zofia.property_id, self.property)
        self.assertFalse(self.zofia.occupancy_ids.filtered("valid_to"))

    def test_future_move_applies_on_its_day(self):
        row = self.make_occupancy(self.zofia, self.other, valid_from=self.days(5))
        self.assertEqual(self.zofia.property_id, self.property)
        # Five days pass.
        earlier = self.zofia.occupancy_ids - row
        self.env.cr.execute(
            "UPDATE constituent_occupancy SET valid_from = valid_from - 5,"
            " valid_to = valid_to - 5 WHERE id IN %s",
            [tuple((row | earlier).ids)],
        )
        self.env.invalidate_all()
        row._cron_follow_homes()
        self.assertEqual(self.zofia.property_id, self.other)

    def test_expired_occupancy_removes_the_home(self):
        row = self.zofia.occupancy_ids
        row.valid_to = self.today
        self.env.cr.execute(
            "UPDATE constituent_occupancy SET valid_to = valid_to - 1 WHERE id = %s",
            [row.id],
        )
        self.env.invalidate_all()
        row._cron_follow_homes()
        self.assertFalse(self.zofia.property_id)

    @mute_logger("odoo.sql_db")
    def test_occupancy_cannot_end_before_it_begins(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.make_occupancy(
                self.adam, self.other, valid_from=self.today, valid_to=self.days(-1)
            )

    # Asking

    def test_occupants_today_and_on_another_day(self):
        self.move(self.zofia, property_id=self.other.id, moved_on=self.days(-3))
        self.assertEqual(self.property._find_residents(), self.adam)
        self.assertEqual(
            self.property._find_residents(self.days(-4)), self.zofia | self.adam
        )
        self.assertEqual(self.other._find_residents(), self.zofia)

    def test_occupancies_are_searched_by_day(self):
        self.move(self.zofia, property_id=self.other.id, moved_on=self.days(-3))
        Occupancy = self.env["constituent.occupancy"]
        domain = [
            ("property_id", "=", self.property.id),
            ("on_date", "=", fields.Date.to_string(self.days(-4))),
        ]
        self.assertEqual(Occupancy.search(domain).partner_id, self.zofia | self.adam)

    def test_constituent_is_found_by_the_uprn_of_the_current_home(self):
        self.move(self.zofia, property_id=self.other.id)
        self.assertEqual(self.look_up("99000000021"), self.zofia)
        self.assertEqual(self.look_up("99000000012"), self.adam)

    # The dialogue

    def test_move_with_the_household(self):
        self.move(
            self.zofia, property_id=self.other.id, with_ids=[(6, 0, self.adam.ids)]
        )
        self.assertEqual(self.adam.property_id, self.other)
        self.assertEqual(self.adam.zip, self.other.postcode)

    def test_dialog_proposes_the_household(self):
        with Form(
            self.env["constituent.move"].with_context(default_partner_id=self.zofia.id)
        ) as form:
            self.assertEqual(form.household_ids[:], self.adam)

    def test_corrected_home_is_no_move(self):
        self.move(self.zofia, kind="correction", property_id=self.other.id)
        self.assertEqual(self.homes(self.zofia), [(self.other, False, False)])
        self.assertEqual(self.zofia.street, "21 Elm Row")

    def test_move_to_an_unknown_address(self):
        self.move(self.zofia, property_id=False, moved_on=self.days(-1))
        self.assertFalse(self.zofia.property_id)
        self.assertEqual(self.zofia.occupancy_ids.valid_to, self.days(-2))

    def test_move_to_the_current_home_is_refused(self):
        with self.assertRaisesRegex(UserError, "already"):
            self.move(self.zofia, property_id=self.property.id)

    # A UPRN as an identifier

    def test_uprn_identifier_sets_a_missing_home(self):
        partner = self.make_constituent("Bruno Quill")
        self.make_identifier(partner, "uprn", "099000000021", is_verified=True)
        self.assertEqual(partner.property_id, self.other)
        self.assertTrue(partner.occupancy_ids.is_verified)

    def test_uprn_identifier_adds_a_second_property(self):
        self.make_identifier(self.zofia, "uprn", self.other.uprn)
        self.assertEqual(self.zofia.property_id, self.property)
        self.assertIn(self.other, self.zofia.occupancy_ids.property_id)

    def test_uprn_identifier_of_the_home_changes_nothing(self):
        self.make_identifier(self.zofia, "uprn", self.property.uprn)
        self.assertEqual(len(self.zofia.occupancy_ids), 1)

    def test_identifier_ends_with_the_occupancy(self):
        row = self.make_identifier(self.zofia, "uprn", self.property.uprn)
        self.zofia.property_id = self.other
        self.assertEqual(row.valid_to, self.days(-1))

    def test_unknown_uprn_creates_no_occupancy(self):
        self.make_identifier(self.zofia, "uprn", "990009999")
        self.assertEqual(len(self.zofia.occupancy_ids), 1)
