from datetime import date

from markupsafe import Markup
from psycopg2 import IntegrityError

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import mute_logger

from ..merging.links import ForeignKey, Numbered, restricted_columns
from ..merging.rows import Tables

MAX_MERGED = 3
# Tables that name a model beside the number, and whose rows core's merge moves itself.
MOVED_BY_CORE = {"ir_attachment", "ir_model_data", "mail_activity", "mail_message"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    merge_count = fields.Integer(
        compute="_compute_merge_count",
        groups="constituent_crm.group_supervisor,constituent_crm.group_dpo",
        help="How many records have been merged into this one.",
    )

    def _compute_merge_count(self):
        merged = [("kept_id", "in", self.ids), ("state", "=", "merged")]
        counts = dict(
            self.env["constituent.merge"]._read_group(merged, ["kept_id"], ["__count"])
        )
        for partner in self:
            partner.merge_count = counts.get(partner._origin, 0)

    def action_view_merges(self):
        """Show what has been merged into this record, to undo it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_merge_action"
        )
        return {**action, "domain": [("kept_id", "=", self.id)], "context": {}}

    def _match_detail(self):
        """What tells two constituents apart, a line each."""
        self.ensure_one()
        place = ", ".join(filter(None, [self.street, self.city, self.zip]))
        reach = ", ".join(filter(None, [self.phone, self.email]))
        return "\n".join(filter(None, [self.kind_id.name, place, reach]))

    def _check_mergeable(self):
        """Raise a UserError that says why these cannot be merged, where they cannot."""
        if problem := self._why_not_merged():
            raise UserError(problem)

    def _why_not_merged(self):
        """The sentence that says why these cannot be merged; '' where they can."""
        if len(set(self.ids)) < 2:
            return self.env._(
                "A record cannot be merged with itself: choose another one."
            )
        if len(set(self.ids)) > MAX_MERGED:
            return self.env._("Choose at most %s records to merge.", MAX_MERGED)
        if self.exists() != self:
            return self.env._(
                "One of these records has been merged or deleted in the meantime."
            )
        # Staff may not read every user: that there is a login is all they learn.
        for partner in self.sudo().with_context(active_test=False):
            if partner.user_ids:
                return self.env._(
                    "%s has a login and cannot be merged here.", partner.name
                )
            if not partner.is_constituent:
                return self.env._(
                    "%s is not a constituent and cannot be merged here.", partner.name
                )
            if partner._is_of_company():
                return self.env._("%s is the council's own contact.", partner.name)
            if (self - partner) & (partner.parent_id | partner.child_ids):
                return self.env._(
                    "%s belongs to the other record: these are two different"
                    " constituents.",
                    partner.name,
                )
        return ""

    def _prepare_merge_into(self, kept):
        """Move to `kept` what must move row by row, before core merges the rest.

        Core's merge moves rows table by table and, where a single one breaks a
        constraint, deletes them all or fails. Here only what `kept` has too is dropped.
        """
        self._merge_identifiers(kept)
        self.env.flush_all()
        tables = Tables(self.env.cr)
        restricted = restricted_columns(self.env.cr)
        for link in self._links(tables)(self._table):
            if link.table == self._table or not isinstance(link, ForeignKey | Numbered):
                continue
            left_by_core = (
                isinstance(link, Numbered) and link.table not in MOVED_BY_CORE
            )
            if left_by_core or (link.table, link.column) in restricted:
                self._move_rows(tables, link, kept)
        self.env.invalidate_all(flush=False)

    def _move_rows(self, tables, link, kept):
        for row in tables.matching(link.table, link.where(self.ids)).values():
            key = {name: row[name] for name in tables.keys[link.table]}
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                    tables.update(link.table, key, {link.column: kept.id})
            except IntegrityError:
                tables.delete(link.table, [key])

    def _merge_identifiers(self, kept):
        """Let `kept` know an identifier as surely as the one that is merged does."""
        Identifier = self.env["constituent.identifier"].with_context(active_test=False)
        rows = Identifier.search([("partner_id", "in", (self | kept).ids)])
        theirs = {
            (row.type, row.value_normalised): row
            for row in rows
            if row.partner_id == kept
        }
        for row in rows - Identifier.union(*theirs.values()):
            double = theirs.get((row.type, row.value_normalised))
            if double:
                double.write(
                    {
                        "is_verified": double.is_verified or row.is_verified,
                        "is_shared": double.is_shared or row.is_shared,
                    }
                )

    def _merge_homes(self):
        """Leave one current home, that of the address, of the two of a merge."""
        self.ensure_one()
        Occupancy = self.env["constituent.occupancy"].with_context(follows_history=True)
        homes = Occupancy._homes_of(self).filtered(lambda home: not home.valid_to)
        same = homes.filtered(lambda home: home.property_id == self.property_id)
        # The one known for longest says since when.
        same = (same or homes[:1]).sorted(lambda home: home.valid_from or date.min)
        left, home = homes - same, same[:1]
        (same - home).unlink()
        today = fields.Date.context_today(self)
        last = fields.Date.subtract(home.valid_from or today, days=1)
        for former in left:
            since = former.valid_from and min(former.valid_from, last)
            former.write({"valid_from": since, "valid_to": last})

    def _merge_relationships(self):
        """Say once what both records of a merge have said, with the better evidence."""
        self.ensure_one()
        either = Domain("partner_id", "=", self.id) | Domain("other_id", "=", self.id)
        rows = self.env["constituent.relationship"].search(either)
        for row in rows.sorted(lambda row: (not row.evidence, not row.may_act, row.id)):
            if row.exists() and (again := row.search(row._said_again())):
                both = row | again
                starts, ends = both.mapped("valid_from"), both.mapped("valid_to")
                again.unlink()
                row.write(
                    {
                        "valid_from": all(starts) and min(starts),
                        "valid_to": all(ends) and max(ends),
                    }
                )

    def _agreements_refused(self):
        """The permissions that one of self has given and another has refused.

        One who said no on one record must not be written to for the other's yes.
        """
        Consent = self.env["constituent.consent"]
        rows = Consent.search([("partner_id", "in", self.ids)], order="decided_at, id")
        last = {(row.partner_id, row.purpose_id, row.channel_id): row for row in rows}
        given = Consent.union(*last.values()).filtered(
            lambda row: row.is_given and not row.withdrawn_at
        )
        refused = Consent.union(*last.values()) - given
        return given.filtered(lambda row: any(map(row._is_refused_by, refused)))

    def _merged_values(self, gone):
        """What `gone` adds to the values of self, beyond what core's merge fills in."""
        notes = [note for note in (self.comment, gone.comment) if note]
        return {
            # What is said twice stands once.
            "comment": Markup("<hr/>").join(dict.fromkeys(notes)) or False,
            "image_1920": self.image_1920 or gone.image_1920,
        }
