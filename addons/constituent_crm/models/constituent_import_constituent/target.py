from dataclasses import dataclass

from odoo import fields, models

from ...importing import cells, columns, constituent, rows
from ...importing.synonyms import SYNONYMS

# Parts of what another column has whole.
PARTS = {"given_name", "middle_name", "family_name", "unit", "house"}
# A file with personal numbers invites theft of identities: they are not exported.
UNDISCLOSED = {"personal_number"}


class ConstituentImportConstituent(models.AbstractModel):
    """Import of constituents: known ones are updated, others created.

    A number of their own or `_constituent_identify` identifies them with certainty.
    Possible matches are left to staff.
    """

    _name = "constituent.import.constituent"
    _inherit = "constituent.import.target"
    _description = "Import of Constituents"

    _import_chunk = 250
    _import_model = "res.partner"
    _import_options = ("known_rule", "doubtful_rule", "unknown_rule")
    _import_undo = True

    def _import_fields(self):
        labels = dict(
            self.env["constituent.identifier"]
            ._fields["type"]
            ._description_selection(self.env)
        )
        labels_and_help = {
            "external_id": (
                self.env._("External ID"),
                self.env._(
                    "External ID as in an export. Identifies the constituent even if"
                    " other data changes."
                ),
            ),
            "name": (
                self.env._("Name"),
                self.env._("The whole name; or give its parts."),
            ),
            "given_name": (self.env._("Given Name"), ""),
            "middle_name": (self.env._("Middle Name"), ""),
            "family_name": (self.env._("Family Name"), ""),
            "kind": (
                self.env._("Kind"),
                self.env._("Code or name of the kind; a citizen if empty."),
            ),
            "phone": (
                self.env._("Phone"),
                self.env._("Several columns may be phones."),
            ),
            "email": (
                self.env._("E-mail"),
                self.env._("Several columns may be e-mail addresses."),
            ),
            "unit": (self.env._("Flat or Unit"), self.env._("Precedes the house.")),
            "house": (
                self.env._("House"),
                self.env._("Number or name; precedes the street."),
            ),
            "street": (
                self.env._("Street"),
                self.env._("With the house, unless it has a column of its own."),
            ),
            "street2": (self.env._("Street 2"), ""),
            "city": (self.env._("Town"), ""),
            "zip": (self.env._("Postcode"), ""),
            "country": (
                self.env._("Country"),
                self.env._(
                    "Code or name; decides how the phone numbers of the row are read."
                ),
            ),
            "uprn": (
                self.env._("UPRN"),
                self.env._("The property of the gazetteer they live at."),
            ),
            "birth_date": (
                self.env._("Date of Birth"),
                self.env._("31/12/1980 or 1980-12-31."),
            ),
            "lang": (
                self.env._("Language"),
                self.env._("Code or name of a language in use here."),
            ),
            "channel": (
                self.env._("Preferred Channel"),
                self.env._("Code or name of the channel."),
            ),
            **{kind: (labels[kind], "") for kind in constituent.ACCOUNTS},
        }
        return [
            columns.Field(
                name,
                label,
                help=help_text,
                is_repeatable=name in constituent.REPEATABLE,
                is_house=name in constituent.HOUSES,
                synonyms=SYNONYMS.get(name, ()),
            )
            for name, (label, help_text) in labels_and_help.items()
        ]

    def _import_lacks(self, names):
        has_name = {"name", "given_name", "family_name"} & set(names)
        return [] if has_name else [self.env._("Name")]

    def _import_keys(self, values):
        return constituent.row_keys(values, *self._regions(values))

    def _import_rows(self, rows_, options, dry_run):
        cases = [Case(row) for row in rows_]
        self._parse_rows(cases)
        cases_by_line = {case.row.line: case for case in cases}
        first = [case for case in cases if case.is_open and not case.row.repeats]
        self._find_partners(first)
        self._create_cases([case for case in first if not case.partner], options)
        for case in cases:
            if case.is_open and case.row.repeats:
                self._follow_earlier_row(case, cases_by_line, options, dry_run)
        for case in cases:
            if case.is_open:
                self._update(case, options)
        return [case.outcome for case in cases]

    # Reading

    def _parse_rows(self, cases):
        """Parse the rows; a faulty one is rejected with the reason."""
        today = fields.Date.context_today(self)
        for case in cases:
            values = case.row.values
            region, council = self._regions(values)
            try:
                case.parsed = constituent.parse_row(values, region, today, council)
            except constituent.Unfit as problem:
                case.reject(self._reason(problem))
        open_cases = [case for case in cases if case.is_open]
        by_name = self._names()
        places = self._places(open_cases)
        for case in open_cases:
            try:
                case.values = self._values(case.parsed, by_name, places)
            except constituent.Unfit as problem:
                case.reject(self._reason(problem))
        self._match_places([case for case in cases if case.is_open])

    def _match_places(self, cases):
        """Add the properties that the addresses of rows without UPRN certainly mean."""
        cases = [case for case in cases if case.written_address]
        matches = self.env["constituent.property"]._match_addresses(
            [case.written_address for case in cases], limit=1
        )
        for case, found in zip(cases, matches, strict=True):
            if found and found[0]["is_certain"]:
                case.values["property_id"] = found[0]["id"]
                case.is_place_matched = True

    def _names(self):
        """Return kinds, channels and languages by their codes and names in a file."""
        kinds = self.env["constituent.kind"].search([("active", "=", True)])
        channels = self.env["constituent.channel"].search([("active", "=", True)])
        langs = self.env["res.lang"].get_installed()
        return {
            "kind": _by_spelling((kind, kind.code, kind.name) for kind in kinds),
            "channel": _by_spelling(
                (channel, channel.code, channel.name) for channel in channels
            ),
            "country": self._countries(),
            "lang": _by_spelling(
                (code, code, code.partition("_")[0], name) for code, name in langs
            ),
        }

    def _places(self, cases):
        """Return the gazetteer's properties that the rows name, by UPRN."""
        uprns = {case.parsed.uprn for case in cases} - {""}
        places = self.env["constituent.property"].search([("uprn", "in", list(uprns))])
        return {place.uprn: place for place in places}

    def _values(self, person, by_name, places):
        """Convert a row to the values of a partner."""
        named = {
            name: self._find_spelling(name, getattr(person, name), by_name[name])
            for name in ("kind", "channel", "country", "lang")
        }
        kind, place = named["kind"], places.get(person.uprn)
        values = {
            "name": person.name,
            "kind_id": kind and kind.id,
            "is_company": kind and kind.is_organisation,
            # A row that has no address has the property's.
            **(place._address() if place and not any(person.texts.values()) else {}),
            **{name: text for name, text in person.texts.items() if text},
            "country_id": named["country"] and named["country"][0],
            "property_id": place and place.id,
            "birth_date": person.birth_date,
            "lang": named["lang"],
            "preferred_channel_id": named["channel"] and named["channel"].id,
            "phone": person.phones[0] if person.phones else None,
            "email": person.emails[0] if person.emails else None,
        }
        if person.postcode:
            values["zip"] = person.postcode
        return {name: person for name, person in values.items() if person is not None}

    def _find_spelling(self, name, text, by_spelling):
        if not text:
            return None
        if text.casefold() not in by_spelling:
            raise constituent.Unfit(name, text)
        return by_spelling[text.casefold()]

    def _reason(self, problem):
        name, _colon, is_long = problem.name.partition(":")
        labels = {field.name: field.label for field in self._import_fields()}
        message_by_field = {
            "name": self.env._("“%s” is not a name.", problem.text[:40])
            if any(map(str.isalnum, problem.text))
            else self.env._("The name is missing."),
            "birth_date": self.env._(
                "“%s” is not a date of birth such as 31/12/1980 or 1980-12-31.",
                problem.text[:40],
            ),
            "country": self.env._(
                "“%s” is neither the code nor the name of a country.",
                problem.text[:40],
            ),
            "lang": self.env._(
                "The language “%s” is not in use here.", problem.text[:40]
            ),
        }
        if is_long:
            return self.env._(
                "%(field)s is too long: %(count)s characters.",
                field=labels[name],
                count=len(problem.text),
            )
        if name in constituent.HOUSES and cells.is_date(problem.text):
            return self.env._(
                "“%s” is a date: a spreadsheet program has changed the number of the"
                " house. Correct the cell and format it as text.",
                problem.text[:40],
            )
        if name in message_by_field:
            return message_by_field[name]
        reason = self.env._(
            "“%(text)s” is not a valid value for %(field)s.",
            text=problem.text[:40],
            field=labels[name],
        )
        if name != "phone":
            return reason
        return f"{reason} {self.env['constituent.identifier']._phone_hint()}"

    # Export

    def _export_fields(self):
        """Return the columns that an export may have: an import can read them all."""
        left_out = PARTS | UNDISCLOSED
        return [field for field in self._import_fields() if field.name not in left_out]

    def _rows_to_export(self, partners, names):
        """Yield the texts of each constituent in the columns `names`."""
        external_ids = {}
        if "external_id" in names:
            # The identifiers alone, which are made for those that have none.
            external_data = partners.sudo().export_data(["id"])["datas"]
            external_ids = dict(zip(partners.ids, external_data, strict=True))
        numbers = self._numbers(partners)
        for partner in partners:
            texts = {
                "external_id": external_ids.get(partner.id, [""])[0],
                **self._texts(partner),
                **numbers.get(partner.id, {}),
            }
            yield [texts.get(name) or "" for name in names]

    def _texts(self, partner):
        born = partner.birth_date
        return {
            "name": partner.name,
            "kind": partner.kind_id.code,
            "street": partner.street,
            "street2": partner.street2,
            "city": partner.city,
            "zip": partner.zip,
            "country": partner.country_id.code,
            "uprn": partner.property_id.uprn,
            "birth_date": born and born.isoformat(),
            "lang": partner.lang,
            "channel": partner.preferred_channel_id.code,
        }

    def _numbers(self, partners):
        """Return texts of current identifiers, by partner id and type.

        The phone number and e-mail address of the partner itself come first.
        """
        Identifier = self.env["constituent.identifier"]
        found = {}
        for row in Identifier.search([("partner_id", "in", partners.ids)], order="id"):
            if row._is_current():
                by_type = found.setdefault(row.partner_id.id, {})
                by_type.setdefault(row.type, []).append(row.value_normalised)
        for partner in partners:
            for kind in ("phone", "email"):
                first = Identifier._normal_forms(kind, partner[kind], partner)
                values = found.get(partner.id, {}).get(kind, [])
                values.sort(key=lambda value, first=first: value not in first)
        return {
            partner_id: {
                kind: "; ".join(values)
                for kind, values in by_type.items()
                # The home has a column of its own.
                if kind in constituent.REPEATABLE
            }
            for partner_id, by_type in found.items()
        }


@dataclass
class Case:
    """A row being imported: its values, its constituent and its outcome."""

    row: rows.Row
    parsed: constituent.ParsedRow | None = None
    values: dict | None = None
    partner: models.Model | None = None
    is_near: bool = False
    is_place_matched: bool = False
    outcome: rows.Outcome | None = None

    @property
    def is_open(self):
        return self.outcome is None

    @property
    def has_place(self):
        return bool(self.values.get("property_id"))

    @property
    def written_address(self):
        """Return the address as text; "" without street, or with a UPRN."""
        texts = self.parsed.texts
        if self.parsed.uprn or not texts["street"]:
            return ""
        return ", ".join(filter(None, [*texts.values(), self.parsed.postcode]))

    @property
    def clues(self):
        """Return the clues for `_constituent_identify`."""
        parsed = self.parsed
        return {
            "name": parsed.name,
            "email": parsed.emails[0] if parsed.emails else "",
            "phone": parsed.phones[0] if parsed.phones else "",
            "postcode": parsed.postcode,
            "street": parsed.texts["street"],
            "birth_date": parsed.birth_date,
            "uprn": parsed.uprn,
        }

    def reject(self, reason):
        self.outcome = rows.Outcome(rows.REJECTED, reason=reason)


def _by_spelling(named):
    """Return a dict of casefolded name to thing, from tuples of (thing, *names)."""
    return {name.casefold(): thing for thing, *names in named for name in names}


def written(partner, name):
    """Convert a field's value to what `write` takes."""
    return partner._fields[name].convert_to_write(partner[name], partner)


def plain(value):
    """Convert dates to ISO text for JSON; return other values unchanged."""
    return value.isoformat() if hasattr(value, "isoformat") else value
