from zoneinfo import ZoneInfo

from odoo import fields, models

from odoo.addons.constituent_crm.importing import columns, rows

from ...telephony import reports

# Headings that call centres' systems use.
SYNONYMS = {
    "id": ("call id", "call identifier", "unique id", "uniqueid", "interaction id"),
    "queue": ("line", "skill", "service", "queue name"),
    "began": (
        "start",
        "start time",
        "started",
        "queued",
        "offered",
        "date",
        "date time",
    ),
    "answered": ("answer time", "connected", "answered at", "talk start"),
    "ended": ("end", "end time", "hang up", "disconnected", "finished"),
    "waiting": ("wait", "wait time", "waiting time", "queue time", "time to answer"),
    "result": ("outcome", "disposition", "status", "call result"),
    "officer": ("agent", "agent name", "extension", "operator", "user"),
    "number": ("caller", "caller id", "cli", "phone", "from", "calling number", "ani"),
}


class ConstituentImport(models.Model):
    _inherit = "constituent.import"

    target = fields.Selection(
        selection_add=[("call", "Calls")], ondelete={"call": "cascade"}
    )


class ConstituentImportCall(models.AbstractModel):
    """Import of the report of a telephone system: one row for each visit to a queue."""

    _name = "constituent.import.call"
    _inherit = "constituent.import.target"
    _description = "Import of Calls"

    _import_model = "channel.call"
    _import_undo = True

    def _import_fields(self):
        labels, help_texts = self._import_labels(), self._import_help()
        return [
            columns.Field(
                name,
                labels[name],
                help=help_texts.get(name, ""),
                is_required=name in ("id", "began"),
                synonyms=(name, *SYNONYMS.get(name, ())),
            )
            for name in labels
        ]

    def _import_labels(self):
        return {
            "id": self.env._("Call ID"),
            "visit": self.env._("Visit"),
            "queue": self.env._("Queue"),
            "began": self.env._("Began"),
            "answered": self.env._("Answered"),
            "ended": self.env._("Ended"),
            "waiting": self.env._("Waiting"),
            "result": self.env._("Result"),
            "officer": self.env._("Officer"),
            "number": self.env._("Number"),
            "name": self.env._("Caller's Name"),
        }

    def _import_help(self):
        return {
            "id": self.env._("Identifies the call in the telephone system."),
            "visit": self.env._("1, 2 … of a caller who was sent back."),
            "began": self.env._("Day and time, such as 2026-11-30 14:05:10."),
            "answered": self.env._("Time, or empty."),
            "waiting": self.env._("Seconds, or 1:15; instead of the time of answer."),
            "result": self.env._("Such as answered, abandoned, timeout."),
            "officer": self.env._("Extension or login."),
        }

    def _import_keys(self, values):
        leg = (values.get("id") or "").strip()
        return ((leg, (values.get("visit") or "1").strip()),) if leg else ()

    def _import_rows(self, rows_, options, dry_run):
        Call = self.env["channel.call"]
        Call.check_access("create")
        zone = ZoneInfo(self.env.company._council_zone().zone)
        return [self._import_row(row, zone) for row in rows_]

    def _import_row(self, row, zone):
        if row.repeats and row.is_same:
            return rows.Outcome(rows.UNCHANGED, row.earlier_id)
        try:
            visit = reports.read_row(row.values, zone)
        except reports.Unreadable as bad:
            return rows.Outcome(rows.REJECTED, reason=self._import_reason(bad))
        # Only this and telephone systems write the times of a call.
        Call = self.env["channel.call"].sudo()
        known = Call.search(
            [
                ("endpoint_id", "=", False),
                ("uniqueid", "=", visit.leg),
                ("visit", "=", visit.number_of_visit),
            ],
            limit=1,
        )
        if known:
            reason = self.env._("This call has been imported already.")
            return rows.Outcome(rows.UNCHANGED, known.id, reason=reason)
        call = Call._import_visit(visit)
        return rows.Outcome(rows.CREATED, call.id)

    def _import_reason(self, bad):
        labels = {field.name: field.label for field in self._import_fields()}
        return f"{labels.get(bad.name, bad.name)}: {bad.reason}."

    def _import_undo_rows(self, rows_):
        made = rows_.filtered(lambda row: row.status == rows.CREATED)
        found = self.env["channel.call"].browse(made.mapped("record_id")).exists()
        reasons = [
            "" if row.record_id in found.ids else self.env._("It no longer exists.")
            for row in rows_
        ]
        # Users who may import may undo what the import has done.
        found.sudo().interaction_id.unlink()
        found.sudo().unlink()
        return reasons
