import re

from odoo import models

from odoo.addons.constituent_crm.importing import rows

from ..catalogue import Column, Unreadable, cells

# A plain number, or a URL that ends in it: …/id/service/524.
NUMBER = re.compile(r"(?:^|[/#=])0*+(\d{1,6})$")
# Terms of publications for the councils that provide a service.
TIERS = {
    "all": "all",
    "district": "district",
    "district/unitary": "district",
    "county": "county",
    "county/unitary": "county",
}


class ConstituentImportServiceNational(models.AbstractModel):
    """Import of the national list in the format of the standards site.

    Rows are identified by number. The list of services, its mapping to interactions
    (one row for each pair) and lists with tiers may be imported one after the other.
    Each one adds its values.
    """

    _name = "constituent.import.service_national"
    _inherit = "service.import"
    _description = "Import of the National List"

    _import_model = "service.national"
    _import_key = ("number",)
    _import_wanted = ("name",)

    def _import_columns(self):
        return (
            Column(
                "number",
                "number",
                synonyms=(
                    "Identifier",
                    "LGSL",
                    "LGSL Code",
                    "lgsl_id",
                    "PID",
                    "Id",
                    "ServiceID",
                ),
            ),
            Column("name", "name", synonyms=("Label", "Title", "Service", "LGSL Name")),
            Column(
                "description", "description", synonyms=("Definition", "Scope notes")
            ),
            Column(
                "tier",
                "tier",
                synonyms=("Providing Tier", "providing_tier", "Tiers"),
                help=self.env._("all, district/unitary or county/unitary."),
            ),
            Column(
                "interactions",
                "interaction_ids",
                by=("number", "name"),
                synonyms=("Mapped identifier", "LGIL", "LGIL Code", "lgil_id"),
            ),
        )

    def _import_keys(self, values):
        """Return no key for rows of a mapping, which repeat the number."""
        # A mapping has one row for each interaction of a service.
        if values.get("interactions"):
            return ()
        return super()._import_keys(
            {**values, "number": _number(values.get("number", ""))}
        )

    def _parse_cell(self, column, text, reading, values):
        """Parse numbers from URLs, tiers and interactions."""
        if column.field == "number":
            if not (number := _number(text)):
                raise Unreadable(text, cells.NUMBER)
            return int(number)
        if column.field == "tier":
            spelt = text.casefold().replace(" ", "")
            return super()._parse_cell(column, TIERS.get(spelt, text), reading, values)
        if column.field == "interaction_ids":
            parts = [_number(part) or part for part in text.split(";")]
            return super()._parse_cell(column, "; ".join(parts), reading, values)
        return super()._parse_cell(column, text, reading, values)

    def _write_rows(self, values_by_line):
        """Merge rows of one number into one record; add interactions."""
        known = self._existing_records(values_by_line.values())
        whole = {}
        for line, values in values_by_line.items():
            record = known.get((values["number"],))
            _first, merged = whole.setdefault(values["number"], (line, {}))
            if "interaction_ids" in values:
                there = record.interaction_ids.ids if record else ()
                earlier = merged.get("interaction_ids", frozenset(there))
                values = {
                    **values,
                    "interaction_ids": values["interaction_ids"] | earlier,
                }
                # The label of a mapping's row is not the name of the service.
                if record or "name" in merged:
                    values.pop("name", None)
            merged.update(values)
        first = super()._write_rows(dict(whole.values()))
        return {
            line: self._merged_outcome(line, first, whole[values["number"]][0])
            for line, values in values_by_line.items()
        }

    def _merged_outcome(self, line, first, first_line):
        """Return the outcome of a row that may share its record with an earlier row."""
        outcome = first[first_line]
        if line == first_line or outcome.status == rows.REJECTED:
            return outcome
        return rows.Outcome(rows.UNCHANGED, outcome.record_id)


def _number(text):
    """Return the number at the end of a text, "" if there is none."""
    found = NUMBER.search(text.strip())
    return found[1] if found else ""
