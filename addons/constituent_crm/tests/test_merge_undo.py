from base64 import b64encode
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..merging.references import links_to
from ..merging.rows import Tables
from ..models.constituent_merge import UNDO_DAYS
from .common import CouncilCase
from .every_row import RowMaker, database, differences

PICTURE = b64encode(
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00!\xf9\x04\x00\x00"
    b"\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
# Who has one of these is never merged; partners themselves are made by the ORM.
NOT_MERGED = {"res_company", "res_partner", "res_users"}


@tagged("-at_install", "post_install")
class TestMergeUndo(CouncilCase):
    """Two records are again what they were, whatever refers to them."""

    def setUp(self):
        super().setUp()
        self.twin = self.constituent(
            "Zofia Zebrovska", "07700 900401", self.property, email="z@twin.example.org"
        )
        self.supervisor = self.users["supervisor"]

    def merge(self, kept=None, gone=None, **values):
        Merge = self.env["constituent.merge"].with_user(self.supervisor)
        return Merge._merge(
            (kept or self.zofia).with_user(self.supervisor),
            (gone or self.twin).with_user(self.supervisor),
            values,
        )

    def lookups(self):
        rows = self.env["constituent.lookup"].search(
            [("partner_id", "in", (self.zofia | self.twin).ids)]
        )
        return sorted((row.partner_id.id, row.text, row.is_address) for row in rows)

    def test_every_row_of_the_database_is_again_what_it_was(self):
        """With a row of each of the two, and of one alone, wherever one may refer."""
        self.twin.image_1920 = PICTURE
        match = self.env["constituent.match"].create(
            {"partner_id": self.twin.id, "other_id": self.zofia.id, "score": 0.9}
        )
        maker = RowMaker(self.env)
        pair = self.zofia | self.twin
        unreached = set()
        for link in links_to(self.env, Tables(self.env.cr))("res_partner"):
            if link.table not in NOT_MERGED:
                made = [maker.refer(link, one) for one in (*pair, self.twin)]
                if not any(made):
                    unreached.add((link.table, link.column))
        self.assertFalse(unreached)
        self.env.invalidate_all()
        maker.settle()
        self.env.registry.clear_cache()
        texts = self.lookups()
        before = database(self.env)
        messages = self.env["mail.message"].search([], order="id desc", limit=1).id

        merge = self.merge(phone="07700 900499", name="Zofia Z")
        self.assertFalse(self.twin.exists())
        self.assertTrue(differences(before, database(self.env)))
        merge.action_undo()

        # The register says that there was a merge and that there is none; nobody
        # takes that away but here.
        lines = self.env["constituent.privacy.register"].search([], limit=2)
        self.assertEqual(lines.mapped("action"), ["undo", "merge"])
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM constituent_privacy_register WHERE id IN %s",
            (tuple(lines.ids),),
        )
        self.env.invalidate_all()
        # What is new: each says that the merge was undone, and they are two for good.
        self.assertEqual(match.state, "not_same")
        match.state = "proposed"
        said = self.env["mail.message"].search([("id", ">", messages)])
        self.assertEqual(set(said.mapped("res_id")), set(pair.ids))
        said.unlink()
        self.assertEqual(self.lookups(), texts)
        self.assertEqual(differences(before, database(self.env)), {})

    def test_what_came_since_stays_with_the_kept(self):
        merge = self.merge(phone=self.twin.phone, email=self.twin.email)
        call = self.contact()
        number = self.identifier(self.zofia, "council_tax", "7002")
        self.zofia.email = "new@zebrowska.example.org"
        merge.action_undo()
        self.assertEqual(call.partner_id, self.zofia)
        self.assertEqual(number.partner_id, self.zofia)
        self.assertEqual(self.zofia.email, "new@zebrowska.example.org")
        self.assertEqual(self.twin.email, "z@twin.example.org")

    def test_both_are_looked_up_again(self):
        merge = self.merge()
        self.assertEqual(self.looked_up("z@twin.example.org"), self.zofia)
        merge.action_undo()
        self.assertEqual(self.looked_up("z@twin.example.org"), self.twin)
        self.assertEqual(self.looked_up("zebrovska"), self.twin)
        self.assertEqual(self.looked_up("zofia@zebrowska.example.org"), self.zofia)

    def test_two_once_merged_are_not_proposed_again(self):
        self.merge().action_undo()
        self.twin._propose_matches(self.zofia)
        Match = self.env["constituent.match"]
        self.assertEqual(
            Match.search(Match._partner_domain(self.twin)).state, "not_same"
        )

    def test_later_merge_is_undone_first(self):
        first = self.merge()
        later = self.merge(self.adam, self.zofia)
        self.assertEqual(first.kept_id, self.adam)
        with self.assertRaisesRegex(UserError, "Undo the later merge"):
            first.action_undo()
        later.action_undo()
        self.assertEqual(first.kept_id, self.zofia)
        first.action_undo()
        self.assertEqual(self.twin.email, "z@twin.example.org")

    def test_several_are_undone_together_in_their_order(self):
        merges = self.merge() | self.merge(self.adam, self.zofia)
        merges.action_undo()
        self.assertTrue(self.twin.exists() and self.zofia.exists())

    def test_one_home_is_left_and_both_come_back(self):
        self.assertEqual(len(self.zofia.occupancy_ids), 1)
        other = self.property.copy({"uprn": "99000000013", "house": "13"})
        self.twin.property_id = other
        merge = self.merge()
        current = self.zofia.occupancy_ids.filtered("is_current")
        self.assertEqual(current.property_id, self.zofia.property_id)
        self.assertEqual(self.zofia.occupancy_ids.property_id, self.property | other)
        merge.action_undo()
        for one, place in ((self.zofia, self.property), (self.twin, other)):
            current = one.occupancy_ids.filtered("is_current")
            self.assertEqual(current.property_id, place)

    def test_home_of_both_is_there_once_since_the_earlier_day(self):
        self.zofia.occupancy_ids.valid_from = "2020-02-01"
        self.twin.occupancy_ids.valid_from = "2019-05-01"
        merge = self.merge()
        home = self.zofia.occupancy_ids
        self.assertEqual(home.mapped("valid_from"), [fields.Date.to_date("2019-05-01")])
        merge.action_undo()
        self.assertEqual(len(self.twin.occupancy_ids), 1)

    def test_what_both_have_said_of_a_relative_stands_once(self):
        role = self.env.ref("constituent_crm.role_household")
        said = self.env["constituent.relationship"].create(
            [
                {
                    "partner_id": self.zofia.id,
                    "role_id": role.id,
                    "other_id": self.adam.id,
                    "valid_from": "2020-01-01",
                },
                {
                    "partner_id": self.adam.id,
                    "role_id": role.id,
                    "other_id": self.twin.id,
                    "valid_from": "2018-01-01",
                    "evidence": "letter",
                },
            ]
        )
        merge = self.merge()
        left = said.exists()
        self.assertEqual(left, said[1])
        self.assertEqual(left.valid_from, fields.Date.to_date("2018-01-01"))
        merge.action_undo()
        self.assertEqual(said.exists(), said)
        self.assertEqual(said[1].other_id, self.twin)

    def test_merge_is_undone_once(self):
        merge = self.merge()
        merge.action_undo()
        self.assertEqual(merge.undone_by_id, self.supervisor)
        with self.assertRaisesRegex(UserError, "undone already"):
            merge.action_undo()

    def test_merge_is_not_undone_after_its_time(self):
        self.env["ir.config_parameter"].set_param(UNDO_DAYS[0], "7")
        merge = self.merge()
        self.assertEqual((merge.undo_until - merge.merged_at).days, 7)
        with freeze_time(merge.undo_until + timedelta(days=1)):
            self.env.invalidate_all()
            self.assertFalse(merge.can_undo)
            with self.assertRaisesRegex(
                UserError, "The undo period of this merge has ended"
            ):
                merge.action_undo()

    def test_what_is_kept_for_an_undo_goes_with_its_time(self):
        self.twin.image_1920 = PICTURE
        merge, now = self.merge(), fields.Datetime.now()
        held = [("res_model", "=", merge._name), ("res_id", "=", merge.id)]
        self.assertTrue(self.env["ir.attachment"].search(held))
        self.env["constituent.merge"]._gc_changes()
        self.assertTrue(merge.sudo().changes)
        with freeze_time(now + timedelta(days=31)):
            self.env["constituent.merge"]._gc_changes()
        self.assertFalse(merge.sudo().changes)
        self.assertFalse(self.env["ir.attachment"].search(held))
        self.assertEqual(merge.gone_name, "Zofia Zebrovska")

    def test_who_is_erased_is_forgotten_here_too(self):
        merge = self.merge()
        self.env["constituent.merge"]._erasure_forget(self.zofia)
        self.assertFalse(merge.sudo().changes)
        self.assertEqual(merge.gone_name, "Erased")
        with self.assertRaisesRegex(
            UserError, "The undo period of this merge has ended"
        ):
            merge.action_undo()

    def test_what_was_deleted_since_does_not_come_back(self):
        channel = self.env["constituent.channel"].create({"name": "Zyx", "code": "zyx"})
        self.twin.preferred_channel_id = channel
        followed = self.constituent("Followed Zyx")
        followed.message_subscribe((self.twin | self.zofia).ids)
        merge = self.merge()
        self.zofia.preferred_channel_id = False
        channel.unlink()
        followed.unlink()
        merge.action_undo()
        self.assertTrue(self.twin.exists())
        self.assertFalse(self.twin.preferred_channel_id)

    def test_what_cannot_come_back_is_said_and_nothing_is_half_done(self):
        self.identifier(self.twin, "council_tax", "7003")
        kind = self.env["constituent.kind"].create({"name": "Zyx", "code": "zyx"})
        self.twin.kind_id = kind
        merge = self.merge()
        stored = merge.sudo().changes
        stored["res_partner"]["removed"][0]["name"] = None
        stored["res_partner"]["removed"][0]["commercial_partner_id"] = None
        stored["res_partner"]["removed"].append(stored["res_partner"]["removed"][0])
        merge.sudo().changes = stored
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(
                UserError, "referred to has been deleted, so this merge"
            ),
        ):
            merge.action_undo()
        self.assertEqual(merge.state, "merged")
        self.assertFalse(self.twin.exists())
        self.assertIn("7003", self.zofia.identifier_ids.mapped("value"))

    def test_restricted_markers_are_neither_lost_nor_shown(self):
        marker = self.env["constituent.marker"].create(
            {"partner_id": self.twin.id, "reason": "Secret zyx", "is_restricted": True}
        )
        told = (self.zofia | self.twin).with_user(self.users["officer"])._comparison()
        self.assertNotIn("Secret zyx", str(told))
        merge = self.merge()
        self.assertEqual(marker.partner_id, self.zofia)
        with self.assertRaises(AccessError):
            merge.with_user(self.users["supervisor"]).read(["changes"])
        merge.action_undo()
        self.assertEqual(marker.partner_id, self.twin)

    def test_kept_record_leads_to_its_merges(self):
        merge = self.merge()
        zofia = self.zofia.with_user(self.supervisor)
        self.assertEqual(zofia.merge_count, 1)
        domain = zofia.action_view_merges()["domain"]
        self.assertEqual(self.env["constituent.merge"].search(domain), merge)
        with self.assertRaises(AccessError):
            self.zofia.with_user(self.users["officer"]).read(["merge_count"])
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(zofia.merge_count, 0)

    def test_who_may_undo(self):
        merge = self.merge()
        for group in ("analyst", "service_officer", "officer"):
            with self.subTest(group), self.assertRaises(AccessError):
                merge.with_user(self.users[group]).action_undo()
        merge.with_user(self.users["dpo"]).action_undo()
        self.assertEqual(merge.state, "undone")
