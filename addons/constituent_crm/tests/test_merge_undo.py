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
        self.duplicate = self.make_constituent(
            "Zofia Zebrovska", "07700 900401", self.property, email="z@twin.example.org"
        )
        self.supervisor = self.users["supervisor"]

    def merge(self, kept=None, gone=None, **values):
        Merge = self.env["constituent.merge"].with_user(self.supervisor)
        return Merge._merge(
            (kept or self.zofia).with_user(self.supervisor),
            (gone or self.duplicate).with_user(self.supervisor),
            values,
        )

    def lookups(self):
        rows = self.env["constituent.lookup"].search(
            [("partner_id", "in", (self.zofia | self.duplicate).ids)]
        )
        return sorted((row.partner_id.id, row.text, row.is_address) for row in rows)

    def test_undo_restores_every_row_of_the_database(self):
        """With a row of each of the two, and of one alone, wherever one may refer."""
        self.duplicate.image_1920 = PICTURE
        match = self.env["constituent.match"].create(
            {"partner_id": self.duplicate.id, "other_id": self.zofia.id, "score": 0.9}
        )
        maker = RowMaker(self.env)
        pair = self.zofia | self.duplicate
        unreached = set()
        for link in links_to(self.env, Tables(self.env.cr))("res_partner"):
            if link.table not in NOT_MERGED:
                made = [maker.refer(link, one) for one in (*pair, self.duplicate)]
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
        self.assertFalse(self.duplicate.exists())
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
        posted = self.env["mail.message"].search([("id", ">", messages)])
        self.assertEqual(set(posted.mapped("res_id")), set(pair.ids))
        posted.unlink()
        self.assertEqual(self.lookups(), texts)
        self.assertEqual(differences(before, database(self.env)), {})

    def test_later_records_stay_with_the_kept_constituent(self):
        merge = self.merge(phone=self.duplicate.phone, email=self.duplicate.email)
        call = self.record_contact()
        number = self.make_identifier(self.zofia, "council_tax", "7002")
        self.zofia.email = "new@zebrowska.example.org"
        merge.action_undo()
        self.assertEqual(call.partner_id, self.zofia)
        self.assertEqual(number.partner_id, self.zofia)
        self.assertEqual(self.zofia.email, "new@zebrowska.example.org")
        self.assertEqual(self.duplicate.email, "z@twin.example.org")

    def test_both_are_found_after_an_undo(self):
        merge = self.merge()
        self.assertEqual(self.look_up("z@twin.example.org"), self.zofia)
        merge.action_undo()
        self.assertEqual(self.look_up("z@twin.example.org"), self.duplicate)
        self.assertEqual(self.look_up("zebrovska"), self.duplicate)
        self.assertEqual(self.look_up("zofia@zebrowska.example.org"), self.zofia)

    def test_undone_pair_is_not_proposed_again(self):
        self.merge().action_undo()
        self.duplicate._propose_matches(self.zofia)
        Match = self.env["constituent.match"]
        self.assertEqual(
            Match.search(Match._partner_domain(self.duplicate)).state, "not_same"
        )

    def test_later_merge_must_be_undone_first(self):
        first = self.merge()
        later = self.merge(self.adam, self.zofia)
        self.assertEqual(first.kept_id, self.adam)
        with self.assertRaisesRegex(UserError, "Undo the later merge"):
            first.action_undo()
        later.action_undo()
        self.assertEqual(first.kept_id, self.zofia)
        first.action_undo()
        self.assertEqual(self.duplicate.email, "z@twin.example.org")

    def test_several_merges_are_undone_in_order(self):
        merges = self.merge() | self.merge(self.adam, self.zofia)
        merges.action_undo()
        self.assertTrue(self.duplicate.exists() and self.zofia.exists())

    def test_merge_leaves_one_home_and_undo_restores_both(self):
        self.assertEqual(len(self.zofia.occupancy_ids), 1)
        other = self.property.copy({"uprn": "99000000013", "house": "13"})
        self.duplicate.property_id = other
        merge = self.merge()
        current = self.zofia.occupancy_ids.filtered("is_current")
        self.assertEqual(current.property_id, self.zofia.property_id)
        self.assertEqual(self.zofia.occupancy_ids.property_id, self.property | other)
        merge.action_undo()
        for one, place in ((self.zofia, self.property), (self.duplicate, other)):
            current = one.occupancy_ids.filtered("is_current")
            self.assertEqual(current.property_id, place)

    def test_shared_home_is_kept_once_with_the_earlier_date(self):
        self.zofia.occupancy_ids.valid_from = "2020-02-01"
        self.duplicate.occupancy_ids.valid_from = "2019-05-01"
        merge = self.merge()
        home = self.zofia.occupancy_ids
        self.assertEqual(home.mapped("valid_from"), [fields.Date.to_date("2019-05-01")])
        merge.action_undo()
        self.assertEqual(len(self.duplicate.occupancy_ids), 1)

    def test_relationship_of_both_is_kept_once(self):
        role = self.env.ref("constituent_crm.role_household")
        relationships = self.env["constituent.relationship"].create(
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
                    "other_id": self.duplicate.id,
                    "valid_from": "2018-01-01",
                    "evidence": "letter",
                },
            ]
        )
        merge = self.merge()
        left = relationships.exists()
        self.assertEqual(left, relationships[1])
        self.assertEqual(left.valid_from, fields.Date.to_date("2018-01-01"))
        merge.action_undo()
        self.assertEqual(relationships.exists(), relationships)
        self.assertEqual(relationships[1].other_id, self.duplicate)

    def test_merge_is_undone_only_once(self):
        merge = self.merge()
        merge.action_undo()
        self.assertEqual(merge.undone_by_id, self.supervisor)
        with self.assertRaisesRegex(UserError, "undone already"):
            merge.action_undo()

    def test_undo_expires(self):
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

    def test_snapshot_is_deleted_when_the_undo_expires(self):
        self.duplicate.image_1920 = PICTURE
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

    def test_erasure_deletes_the_snapshot(self):
        merge = self.merge()
        self.env["constituent.merge"]._erasure_forget(self.zofia)
        self.assertFalse(merge.sudo().changes)
        self.assertEqual(merge.gone_name, "Erased")
        with self.assertRaisesRegex(
            UserError, "The undo period of this merge has ended"
        ):
            merge.action_undo()

    def test_deleted_records_are_not_restored(self):
        channel = self.env["constituent.channel"].create({"name": "Zyx", "code": "zyx"})
        self.duplicate.preferred_channel_id = channel
        followed = self.make_constituent("Followed Zyx")
        followed.message_subscribe((self.duplicate | self.zofia).ids)
        merge = self.merge()
        self.zofia.preferred_channel_id = False
        channel.unlink()
        followed.unlink()
        merge.action_undo()
        self.assertTrue(self.duplicate.exists())
        self.assertFalse(self.duplicate.preferred_channel_id)

    def test_undo_that_fails_changes_nothing(self):
        self.make_identifier(self.duplicate, "council_tax", "7003")
        kind = self.env["constituent.kind"].create({"name": "Zyx", "code": "zyx"})
        self.duplicate.kind_id = kind
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
        self.assertFalse(self.duplicate.exists())
        self.assertIn("7003", self.zofia.identifier_ids.mapped("value"))

    def test_restricted_markers_are_kept_and_hidden(self):
        marker = self.make_marker(self.duplicate, "Secret zyx", is_restricted=True)
        comparison = (
            (self.zofia | self.duplicate).with_user(self.users["officer"])._comparison()
        )
        self.assertNotIn("Secret zyx", str(comparison))
        merge = self.merge()
        self.assertEqual(marker.partner_id, self.zofia)
        with self.assertRaises(AccessError):
            merge.with_user(self.users["supervisor"]).read(["changes"])
        merge.action_undo()
        self.assertEqual(marker.partner_id, self.duplicate)

    def test_kept_record_lists_its_merges(self):
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

    def test_groups_that_may_undo(self):
        merge = self.merge()
        for group in ("analyst", "service_officer", "officer"):
            with self.subTest(group), self.assertRaises(AccessError):
                merge.with_user(self.users[group]).action_undo()
        merge.with_user(self.users["dpo"]).action_undo()
        self.assertEqual(merge.state, "undone")
