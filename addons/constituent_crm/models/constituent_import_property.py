from odoo import api, models
from odoo.tools import SQL

from ..addresses import SEARCH_KEYS
from ..gazetteer import entries
from ..importing import columns, rows

# Columns of the table that a file may set.
COLUMNS = (
    "uprn",
    "parent_uprn",
    "usrn",
    *entries.PARTS,
    "house",
    "street",
    *entries.LINES,
    "name",
    "address_order",
    "search_text",
    *SEARCH_KEYS,
    "status",
    "blpu_class",
    "usage",
    "start_date",
    "end_date",
    "ward_id",
    "latitude",
    "longitude",
)
# An address is replaced as a whole: parts that a row lacks become empty.
ADDRESS = (*entries.PARTS, "house", "street", *entries.LINES)
ADDRESS_PARTS = {"house", "street", "pao_text", "pao_start_number", "sao_text"}
# Headings in exports of gazetteers and of AddressBase.
SYNONYMS = {
    "uprn": ("UPRN", "Unique Property Reference Number"),
    "parent_uprn": ("PARENT_UPRN",),
    "usrn": ("USRN", "Unique Street Reference Number"),
    "street": ("STREET_DESCRIPTOR", "STREET_DESCRIPTION", "Street Name"),
    "locality": ("LOCALITY_NAME",),
    "city": ("TOWN_NAME", "Post Town", "City"),
    "administrative_area": ("ADMINISTRATIVE_AREA", "County"),
    "postcode": ("POSTCODE_LOCATOR", "Post Code", "Zip"),
    "status": ("LOGICAL_STATUS", "Status"),
    "blpu_class": ("BLPU_CLASS", "CLASSIFICATION_CODE", "Class", "CLASS"),
    "ward": ("WARD_CODE", "Ward Name", "Ward"),
    "latitude": ("LAT",),
    "longitude": ("LONG", "LON", "LNG"),
    "easting": ("X_COORDINATE", "GRIDGB1E", "X", "BNG Easting"),
    "northing": ("Y_COORDINATE", "GRIDGB1N", "Y", "BNG Northing"),
    "house": ("House Number", "House Name or Number", "Building"),
}


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
        labels |= {
            "ward": {"string": self.env._("Ward")},
            "easting": {"string": self.env._("Easting")},
            "northing": {"string": self.env._("Northing")},
        }
        help_texts = {
            "uprn": self.env._("Identifies the property; 1 to 12 digits."),
            "ward": self.env._("Code or name."),
            "easting": self.env._("Metres on the National Grid (EPSG:27700)."),
            "northing": self.env._("Metres on the National Grid (EPSG:27700)."),
            "latitude": self.env._("Degrees of WGS 84."),
            "longitude": self.env._("Degrees of WGS 84."),
            "status": self.env._("1, 3, 5, 6, 8 or approved, …, historic."),
        }
        names = (*entries.READERS, "latitude", "longitude", "easting", "northing")
        return [
            columns.Field(
                name,
                labels[name]["string"],
                help=help_texts.get(name, ""),
                is_required=name == "uprn",
                synonyms=SYNONYMS.get(name, (name,)),
            )
            for name in names
        ]

    def _import_keys(self, values):
        return (entries.normalise.uprn(values.get("uprn")),)

    def _import_rows(self, rows_, options, dry_run):
        Property = self.env["constituent.property"]
        Property.check_access("create")
        Property.check_access("write")
        entries_by_line = self._parse_rows(rows_, options)
        known = self._existing_properties(entries_by_line)
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
        return [
            outcome
            if isinstance(entries_by_line[row.line], str) or outcome.record_id
            else rows.Outcome(outcome.status, ids[entries_by_line[row.line]["uprn"]])
            for row, outcome in zip(rows_, outcomes, strict=True)
        ]

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
        labels = self.env["constituent.property"].fields_get([bad.field], ["string"])
        return self.env._(
            "“%(value)s” is not a valid %(field)s.",
            value=bad.value[:40],
            field=labels[bad.field]["string"],
        )

    def _made_ward(self, name):
        return self.env["constituent.ward"].create({"name": name, "code": name}).id

    # Writing

    def _existing_properties(self, entries_by_line):
        """Return the columns of existing properties, by UPRN."""
        uprns = [
            entry["uprn"]
            for entry in entries_by_line.values()
            if isinstance(entry, dict)
        ]
        return {row["uprn"]: row for row in self._columns_of("uprn", uprns)}

    def _columns_of(self, key, values):
        self.env["constituent.property"].flush_model()
        return self.env.execute_query_dict(
            SQL(
                "SELECT id, %s FROM constituent_property WHERE %s = ANY(%s)",
                _identifiers(COLUMNS),
                SQL.identifier(key),
                values,
            )
        )

    def _compare_entry(self, entry, known):
        """Return the values to write, None if unchanged, and the outcome of the row."""
        before = {name: known[name] for name in COLUMNS} if known else {}
        if ADDRESS_PARTS & entry.keys():
            entry = dict.fromkeys(ADDRESS) | entry
        whole = entries.complete_entry({"status": "approved"} | before | entry)
        values = {name: whole.get(name) or None for name in COLUMNS}
        if not known:
            return values, rows.Outcome(rows.CREATED)
        former = {
            name: [_json_value(before[name]), _json_value(values[name])]
            for name in COLUMNS
            if (before[name] or None) != values[name]
        }
        if not former:
            return None, rows.Outcome(rows.UNCHANGED, known["id"])
        return values, rows.Outcome(rows.UPDATED, known["id"], former=former)

    def _upsert(self, entries_):
        """Insert or update properties, and return their ids by UPRN."""
        if not entries_:
            return {}
        now, uid = self.env.cr.now(), self.env.uid
        written = [
            (*(values[name] for name in COLUMNS), True, uid, uid, now, now)
            for values in entries_
        ]
        found = self.env.execute_query(
            SQL(
                "INSERT INTO constituent_property (%s, active, create_uid, write_uid,"
                " create_date, write_date) VALUES %s ON CONFLICT (uprn) DO UPDATE"
                " SET (%s, write_uid, write_date) = (%s, EXCLUDED.write_uid,"
                " EXCLUDED.write_date) RETURNING uprn, id",
                _identifiers(COLUMNS),
                SQL(", ").join(written),
                _identifiers(COLUMNS),
                SQL(", ").join(SQL.identifier("excluded", name) for name in COLUMNS),
            )
        )
        self.env["constituent.property"].invalidate_model()
        self.env["constituent.property.name"]._learn(
            (values["house"], values["street"]) for values in entries_
        )
        return dict(found)

    @api.model
    def _follow_wards(self, property_ids):
        """Update the ward of everybody who lives at these properties."""
        self.env["res.partner"].flush_model(["property_id", "ward_id"])
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET ward_id = place.ward_id"
                " FROM constituent_property AS place"
                " WHERE res_partner.property_id = place.id AND place.id = ANY(%s)"
                " AND res_partner.ward_id IS DISTINCT FROM place.ward_id",
                list(property_ids),
            )
        )
        self.env["res.partner"].invalidate_model(["ward_id"])

    # Undoing

    def _import_undo_rows(self, rows_):
        made = rows_.filtered(lambda row: row.status == rows.CREATED)
        changed = rows_ - made
        reasons = self._delete_created(made) | self._restore_updated(changed)
        return [reasons[row] for row in rows_]

    def _delete_created(self, made):
        """Delete imported properties, and return why a row is kept, "" if it is not."""
        places = self.env["constituent.property"].browse(made.mapped("record_id"))
        places = places.exists()
        since = made.import_id._worked_at()
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
                if _json_value(now[name]) != new
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


def _json_value(value):
    """Return a value as in JSON; empty values of any type become None."""
    return value.isoformat() if hasattr(value, "isoformat") else value or None


def _identifiers(names):
    return SQL(", ").join(map(SQL.identifier, names))
