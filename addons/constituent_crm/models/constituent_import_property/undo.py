from odoo import models

from ...addresses import SEARCH_KEYS
from ...gazetteer import entries
from ...importing import rows
from .columns import COLUMNS, json_value


class ConstituentImportProperty(models.AbstractModel):
    _inherit = "constituent.import.property"

    def _import_undo_rows(self, rows_):
        made = rows_.filtered(lambda row: row.status == rows.CREATED)
        changed = rows_ - made
        since = rows_.import_id._worked_at()
        reasons = self._delete_created(made, since) | self._restore_updated(changed)
        return [reasons[row] for row in rows_]

    def _delete_created(self, made, since):
        """Delete imported properties.

        Args:
            made: the rows that created them.
            since: when the import ended, as a naive UTC datetime.

        Returns:
            Dict of row to why it is kept, "" if it is not.
        """
        places = self.env["constituent.property"].browse(made.mapped("record_id"))
        places = places.exists()
        changed = places.filtered(lambda place: place.write_date > since)
        kept = dict.fromkeys(
            changed.ids, self.env._("It has been changed since the import.")
        )
        in_use = self.env._("Other records refer to it.")
        kept |= dict.fromkeys(places._find_used().ids, in_use)
        gone = self.env._("It no longer exists.")
        there = set(places.ids)
        # Users who may import may also undo what the import created.
        places.filtered(lambda place: place.id not in kept).sudo().unlink()
        return {
            row: kept.get(row.record_id, "") if row.record_id in there else gone
            for row in made
        }

    def _restore_updated(self, changed):
        """Restore previous values, and return why some are kept, by row."""
        there = self._columns_of("id", changed.mapped("record_id"))
        by_id = {row["id"]: row for row in there}
        reasons, restored = {}, []
        for row in changed:
            now = by_id.get(row.record_id)
            if not now:
                reasons[row] = self.env._("It no longer exists.")
                continue
            kept = [
                name
                for name, (_old, new) in row.former.items()
                if json_value(now[name]) != new
            ]
            former = {
                name: old
                for name, (old, _new) in row.former.items()
                if name not in kept
            }
            values = {name: now[name] or None for name in COLUMNS} | former
            # Imports of before there were search keys have not kept them.
            derived = entries.derived_values(values)
            restored.append(values | {key: derived[key] or None for key in SEARCH_KEYS})
            reasons[row] = self._import_conflict_reason(kept)
        self._follow_wards(self._upsert(restored).values())
        return reasons
