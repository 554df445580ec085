import base64
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...importing import rows, search
from ...matching import normalise
from ..setting import days
from .work import AT_WORK

# Days after an import in which it can be undone, unless the setting says otherwise.
UNDO_DAYS = "constituent_crm.import_undo_days", 30
# Imports whose data are dropped in one go.
MAX_DROPPED = 100


class ConstituentImport(models.Model):
    """Retention and undoing of imports, and erasure of their personal data."""

    _inherit = "constituent.import"

    kept_until = fields.Datetime(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The import can be undone until then. Afterwards its personal"
        " data is deleted: the file, the rows and the previous values.",
    )
    can_undo = fields.Boolean(compute="_compute_can_undo")
    undone_count = fields.Integer(compute="_compute_undone", string="Undone")
    kept_count = fields.Integer(compute="_compute_undone", string="Kept")
    makes_wards = fields.Boolean(
        string="Create Wards",
        help="Create unknown wards instead of rejecting the row.",
    )

    @api.depends("state", "kept_until")
    def _compute_can_undo(self):
        now = fields.Datetime.now()
        for job in self:
            job.can_undo = (
                job.state in ("done", "stopped")
                and job._target()._import_undo
                and bool(job.kept_until)
                and job.kept_until > now
            )

    @api.depends("row_ids.undone")
    def _compute_undone(self):
        counted = self.env["constituent.import.row"]._read_group(
            [("import_id", "in", self.ids), ("undone", "!=", False)],
            ["import_id", "undone"],
            ["__count"],
        )
        counts = {(job.id, undone): count for job, undone, count in counted}
        for job in self:
            job.undone_count = counts.get((job._origin.id, "undone"), 0)
            job.kept_count = counts.get((job._origin.id, "kept"), 0)

    def _keep_until(self):
        return fields.Datetime.now() + timedelta(days=days(self.env, *UNDO_DAYS))

    def action_undo(self):
        """Undo all that the import has done, from its last row to its first."""
        for job in self:
            if not job.can_undo:
                raise UserError(self.env._("“%s” can no longer be undone.", job.name))
            job.state = "undoing"
        self._wake()

    def _undo_steps(self):
        """Undo one chunk per step; yield as `_steps` does."""
        target = self._target()
        Row = self.env["constituent.import.row"]
        done = rows.CREATED, rows.UPDATED, rows.REVIEW
        domain = [
            ("import_id", "=", self.id),
            ("status", "in", done),
            ("record_id", "!=", 0),
            ("undone", "=", False),
        ]
        left = Row.search_count(domain)
        while some := Row.search(domain, order="line desc", limit=target._import_chunk):
            for row, reason in self._undo_rows(target, some):
                row.write(
                    {"undone": "kept" if reason else "undone", "undo_reason": reason}
                )
            # What is undone need not be known any longer.
            some.filtered(lambda row: row.undone == "undone").former = False
            left -= len(some)
            yield len(some), left + 1
        self.state = "undone"
        self._log_in_privacy_register("import_undone")

    def _undo_rows(self, target, some):
        """Undo rows, and return (row, reason why it is kept) pairs."""
        return self._divide_on_error(
            some,
            lambda part: target._import_undo_rows(part.with_env(target.env)),
            (UserError, psycopg2.IntegrityError),
            str,
        )

    @api.autovacuum
    def _gc_personal_data(self):
        """Delete the personal data of imports whose undo period is over."""
        domain = [
            ("kept_until", "<", fields.Datetime.now()),
            ("state", "not in", AT_WORK),
        ]
        over = self.search(domain, limit=MAX_DROPPED)
        over._drop_personal_data()
        return len(over), len(over) == MAX_DROPPED

    def _drop_personal_data(self):
        """Delete rows and files of imports; settings and counts stay."""
        self.row_ids.unlink()
        self._drop_files()
        self.kept_until = False

    def _drop_files(self):
        """Delete the files, except those of running imports."""
        over = self.filtered(lambda job: job.state not in AT_WORK)
        over.column_ids.examples = False
        over.write({"file": False, "staged": False, "first_rows": False})

    @api.model
    def _erasure_forget(self, partners):
        """Delete the files that `partners` were imported from or occur in.

        A file is deleted as a whole, because no part of it can be removed.
        """
        about = self.env["constituent.import.row"]._personal_rows_of(partners)
        texts = partners._search_texts()
        jobs = self.search(Domain("target", "=", "constituent") & self._with_files())
        for job in jobs:
            if job in about.import_id or job._contains_any(texts):
                job._drop_files()
                job._drop_names(texts)
                # Each may be large.
                job.invalidate_recordset()

    @api.model
    def _with_files(self):
        return Domain("first_rows", "!=", False) | Domain("kept_until", "!=", False)

    def _contains_any(self, texts):
        job = self.with_context(bin_size=False)
        first = "\n".join(" ".join(map(str, row)) for row in job.first_rows or [])
        return search.holds(first.encode(), texts) or any(
            search.holds(base64.b64decode(job[name]), texts)
            for name in ("file", "staged")
            if job[name]
        )

    def _drop_names(self, texts):
        """Erase file names and headings that contain a name.

        Args:
            texts: whose words, each alone, are looked for.
        """
        words = {word for text in texts for word in text.split() if len(word) > 2}
        erased = self.env._("Erased")

        def cleared(text):
            return erased if text and search.holds(text.encode(), words) else text

        self.headings = [cleared(heading) for heading in self.headings or []]
        for column in self.column_ids:
            column.heading = cleared(column.heading)
        for name in ("name", "file_name", "problem"):
            self[name] = cleared(self[name])

    def action_view_missing(self):
        """Open the properties in use that a file of the whole gazetteer does not have.

        The import does not change them; users may make them historic in the list.
        """
        self.ensure_one()
        missing = self._missing_properties()
        if not missing:
            raise UserError(self.env._("The file has every property in use."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_property_action"
        )
        return {
            **action,
            "name": self.env._("Missing from %s", self.name),
            "domain": [("id", "in", missing)],
            "context": {"search_default_empty": 1},
        }

    def _missing_properties(self):
        """Return the ids of the properties in use whose UPRN no row of the file has."""
        if not self.file:
            raise UserError(self.env._("The file is no longer kept: import it again."))
        there = {normalise.uprn(row.values.get("uprn")) for row in self._file_rows()}
        self.env["constituent.property"].check_access("read")
        known = self.env.execute_query(
            SQL(
                "SELECT id, uprn FROM constituent_property"
                " WHERE active AND status <> 'historic'"
            )
        )
        return [place_id for place_id, uprn in known if uprn not in there]
