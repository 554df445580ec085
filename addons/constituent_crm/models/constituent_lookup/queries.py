import time

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from ...matching import keys

# So many are read at most where a word in the middle of a name is looked for.
MAX_ROWS_READ = 2000
# An identifier of more is nobody's: a helpline's, a hostel's.
MAX_SHARING = 200
# For each row that is wanted so many are read of the numbers that are only begun: the
# verified ones among them come first, and the record rules may take some away.
BEGUN_FOR_EACH = 2
# Royal Mail gives a postcode to 100 addresses at most, and to some 15 as a rule.
MAX_AT_POSTCODE = 400
# Fewer signs than the country's code and the first digits begin too many numbers.
MIN_START_LENGTH = 7
# For so many seconds the SQL of who may see whom is kept: see `_visible`.
MAX_CACHED_PERIODS = 60


class ConstituentLookup(models.Model):
    """The statements of the look-up box: each finds and returns what the box shows.

    A row has id, name, street, zip, phone, email, kind, icon and is_marked, and what
    the statement adds. The access rights and record rules of whoever asks hold.
    """

    _inherit = "constituent.lookup"

    def _rows_by_id(self, partner_ids):
        """The rows of these constituents, by id."""
        shown, source, visible, _identifiers = self._visible()
        rows = self._fetch_rows(
            SQL(
                "SELECT %s FROM %s WHERE %s AND res_partner.id = ANY(%s)",
                shown,
                source,
                visible,
                list(partner_ids),
            )
        )
        return {row["id"]: row for row in rows}

    def _rows_known_by(self, exact, start, uprn, limit):
        """Who has an identifier, or lives at a property.

        Args:
            exact: normal forms, of whatever type.
            start: the beginning of a normal form; too short a one finds nobody.
            uprn: of the property, '' for none.
            limit: how many are wanted whose identifier is only begun.

        Returns:
            Rows with type ('' for who lives there), is_verified, is_shared, is_current
            and is_whole besides.
        """
        shown, source, visible, identifiers = self._visible()
        hits = [self._identifiers_of(identifiers, exact)]
        if len(start) >= MIN_START_LENGTH:
            most = limit * BEGUN_FOR_EACH
            hits.append(self._identifiers_beginning(identifiers, start, most))
        if uprn:
            hits.append(self._living_at(uprn))
        return self._fetch_rows(
            SQL(
                "SELECT %s, hit.* FROM %s JOIN (%s) AS hit"
                " ON hit.partner_id = res_partner.id WHERE %s",
                shown,
                source,
                SQL(" UNION ALL ").join(hits),
                visible,
            )
        )

    def _identifiers_of(self, visible, exact):
        return SQL(
            "(SELECT %s, TRUE AS is_whole FROM constituent_identifier"
            " WHERE %s AND value_normalised = ANY(%s)"
            " ORDER BY is_verified DESC, id LIMIT %s)",
            self._identifier_columns(),
            visible,
            list(exact),
            MAX_SHARING,
        )

    def _identifiers_beginning(self, visible, start, most):
        # In the order of the index: any other would sort everybody who fits.
        return SQL(
            "(SELECT %s, FALSE FROM constituent_identifier"
            " WHERE %s AND value_normalised ~>=~ %s AND value_normalised ~<~ %s"
            " ORDER BY value_normalised USING ~<~ LIMIT %s)",
            self._identifier_columns(),
            visible,
            start,
            start + keys.LAST_SIGN,
            most,
        )

    def _identifier_columns(self):
        today = fields.Date.context_today(self)
        return SQL(
            "partner_id, type, is_verified, is_shared,"
            " COALESCE(valid_from, %(today)s) <= %(today)s"
            " AND COALESCE(valid_to, %(today)s) >= %(today)s AS is_current",
            today=today,
        )

    def _living_at(self, uprn):
        # One property by its number, then its people: joined, the planner would read
        # every partner.
        return SQL(
            "(SELECT id, '', FALSE, FALSE, TRUE, TRUE FROM res_partner"
            " WHERE property_id ="
            " (SELECT id FROM constituent_property WHERE uprn = %s) LIMIT %s)",
            uprn,
            MAX_SHARING,
        )

    def _rows_at(self, postcode):
        """Who lives at a postcode."""
        shown, source, visible, _identifiers = self._visible()
        return self._fetch_rows(
            SQL(
                "SELECT %s FROM %s WHERE %s AND res_partner.lookup_postcode = %s"
                " ORDER BY res_partner.id LIMIT %s",
                shown,
                source,
                visible,
                postcode,
                MAX_AT_POSTCODE,
            )
        )

    def _rows_beginning(self, phrases, outward, limit):
        """Who has a text that begins with one of `phrases`.

        Args:
            phrases: normalised texts; '' fits everybody.
            outward: the first half of the postcode, or '' for any.

        Returns:
            Rows with found (the text), is_address and place (of the phrase, from 1)
            besides; for each phrase at most `limit` among the names and as many among
            the addresses, in the order of the phrases and then of the texts.
        """
        if not phrases:
            return []
        shown, source, visible, _identifiers = self._visible()
        place = (
            SQL("AND constituent_lookup.outward = %s", outward) if outward else SQL()
        )
        ends = [start + keys.LAST_SIGN for start in phrases]
        return self._fetch_rows(
            SQL(
                "SELECT hit.*, phrase.place, sort.is_address"
                " FROM unnest(%s::text[], %s::text[])"
                "  WITH ORDINALITY AS phrase (first, last, place)"
                " CROSS JOIN (VALUES (FALSE), (TRUE)) AS sort (is_address)"
                " CROSS JOIN LATERAL (SELECT %s, constituent_lookup.text AS found"
                "  FROM %s JOIN constituent_lookup"
                "   ON constituent_lookup.partner_id = res_partner.id"
                "  WHERE %s AND constituent_lookup.is_address = sort.is_address"
                "   AND constituent_lookup.text ~>=~ phrase.first"
                "   AND constituent_lookup.text ~<~ phrase.last %s"
                "  ORDER BY constituent_lookup.text USING ~<~ LIMIT %s) AS hit"
                " ORDER BY sort.is_address, phrase.place, hit.found USING ~<~",
                list(phrases),
                ends,
                shown,
                source,
                visible,
                place,
                limit,
            )
        )

    def _rows_with_all(self, words, outward, limit):
        """Who has a text with a word that begins with each of `words`.

        The longest word leads; of the texts that begin with it the first two thousand
        are read. The rows are as in `_rows_beginning`, without a place.
        """
        shown, source, visible, _identifiers = self._visible()
        lead, *rest = sorted(words, key=len, reverse=True)
        is_address = any(sign.isdigit() for word in words for sign in word)
        others = [SQL("' ' || text LIKE %s", f"% {word}%") for word in rest]
        return self._fetch_rows(
            SQL(
                "SELECT %s, hit.text AS found, hit.is_address FROM %s JOIN"
                " (SELECT partner_id, text, is_address FROM constituent_lookup"
                "  WHERE is_address = %s AND text ~>=~ %s AND text ~<~ %s %s"
                "  ORDER BY text USING ~<~ LIMIT %s) AS hit"
                " ON hit.partner_id = res_partner.id"
                " WHERE %s AND %s LIMIT %s",
                shown,
                source,
                is_address,
                lead,
                lead + keys.LAST_SIGN,
                SQL("AND outward = %s", outward) if outward else SQL(),
                MAX_ROWS_READ,
                visible,
                SQL(" AND ").join(others) if others else SQL("TRUE"),
                limit,
            )
        )

    @api.model
    def _visible(self):
        """What to select, from where, and the conditions of what the user may see.

        To compile the record rules takes longer than the look-up itself, so that their
        SQL is kept for a minute: `ir.rule` keeps their domains until they change, and
        the minute is for what a domain may take from other records or the clock.

        Returns:
            Four `SQL`: what to select, the tables, the condition on `res_partner`, the
            condition on `constituent_identifier`.
        """
        return self._visible_in(int(time.time() / MAX_CACHED_PERIODS))

    @api.model
    @ormcache(
        "self.env.uid",
        "self.env.su",
        "self.env.lang",
        "self.env.tz",
        "tuple(self.env.context.get('allowed_company_ids') or ())",
        "period",
    )
    def _visible_in(self, period):
        env = self.with_context(active_test=True).env
        Partner, Marker = env["res.partner"], env["constituent.marker"]
        constituents = Partner._search([("is_constituent", "=", True)])
        markers = Marker._search(Marker._current())
        markers.add_where(SQL("constituent_marker.partner_id = res_partner.id"))
        kind = constituents.left_join(
            "res_partner", "kind_id", "constituent_kind", "id", "kind_id"
        )
        Kind = env["constituent.kind"]
        columns = [
            *(
                SQL(
                    "%s AS %s",
                    Partner._field_to_sql("res_partner", name),
                    columns_shown,
                )
                for name, columns_shown in self._shown_columns()
            ),
            SQL("%s AS kind", Kind._field_to_sql(kind, "name")),
            SQL("%s AS icon", Kind._field_to_sql(kind, "icon")),
            SQL("EXISTS %s AS is_marked", markers.subselect("1")),
        ]
        return (
            SQL(", ").join(columns),
            constituents.from_clause,
            constituents.where_clause,
            self._condition(env["constituent.identifier"]._search([])),
        )

    @api.model
    def _condition(self, query):
        """The condition of `query` on its table, whatever its rules join."""
        if query.from_clause.code == SQL.identifier(query.table).code:
            return query.where_clause or SQL("TRUE")
        return SQL("%s IN %s", SQL.identifier(query.table, "id"), query.subselect())

    @api.model
    def _shown_columns(self):
        """Fields of a constituent, and what they are called in a row."""
        names = ("id", "street", "zip", "phone", "email")
        return [
            ("complete_name", SQL.identifier("name")),
            *((name, SQL.identifier(name)) for name in names),
        ]

    def _fetch_rows(self, statement):
        # What has been written is found at once.
        self.env["constituent.identifier"].flush_model()
        self.env["constituent.property"].flush_model(["uprn"])
        self.env["res.partner"].flush_model(["property_id", "lookup_postcode"])
        return self.env.execute_query_dict(statement)
