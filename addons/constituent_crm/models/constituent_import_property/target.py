from odoo import models

from ...gazetteer import entries, records
from ...gazetteer.synonyms import SYNONYMS
from ...importing import columns, rows
from .columns import ADDRESS_PARTS

# Fields that only a file has; see `entries.parse_entry`.
IN_FILES = (
    *entries.DEGREES,
    *entries.METRES,
    *entries.FALLBACKS.values(),
    *entries.BUILDING[:-1],
    entries.TERRACE,
    "language",
)
# The logical status of the address that is kept, the best first.
BEST_STATUS = ("approved", "provisional", "candidate", "alternative", "historic")
HOUSES = {"house", "sao_text", "pao_text", "building_number"}


class ConstituentImportProperty(models.AbstractModel):
    """Import of the gazetteer: new properties, and changes of known ones.

    It writes by SQL instead of the ORM, because a city has some hundred thousand
    properties. Derived columns come from the same functions as in the ORM. A property
    is identified by its UPRN, and unchanged ones are not written.
    """

    _name = "constituent.import.property"
    _inherit = "constituent.import.target"
    _description = "Import of Properties"

    _import_chunk = 2000
    _import_model = "constituent.property"
    _import_options = ("makes_wards",)
    _import_undo = True

    def _import_fields(self):
        labels = self.env["constituent.property"].fields_get(attributes=["string"])
        labels = {name: label["string"] for name, label in labels.items()}
        labels |= self._import_labels()
        help_texts = {
            "uprn": self.env._("Identifies the property; 1 to 12 digits."),
            "ward": self.env._("Code or name."),
            "easting": self.env._("Metres on the National Grid (EPSG:27700)."),
            "northing": self.env._("Metres on the National Grid (EPSG:27700)."),
            "latitude": self.env._("Degrees of WGS 84."),
            "longitude": self.env._("Degrees of WGS 84."),
            "status": self.env._("1, 3, 5, 6, 8 or approved, …, historic."),
            "change": self.env._(
                "I and U insert or update the property; D makes it historic."
            ),
            "organisation": self.env._(
                "The property is found by it. The house of an address without another."
            ),
            **dict.fromkeys(
                entries.FALLBACKS.values(),
                self.env._("Used where the column of the council's own is empty."),
            ),
        }
        return [
            columns.Field(
                name,
                labels[name],
                help=help_texts.get(name, ""),
                is_required=name == "uprn",
                is_house=name in HOUSES,
                synonyms=SYNONYMS.get(name, (name,)),
            )
            for name in (*entries.READERS, "other_addresses", *IN_FILES)
        ]

    def _import_labels(self):
        """Return the labels of the fields that only a file has."""
        return {
            "ward": self.env._("Ward"),
            "easting": self.env._("Easting"),
            "northing": self.env._("Northing"),
            "change": self.env._("Change"),
            "language": self.env._("Language"),
            "sub_building": self.env._("Flat or Unit"),
            "building_name": self.env._("Building Name"),
            "building_number": self.env._("Building Number"),
            "thoroughfare": self.env._("Street of the Postal Address"),
            "dependent_thoroughfare": self.env._("Terrace of the Postal Address"),
            "postal_locality": self.env._("Locality of the Postal Address"),
            "post_town": self.env._("Post Town"),
            "postal_postcode": self.env._("Postcode of the Postal Address"),
        }

    def _import_format(self, lines):
        return records.headings(lines)

    def _import_formatted(self, lines, headings):
        return records.rows(lines, headings, self._known_homes)

    def _import_keys(self, values):
        return (entries.normalise.uprn(values.get("uprn")),)

    def _import_combine(self, earlier, later):
        """Combine two rows of one UPRN: changes, or several addresses of a property."""
        if (
            earlier.get("change")
            and later.get("change")
            and not (earlier.get("status") and later.get("status"))
        ):
            # Of two changes, the later one holds.
            return {}, True
        try:
            ranks = [_rank(row) for row in (earlier, later)]
            if None in ranks or ranks[0] == ranks[1]:
                return None
            kept, other = (earlier, later) if ranks[0] < ranks[1] else (later, earlier)
            others = [
                *(row.get("other_addresses", "") for row in (earlier, later)),
                entries.single_line(other),
            ]
        except entries.Unreadable:
            return None
        return {"other_addresses": "\n".join(filter(None, others))}, kept is later

    def _import_rows(self, rows_, options, dry_run):
        Property = self.env["constituent.property"]
        Property.check_access("create")
        Property.check_access("write")
        entries_by_line = self._parse_rows(rows_, options)
        known = self._existing_properties(entries_by_line)
        self._complete_streets(entries_by_line, known)
        outcomes, changed = [], []
        for row in rows_:
            entry = entries_by_line[row.line]
            if isinstance(entry, str):
                outcomes.append(rows.Outcome(rows.REJECTED, reason=entry))
                continue
            values, outcome = self._compare_entry(entry, known.get(entry["uprn"]))
            outcomes.append(outcome)
            if values:
                changed.append(values)
        ids = self._upsert(changed)
        self._follow_wards(ids.values())
        outcomes = [
            rows.Outcome(outcome.status, ids[entries_by_line[row.line]["uprn"]])
            if outcome.status == rows.CREATED
            else outcome
            for row, outcome in zip(rows_, outcomes, strict=True)
        ]
        return self._review_ended(outcomes)

    # Reading

    def _parse_rows(self, rows_, options):
        """Return the values of each row, or the reason for its rejection, by line."""
        known = self.env["constituent.ward"]._by_key()
        wards = {key: ward.id for key, ward in known.items()}
        entries_by_line = {}
        for row in rows_:
            # If an earlier row with this UPRN was rejected, this one may be accepted.
            if row.repeats and not isinstance(entries_by_line.get(row.repeats), str):
                entries_by_line[row.line] = self.env._(
                    "This UPRN is already in line %s.", row.repeats
                )
                continue
            try:
                entries_by_line[row.line] = self._values(row.values, wards, options)
            except entries.Unreadable as bad:
                entries_by_line[row.line] = self._reason(bad)
        return entries_by_line

    def _values(self, texts, wards, options):
        values = entries.parse_entry({"uprn": "", **texts})
        name = values.pop("ward", "")
        if name:
            if name.casefold() not in wards and options.get("makes_wards"):
                wards[name.casefold()] = self._made_ward(name)
            if name.casefold() not in wards:
                raise entries.Unreadable("ward", name)
            values["ward_id"] = wards[name.casefold()]
        return values

    def _reason(self, bad):
        if bad.field == "uprn":
            return self.env._("“%s” is not a UPRN (1 to 12 digits).", bad.value[:40])
        if bad.field == "ward":
            return self.env._("There is no ward “%s”.", bad.value[:80])
        if bad.field in ("latitude", "longitude", "easting", "northing"):
            return self.env._(
                "Invalid coordinate: “%(value)s” as %(field)s.",
                value=bad.value[:40],
                field=bad.field,
            )
        if bad.field in HOUSES:
            return self.env._(
                "“%s” is a date: a spreadsheet program has changed the number of the"
                " house. Correct the cell and format it as text.",
                bad.value[:40],
            )
        labels = {field.name: field.label for field in self._import_fields()}
        return self.env._(
            "“%(value)s” is not a valid %(field)s.",
            value=bad.value[:40],
            field=labels[bad.field],
        )

    def _made_ward(self, name):
        return self.env["constituent.ward"].create({"name": name, "code": name}).id


def _rank(row):
    """Return how good the address of a row is, the best first; None if not known."""
    values = entries.parse_entry(row)
    if not (row.get("status") and ADDRESS_PARTS & values.keys()):
        return None
    # In Wales, a property has an approved address in each language.
    return BEST_STATUS.index(values["status"]), row.get("language", "ENG") != "ENG"
