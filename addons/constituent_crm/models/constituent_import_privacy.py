"""What imports keep of a person: rows, files and what was read of their beginning."""

import base64

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..importing import search


class ConstituentImportRow(models.Model):
    _inherit = "constituent.import.row"

    # Few: rejected rows became nothing, and are dropped with their import's file.
    _rejected_idx = models.Index("(id) WHERE record_id IS NULL OR record_id = 0")

    @api.model
    def _personal_rows_of(self, partners):
        """Rows that have become `partners`, and rejected ones with their addresses."""
        found = self.search(
            Domain("record_id", "in", partners.ids)
            & Domain("import_id.target", "=", "constituent")
        )
        return found | self._rejected_with(partners._own_addresses())

    @api.model
    def _rejected_with(self, addresses):
        if not any(addresses.values()):
            return self.browse()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM constituent_import_row"
                " WHERE (record_id IS NULL OR record_id = 0) AND EXISTS"
                "  (SELECT FROM jsonb_array_elements_text(CASE jsonb_typeof(cells)"
                "    WHEN 'array' THEN cells ELSE '[]' END) AS cell"
                "   WHERE lower(trim(cell)) = ANY(%(emails)s)"
                "    OR regexp_replace(cell, '[^0-9]', '', 'g') = ANY(%(digits)s))",
                emails=[*addresses["email"]],
                digits=[*addresses["digits"]],
            )
        )
        return self.browse(row_id for (row_id,) in rows)

    @api.model
    def _erasure_policy(self, field):
        return "delete"

    @api.model
    def _subject_access_fields(self):
        return ["line", "status", "reason", "cells_text", "former"]

    def _subject_access_review_reason(self, partner):
        if self.record_id != partner.id:
            return self.env._(
                "Found by an address: check whether it belongs to this person"
            ), False
        return super()._subject_access_review_reason(partner)


class ConstituentImport(models.Model):
    _inherit = "constituent.import"

    @api.model
    def _erasure_forget(self, partners):
        """Drop the files that `partners` came in, or stand in.

        No part can be taken out of a file, so it goes as a whole.
        """
        rows = self.env["constituent.import.row"]._personal_rows_of(partners)
        texts = partners._search_texts()
        jobs = self.search(Domain("target", "=", "constituent") & self._with_files())
        for job in jobs:
            if job in rows.import_id or job._holds(texts):
                job._drop_files()
                job._drop_names(texts)
                # Each may be large.
                job.invalidate_recordset()

    @api.model
    def _with_files(self):
        return Domain("first_rows", "!=", False) | Domain("kept_until", "!=", False)

    def _holds(self, texts):
        job = self.with_context(bin_size=False)
        first = "\n".join(" ".join(map(str, row)) for row in job.first_rows or [])
        return search.holds(first.encode(), texts) or any(
            search.holds(base64.b64decode(job[name]), texts)
            for name in ("file", "staged")
            if job[name]
        )

    def _drop_names(self, texts):
        """Drop what names somebody about the file: its name, or a heading it has not.

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
