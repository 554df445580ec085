from odoo import models
from odoo.fields import Command

from .. import catalogue
from ..catalogue import Column


class ConstituentImportServiceQuestion(models.AbstractModel):
    """Questions from a table, with their options: known by the service and the code."""

    _name = "constituent.import.service_question"
    _inherit = "service.import"
    _description = "Import of Questions"

    _import_model = "service.question"
    _import_key = ("service", "code")
    _import_wanted = ("name",)

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
            Column("sequence", "sequence"),
        )

    def _read(self, column, text, reading, values):
        if column.field != "option_ids":
            return super()._read(column, text, reading, values)
        return () if text == catalogue.EMPTY else catalogue.options(text)

    def _plain(self, record, name):
        if name != "option_ids":
            return super()._plain(record, name)
        return tuple((one.code, one.name.strip()) for one in record.option_ids)

    def _cell(self, record, column):
        if column.field != "option_ids":
            return super()._cell(record, column)
        pairs = self._plain(record, "option_ids")
        return catalogue.joined(f"{code}={name}" for code, name in pairs)

    def _commands(self, record, values):
        commands = super()._commands(record, values)
        if "option_ids" in values:
            commands["option_ids"] = self._option_commands(record, values["option_ids"])
        return commands

    def _option_commands(self, record, pairs):
        """What makes the options of a question those of `pairs`, in that order."""
        there = {option.code: option for option in record.option_ids}
        told = dict(pairs)
        gone = [
            Command.delete(one.id) for code, one in there.items() if code not in told
        ]
        kept = []
        for sequence, (code, name) in enumerate(pairs, start=1):
            values = {"name": name, "sequence": sequence * 10}
            if code in there:
                kept.append(Command.update(there[code].id, values))
            else:
                kept.append(Command.create({"code": code, **values}))
        return gone + kept
