from datetime import datetime

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.orm.models import NO_ACCESS

from ..merging import changes
from ..merging.about import rows_now
from ..merging.fitting import drop_unrestorable
from ..merging.links import foreign_keys
from ..merging.references import rows_about_records
from ..merging.rows import Tables
from .setting import days

# A wrong merge is noticed within a month, when the next letter or bill is sent. A
# longer period would keep personal data longer than its purpose requires.
UNDO_DAYS = "constituent_crm.merge_undo_days", 30
VACUUMED_AT_ONCE = 500


class ConstituentMerge(models.Model):
    """Register of merges: who merged which records, and the data to undo it.

    `changes` is personal data. It is deleted when the undo period ends, and by
    `_erasure_forget` when the person is erased.
    """

    _name = "constituent.merge"
    _description = "Merge of Constituents"
    _order = "id desc"

    kept_id = fields.Many2one(
        "res.partner",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="The remaining record; after a further merge, the record kept by that"
        " merge.",
    )
    gone_name = fields.Char(string="Merged", readonly=True)
    gone_number = fields.Integer(
        string="Old Number",
        index=True,
        readonly=True,
        aggregator=None,
        help="The number of the record that was merged.",
    )
    reason = fields.Char(string="Why", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Merged By", ondelete="set null", readonly=True
    )
    merged_at = fields.Datetime(string="Merged On", readonly=True)
    undo_until = fields.Datetime(string="Can Be Undone Until", readonly=True)
    state = fields.Selection(
        [("merged", "Merged"), ("undone", "Undone")],
        default="merged",
        required=True,
        readonly=True,
    )
    undone_by_id = fields.Many2one("res.users", ondelete="set null", readonly=True)
    undone_at = fields.Datetime(string="Undone On", readonly=True)
    changes = fields.Json(
        groups=NO_ACCESS,
        prefetch=False,
        help="Changes of the merge, row by row.",
    )
    can_undo = fields.Boolean(
        compute="_compute_can_undo",
        search="_search_can_undo",
        string="Can Be Undone",
    )

    @api.depends("kept_id.name", "gone_name")
    def _compute_display_name(self):
        for merge in self:
            merge.display_name = f"{merge.gone_name} → {merge.kept_id.name or ''}"

    @api.depends("state", "undo_until", "kept_id")
    def _compute_can_undo(self):
        now = fields.Datetime.now()
        for merge in self:
            merge.can_undo = bool(
                merge.state == "merged"
                and merge.kept_id
                and merge.undo_until
                and merge.undo_until >= now
            )

    def _search_can_undo(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(
            [
                ("state", "=", "merged"),
                ("kept_id", "!=", False),
                ("undo_until", ">=", fields.Datetime.now()),
            ]
        )

    # ---------------------------------------------------------------- merging

    @api.model
    def _merge(self, kept, gone, values, reason=""):
        """Merge `gone` into `kept` by Odoo's merge engine.

        All merges of constituents go through this method.

        Args:
            kept: `res.partner` that remains.
            gone: `res.partner` that is merged into it.
            values: dict of chosen values for `kept`.
            reason: why the two are the same, for the register.

        Returns:
            The new row of the register.

        Raises:
            AccessError: The user may not merge.
            UserError: The two cannot be merged.
        """
        # Permission to delete a match is permission to merge.
        self.env["constituent.match"].check_access("unlink")
        (kept | gone)._check_mergeable()
        # Data that the user may not see, such as a restricted marker, moves, too. Users
        # may not write the register themselves.
        kept, gone = (
            partner.sudo().with_context(mail_notrack=True, active_test=False)
            for partner in (kept, gone)
        )
        (kept | gone).lock_for_update()
        merge = self.sudo().create(self._prepare(kept, gone, reason))
        before = rows_about_records(kept | gone)
        values = {**kept._merged_values(gone), **values}
        merge._hold_pictures(gone)
        merge._merge_into(kept, gone, values)
        merge.changes = changes.to_json(merge._changed_since(before, kept))
        self.env["constituent.privacy.register"]._log("merge", kept, merge._ids_text())
        return merge.with_env(self.env)

    @api.model
    def _prepare(self, kept, gone, reason):
        now = fields.Datetime.now()
        return {
            "kept_id": kept.id,
            "gone_name": gone.name,
            "gone_number": gone.id,
            "reason": reason,
            "user_id": self.env.uid,
            "merged_at": now,
            "undo_until": fields.Datetime.add(now, days=days(self.env, *UNDO_DAYS)),
        }

    def _hold_pictures(self, gone):
        """Attach the pictures of `gone` to the register, to prevent their deletion."""
        pictures = self.env["ir.attachment"].search(
            [
                ("res_model", "=", gone._name),
                ("res_id", "=", gone.id),
                ("res_field", "!=", False),
            ]
        )
        pictures.write({"res_model": self._name, "res_id": self.id, "res_field": False})

    def _merge_into(self, kept, gone, values):
        """Move all data of `gone` to `kept`, and delete `gone`.

        Hook: addons extend it for what follows from a merge.

        Args:
            kept: `res.partner` that remains.
            gone: `res.partner` that is merged into it.
            values: dict of values for `kept`.
        """
        description = ", ".join(
            filter(None, [gone.name, *gone._match_detail().splitlines()])
        )
        points = {(kept.id, *point) for _id, *point in (kept | gone)._contact_points()}
        refused = kept.env["constituent.consent"]._given_but_refused(kept | gone)
        gone._prepare_merge_into(kept)
        # The context suppresses notifications about moved data.
        wizard = kept.env["base.partner.merge.automatic.wizard"].create({})
        wizard.with_context(constituent_merge=True)._merge(
            (kept | gone).ids, kept, extra_checks=False
        )
        kept.write(values)
        refused.action_withdraw()
        kept._merge_homes()
        kept._merge_relationships()
        kept._sync_identifiers(also=points)
        # A number that the two shared may now belong to one constituent alone.
        kept._update_sharing()
        self.env["constituent.lookup"]._renew(kept)
        kept.message_post(body=self.env._("Merged with: %s", description))

    def _changed_since(self, before, kept):
        """Return the changes since `before`, including rows that the merge created."""
        about_kept = rows_about_records(kept)
        tables = Tables(self.env.cr)
        after = rows_now(tables, before)
        for table, rows in about_kept.items():
            made = {key: row for key, row in rows.items() if self._is_created(row)}
            after[table] = made | after.get(table, {})
        return changes.between(before, after, tables.keys)

    def _is_created(self, row):
        """Return whether the merge created `row`. Rows without a date count as such."""
        born = row.get("create_date")
        return not born or datetime.fromisoformat(born) >= self.create_date

    # ----------------------------------------------------------------- undoing

    def action_undo(self):
        """Restore the two records of each merge."""
        self.check_access("read")
        # Later ones first, because they are based on the earlier.
        for merge in self.sorted("id", reverse=True):
            merge._undo()
        return True

    def _undo(self):
        """Undo one merge, so that both records have their former data.

        What was added to the kept record since, or changed in it, stays there.

        Raises:
            UserError: It cannot be undone exactly. Nothing is changed then.
        """
        self.ensure_one()
        if problem := self._reason_not_to_undo():
            raise UserError(problem)
        # Readers of the register may undo, without access to all that is restored.
        merge = self.sudo()
        try:
            with self.env.cr.savepoint():
                merge._restore()
        except IntegrityError as error:
            raise UserError(
                self.env._(
                    "A record that “%s” referred to has been deleted, so this merge"
                    " cannot be undone.",
                    self.gone_name,
                )
            ) from error
        pair = merge.kept_id | self.env["res.partner"].sudo().browse(self.gone_number)
        merge._update_after_undo(pair)
        self.env["constituent.privacy.register"]._log("undo", pair, merge._ids_text())

    def _ids_text(self):
        """Return the ids of the merged and the kept record for the privacy register."""
        return f"#{self.gone_number} → #{self.kept_id.id}"

    def _reason_not_to_undo(self):
        """Return why the merge cannot be undone exactly; "" if it can."""
        if self.state == "undone":
            return self.env._("This merge has been undone already.")
        if not self.kept_id:
            return self.env._("The record that was kept has been deleted since.")
        if not self.can_undo or not self.sudo().changes:
            return self.env._(
                "The undo period of this merge has ended: the required data has"
                " been deleted."
            )
        later = self.search(
            [
                ("id", ">", self.id),
                ("state", "=", "merged"),
                ("kept_id", "=", self.kept_id.id),
            ],
            limit=1,
        )
        if later:
            return self.env._("Undo the later merge “%s” first.", later.display_name)
        return ""

    def _restore(self):
        tables = Tables(self.env.cr)
        recorded = changes.from_json(self.changes)
        # Tables of addons that were uninstalled since no longer exist.
        recorded = {
            table: delta for table, delta in recorded.items() if table in tables.keys
        }
        self._delete_created(tables, recorded)
        recorded = drop_unrestorable(
            recorded, foreign_keys(self.env.cr), tables.existing
        )
        tables.insert({table: delta.removed for table, delta in recorded.items()})
        partners = self.kept_id._table
        self._restore_table(tables, partners, recorded.get(partners))
        for table in recorded.keys() - {partners}:
            self._restore_table(tables, table, recorded[table])
        self.env.invalidate_all(flush=False)
        # Caches contain, for example, names of records.
        self.env.registry.clear_cache()

    def _delete_created(self, tables, recorded):
        """Delete the rows that the merge created."""
        models_by_table = {
            Model._table: name
            for name, Model in self.env.registry.items()
            if Model._auto
        }
        for table, delta in recorded.items():
            if table in models_by_table and "id" in tables.keys[table]:
                ids = [key["id"] for key in delta.made]
                self.env[models_by_table[table]].browse(ids).exists().unlink()
            elif delta.made:
                tables.delete(table, delta.made)
        self.env.flush_all()

    def _restore_table(self, tables, table, recorded):
        """Restore the changed rows of one table."""
        if not recorded:
            return
        now = tables.current(table, [change.key for change in recorded.changed])
        for change in recorded.changed:
            row = now.get(tuple(change.key.values()))
            values = row and change.values_to_restore(row)
            if values:
                tables.update(table, change.key, values)

    def _update_after_undo(self, pair):
        """Update derived data after a merge has been undone.

        Hook: addons extend it for their own data.

        Args:
            pair: the two `res.partner` records.
        """
        self.write(
            {
                "state": "undone",
                "undone_by_id": self.env.uid,
                "undone_at": fields.Datetime.now(),
                "changes": False,
            }
        )
        pair._sync_identifiers()
        pair._update_sharing()
        self.env["constituent.lookup"]._renew(pair)
        self.env["constituent.match"]._remember_not_same(pair)
        for partner in pair:
            other = pair - partner
            partner.message_post(
                body=self.env._(
                    "The merge with %s was undone. What was added since stayed with"
                    " the record that had been kept.",
                    other._get_html_link(),
                )
            )

    # ---------------------------------------------------------------- erasure

    def _drop_changes(self):
        """Delete the data for undoing these merges."""
        Attachment = self.env["ir.attachment"].sudo()
        Attachment.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
        self.sudo().write({"changes": False})

    @api.model
    def _erasure_forget(self, partners):
        """Delete personal data from merges with `partners`.

        The register keeps that there was a merge, when, and by whom.

        Args:
            partners: `res.partner` records to be erased, or ids of deleted ones.
        """
        ids = partners.ids
        # The right to erasure does not depend on the user's access rights.
        merges = self.sudo().search(
            Domain("kept_id", "in", ids) | Domain("gone_number", "in", ids)
        )
        merges._drop_changes()
        merges.write(
            {"gone_name": self.env._("Erased"), "reason": False, "undo_until": False}
        )

    @api.autovacuum
    def _gc_changes(self):
        """Delete the data of merges whose undo period has ended."""
        self.flush_model(["changes", "undo_until"])
        self.env.cr.execute(
            "SELECT id FROM constituent_merge WHERE changes IS NOT NULL"
            " AND (undo_until IS NULL OR undo_until < %s) ORDER BY id LIMIT %s",
            (fields.Datetime.now(), VACUUMED_AT_ONCE + 1),
        )
        ids = [number for (number,) in self.env.cr.fetchall()]
        self.browse(ids[:VACUUMED_AT_ONCE])._drop_changes()
        return min(len(ids), VACUUMED_AT_ONCE), len(ids) > VACUUMED_AT_ONCE
