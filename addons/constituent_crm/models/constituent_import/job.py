import base64
from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...importing import cells, rows

# The line of the headings before the file has been read.
UNKNOWN = -1
# Nothing has been done yet.
UNTOUCHED = ("draft", "mapping", "checked")


class ConstituentImport(models.Model):
    """An import of a file: its columns, progress and result.

    The file is read and its columns are mapped. A check then processes all rows and
    rolls them back. After the run, the import may be undone.
    """

    _name = "constituent.import"
    _description = "Import"
    _order = "id desc"

    name = fields.Char(compute="_compute_name", store=True, readonly=False)
    target = fields.Selection(
        [("constituent", "Constituents"), ("property", "Properties")],
        string="Import As",
        required=True,
        default="constituent",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Imported By",
        default=lambda self: self.env.user,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("draft", "File"),
            ("mapping", "Columns"),
            ("checking", "Checking"),
            ("checked", "Checked"),
            ("running", "Running"),
            ("stopped", "Stopped"),
            ("done", "Done"),
            ("undoing", "Undoing"),
            ("undone", "Undone"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
    )
    # The file
    file = fields.Binary(attachment=True, copy=False, help="CSV or XLSX.")
    file_name = fields.Char(copy=False)
    encoding = fields.Selection(
        [
            ("utf-8", "UTF-8"),
            ("utf-16", "UTF-16"),
            ("utf-16-le", "UTF-16, little-endian"),
            ("utf-16-be", "UTF-16, big-endian"),
            ("cp1252", "Windows-1252 (Western European)"),
            ("iso8859-15", "ISO 8859-15 (Latin-9)"),
            ("mac-roman", "Mac OS Roman"),
        ],
        copy=False,
        help="Detected automatically. Change it if names look wrong below.",
    )
    delimiter = fields.Selection(
        [(",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Vertical bar")],
        copy=False,
        help="Detected automatically. Change it if columns run together below.",
    )
    sheet = fields.Char(copy=False)
    sheets = fields.Json(copy=False, readonly=True)
    heading_line = fields.Integer(
        string="Headings in Line",
        copy=False,
        default=UNKNOWN,
        aggregator=None,
        help="Detected automatically. What stands above is left out. 0 if the file has"
        " no headings.",
    )
    headings = fields.Json(copy=False, readonly=True)
    layout_key = fields.Char(copy=False, readonly=True, index=True)
    first_rows = fields.Json(copy=False, readonly=True)
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    # The columns
    column_ids = fields.One2many("constituent.import.column", "import_id")
    field_choices = fields.Json(compute="_compute_field_choices")
    # What to do with constituents
    known_rule = fields.Selection(
        [("fill", "Fill what is empty"), ("overwrite", "Replace what is there")],
        string="Existing Constituents",
        default="fill",
        required=True,
    )
    unknown_rule = fields.Selection(
        [("create", "Create"), ("reject", "Reject")],
        string="New Constituents",
        default="create",
        required=True,
    )
    doubtful_rule = fields.Selection(
        [("review", "Create, and propose as duplicates"), ("reject", "Reject")],
        string="Possible Duplicates",
        default="review",
        required=True,
    )
    # Progress and result
    chunk_ids = fields.One2many("constituent.import.chunk", "import_id")
    row_ids = fields.One2many("constituent.import.row", "import_id")
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    done_count = fields.Integer(compute="_compute_counts", string="Processed")
    created_count = fields.Integer(compute="_compute_counts", string="Created")
    updated_count = fields.Integer(compute="_compute_counts", string="Updated")
    unchanged_count = fields.Integer(compute="_compute_counts", string="Unchanged")
    rejected_count = fields.Integer(compute="_compute_counts", string="Rejected")
    review_count = fields.Integer(compute="_compute_counts", string="To Review")
    progress = fields.Float(compute="_compute_counts", help="In per cent.")
    report = fields.Char(compute="_compute_report")
    is_working = fields.Boolean(compute="_compute_is_working")
    has_begun = fields.Boolean(compute="_compute_is_working")
    problem = fields.Text(readonly=True, copy=False)
    # What was read otherwise than it stands in the file: see `rows.Doubt`.
    doubts = fields.Json(copy=False, readonly=True)
    doubts_text = fields.Text(compute="_compute_doubts_text", string="Please Check")
    rejected_file = fields.Binary(
        compute="_compute_rejected_file", help="To mend and to import again."
    )

    def _target(self):
        """Return the target's model with the importing user's rights and language."""
        self.ensure_one()
        user = self.user_id or self.env.user
        target = self.env[f"constituent.import.{self.target}"].with_user(user)
        return target.with_context(lang=user.lang, tz=user.tz)

    def _fields_by_name(self):
        return {field.name: field for field in self._target()._import_fields()}

    @api.depends("chunk_ids", "row_count")
    def _compute_counts(self):
        counted = self.env["constituent.import.chunk"]._read_group(
            [("import_id", "in", self.ids)],
            ["import_id"],
            [f"{name}:sum" for name in rows.OUTCOMES],
        )
        by_job = {job.id: counts for job, *counts in counted}
        for job in self:
            counts = by_job.get(job._origin.id, [0] * len(rows.OUTCOMES))
            for name, count in zip(rows.OUTCOMES, counts, strict=True):
                job[f"{name}_count"] = count
            job.done_count = sum(counts)
            job.progress = 100 * job.done_count / job.row_count if job.row_count else 0

    @api.depends("state", "done_count")
    def _compute_report(self):
        for job in self:
            counts = {"done": job.done_count, "rows": job.row_count}
            if job.state == "checked":
                job.report = self.env._(
                    "Checked %(rows)s rows: this is what an import would do. Nothing"
                    " has been changed.",
                    **counts,
                )
            else:
                job.report = self.env._("%(done)s of %(rows)s rows", **counts)

    @api.depends("doubts")
    def _compute_doubts_text(self):
        for job in self:
            job.doubts_text = "\n".join(map(job._doubt_text, job.doubts or []))

    def _doubt_text(self, doubt):
        """Return what was read otherwise than it stands in the file, and where."""
        lines = ", ".join(map(str, doubt["lines"]))
        if doubt["is_cut"]:
            lines += ", …"
        found = {"count": doubt["count"], "lines": lines, "example": doubt["example"]}
        if doubt["code"] == cells.EMPTY:
            return self.env._(
                "Cells such as “%(example)s”, read as empty: %(count)s, in lines"
                " %(lines)s.",
                **found,
            )
        if doubt["code"] == cells.FORMULA:
            return self.env._(
                "Formulas without a stored result, read as empty: %(count)s, in lines"
                " %(lines)s. Open the file in a spreadsheet program and save it.",
                **found,
            )
        if doubt["code"] == cells.HOUSE:
            return self.env._(
                "House numbers that have become dates, read back (%(example)s):"
                " %(count)s, in lines %(lines)s.",
                **found,
            )
        if doubt["code"] == cells.MERGED:
            return self.env._(
                "Cells filled from merged cells above them: %(count)s, in lines"
                " %(lines)s.",
                **found,
            )
        return self.env._(
            "Rows that became one with another row of the same record: %(count)s, in"
            " lines %(lines)s.",
            **found,
        )

    @api.depends("state")
    def _compute_is_working(self):
        for job in self:
            job.is_working = job.state in ("checking", "running", "undoing")
            job.has_begun = job.state not in UNTOUCHED

    def _records(self, ids):
        """Return those of the target's records `ids` that still exist."""
        return self.env[self._target()._import_model].browse(ids).exists()

    def _open_records(self, ids):
        records = self._records(ids)
        if not records:
            raise UserError(
                self.env._("The record created from the row no longer exists.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": records._name,
            "domain": [("id", "in", records.ids)],
            "views": [(False, "form")] if len(records) == 1 else [(False, "list")],
            "res_id": records.id if len(records) == 1 else False,
        }

    def action_view_rows(self):
        """Open the rows with their outcomes, filtered by the status in the context."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_import_row_action"
        )
        status = self.env.context.get("import_status")
        context = {f"search_default_{status}": 1} if status else {}
        context["import_undone"] = bool(self.undone_count or self.kept_count)
        return {
            **action,
            "domain": [("import_id", "=", self.id)],
            "context": context,
        }

    def action_download_rejected(self):
        """Download the rejected rows as CSV, to correct and import again."""
        self.ensure_one()
        stem = (self.file_name or self.name).rpartition(".")[0] or self.name
        name = self.env._("%s - rejected rows", stem)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/rejected_file"
            f"/{quote(name)}.csv?download=1",
            "target": "download",
        }

    def _compute_rejected_file(self):
        for job in self:
            rejected = job.row_ids.filtered(lambda row: row.status == rows.REJECTED)
            content = rows.rejected_csv(
                job.headings or [],
                ((row.line, row.reason or "", row.cells or []) for row in rejected),
            )
            job.rejected_file = base64.b64encode(content)
