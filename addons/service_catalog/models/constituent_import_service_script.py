from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from .. import catalogue
from ..catalogue import Column, cells

# Targets of replies that end the script, as a table writes them.
ENDS = {"(questions)": "questions", "(answered)": "answered"}
BELOW = "(below)"


class ConstituentImportServiceScript(models.AbstractModel):
    """Import of call scripts: one row for each step, identified by service and step."""

    _name = "constituent.import.service_script"
    _inherit = "service.import"
    _description = "Import of Call Scripts"

    # Steps refer to later rows, so that all scripts must be in one batch.
    _import_chunk = 5000
    _import_model = "service.script"
    _import_key = ("service", "step")
    _import_wanted = ("body",)
    _import_last = ("reply_ids",)

    def _import_columns(self):
        return (
            Column("service", "service_id", by=("code", "name")),
            Column("step", "name"),
            Column("text", "body", synonyms=("What to Say",)),
            Column(
                "replies",
                "reply_ids",
                help=self.env._(
                    "What they say=the step it leads to, between semicolons; or"
                    " (below), (questions) or (answered) instead of a step."
                ),
            ),
            Column("sequence", "sequence"),
        )

    def _parse_cell(self, column, text, reading, values):
        if column.field != "reply_ids":
            return super()._parse_cell(column, text, reading, values)
        return () if text == catalogue.EMPTY else catalogue.options(text)

    def _comparable_value(self, record, name):
        if name != "reply_ids":
            return super()._comparable_value(record, name)
        return tuple(
            (reply.name.strip(), self._target(reply)) for reply in record.reply_ids
        )

    def _target(self, reply):
        """Return the target of a reply as a table writes it."""
        ends = {kind: endings for endings, kind in ENDS.items()}
        return ends.get(reply.leads_to) or reply.next_id.name or BELOW

    def _cell(self, record, column):
        if column.field != "reply_ids":
            return super()._cell(record, column)
        pairs = self._comparable_value(record, "reply_ids")
        return catalogue.joined(
            f"{reply_text}={target}" for reply_text, target in pairs
        )

    def _commands(self, record, values):
        """Replace the replies of the step."""
        commands = super()._commands(record, values)
        if "reply_ids" in values:
            replies = enumerate(values["reply_ids"], start=1)
            commands["reply_ids"] = [
                Command.clear(),
                *(
                    Command.create(self._reply(record, reply_text, target, number * 10))
                    for number, (reply_text, target) in replies
                ),
            ]
        return commands

    def _reply(self, record, reply_text, target, sequence):
        """Return the values of a reply.

        Args:
            record: the step that it belongs to.
            reply_text: text of the reply.
            target: name of a step, or one of `ENDS` or `BELOW`.
            sequence: its sequence.

        Returns:
            A dict of field values.

        Raises:
            UserError: when the step does not exist.
        """
        leads_to = ENDS.get(target.casefold(), "step")
        step = record.browse()
        if leads_to == "step" and target.casefold() != BELOW:
            names = {
                step.name.casefold(): step for step in record.service_id.script_ids
            }
            step = names.get(target.casefold())
            if not step:
                bad = catalogue.Unreadable(target, cells.UNKNOWN)
                raise UserError(self._reason(self._column("replies"), bad))
        return {
            "name": reply_text,
            "sequence": sequence,
            "leads_to": leads_to,
            "next_id": step.id,
        }
