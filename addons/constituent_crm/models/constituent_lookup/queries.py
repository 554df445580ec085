import time

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from ...matching import keys

# Maximum of rows that are read to find a word in the middle of a name.
MAX_ROWS_READ = 2000
# Maximum of residents of a street who are read to find a name.
MAX_RESIDENTS_READ = 1000
# Rows read of a street for each wanted one: those with a like name must come last.
AT_STREET_FOR_EACH = 5
# An identifier with more holders is a helpline's or a hostel's.
MAX_SHARING = 200
# Rows read for each wanted row where a number is incomplete: verified ones must come
# first, and record rules may remove some.
BEGUN_FOR_EACH = 2
# Royal Mail assigns at most 100 addresses to a postcode, usually some 15.
MAX_AT_POSTCODE = 400
# Too many numbers begin with fewer characters than the country code and some digits.
MIN_START_LENGTH = 7
# Seconds for which the SQL of the record rules is cached, see `_visible`.
MAX_CACHED_PERIODS = 60


class ConstituentLookup(models.Model):
    """Queries of the look-up box, which return all that the box shows.

    A row has id, name, street, zip, phone, email, kind, icon and is_marked, and the
    columns that a query adds. The user's access rights and record rules apply.
    """

    _inherit = "constituent.lookup"

    def _rows_by_id(self, partner_ids):
        """Return the rows of constituents by id.

        Args:
            partner_ids: ids of `res.partner`.

        Returns:
            Dict of id to row.
        """
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
        """Return constituents who have an identifier or live at a property.

        Args:
            exact: normal forms of identifiers of any type.
            start: beginning of a normal form; ignored below `MIN_START_LENGTH`.
            uprn: UPRN of the property, "" for none.
            limit: wanted number of constituents with an incomplete identifier.

        Returns:
            Rows with type ("" for residents of the property), is_verified, is_shared,
            is_current and is_whole.
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
        # In the order of the index. Any other order would sort all matches.
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
        # A subquery finds the property first. With a join, the planner would read every
        # partner.
        return SQL(
            "(SELECT id, '', FALSE, FALSE, TRUE, TRUE FROM res_partner"
            " WHERE property_id ="
            " (SELECT id FROM constituent_property WHERE uprn = %s) LIMIT %s)",
            uprn,
            MAX_SHARING,
        )

    def _rows_at(self, postcode):
        """Return the constituents who live at a postcode."""
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
        """Return constituents with a text that begins with one of `phrases`.

        Args:
            phrases: texts in normal form; "" matches everybody.
            outward: outward code of the postcode, "" for any.
            limit: maximum of rows for each phrase, among names and among addresses.

        Returns:
            Rows with found (the text), is_address and place (of the phrase, from 1), in
            the order of names before addresses, then of phrases and texts.
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

    def _rows_named_at(self, places, outward, limit):
        """Return constituents whose name and street begin as in one of `places`.

        The street is searched by index, and of its residents `MAX_RESIDENTS_READ` are
        read.

        Args:
            places: pairs of beginnings of names and beginnings of streets, in normal
                form.
            outward: outward code of the postcode, "" for any.
            limit: maximum of rows for each street.

        Returns:
            Rows as in `_rows_beginning`, without what was found.
        """
        shown, source, visible, _identifiers = self._visible()
        place = SQL("AND outward = %s", outward) if outward else SQL()
        streets = [
            (one, f"^({'|'.join(names)})") for names, some in places for one in some
        ]
        starts, patterns = (list(column) for column in zip(*streets, strict=True))
        return self._fetch_rows(
            SQL(
                "SELECT hit.* FROM unnest(%s::text[], %s::text[], %s::text[])"
                "  AS street (first, last, pattern)"
                " CROSS JOIN LATERAL (SELECT %s FROM %s JOIN"
                "  (SELECT partner_id FROM constituent_lookup WHERE is_address"
                "   AND text ~>=~ street.first AND text ~<~ street.last %s"
                "   ORDER BY text USING ~<~ LIMIT %s) AS home"
                "  ON home.partner_id = res_partner.id"
                "  WHERE %s AND EXISTS (SELECT FROM constituent_lookup called"
                "   WHERE called.partner_id = res_partner.id AND NOT called.is_address"
                "   AND called.text ~ street.pattern)"
                "  LIMIT %s) AS hit",
                starts,
                [one + keys.LAST_SIGN for one in starts],
                patterns,
                shown,
                source,
                place,
                MAX_RESIDENTS_READ,
                visible,
                limit * AT_STREET_FOR_EACH,
            )
        )

    def _rows_with_all(self, choices, outward, limit):
        """Return constituents with a text that has a word of each of `choices`.

        The words of the first choice are searched by index. Of the texts that begin
        with them, `MAX_ROWS_READ` are read.

        Args:
            choices: beginnings of words in normal form, for each typed word.
            outward: outward code of the postcode, "" for any.
            limit: maximum of rows.

        Returns:
            Rows as in `_rows_beginning`, without place.
        """
        shown, source, visible, _identifiers = self._visible()
        leads, *rest = choices
        has_digit = any(sign.isdigit() for words in choices for sign in "".join(words))
        others = [
            SQL("' ' || text LIKE ANY(%s)", [f"% {word}%" for word in words])
            for words in rest
        ]
        return self._fetch_rows(
            SQL(
                "SELECT %s, hit.text AS found, hit.is_address FROM %s JOIN"
                " (SELECT partner_id, text, is_address FROM unnest(%s) AS lead (word)"
                "   CROSS JOIN LATERAL (SELECT * FROM constituent_lookup"
                "   WHERE is_address = ANY(%s) AND text ~>=~ lead.word"
                "    AND text ~<~ (lead.word || %s) %s"
                "   ORDER BY text USING ~<~ LIMIT %s) AS led WHERE %s) AS hit"
                " ON hit.partner_id = res_partner.id WHERE %s LIMIT %s",
                shown,
                source,
                list(leads),
                [False, True] if has_digit else [False],
                keys.LAST_SIGN,
                SQL("AND outward = %s", outward) if outward else SQL(),
                MAX_ROWS_READ // len(leads),
                SQL(" AND ").join(others) if others else SQL("TRUE"),
                visible,
                limit,
            )
        )

    @api.model
    def _visible(self):
        """Return columns, tables and conditions of what the user may see.

        Compiling the record rules takes longer than the look-up itself. Therefore their
        SQL is cached for a minute. `ir.rule` invalidates the cache when a rule changes;
        the limit of a minute covers domains that depend on other records or on the
        time.

        Returns:
            Four `SQL` objects: columns, tables, condition on `res_partner`, condition
            on `constituent_identifier`.
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
        """Return the condition of `query` on its table, joins included."""
        if query.from_clause.code == SQL.identifier(query.table).code:
            return query.where_clause or SQL("TRUE")
        return SQL("%s IN %s", SQL.identifier(query.table, "id"), query.subselect())

    @api.model
    def _shown_columns(self):
        """Return pairs of a field of a constituent and its name in a row."""
        names = ("id", "street", "zip", "phone", "email")
        return [
            ("complete_name", SQL.identifier("name")),
            *((name, SQL.identifier(name)) for name in names),
        ]

    def _fetch_rows(self, statement):
        # Flush pending writes, so that they are found.
        self.env["constituent.identifier"].flush_model()
        self.env["constituent.property"].flush_model(["uprn"])
        self.env["res.partner"].flush_model(["property_id", "lookup_postcode"])
        return self.env.execute_query_dict(statement)
