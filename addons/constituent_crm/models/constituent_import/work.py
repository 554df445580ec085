import base64
import contextlib
import time
from collections import Counter
from dataclasses import asdict

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...importing import rows, table

# Seconds of a check that are rolled back together. Meanwhile nobody else can write
# what it has written.
SPAN = 10
AT_WORK = ("checking", "running", "undoing")


class ConstituentImport(models.Model):
    _inherit = "constituent.import"

    # The rows as read from the file, in a form that can be read from any row on.
    staged = fields.Binary(attachment=True, copy=False, export_string_translation=False)
    newest_id = fields.Integer(
        copy=False,
        export_string_translation=False,
        help="The last record there was when the work began.",
    )

    def action_check(self):
        """Check the file: process all rows, roll back, and report."""
        self._begin("checking")

    def action_run(self):
        """Import the file permanently."""
        self._begin("running")

    def _begin(self, state):
        for job in self:
            if job.state not in ("mapping", "checked"):
                raise UserError(self.env._("This import has been run already."))
            job._check_columns()
            job._reset_progress()
            job.write(
                {
                    "state": state,
                    "user_id": self.env.uid,
                    "problem": False,
                    "newest_id": job._newest_id(),
                }
            )
        self._wake()

    def _newest_id(self):
        """Return the highest id of the target's records before the import.

        Records with a higher id may have been created by it.
        """
        records = self.env[self._target()._import_model]
        # Of rows that the user may not see, the id alone.
        return (
            records.sudo()
            .with_context(active_test=False)
            .search([], order="id DESC", limit=1)
            .id
        )

    def _reset_progress(self):
        """Remove the rows and counts of an earlier check or run."""
        # Users have no right to write or remove them; only the engine does.
        self.sudo().chunk_ids.unlink()
        self.sudo().row_ids.unlink()

    def _columns_changed(self):
        """Discard what was staged and checked with the former columns."""
        self._check_untouched()
        self._reset_progress()
        self.filtered("file").write(
            {"staged": False, "doubts": False, "state": "mapping"}
        )

    def action_stop(self):
        """Stop after the rows that are being processed."""
        after = {"checking": "mapping", "running": "stopped", "undoing": "done"}
        for job in self.filtered(lambda job: job.state in after):
            job.state = after[job.state]

    def action_resume(self):
        """Resume the import where it was stopped."""
        self.filtered(lambda job: job.state == "stopped").state = "running"
        self._wake()

    @api.model
    def _is_any_at_work(self, target):
        """Return whether an import of `target` is running."""
        at_work = [("state", "in", AT_WORK), ("target", "=", target)]
        return bool(self.search_count(at_work, limit=1))

    @api.model
    def _wake(self):
        # Users who import may lack access to scheduled actions.
        self.env.ref("constituent_crm.cron_import").sudo()._trigger()

    @api.model
    def _cron_work(self):
        """Process the imports that have begun, oldest first, until time is up."""
        waiting = self.search([("state", "in", AT_WORK)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for job in waiting:
            if not job._work():
                break

    def _work(self):
        """Process an import chunk by chunk.

        Returns:
            Whether there is time left for others.
        """
        self.ensure_one()
        steps = self._undo_steps() if self.state == "undoing" else self._steps()
        cron = self.env["ir.cron"]
        try:
            for count, left in steps:
                if not cron._commit_progress(count, remaining=left):
                    return False
                # A user may have stopped it in the meantime.
                self.invalidate_recordset(["state"])
                if self.state not in AT_WORK:
                    return True
        except (UserError, table.UnreadableFile) as problem:
            self._stop_with_problem(problem)
        return bool(cron._commit_progress(0))

    def _stop_with_problem(self, problem):
        reason = getattr(problem, "reason", None)
        message = self._unreadable(reason) if reason else str(problem)
        state = "stopped" if self.state == "running" else "mapping"
        self.write({"state": state, "problem": message})

    def _steps(self):
        """Process one chunk per step, from the end of the last one.

        Yields:
            The number of rows worked and of those left, at least 1 until all is done.
        """
        if not self.staged:
            self._stage()
            yield 0, self.row_count + 1
        for chunks in self._spans():
            for start, end, outcomes in chunks:
                self._store_outcomes(start, end, outcomes)
                yield len(outcomes), max(self.row_count - self.done_count, 0) + 1
        self._finish()

    def _spans(self):
        """Process the remaining chunks, in groups to be committed together.

        A run yields one chunk at a time. A check yields the chunks of some seconds,
        which are rolled back together: until then a row finds the records that
        earlier rows created.

        Yields:
            A list of (start, end, outcomes), the positions in bytes of the staged copy.
        """
        target, mapper = self._target(), self._mapper()
        position, data = self._position(), self._staged()
        while position < len(data):
            chunks = []
            with contextlib.closing(self.env.cr.savepoint()) as savepoint:
                began = time.monotonic()
                for some, end in rows.staged(
                    data, position, target._import_chunk, mapper
                ):
                    chunks.append((position, end, self._outcomes_of(target, some)))
                    position = end
                    if self.state == "running":
                        # Closed with leave to keep, it is not rolled back.
                        savepoint.close(rollback=False)
                        break
                    if time.monotonic() - began > SPAN:
                        break
            yield chunks

    def _finish(self):
        if self.state == "checking":
            self.state = "checked"
        else:
            # The staged copy is no longer needed.
            self.write(
                {"state": "done", "staged": False, "kept_until": self._keep_until()}
            )
            self._log_in_privacy_register("import")

    def _log_in_privacy_register(self, action):
        """Log in the privacy register what was done, and to how many constituents."""
        if self._target()._import_model != "res.partner":
            return
        counts = [(self[f"{name}_count"], name) for name in rows.OUTCOMES]
        summary = ", ".join(f"{count} {name}" for count, name in counts if count)
        # Not under the name of the file, which may be a person's.
        register = self._target().env["constituent.privacy.register"]
        register._log(action, details=f"#{self.id}: {summary}")

    # Staging

    def _stage(self):
        """Convert the file to a copy that can be read from any row on."""
        target, mapper = self._target(), self._mapper()
        combiner = rows.Combiner(target._import_combine, self._mapper())
        staged = rows.stage(self._file_rows(mapper), target._import_keys, combiner)
        if not staged:
            raise UserError(self.env._("The file has headings, but no rows."))
        found = {**mapper.doubts, **combiner.doubts}
        self.write(
            {
                "staged": base64.b64encode(b"".join(staged)),
                "row_count": len(staged),
                "doubts": [
                    {"code": code, **asdict(doubt)} for code, doubt in found.items()
                ],
            }
        )

    def _file_rows(self, mapper=None):
        """Return an iterator over the rows of the file without the headings."""
        data = base64.b64decode(self.with_context(bin_size=False).file or "")
        layout = table.detect(data, self.encoding, self.delimiter, self.sheet)
        first, lines = self._first_lines(table.lines(data, layout))
        lines = self._table_lines(lines, self.heading_line, first)
        return map((mapper or self._mapper()).row, lines)

    def _staged(self):
        return base64.b64decode(self.with_context(bin_size=False).staged)

    def _mapper(self):
        houses = {
            name for name, field in self._fields_by_name().items() if field.is_house
        }
        return rows.Mapper(
            [column.field_name for column in self.column_ids],
            houses,
            fields.Date.context_today(self),
            self._target()._import_signs,
        )

    def _worked_at(self):
        """Return when the last chunk was processed."""
        return max(self.chunk_ids.mapped("create_date"))

    def _position(self):
        """Return where the last chunk ended, in bytes of the staged copy."""
        last = self.env["constituent.import.chunk"].search(
            [("import_id", "=", self.id)], order="start_at DESC", limit=1
        )
        return last.end_at

    # Chunks

    def _outcomes_of(self, target, some):
        """Return (row, outcome) pairs of all rows, those with a fault included."""
        sound = [row for row in some if not row.fault]
        self._resolve_repeated_rows(sound)
        options = {name: self[name] for name in target._import_options}
        options["newest_id"] = self.newest_id
        dry_run = self.state == "checking"
        outcomes = self._import_divided(target, sound, options, dry_run)
        found = {row.line: outcome for row, outcome in outcomes}
        return [(row, found.get(row.line) or self._fault_outcome(row)) for row in some]

    def _resolve_repeated_rows(self, some):
        """Set the record of the earlier row on the rows of `some` that repeat one.

        A row that repeats a rejected one no longer counts as a repetition.
        """
        lines = {row.repeats for row in some if row.repeats}
        domain = [("import_id", "=", self.id), ("line", "in", list(lines))]
        Row = self.env["constituent.import.row"]
        earlier = {row.line: row for row in Row.search(domain)} if lines else {}
        for row in some:
            if known := earlier.get(row.repeats):
                row.earlier_id = known.record_id
                if known.status == rows.REJECTED:
                    row.repeats = 0

    def _import_divided(self, target, some, options, dry_run):
        """Import rows, reject only the faulty ones, and return (row, outcome) pairs."""
        if not some:
            return []
        return self._divide_on_error(
            some,
            lambda part: target._import_rows(part, options, dry_run),
            (UserError, psycopg2.IntegrityError, psycopg2.DataError),
            lambda problem: rows.Outcome(
                rows.REJECTED, reason=self._reason_of(problem)
            ),
        )

    def _reason_of(self, problem):
        """Return why a row was refused: in Odoo's words, not in PostgreSQL's."""
        if not isinstance(problem, psycopg2.Error):
            return str(problem)
        models_of = {model._table: name for name, model in self.env.registry.items()}
        name = models_of.get(problem.diag.table_name, self._name)
        return self.env[name]._sql_error_to_message(problem)

    def _divide_on_error(self, some, work, faults, refused):
        """Process `some` together; on error by halves, until the faulty one is alone.

        Args:
            some: a list of rows or a recordset.
            work: a function from a part of `some` to the list of its outcomes.
            faults: a tuple of the exceptions on which to divide.
            refused: a function from the exception to the faulty one's outcome.

        Returns:
            A list of (element, outcome).
        """
        try:
            with self.env.cr.savepoint():
                return list(zip(some, work(some), strict=True))
        except faults as problem:
            if len(some) == 1:
                return [(some[0], refused(problem))]
        half = len(some) // 2
        return self._divide_on_error(
            some[:half], work, faults, refused
        ) + self._divide_on_error(some[half:], work, faults, refused)

    def _fault_outcome(self, row):
        encodings = dict(self._fields["encoding"]._description_selection(self.env))
        message_by_fault = {
            table.QUOTES: self.env._("A quotation mark is missing or misplaced."),
            table.ENCODING: self.env._(
                "Some characters are not valid %s.",
                encodings.get(self.encoding, self.env._("text")),
            ),
            rows.WIDTH: self.env._(
                "The row has %(cells)s cells, but there are %(headings)s headings.",
                cells=len(row.cells),
                headings=len(self.headings),
            ),
        }
        return rows.Outcome(rows.REJECTED, reason=message_by_fault[row.fault])

    def _store_outcomes(self, start, end, outcomes):
        """Write the counts of a chunk, and the rows that must be kept."""
        counts = Counter(outcome.status for _row, outcome in outcomes)
        self.env["constituent.import.chunk"].create(
            {"import_id": self.id, "start_at": start, "end_at": end, **counts}
        )
        shown = {rows.REJECTED, rows.REVIEW}
        if self.state == "running" and self._target()._import_undo:
            shown = set(rows.OUTCOMES)
        self.env["constituent.import.row"].create(
            [
                self._row_values(row, outcome)
                for row, outcome in outcomes
                if outcome.status in shown
            ]
        )

    def _row_values(self, row, outcome):
        return {
            "import_id": self.id,
            "line": row.line,
            "status": outcome.status,
            # What a check has made is gone.
            "record_id": outcome.record_id if self.state == "running" else 0,
            "reason": outcome.reason,
            "cells": row.cells if outcome.status == rows.REJECTED else False,
            "former": outcome.former or False,
        }
