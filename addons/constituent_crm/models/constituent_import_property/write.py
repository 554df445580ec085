from odoo import api, fields, models
from odoo.tools import SQL

from ...gazetteer import entries
from ...importing import rows
from .columns import ADDRESS, ADDRESS_PARTS, COLUMNS, identifiers, json_value

# What a street has in common, where a supply of changes leaves it out.
STREET = ("street", "locality", "city", "administrative_area")


class ConstituentImportProperty(models.AbstractModel):
    _inherit = "constituent.import.property"

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
                identifiers(COLUMNS),
                SQL.identifier(key),
                values,
            )
        )

    def _complete_streets(self, entries_by_line, known):
        """Add the street to addresses that have its number only.

        A supply of changes has the descriptor of a street only if it has changed.
        """
        lacking = [
            entry
            for entry in entries_by_line.values()
            if isinstance(entry, dict)
            and entry.get("usrn")
            and not entry.get("street")
            and ADDRESS_PARTS & entry.keys()
        ]
        if not lacking:
            return
        usrns = {entry["usrn"] for entry in lacking}
        found = self.env.execute_query_dict(
            SQL(
                "SELECT DISTINCT ON (usrn) usrn, %s FROM constituent_property"
                " WHERE usrn = ANY(%s) AND street <> '' ORDER BY usrn, id DESC",
                identifiers(STREET),
                list(usrns),
            )
        )
        streets = {row.pop("usrn"): row for row in found}
        for entry in lacking:
            here = known.get(entry["uprn"])
            if here and here["usrn"] == entry["usrn"]:
                here = {name: here[name] for name in (*STREET, "postcode")}
            else:
                here = streets.get(entry["usrn"], {})
            for name, value in here.items():
                if not entry.get(name):
                    entry[name] = value

    def _known_homes(self, usrns):
        """Return the USRN of each current property in some streets, by UPRN.

        Args:
            usrns: USRNs as a file has them.
        """
        spellings = {usrn.lstrip("0"): usrn for usrn in usrns}
        self.env["constituent.property"].flush_model(["uprn", "usrn", "status"])
        found = self.env.execute_query(
            SQL(
                "SELECT uprn, usrn FROM constituent_property"
                " WHERE usrn = ANY(%s) AND status <> 'historic' ORDER BY id",
                list(spellings),
            )
        )
        return {uprn: spellings[usrn] for uprn, usrn in found}

    def _compare_entry(self, entry, known):
        """Return the values to write, None if unchanged, and the outcome of the row."""
        before = {name: known[name] for name in COLUMNS} if known else {}
        change = entry.pop("change", "")
        if change == "D":
            if not known:
                return None, rows.Outcome(rows.UNCHANGED)
            entry = self._ending(entry, before)
        else:
            self._revive(entry, before, bool(change))
        if change and known and _is_street(entry):
            entry = dict.fromkeys(STREET) | entry
        elif ADDRESS_PARTS & entry.keys():
            entry = dict.fromkeys(ADDRESS) | entry
        if known and _is_same(entry, before):
            return None, rows.Outcome(rows.UNCHANGED, known["id"])
        whole = entries.complete_entry({"status": "approved"} | before | entry)
        values = {name: whole.get(name) or None for name in COLUMNS}
        if not known:
            return values, rows.Outcome(rows.CREATED)
        former = {
            name: [json_value(before[name]), json_value(values[name])]
            for name in COLUMNS
            if (before[name] or None) != values[name]
        }
        if not former:
            return None, rows.Outcome(rows.UNCHANGED, known["id"])
        return values, rows.Outcome(rows.UPDATED, known["id"], former=former)

    def _ending(self, entry, before):
        """Return the values of a property that a supply of changes deletes."""
        ended = entry.get("end_date") or before["end_date"]
        if not ended:
            today = fields.Date.context_today(self)
            ended = max(today, before["start_date"] or today)
        return {"uprn": entry["uprn"], "status": "historic", "end_date": ended}

    def _revive(self, entry, before, is_change):
        """Adapt the values of a property that was historic and is in use again."""
        if before.get("status") != "historic":
            return
        if is_change:
            entry.setdefault("status", "approved")
        if entry.get("status", "historic") != "historic":
            entry.setdefault("end_date", None)

    def _review_ended(self, outcomes):
        """Leave properties to review that have ended and are occupied."""
        ended = [
            outcome.record_id
            for outcome in outcomes
            if outcome.former
            and "status" in outcome.former
            and outcome.former["status"][1] == "historic"
        ]
        if not ended:
            return outcomes
        # The user learns only that a property is occupied.
        occupied = {
            place.id
            for (place,) in self.env["res.partner"]
            .sudo()
            ._read_group([("property_id", "in", ended)], ["property_id"])
        }
        reason = self.env._(
            "The property has ended, and is occupied. Record the move of the occupants."
        )
        return [
            rows.Outcome(rows.REVIEW, outcome.record_id, reason, former=outcome.former)
            if outcome.record_id in occupied
            else outcome
            for outcome in outcomes
        ]

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
                identifiers(COLUMNS),
                SQL(", ").join(written),
                identifiers(COLUMNS),
                SQL(", ").join(SQL.identifier("excluded", name) for name in COLUMNS),
            )
        )
        self.env["constituent.property"].invalidate_model()
        self.env["constituent.property.name"]._learn(
            name for values in entries_ for name in entries.names(values)
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


def _is_street(entry):
    """Return whether an entry has the street of a property, and no house."""
    return ADDRESS_PARTS & entry.keys() == {"street"}


def _is_same(entry, before):
    """Return whether an entry has no other value than the property.

    A house that the parts of an address give is not compared: it is derived.
    """
    has_parts = any(entry.get(name) for name in entries.PARTS)
    return all(
        (value or None) == (before[name] or None)
        for name, value in entry.items()
        if not (has_parts and name == "house")
    )
