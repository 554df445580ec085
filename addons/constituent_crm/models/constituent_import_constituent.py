from collections import defaultdict
from dataclasses import dataclass

from odoo import fields, models

from ..importing import columns, constituent, rows

# Headings under which other systems have what we import.
SYNONYMS = {
    "name": ("full name", "customer name", "resident", "contact name", "display name"),
    "given_name": ("first name", "forename", "firstname", "christian name"),
    "middle_name": ("middle names", "other names"),
    "family_name": ("last name", "surname", "lastname"),
    "kind": ("type", "customer type", "constituent type", "category"),
    "phone": (
        "telephone",
        "mobile",
        "mobile phone",
        "phone number",
        "tel",
        "home phone",
        "work phone",
        "contact number",
        "telephone number",
        "mobile number",
        "landline",
    ),
    "email": ("email address", "e mail", "mail", "e mail address"),
    "street": ("address", "address 1", "address line 1", "street address", "house"),
    "street2": ("address 2", "address line 2", "street 2", "locality"),
    "city": ("town", "post town", "address 3", "address line 3", "town city"),
    "zip": ("post code", "zip code", "zip", "pcode"),
    "uprn": ("unique property reference number", "property reference"),
    "birth_date": ("dob", "date of birth", "birthday", "born", "d o b"),
    "lang": ("preferred language", "lang"),
    "channel": ("contact by", "contact preference", "preferred contact method"),
    "customer_account": (
        "customer reference",
        "customer ref",
        "customer number",
        "account number",
        "external id",
        "external reference",
        "reference",
        "ref",
        "customer id",
        "account",
    ),
    "council_tax": ("council tax", "council tax reference", "ctax", "ctax account"),
    "business_rates": ("nndr", "business rates", "rates account", "nndr account"),
    "company_number": ("companies house number", "company no", "crn"),
    "charity_number": ("charity no", "registered charity number"),
    "messaging": ("messaging id", "whatsapp"),
    "api_account": ("api id",),
}
REPEATABLE = {"phone", "email", *constituent.ACCOUNTS}
# What a row tells of a partner, where it tells anything.
WRITTEN = (
    "name",
    "kind_id",
    "is_company",
    "street",
    "street2",
    "city",
    "zip",
    "property_id",
    "birth_date",
    "lang",
    "preferred_channel_id",
    "phone",
    "email",
)


class ConstituentImportConstituent(models.AbstractModel):
    """Constituents from a file: those who are known are updated, others created.

    Who is certainly the one is told by a number of their own and by
    `_constituent_identify`; who only may be is left to staff.
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
        told = {
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
            "street": (
                self.env._("Street"),
                self.env._("With the number or name of the house."),
            ),
            "street2": (self.env._("Street 2"), ""),
            "city": (self.env._("Town"), ""),
            "zip": (self.env._("Postcode"), ""),
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
                is_repeatable=name in REPEATABLE,
                synonyms=SYNONYMS.get(name, ()),
            )
            for name, (label, help_text) in told.items()
        ]

    def _import_keys(self, values):
        return constituent.keys(values, self._region())

    def _region(self):
        return self.env["constituent.identifier"]._region()

    def _import_rows(self, rows_, options, dry_run):
        cases = [Case(row) for row in rows_]
        self._read(cases)
        cases_by_line = {case.row.line: case for case in cases}
        first = [case for case in cases if case.is_open and not case.row.repeats]
        self._find(first)
        self._create([case for case in first if not case.partner], options)
        for case in cases:
            if case.is_open and case.row.repeats:
                self._follow(case, cases_by_line, options, dry_run)
        for case in cases:
            if case.is_open:
                self._update(case, options)
        return [case.outcome for case in cases]

    # Reading

    def _read(self, cases):
        """Read the rows; one that is wrong is rejected, with the reason."""
        region, today = self._region(), fields.Date.context_today(self)
        for case in cases:
            try:
                case.told = constituent.read(case.row.values, region, today)
            except constituent.Unfit as problem:
                case.reject(self._reason(problem))
        told = [case for case in cases if case.is_open]
        by_name = self._names()
        places = self._places(told)
        for case in told:
            try:
                case.values = self._values(case.told, by_name, places)
            except constituent.Unfit as problem:
                case.reject(self._reason(problem))

    def _names(self):
        """The kinds, channels and languages by what a file may call them."""
        kinds = self.env["constituent.kind"].search([("active", "=", True)])
        channels = self.env["constituent.channel"].search([("active", "=", True)])
        langs = self.env["res.lang"].get_installed()
        return {
            "kind": _by_spelling((kind, kind.code, kind.name) for kind in kinds),
            "channel": _by_spelling((one, one.code, one.name) for one in channels),
            "lang": _by_spelling(
                (code, code, code.partition("_")[0], name) for code, name in langs
            ),
        }

    def _places(self, cases):
        """The gazetteer's properties that the rows name, by UPRN."""
        uprns = {case.told.uprn for case in cases} - {""}
        places = self.env["constituent.property"].search([("uprn", "in", list(uprns))])
        return {place.uprn: place for place in places}

    def _values(self, told, by_name, places):
        """What the row tells, as values of a partner."""
        named = {
            name: self._named(name, getattr(told, name), by_name[name])
            for name in ("kind", "channel", "lang")
        }
        kind, place = named["kind"], places.get(told.uprn)
        values = {
            "name": told.name,
            "kind_id": kind and kind.id,
            "is_company": kind and kind.is_organisation,
            # A row that has no address has the property's.
            **(place._address() if place and not any(told.texts.values()) else {}),
            **{name: text for name, text in told.texts.items() if text},
            "property_id": place and place.id,
            "birth_date": told.birth_date,
            "lang": named["lang"],
            "preferred_channel_id": named["channel"] and named["channel"].id,
            "phone": told.phones[0] if told.phones else None,
            "email": told.emails[0] if told.emails else None,
        }
        if told.postcode:
            values["zip"] = told.postcode
        return {name: told for name, told in values.items() if told is not None}

    def _named(self, name, text, by_spelling):
        if not text:
            return None
        if text.casefold() not in by_spelling:
            raise constituent.Unfit(name, text)
        return by_spelling[text.casefold()]

    def _reason(self, problem):
        name, _colon, is_long = problem.name.partition(":")
        labels = {field.name: field.label for field in self._import_fields()}
        words = {
            "name": self.env._("There is no name."),
            "birth_date": self.env._(
                "“%s” is no date of birth, such as 31/12/1980 or 1980-12-31.",
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
        return words.get(name) or self.env._(
            "“%(text)s” is not right for %(field)s.",
            text=problem.text[:40],
            field=labels[name],
        )

    # Who is it?

    def _find(self, cases):
        """Tell each case who is certainly the one."""
        by_account = self._by_account(cases)
        near = self._near(cases)
        for case in cases:
            case.is_near = case.row.line in near
            case.partner = self._of_account(case, by_account)
            if not case.partner and case.is_near:
                found = self.env["res.partner"]._constituent_identify(case.clues)
                case.partner = found or None

    def _by_account(self, cases):
        """Who has the account numbers of the rows, by type and number."""
        numbers = {number for case in cases for _kind, number in case.told.accounts}
        rows_ = self.env["constituent.identifier"].search(
            [
                ("value_normalised", "in", list(numbers)),
                ("type", "in", constituent.ACCOUNTS),
            ]
        )
        found = defaultdict(self.env["res.partner"].browse)
        for row in rows_:
            if row._is_current() and row.partner_id.active:
                found[row.type, row.value_normalised] |= row.partner_id
        return found

    def _of_account(self, case, by_account):
        """The one who has a number of the row, under a name that may be theirs."""
        for account in case.told.accounts:
            holders = by_account.get(account, self.env["res.partner"])
            if account[0] not in constituent.OWN:
                holders = holders.filtered(lambda one: one._has_name_like(case.clues))
            if len(holders) == 1:
                return holders
        return None

    def _near(self, cases):
        """The lines of the rows that share anything with somebody who is there."""
        reached = {one for case in cases for one in case.told.phones + case.told.emails}
        codes = {case.told.postcode for case in cases} - {""}
        known = {
            value
            for (value,) in self.env["constituent.identifier"]._read_group(
                [("value_normalised", "in", list(reached))], ["value_normalised"]
            )
        }
        known |= {
            code
            for (code,) in self.env["res.partner"]._read_group(
                [("lookup_postcode", "in", list(codes)), ("is_constituent", "=", True)],
                ["lookup_postcode"],
            )
        }
        return {
            case.row.line
            for case in cases
            if not known.isdisjoint(
                [case.told.postcode, *case.told.phones, *case.told.emails]
            )
        }

    def _follow(self, case, cases_by_line, options, dry_run):
        """A row that repeats an earlier one is about the constituent of that."""
        earlier = cases_by_line.get(case.row.repeats)
        case.partner = earlier.partner if earlier else None
        if case.row.earlier_id:
            known = self.env["res.partner"].browse(case.row.earlier_id)
            case.partner = known.exists() or None
        if case.partner:
            return
        self._find([case])
        if case.partner:
            return
        if dry_run and not earlier:
            # Its constituent would be there: the check has taken it back.
            status = rows.UNCHANGED if case.row.is_same else rows.UPDATED
            case.outcome = rows.Outcome(status)
        else:
            self._create([case], options)

    # Writing

    def _create(self, cases, options):
        """Create those who are not known, and propose whom they may be."""
        if options["unknown_rule"] == "reject":
            for case in cases:
                case.reject(self.env._("Nobody known is certainly this constituent."))
            return
        citizen = self.env["constituent.kind"].search([("code", "=", "citizen")])
        defaults = {"is_constituent": True, "kind_id": citizen.id}
        made = self._partners().create([{**defaults, **case.values} for case in cases])
        for case, partner in zip(cases, made, strict=True):
            case.partner = partner
        for case in cases:
            case.outcome = rows.Outcome(rows.CREATED, case.partner.id)
        self._add_identifiers(cases)
        for case in cases:
            if case.is_near:
                self._doubt(case, options)

    def _doubt(self, case, options):
        """Whom a new constituent may be is for staff to say."""
        partner, Match = case.partner, self.env["constituent.match"]
        partner._propose_matches(partner._near(case.clues))
        proposed = Match.search(Match._open_of(partner), limit=1)
        if not proposed:
            return
        other = (proposed.partner_id | proposed.other_id) - partner
        reason = self.env._(
            "May be %(name)s: %(reason)s.", name=other.name, reason=proposed.reason
        )
        if options["doubtful_rule"] == "reject":
            case.partner = None
            partner.sudo().unlink()
            case.reject(reason)
        else:
            case.outcome = rows.Outcome(rows.REVIEW, partner.id, reason)

    def _add_identifiers(self, cases):
        """Keep the numbers that the partner itself has no field for.

        Returns:
            The new `constituent.identifier` records.
        """
        Identifier = self.env["constituent.identifier"].with_context(active_test=False)
        partners = [case.partner.id for case in cases]
        known = {
            (row.partner_id.id, row.type, row.value_normalised)
            for row in Identifier.search([("partner_id", "in", partners)])
        }
        wanted = {
            (case.partner.id, kind, value)
            for case in cases
            for kind, value in case.told.identifiers(has_place=case.has_place)
        }
        return Identifier.create(
            [
                {"partner_id": partner_id, "type": kind, "value": value}
                for partner_id, kind, value in sorted(wanted - known)
            ]
        )

    def _partners(self):
        return self.env["res.partner"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )

    def _update(self, case, options):
        """Bring what the row tells into the constituent that it is about."""
        if case.partner.id and not case.partner.is_constituent:
            case.reject(self.env._("%s is no constituent.", case.partner.name))
            return
        former = self._write(case, options["known_rule"] == "overwrite")
        added = self._add_identifiers([case])
        if former or added:
            former["identifiers"] = added.ids
        status = rows.UPDATED if former else rows.UNCHANGED
        if case.row.repeats:
            status = rows.UNCHANGED if case.row.is_same else rows.UPDATED
        case.outcome = rows.Outcome(status, case.partner.id, former=former or None)

    def _write(self, case, is_overwriting):
        """Write what differs; what was there and what is now, by field."""
        partner = case.partner
        changed = {
            name: value
            for name, value in case.values.items()
            if (is_overwriting or not partner[name])
            and not self._is_same(partner, name, value)
        }
        if "kind_id" not in changed:
            # A body of a kind that stays is what it was.
            changed.pop("is_company", None)
        before = {
            name: partner._fields[name].convert_to_write(partner[name], partner)
            for name in changed
        }
        if changed:
            partner.with_context(tracking_disable=True).write(changed)
        return {name: [plain(before[name]), plain(changed[name])] for name in changed}

    def _is_same(self, partner, name, value):
        told = partner._fields[name].convert_to_write(partner[name], partner)
        if name in ("phone", "email"):
            Identifier = self.env["constituent.identifier"]
            return Identifier._normalised(name, told or "") == value
        return told == value


@dataclass
class Case:
    """A row on its way: what it tells, whom it is about, what became of it."""

    row: rows.Row
    told: constituent.Told | None = None
    values: dict | None = None
    partner: models.Model | None = None
    is_near: bool = False
    outcome: rows.Outcome | None = None

    @property
    def is_open(self):
        return self.outcome is None

    @property
    def has_place(self):
        return bool(self.values.get("property_id"))

    @property
    def clues(self):
        """What `_constituent_identify` goes by."""
        told = self.told
        return {
            "name": told.name,
            "email": told.emails[0] if told.emails else "",
            "phone": told.phones[0] if told.phones else "",
            "postcode": told.postcode,
            "street": told.texts["street"],
            "birth_date": told.birth_date,
            "uprn": told.uprn,
        }

    def reject(self, reason):
        self.outcome = rows.Outcome(rows.REJECTED, reason=reason)


def _by_spelling(named):
    """Things by each of their names, whatever the case: pairs of (thing, *names)."""
    return {name.casefold(): thing for thing, *names in named for name in names}


def plain(value):
    """A value as JSON has it."""
    return value.isoformat() if hasattr(value, "isoformat") else value
