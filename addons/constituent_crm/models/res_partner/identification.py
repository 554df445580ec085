from dataclasses import replace
from datetime import date, datetime

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ...matching import blocks, normalise, phone_numbers, places, query, score
from ...matching.person import Person
from ..constituent_contact_points_mixin import (
    BETWEEN_NUMBERS,
    MAX_SHARING,
    clue_text,
)

KNOWN_BY = ("name", "email", "phone")
CLUES = (*KNOWN_BY, "street", "city")
# So many at a postcode are compared.
MAX_CANDIDATES = 200
# The best must be so many times likelier than the next.
CLEAR_LEAD = 100


class ResPartner(models.Model):
    """Identification of constituents: look-up by staff, and senders of messages."""

    _inherit = "res.partner"

    @api.onchange("phone", "country_id", "company_id")
    def _onchange_phone_validation(self):
        result = super()._onchange_phone_validation()
        if self.phone:
            self.phone = phone_numbers.dialled(self.phone)
        return result

    lookup_postcode = fields.Char(
        compute="_compute_lookup_postcode",
        store=True,
        index="btree_not_null",
        copy=False,
        export_string_translation=False,
    )

    @api.depends("zip")
    def _compute_lookup_postcode(self):
        for partner in self:
            partner.lookup_postcode = places.postcode(partner.zip) or False

    @api.model
    @api.readonly
    def constituent_lookup(self, text, limit=8):
        """Search constituents for the look-up box; see `_constituent_lookup`."""
        return self._constituent_lookup(text, limit)

    @api.model
    @api.readonly
    def constituent_prefill(self, text):
        """Return a context with defaults for a new constituent from typed text."""
        region = self.env["constituent.identifier"]._region()
        values = query.prefill(text if isinstance(text, str) else "", region)
        return {f"default_{name}": value for name, value in values.items()}

    @api.model
    def _constituent_lookup(self, text, limit=8):
        """Return the constituents that match the typed text, best first.

        Args:
            text: a phone number, an e-mail address, a UPRN, an account or registration
                number, a request's reference; or a name, an address or a house number,
                with or without a postcode; whole, only begun, or misspelt.
            limit: how many at most.

        Returns:
            A list of dicts with id, name, reason, score (0 to 1), detail, icon (a Font
            Awesome class), is_marked (there is a marker to read first) and is_similar
            (only like what was typed: never certain, and after all others).

        Raises:
            AccessError: when the user may not look constituents up.
        """
        return self.env["constituent.lookup"]._search_constituents(text, limit)

    @api.model
    def _lookup_by_reference(self, text, limit):
        """Return constituents by a reference of the council's, e.g. of a request.

        Hook: addons extend it with their own references.

        Args:
            text: the typed text, unchanged.
            limit: the greatest number of constituents.

        Returns:
            A list of (`res.partner` record, reason as text, score from 0 to 1), best
            first; [] if `text` is not such a reference.
        """
        return []

    @api.model
    def _constituent_identify(self, clues, create=False):
        """Return the one constituent whom the clues certainly identify, or none.

        Precision goes before recall. An identifier that only one constituent has, or
        has verified, is certain unless names or dates of birth are known and differ.
        Beside an e-mail address, a phone number is one only for a named person, and
        not if the address is another constituent's. Otherwise candidates that share a
        clue are scored (see `matching.score`). Below the threshold no constituent is
        returned, and likely ones are proposed to staff.

        Args:
            clues: any of name, email, phone (one or several of the person's own),
                postcode, street, city, uprn, birth_date (a date, or text as
                YYYY-MM-DD), kind (a code).
            create: make a new constituent when there is none, and something to go by;
                and keep a phone number or address that the known one lacked.

        Returns:
            A `res.partner` of one record, or an empty one.

        Raises:
            ConcurrencyError: with `create`, where another transaction has just made a
                constituent of the same e-mail address or phone: try again.
        """
        # Channels identify senders for anonymous callers.
        partners = self.sudo()
        person = partners._parse_clues(clues)
        known, holders = partners._identified_by(clues, person)
        likely = {}
        if not known:
            known, likely = partners._score_candidates(person)
            by_number = partners._likely_by_number(holders, clues, person)
            if by_number or not person.name:
                known = partners.browse()
                likely |= by_number
        if known and create:
            known._complete_contact_points(clues)
        if known or not create:
            return known.with_env(self.env)
        if not any(str(clues.get(name) or "").strip() for name in KNOWN_BY):
            return self.browse()
        partners._lock_contact_points(person)
        made = partners._create_from(clues, person)
        # Staff review those who may be the same person.
        made._propose(
            {(made.id, partner_id): how for partner_id, how in likely.items()}
        )
        made._store_match_keys(None if made.property_id else {made.id: person})
        return made.with_env(self.env)

    @api.model
    def _parse_clues(self, clues):
        """Convert the clues to a `Person`; invalid values are left out."""
        Identifier = self.env["constituent.identifier"]
        values = {
            kind: Identifier._normal_forms(kind, clue_text(clues.get(kind)))
            for kind in ("email", "phone", "uprn")
        }
        kind = clues.get("kind")
        return Person(
            name=self._name_in(clues),
            postcode=places.postcode(clue_text(clues.get("postcode"))),
            street=clue_text(clues.get("street")),
            uprn="".join(values["uprn"]),
            birth_date=_date(clues.get("birth_date")),
            phones=frozenset(values["phone"]),
            emails=frozenset(values["email"]),
            is_organisation=bool(kind) and self._kind_in(clues).is_organisation,
        )

    def _identified_by(self, clues, person):
        """Return the holder of an identifier, if any, and who has each of the clues.

        Returns:
            The only partner who may be the person, or none; and a dict of kind to the
            holders of the e-mail address and the phone number.
        """
        holders = {}
        for kind in ("email", "phone"):
            rows = self._identifiers_like(kind, clues)
            holders[kind] = rows._holders()
            if kind == "phone" and self._is_anybodys_number(holders, person):
                break
            for some in (rows.filtered("is_verified"), rows):
                if known := self._sole_holder(some, clues, person):
                    return known, holders
        return self.browse(), holders

    @api.model
    def _is_anybodys_number(self, holders, person):
        """Return whether a number, beside an e-mail address, identifies nobody.

        Args:
            holders: dict of kind to those who have the clue.
            person: the clues as `Person`.
        """
        if not person.emails or holders["email"] & holders["phone"]:
            return False
        return (
            bool(holders["email"])
            or not person.name
            # Only the number and another address are known of them.
            or any(
                partner.email and not self._name_in({"name": partner.name})
                for partner in holders["phone"]
            )
        )

    def _likely_by_number(self, holders, clues, person):
        """Return the holders of a number that `_is_anybodys_number`, for review.

        Returns:
            A dict of partner id to `score.Likeness`, without those of another name.
        """
        if not holders["phone"] or not self._is_anybodys_number(holders, person):
            return {}
        alike = holders["phone"].filtered(lambda partner: partner._has_name_like(clues))
        found = {}
        for partner_id, other in alike._persons().items():
            likeness = score.compare(person, other)
            probability = max(likeness.probability, score.PROPOSE)
            found[partner_id] = replace(likeness, probability=probability)
        return found

    def _sole_holder(self, rows, clues, person):
        """Return the only holder of the identifiers who may be the sender, if any."""
        partners = rows._holders()
        agreeing = partners.filtered(
            lambda partner: (
                partner._has_name_like(clues) and partner._may_be_born(person)
            )
        )
        shared = len(partners) > 1 or any(rows.mapped("is_shared"))
        if len(agreeing) == 1 and (person.name or not shared):
            return agreeing
        return self.browse()

    def _score_candidates(self, sought):
        """Score the candidates against the person sought.

        Returns:
            The partner who is certainly the person, or none, and a dict of partner id
            to `score.Likeness` for all who may be.
        """
        likely = {}
        for partner_id, person in self._candidates_for(sought)._persons().items():
            likeness = score.compare(sought, person)
            if likeness.is_proposed:
                likely[partner_id] = likeness
        best = sorted(likely, key=lambda partner_id: -likely[partner_id].odds)[:2]
        if not best or not likely[best[0]].is_certain:
            return self.browse(), likely
        clear = (
            len(best) < 2 or likely[best[0]].odds > CLEAR_LEAD * likely[best[1]].odds
        )
        return self.browse(best[:1] if clear else []), likely

    @api.model
    def _candidates(self, clues):
        """Return constituents that share a clue; see `_constituent_identify`."""
        return self._candidates_for(self._parse_clues(clues))

    def _candidates_for(self, person):
        """Return constituents sharing a contact point, postcode or key of `person`."""
        Identifier = self.env["constituent.identifier"]
        reached = list(person.phones | person.emails)
        near = self.browse()
        if reached:
            domain = [("value_normalised", "in", reached)]
            near |= Identifier.search(domain, limit=MAX_SHARING * 2).partner_id
        if person.postcode and person.name:
            domain = [
                ("is_constituent", "=", True),
                ("lookup_postcode", "=", person.postcode),
            ]
            near |= self.search(domain, limit=MAX_CANDIDATES, order="id")
        groups = self.env["constituent.match.key"]._partner_groups(
            blocks.keys(person), with_pending=True
        )
        unsaved = self.env["constituent.match.pending"]._latest_unsaved()
        return near | self.browse(
            {partner_id for group in [unsaved, *groups] for partner_id in group}
        )

    def _lock_contact_points(self, person):
        """Lock the contact points against concurrent creation of constituents.

        This transaction's snapshot does not show commits since its start. They are
        therefore read on a separate connection, once the locks are held.
        """
        reached = sorted(person.phones | person.emails)
        if not reached:
            return
        for value in reached:
            self.env.cr.execute(
                SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", value)
            )
        seen = SQL(
            "SELECT DISTINCT partner_id FROM constituent_identifier"
            " WHERE value_normalised = ANY(%s)",
            reached,
        )
        visible = set(self.env.execute_query(seen))
        with self.env.registry.cursor() as fresh:
            fresh.execute(seen)
            if not set(fresh.fetchall()) <= visible:
                raise ConcurrencyError("Another has just made this constituent")

    def _store_match_keys(self, persons=None):
        """Store the match keys of self, so that it is found before it is compared.

        Args:
            persons: a dict of partner id to `Person`; read when left out.
        """
        if persons is None:
            persons = self._persons()
        keys = {
            partner_id: blocks.keys(person) for partner_id, person in persons.items()
        }
        self.env["constituent.match.key"]._renew(self.ids, keys)

    def _has_name_like(self, clues):
        self.ensure_one()
        given = self._name_in(clues)
        known = self._name_in({"name": self.name})
        if not given or not known:
            return True
        if self.is_company:
            return score.may_be_one_organisation(given, known)
        return score.may_be_one(given, known)

    def _may_be_born(self, person):
        return not score.born_apart(person.birth_date, self.birth_date or None)

    @api.model
    def _name_in(self, clues):
        """Return the name among the clues; '' if it is only a number or an address."""
        name = clue_text(clues.get("name"))
        if "@" in name or not any(character.isalpha() for character in name):
            return ""
        return name

    def _create_from(self, clues, person):
        text = {name: clue_text(clues.get(name)) for name in CLUES}
        kind = self._kind_in(clues)
        email = "".join(person.emails)
        phone = BETWEEN_NUMBERS.join(sorted(person.phones))
        place = self.env["constituent.property"]
        if person.uprn:
            place = place.search([("uprn", "=", person.uprn)], limit=1)
        address = {
            "street": text["street"] or False,
            "city": text["city"] or False,
            # Countries write their postcodes with a space or hyphen, or without.
            "zip": normalise.postcode(person.postcode)
            or (person.postcode and clue_text(clues.get("postcode")))
            or False,
        }
        # The ledger has the contact from which they were created.
        return self.with_context(mail_create_nolog=True).create(
            {
                "name": text["name"]
                or email
                or phone
                or text["email"]
                or text["phone"],
                **(place._address() if place else address),
                "property_id": place.id,
                "birth_date": person.birth_date,
                "email": email or False,
                "phone": phone or False,
                "is_constituent": True,
                "kind_id": kind.id,
                "is_company": kind.is_organisation,
            }
        )

    @api.model
    def _kind_in(self, clues):
        """Return the kind named by the clues; citizen if there is no such kind."""
        Kind = self.env["constituent.kind"]
        asked = Kind._by_code(clue_text(clues.get("kind"))).filtered("active")
        return asked or Kind._by_code("citizen").filtered("active")


def _date(value):
    """Convert a date, datetime or ISO text to a date; None if it is not valid."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(clue_text(value))
    except ValueError:
        return None
