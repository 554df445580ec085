from odoo import models
from odoo.fields import Command

from .. import catalogue
from ..catalogue import Names, cells


class ServiceImport(models.AbstractModel):
    """Conversion between cells and field values."""

    _inherit = "service.import"

    def _parse_cell(self, column, text, reading, values):
        """Return the value of a cell.

        Args:
            column: the `catalogue.Column` of the cell.
            text: the cell.
            reading: the `catalogue.Reading` of the whole table.
            values: values of earlier columns in the row, by field.

        Returns:
            The value; a frozenset of ids for many-to-many fields.

        Raises:
            catalogue.Unreadable: when the cell does not hold what the column needs.
        """
        field = self._model()._fields[column.field]
        if text == catalogue.EMPTY:
            nothing = {"many2many": frozenset(), "integer": 0, "float": 0.0}
            return nothing.get(field.type, False)
        if field.type == "boolean":
            return catalogue.yes(text)
        if field.type == "integer":
            return catalogue.whole(text)
        if field.type == "float":
            return catalogue.decimal(text)
        if field.type == "date":
            return catalogue.day(text)
        if field.type in ("many2one", "selection"):
            return self._resolve_name(column, text, reading, values)
        if field.type == "many2many":
            return frozenset(
                self._resolve_name(column, part, reading, values)
                for part in catalogue.parts(text)
            )
        return text

    def _resolve_name(self, column, text, reading, values):
        """Return the id of the record, or the selection value, that `text` names."""
        names = reading.names.get(column.name)
        if names is None:
            names = reading.names[column.name] = Names(self._spellings(column))
        if text not in names:
            made = self._create_named_record(column, text, reading, values)
            if made:
                names.add(made.id, [made[name] for name in column.by])
        return names.find(text)

    def _spellings(self, column):
        """Return ids or selection values with their names."""
        field = self._model()._fields[column.field]
        if field.type == "selection":
            choices = field._description_selection(self.env)
            return [(value, [value, label]) for value, label in choices]
        # Archived services keep their phrases and questions.
        withdrawn = (
            field.comodel_name == self._model()._name or column.name == "service"
        )
        records = self.env[field.comodel_name].with_context(active_test=not withdrawn)
        return [
            (record.id, [record[name] for name in column.by])
            for record in records.search([])
        ]

    def _create_named_record(self, column, text, reading, values):
        """Create the record of an unknown name, if the target does that."""

    def _comparable_value(self, record, name):
        """Return the value of a field in the form of `_parse_cell`."""
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            return value.id
        if field.type == "many2many":
            return frozenset(value.ids)
        if field.type in ("char", "text"):
            return (value or "").strip() or False
        return value

    def _commands(self, record, values):
        """Convert parsed values to ORM values.

        Args:
            record: the record to write to; empty for a new one.
            values: parsed values by field.

        Returns:
            Values for `create` or `write`.
        """
        return {
            name: [Command.set(sorted(value))]
            if isinstance(value, frozenset)
            else value
            for name, value in values.items()
        }

    def _cell(self, record, column):
        """Write the value of a record as a cell."""
        field, value = record._fields[column.field], record[column.field]
        if field.type == "boolean":
            return "yes" if value else "no"
        if field.type in ("integer", "float"):
            return catalogue.shown(value)
        if field.type == "date":
            return value.isoformat() if value else ""
        if field.type == "many2one":
            return str(value[column.by[0]]) if value else ""
        if field.type == "many2many":
            return catalogue.joined(str(record[column.by[0]]) for record in value)
        return (value or "").strip()

    def _reason(self, column, bad):
        """Return the message for an unreadable cell."""
        label = self._model().fields_get([column.field], ["string"])
        details = {"value": bad.value[:80], "field": label[column.field]["string"]}
        message_by_kind = {
            cells.YES_NO: self.env._(
                "“%(value)s” is neither yes nor no (%(field)s).", **details
            ),
            cells.NUMBER: self.env._(
                "“%(value)s” is not such a number (%(field)s).", **details
            ),
            cells.DATE: self.env._(
                "“%(value)s” is no date such as 31/12/2026 (%(field)s).", **details
            ),
            cells.UNKNOWN: self.env._(
                "“%(value)s” does not exist (%(field)s).", **details
            ),
            cells.SEVERAL: self.env._(
                "“%(value)s” is ambiguous (%(field)s).", **details
            ),
            cells.OPTIONS: self.env._(
                "“%(value)s” is no option: write code=Name (%(field)s).", **details
            ),
        }
        return message_by_kind[bad.wanted]
