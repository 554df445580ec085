import base64
from itertools import chain, islice

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError

from ...importing import archive, columns, table
from .job import UNKNOWN, UNTOUCHED

# So many rows are shown before anything is done.
PREVIEW = 10
EXAMPLES = 3
# Rows that are not blank before and with the headings.
MAX_HEADING_LINE = 1000
# What decides how the file is read.
READ_BY = {"file", "encoding", "delimiter", "sheet", "target", "heading_line"}


class ConstituentImport(models.Model):
    _inherit = "constituent.import"

    # The file

    @api.depends("file_name")
    def _compute_name(self):
        for job in self:
            job.name = job.file_name or job.name or self.env._("New import")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_table(vals)
        jobs = super().create(vals_list)
        jobs.filtered("file_name")._read_file()
        return jobs

    def write(self, vals):
        # With new headings come the encoding and delimiter detected in the file.
        is_read = "headings" not in vals and (
            "heading_line" in vals or any(vals.get(name) for name in READ_BY)
        )
        if is_read:
            self._check_untouched()
            vals = {"heading_line": UNKNOWN, **vals}
        self._check_table(vals)
        if vals.get("file"):
            # Another file may be written in another way.
            vals = {"encoding": False, "delimiter": False, "sheet": False, **vals}
        result = super().write(vals)
        if is_read:
            self.filtered("file_name")._read_file()
        return result

    def _check_table(self, vals):
        """Refuse a file that is no table, before it is stored."""
        if not vals.get("file"):
            return
        try:
            table.detect(base64.b64decode(vals["file"]))
        except table.UnreadableFile as problem:
            raise UserError(self._unreadable(problem.reason)) from problem

    def _check_untouched(self):
        if any(job.state not in UNTOUCHED for job in self):
            raise UserError(
                self.env._("This import has begun: its file stays as it is.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_at_work(self):
        if any(job.state in ("checking", "running", "undoing") for job in self):
            raise UserError(self.env._("Stop the import before you delete it."))

    def action_read(self):
        """Read the file of a new import, and continue with its columns."""
        self.filtered(lambda job: job.state == "draft")._read_file()

    def _read_file(self):
        """Detect the layout of the file, and read its headings and first rows."""
        for job in self:
            data = job.with_context(bin_size=False).file or b""
            try:
                job._store_preview(base64.b64decode(data))
            except table.UnreadableFile as problem:
                raise UserError(job._unreadable(problem.reason)) from problem

    def _store_preview(self, data):
        layout = table.detect(
            data, self.encoding or "", self.delimiter or "", self.sheet or ""
        )
        first, lines = self._first_lines(table.lines(data, layout))
        if not first:
            raise table.UnreadableFile("empty")
        heading_line, headings = self._find_headings(first)
        if not headings:
            raise table.UnreadableFile("empty")
        if len(headings) > table.MAX_COLUMNS:
            raise table.UnreadableFile("columns")
        read = self._table_lines(lines, heading_line, first)
        first_rows = [line.cells for line in islice(read, PREVIEW)]
        self.write(
            {
                "encoding": layout.encoding or False,
                "delimiter": layout.delimiter or False,
                "sheet": layout.sheet or False,
                "sheets": layout.sheets,
                "heading_line": heading_line,
                "headings": headings,
                "first_rows": first_rows,
                "layout_key": columns.layout_key(headings),
                "state": "mapping",
                "problem": False,
                "staged": False,
                "doubts": False,
                "kept_until": self._keep_until(),
            }
        )
        self._reset_progress()
        self._map_columns(headings, first_rows[:EXAMPLES])

    def _first_lines(self, lines):
        """Return the lines among which the headings are, and all lines.

        Args:
            lines: iterator over all lines of the file.
        """
        count = min(max(self.heading_line, columns.MAX_TITLES), MAX_HEADING_LINE)
        first = list(islice(lines, count))
        return first, chain(first, lines)

    def _find_headings(self, first):
        """Return the line and the headings of a file.

        Args:
            first: list of the first lines of the file, at least one.

        Returns:
            The number of the line, 0 where there is none, and a list of texts.
        """
        target, number = self._target(), self.heading_line
        if number <= 0 and (headings := target._import_format(first)):
            return 0, headings
        if number == 0:
            width = max(len(line.cells) for line in first)
            numbers = range(1, width + 1)
            return 0, [self.env._("Column %s", number) for number in numbers]
        if number > 0:
            # The first line that is not blank from there on.
            found = [line for line in first if line.number >= number][:1]
        else:
            at = columns.find_headings(first, target._import_fields())
            found = [first[at]]
        if not found:
            raise UserError(self.env._("The file has no headings in line %s.", number))
        return found[0].number, columns.headings_of(found[0])

    def _table_lines(self, lines, heading_line, first):
        """Return the rows below the headings.

        Args:
            lines: iterator over all lines of the file.
            heading_line: as `_find_headings` returns it.
            first: as in `_find_headings`.
        """
        if not heading_line and (headings := self._target()._import_format(first)):
            return self._target()._import_formatted(lines, headings)
        return (line for line in lines if line.number > heading_line)

    def _unreadable(self, reason):
        message_by_reason = {
            "empty": self.env._("The file is empty."),
            "binary": self.env._(
                "The file is not a table. Save it as CSV or XLSX and choose that."
            ),
            "workbook": self.env._(
                "The workbook cannot be read: it is damaged, locked with a password,"
                " too large, or no XLSX at all. Save it again as XLSX or CSV."
            ),
            "sheet": self.env._(
                "There is no sheet “%(sheet)s” in the file. It has: %(sheets)s.",
                sheet=self.sheet,
                sheets=", ".join(self.sheets or []),
            ),
            "columns": self.env._(
                "The table has more than %s columns.", table.MAX_COLUMNS
            ),
            "cells": self.env._(
                "The sheet has more than %s cells, empty ones included. Delete the"
                " empty columns and rows, or divide it into several files.",
                table.MAX_CELLS,
            ),
            "members": self.env._(
                "The workbook is made of more than %s parts. Copy the table into a new"
                " workbook, or save it as CSV.",
                archive.LIMITS.members,
            ),
            "unpacked": self.env._(
                "The workbook is larger than %s MB once it is unpacked. Divide it into"
                " several files, or save it as CSV.",
                archive.LIMITS.unpacked // archive.MEBIBYTE,
            ),
            "strings": self.env._(
                "The workbook has more than %(count)s texts, or texts of more than"
                " %(size)s MB. Divide it into several files, or save it as CSV.",
                count=archive.LIMITS.strings,
                size=archive.LIMITS.string_bytes // archive.MEBIBYTE,
            ),
        }
        return message_by_reason[reason]

    # The columns

    @api.depends("target")
    def _compute_field_choices(self):
        for job in self:
            known = job._target()._import_fields()
            job.field_choices = [[field.name, field.label] for field in known]

    def _map_columns(self, headings, first):
        """Map the columns as in the last import of this layout, else by guess."""
        names = columns.guess(
            headings, self._target()._import_fields(), self._last_mapping()
        )
        # Columns come from the file. Users have no right to add or remove them.
        self.sudo().column_ids.unlink()
        self.env["constituent.import.column"].sudo().create(
            [
                {
                    "import_id": self.id,
                    "position": at,
                    "heading": heading,
                    "field_name": names[at] or False,
                    "examples": "\n".join(
                        row[at][:80] for row in first if at < len(row)
                    ),
                }
                for at, heading in enumerate(headings)
            ]
        )

    def _last_mapping(self):
        """Return field names by heading, from the last import with this layout."""
        last = self.search(
            [
                ("layout_key", "=", self.layout_key),
                ("target", "=", self.target),
                ("state", "not in", ["draft", "mapping"]),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        return {column.heading: column.field_name or "" for column in last.column_ids}

    def _check_columns(self):
        """Raise a UserError if the mapping of the columns is not usable."""
        self.ensure_one()
        known = self._fields_by_name()
        mapped = [column.field_name for column in self.column_ids if column.field_name]
        for name, field in known.items():
            if mapped.count(name) > 1 and not field.is_repeatable:
                raise UserError(
                    self.env._(
                        "Two columns are mapped to “%s”. Skip one of them.", field.label
                    )
                )
        if missing := self._target()._import_lacks(mapped):
            raise UserError(
                self.env._("No column is mapped to: %s.", ", ".join(missing))
            )

    @api.depends("first_rows", "headings")
    def _compute_preview(self):
        cell, head = Markup("<td>%s</td>"), Markup("<th>%s</th>")
        line = Markup("<tr>%s</tr>")
        whole = Markup(
            '<table class="table table-sm table-bordered text-nowrap'
            ' o_constituent_preview">'
            "<thead>%s</thead><tbody>%s</tbody></table>"
        )
        for job in self:
            width = len(job.headings or [])
            first = [
                line % Markup().join(cell % text[:80] for text in row[:width])
                for row in job.first_rows or []
            ]
            heads = line % Markup().join(head % text for text in job.headings or [])
            job.preview = whole % (heads, Markup().join(first)) if first else False
