from odoo import models
from odoo.fields import Command

from .. import catalogue
from ..catalogue import Names, cells


class ServiceImport(models.AbstractModel):
    """What a cell says of a field, and how the field is written in a cell."""

    _inherit = "service.import"

    def _parse_cell(self, column, text, reading, values):
        """The value that a cell tells.

        Args:
            column: the `catalogue.Column` the cell is in.
            reading: the `catalogue.Reading` of the whole table.
            values: what the columns before it in the row told, by field.

        Raises:
            catalogue.Unreadable: when the cell is not what the column wants.
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
        """What `text` names: the id of a record, or the value of a selection."""
        names = reading.names.get(column.name)
        if names is None:
            names = reading.names[column.name] = Names(self._spellings(column))
        if text not in names:
            made = self._create_named_record(column, text, reading, values)
            if made:
                names.add(made.id, [made[name] for name in column.by])
        return names.find(text)

    def _spellings(self, column):
        field = self._model()._fields[column.field]
        if field.type == "selection":
            choices = field._description_selection(self.env)
            return [(value, [value, label]) for value, label in choices]
        # Withdrawn services keep their words and questions.
        withdrawn = (
            field.comodel_name == self._model()._name or column.name == "service"
        )
        records = self.env[field.comodel_name].with_context(active_test=not withdrawn)
        return [
            (record.id, [record[name] for name in column.by])
            for record in records.search([])
        ]

    def _create_named_record(self, column, text, reading, values):
        """A record for a name that is not known, where the target makes such."""

    def _comparable_value(self, record, name):
        """The value of a field as `_parse_cell` gives it, to be compared."""
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            return value.id
        if field.type == "many2many":
            return frozenset(value.ids)
        if field.type in ("char", "text"):
            return (value or "").strip() or False
        return value

    def _commands(self, record, values):
        """Values as the ORM takes them.

        Args:
            record: what they are for, an empty recordset where it is new.
        """
        return {
            name: [Command.set(sorted(value))]
            if isinstance(value, frozenset)
            else value
            for name, value in values.items()
        }

    def _cell(self, record, column):
        """The cell that says what a record has."""
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
            return catalogue.joined(str(one[column.by[0]]) for one in value)
        return (value or "").strip()

    def _reason(self, column, bad):
        label = self._model().fields_get([column.field], ["string"])
        details = {"value": bad.value[:80], "field": label[column.field]["string"]}
        words = {
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
        return words[bad.wanted]
