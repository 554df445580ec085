from odoo import models
from odoo.fields import Domain

from odoo.addons.constituent_crm.importing import columns, rows

from .. import catalogue
from ..catalogue import Column, Reading, Unreadable


class ServiceImport(models.AbstractModel):
    """Import of records whose rows name other records.

    A concrete target defines its columns and the key that identifies the record of a
    row. An export by `_written_rows` is imported again without a change.
    """

    _name = "service.import"
    _inherit = "constituent.import.target"
    _description = "Import of Named Records"

    _import_undo = True
    _import_signs = (catalogue.EMPTY,)
    # Columns whose values together identify a record.
    _import_key = ()
    # Fields required for new records.
    _import_wanted = ()
    # Fields that refer to records of other rows; written after all rows.
    _import_last = ()

    def _import_columns(self):
        """Return the `catalogue.Column` of each column."""
        raise NotImplementedError

    def _model(self):
        """Return the target model, with archived records."""
        return self.env[self._import_model].with_context(active_test=False)

    def _import_fields(self):
        """Return the columns as the import wizard takes them."""
        definitions = self._model().fields_get(
            attributes=["string", "help", "required"]
        )
        return [
            columns.Field(
                column.name,
                definitions[column.field]["string"],
                help=column.help or definitions[column.field].get("help") or "",
                is_required=column.name in self._import_key
                and definitions[column.field]["required"],
                synonyms=(column.name, *column.synonyms),
            )
            for column in self._import_columns()
        ]

    def _import_keys(self, values):
        """Return the normalised key of a row."""
        key_values = (values.get(name, "") for name in self._import_key)
        return (tuple(map(catalogue.folded, key_values)),)

    # Rows

    def _import_rows(self, rows_, options, dry_run):
        """Import rows: parse, write, then write the deferred fields."""
        self._model().check_access("create")
        self._model().check_access("write")
        reading = Reading(options)
        values_by_line = {}
        for row in rows_:
            values_by_line[row.line] = self._import_values(row, values_by_line, reading)
        values = {
            line: row_values
            for line, row_values in values_by_line.items()
            if isinstance(row_values, dict)
        }
        last = {
            line: self._pop_deferred_values(row_values)
            for line, row_values in values.items()
        }
        outcomes = values_by_line | self._write_rows(values)
        for line, rest in last.items():
            if rest and not _is_rejected(outcomes[line]):
                outcomes[line] = self._apply_deferred_values(outcomes[line], rest)
        return [outcomes[row.line] for row in rows_]

    def _import_batch(self, dictionaries):
        """Import rows that are given as dicts.

        This is for files of our own: nothing is validated before, and there is no undo.

        Args:
            dictionaries: for each row the texts by name of the column.

        Returns:
            Pairs of outcome and row.
        """
        names = {column.name for column in self._import_columns()}
        some = [
            rows.Row(
                line,
                {
                    name: row_values[name]
                    for name in names & row_values.keys()
                    if row_values[name]
                },
            )
            for line, row_values in enumerate(dictionaries, start=2)
        ]
        outcomes = self._import_rows(some, {"makes_teams": True}, dry_run=False)
        return list(zip(outcomes, some, strict=True))

    def _import_values(self, row, earlier, reading):
        """Return the values of a row by field, or its outcome if it has none."""
        if row.repeats and not _is_rejected(earlier.get(row.repeats)):
            why = self.env._("This is already in line %s.", row.repeats)
            status = rows.UNCHANGED if row.is_same else rows.REJECTED
            return rows.Outcome(status, row.earlier_id, reason=why)
        values = {}
        for column in self._import_columns():
            text = row.values.get(column.name)
            try:
                if text:
                    values[column.field] = self._parse_cell(
                        column, text, reading, values
                    )
            except Unreadable as bad:
                return rows.Outcome(rows.REJECTED, reason=self._reason(column, bad))
        return values

    def _write_rows(self, values_by_line):
        """Write the values of each line and return the outcomes by line."""
        known, new, outcomes = self._existing_records(values_by_line.values()), {}, {}
        for line, values in values_by_line.items():
            key = self._key(values)
            if key in known:
                outcomes[line] = self._changed(known[key], values)
            elif key in new:
                why = self.env._("This is already in line %s.", new[key][0])
                outcomes[line] = rows.Outcome(rows.REJECTED, reason=why)
            elif missing := [
                name for name in self._required_fields() if not values.get(name)
            ]:
                outcomes[line] = self._missing_fields_reason(missing)
            else:
                new[key] = line, values
        made = self._model().create(
            [self._commands(self._model(), values) for _line, values in new.values()]
        )
        created = {
            line: rows.Outcome(rows.CREATED, record.id)
            for (line, _values), record in zip(new.values(), made, strict=True)
        }
        return outcomes | created

    def _required_fields(self):
        """Return the fields required for new records, required keys first."""
        keys = [
            name for name in self._key_fields() if self._model()._fields[name].required
        ]
        return list(dict.fromkeys((*keys, *self._import_wanted)))

    def _pop_deferred_values(self, values):
        """Remove the deferred fields from `values` and return them."""
        return {name: values.pop(name) for name in self._import_last if name in values}

    def _apply_deferred_values(self, outcome, values):
        """Write deferred values and return the outcome of the row."""
        after = self._changed(self._model().browse(outcome.record_id), values)
        if after.status == rows.UNCHANGED or outcome.status == rows.CREATED:
            return outcome
        former = {**(outcome.former or {}), **after.former}
        return rows.Outcome(rows.UPDATED, outcome.record_id, former=former)

    def _missing_fields_reason(self, missing):
        """Return the outcome of a new row with missing fields."""
        labels = self._model().fields_get(missing, ["string"])
        named = ", ".join(labels[name]["string"] for name in missing)
        why = self.env._("Missing for a new record: %s.", named)
        return rows.Outcome(rows.REJECTED, reason=why)

    def _changed(self, record, values):
        """Write the differing values to a record and return the outcome."""
        keys = self._key_fields()
        changes = {
            name: value
            for name, value in values.items()
            if name not in keys and self._comparable_value(record, name) != value
        }
        if not changes:
            return rows.Outcome(rows.UNCHANGED, record.id)
        columns = [
            column for column in self._import_columns() if column.field in changes
        ]
        before = [self._cell(record, column) for column in columns]
        record.write(self._commands(record, changes))
        former = {
            column.name: [old, self._cell(record, column)]
            for column, old in zip(columns, before, strict=True)
        }
        return rows.Outcome(rows.UPDATED, record.id, former=former)

    # Keys

    def _existing_records(self, values_by_line):
        """Return the records that rows may refer to, by key; the oldest of duplicates.

        Args:
            values_by_line: the values of the rows.

        Returns:
            A dict of key to record.
        """
        first = self._key_fields()[0]
        domain = Domain.TRUE
        if self._model()._fields[first].type == "many2one":
            leading = {values.get(first) or False for values in values_by_line}
            domain = Domain(first, "in", list(leading))
        records = self._model().search(domain, order="id desc")
        return {self._key_of(record): record for record in records}

    def _key_fields(self):
        """Return the fields of the key."""
        return [self._column(name).field for name in self._import_key]

    def _key_of(self, record):
        """Return the key of a record."""
        return self._key(
            {name: self._comparable_value(record, name) for name in self._key_fields()}
        )

    def _key(self, values):
        """Return the normalised key of values."""
        key_values = (values.get(name) or False for name in self._key_fields())
        return tuple(
            catalogue.folded(value) if isinstance(value, str) else value
            for value in key_values
        )

    def _column(self, name) -> Column:
        """Return the column of a name."""
        return next(column for column in self._import_columns() if column.name == name)

    # Undoing

    def _import_undo_rows(self, rows_):
        """Undo rows; return for each why it was kept, or ''."""
        return [
            self._restore_former_values(row)
            if row.status == rows.UPDATED
            else self._undo_row(row)
            for row in rows_
        ]

    def _undo_row(self, row):
        """Delete a created record; return why it is kept, or ''."""
        record = self._model().browse(row.record_id).exists()
        if not record:
            return self.env._("It is no longer there.")
        if record.write_date > row.import_id._worked_at():
            return self.env._("It has been changed since the import.")
        # sudo: an importer may undo their own import without the right to delete.
        record.sudo().unlink()
        return ""

    def _restore_former_values(self, row):
        """Restore replaced values; return why some are kept, or ''."""
        record = self._model().browse(row.record_id).exists()
        if not record:
            return self.env._("It is no longer there.")
        changed, former = [], {}
        for name, (old, new) in row.former.items():
            column = self._column(name)
            if self._cell(record, column) != new:
                changed.append(column.field)
            else:
                text = old or catalogue.EMPTY
                former[column.field] = self._parse_cell(column, text, Reading(), {})
        record.write(self._commands(record, former))
        return self._import_conflict_reason(changed)

    # Exporting

    def _written_rows(self, records):
        """Yield the cells of each record in the format of the import."""
        columns = self._import_columns()
        for record in records:
            yield [self._cell(record, column) for column in columns]


def _is_rejected(value):
    """Return whether the value is a rejected outcome."""
    return isinstance(value, rows.Outcome) and value.status == rows.REJECTED
