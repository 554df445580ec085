from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from .. import catalogue
from ..catalogue import Column, cells


class ConstituentImportServiceQuestion(models.AbstractModel):
    """Import of questions with their options, identified by service and code."""

    _name = "constituent.import.service_question"
    _inherit = "service.import"
    _description = "Import of Questions"

    _import_model = "service.question"
    _import_key = ("service", "code")
    _import_wanted = ("name",)
    _import_last = ("shown_if_id",)

    def _import_columns(self):
        return (
            Column("service", "service_id", by=("code", "name")),
            Column("code", "code"),
            Column("question", "name"),
            Column("kind", "datatype"),
            Column("required", "is_required"),
            Column("is_input", "is_input"),
            Column("hint", "help"),
            Column(
                "options",
                "option_ids",
                help=self.env._("code=Name between semicolons; those not told go."),
            ),
            Column(
                "shown_if",
                "shown_if_id",
                help=self.env._("An earlier question and its options: a=b; c."),
            ),
            Column("sequence", "sequence"),
            Column("has_bounds", "has_bounds"),
            Column("minimum", "minimum"),
            Column("maximum", "maximum"),
            Column("is_whole", "is_whole"),
            Column("max_length", "max_length"),
            Column("is_day", "is_day"),
            Column("when", "when"),
            Column("accepts", "accepts"),
            Column("max_files", "max_files"),
            Column("max_file_mb", "max_file_mb"),
        )

    # Cells

    def _parse_cell(self, column, text, reading, values):
        is_empty = text == catalogue.EMPTY
        if column.field == "option_ids":
            return () if is_empty else catalogue.options(text)
        if column.field == "shown_if_id":
            return False if is_empty else catalogue.condition(text)
        return super()._parse_cell(column, text, reading, values)

    def _comparable_value(self, record, name):
        """Return options and condition in the form of `_parse_cell`."""
        if name == "option_ids":
            return tuple(
                (option.code, option.name.strip()) for option in record.option_ids
            )
        if name == "shown_if_id":
            codes = record.shown_if_option_ids.mapped("code")
            earlier = record.shown_if_id.code
            return (earlier, frozenset(codes)) if earlier else False
        return super()._comparable_value(record, name)

    def _cell(self, record, column):
        """Write options and condition as cells."""
        if column.field == "option_ids":
            pairs = self._comparable_value(record, "option_ids")
            return catalogue.joined(f"{code}={name}" for code, name in pairs)
        if column.field == "shown_if_id":
            codes = catalogue.joined(record.shown_if_option_ids.mapped("code"))
            return "=".join(filter(None, [record.shown_if_id.code, codes]))
        return super()._cell(record, column)

    # Commands

    def _commands(self, record, values):
        """Add the commands for options and condition."""
        commands = super()._commands(record, values)
        if "option_ids" in values:
            commands["option_ids"] = self._option_commands(record, values["option_ids"])
        if "shown_if_id" in values:
            commands |= self._condition_values(record, values["shown_if_id"])
        return commands

    def _option_commands(self, record, pairs):
        """Return commands that replace the options by `pairs`, in that order."""
        there = {option.code: option for option in record.option_ids}
        names_by_code = dict(pairs)
        gone = [
            Command.delete(option.id)
            for code, option in there.items()
            if code not in names_by_code
        ]
        kept = []
        for sequence, (code, name) in enumerate(pairs, start=1):
            values = {"name": name, "sequence": sequence * 10}
            if code in there:
                kept.append(Command.update(there[code].id, values))
            else:
                kept.append(Command.create({"code": code, **values}))
        return gone + kept

    def _condition_values(self, record, condition):
        """Return the fields for the condition of a question.

        Args:
            record: the question.
            condition: code of an earlier question and codes of its options; False for
                none.

        Returns:
            A dict of field values.

        Raises:
            UserError: when the question or an option does not exist.
        """
        code, wanted = condition or ("", frozenset())
        asked = record.service_id.question_ids
        earlier = asked.filtered(lambda question: question.code == code)
        options = earlier.option_ids.filtered(lambda option: option.code in wanted)
        missing = sorted(wanted - set(options.mapped("code")))
        if code and (missing or not earlier):
            bad = catalogue.Unreadable((missing or [code])[0], cells.UNKNOWN)
            raise UserError(self._reason(self._column("shown_if"), bad))
        return {
            "shown_if_id": earlier.id,
            "shown_if_option_ids": [Command.set(options.ids)],
        }
