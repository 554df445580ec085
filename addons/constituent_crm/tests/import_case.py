"""Importing in tests: files as people send them, worked without a cron."""

import base64
import io
from unittest.mock import patch

import openpyxl

from .common import CouncilCase


class ImportCase(CouncilCase):
    """Imports files as a supervisor."""

    def file(self, content, name="people.csv", encoding="utf-8", **values):
        """An import of `content`: text, bytes, or rows of a workbook."""
        if isinstance(content, str):
            content = content.encode(encoding)
        if isinstance(content, list):
            content, name = workbook(content), "people.xlsx"
        jobs = self.env["constituent.import"].with_user(self.users["supervisor"])
        return jobs.create(
            {"file": base64.b64encode(content), "file_name": name, **values}
        )

    def work(self, chunks=None):
        """Let the cron work, for `chunks` chunks at most, as it does by itself."""
        left = [chunks]

        def commit(cron, processed=0, *, remaining=None, deactivate=False):
            cron.env.flush_all()
            if chunks and processed:
                left[0] -= 1
            return 0 if chunks and not left[0] else 60

        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", commit):
            self.env["constituent.import"].sudo()._cron_work()
        self.env.invalidate_all()

    def checked(self, content, **values):
        job = self.file(content, **values)
        job.action_check()
        self.work()
        return job

    def imported(self, content, **values):
        job = self.checked(content, **values)
        job.action_run()
        self.work()
        return job

    def counts(self, job):
        """Created, updated, unchanged, rejected and to review."""
        return (
            job.created_count,
            job.updated_count,
            job.unchanged_count,
            job.rejected_count,
            job.review_count,
        )

    def reasons(self, job):
        return [row.reason for row in job.row_ids if row.status == "rejected"]

    def named(self, name):
        return self.env["res.partner"].search([("name", "=", name)])


def workbook(rows, title="People"):
    """An XLSX file with `rows` in its one sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
