from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from odoo.addons.service_catalog.forms.question import LISTS
from odoo.addons.service_catalog.phases import FINAL_PHASES

from ..open311 import privacy, schemas
from ..open311.documents import (
    TIMES,
    Known,
    RequestRow,
    ServiceRow,
    Standing,
    request_values,
    standing,
)
from ..open311.problems import not_found

# What `_open311_words` of a state reads.
STATE_FIELDS = ("open311_status", "phase", "event", "name", "public_name")
FALLBACK_ZONE = "Europe/London"
# Times are stored in UTC.
W3C = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'


class ServiceRequest(models.Model):
    """Requests as everybody sees them over Open311: what and where, never who."""

    _inherit = "service.request"

    media_url = fields.Char(
        string="Photo",
        help="Web address of a picture that came with it; never fetched by us.",
    )
    other_media_urls = fields.Text(
        string="More Photos",
        readonly=True,
        copy=False,
        help="Web addresses of further pictures, one in a line; never fetched by us.",
    )
    # Stored, as everybody may read the list as often as they like.
    public_description = fields.Text(
        compute="_compute_public_description",
        store=True,
        compute_sudo=True,
        help="What Open311 shows of the description: no names, addresses or numbers.",
    )

    def write(self, vals):
        if "description" in vals:
            # Other words are scrubbed anew.
            changed = self.filtered(lambda one: one.description != vals["description"])
            super(ServiceRequest, changed).write({"public_description": False})
        return super().write(vals)

    def _erase_person(self, partners, names):
        self.referral_ids._open311_forget()
        return super()._erase_person(partners, names)

    # What is published

    @api.model
    def _open311_published(self):
        return Domain("service_id.is_published", "=", True)

    @api.model
    def _open311_find(self, reference):
        domain = Domain("reference", "=", reference.upper())
        # What is shown of a published request is for everybody.
        found = self.sudo().search(domain & self._open311_published())
        if not found:
            raise not_found(f"There is no service request {reference}.")
        return found

    @api.model
    def _open311_search(self, asked):
        """Return the rows of what a `parse.Listing` asks for, newest first.

        Columns are read as they are: a thousand records would cost ten times as much.

        Returns:
            List of `RequestRow`, with one more than asked for where another page
            follows.
        """
        domain = self._open311_published()
        if asked.ids:
            domain &= Domain("reference", "in", [one.upper() for one in asked.ids])
        else:
            domain &= Domain("opened_at", ">=", asked.start.replace(tzinfo=None))
            domain &= Domain("opened_at", "<=", asked.end.replace(tzinfo=None))
            if len(asked.statuses) == 1:
                operator = "in" if asked.statuses == ("closed",) else "not in"
                domain &= Domain("phase", operator, FINAL_PHASES)
            if asked.service_codes:
                domain &= Domain("service_id.code", "in", asked.service_codes)
        # What is shown of a published request is for everybody.
        return self.sudo()._open311_read(
            domain,
            order="opened_at desc, id desc",
            limit=asked.page_size + 1,
            offset=(asked.page - 1) * asked.page_size,
        )

    def _open311_came_in_public(self):
        """Return whether the reporter knowingly used a public interface."""
        return self.channel_id.code == "api"

    @api.depends(
        "description",
        "channel_id.code",
        "partner_id.name",
        "partner_id.email",
        "beneficiary_id.name",
        "beneficiary_id.email",
    )
    def _compute_public_description(self):
        """Compute the public description, without names and e-mail addresses.

        It is empty unless the request came in by a public channel. What has been
        hidden stays hidden until the description is emptied: it may still name the
        constituent by a name that has since been changed or erased.
        """
        for request in self:
            if not request.description or not request._open311_came_in_public():
                request.public_description = False
                continue
            text = request.public_description or request.description
            who = request.partner_id | request.beneficiary_id
            names = [
                personal_data
                for one in who
                for personal_data in (one.name, one.email)
                if personal_data
            ]
            request.public_description = privacy.scrub(text, names)

    # Documents

    def _open311_documents(self, with_extensions=False):
        """Return the documents of these requests, in their order.

        Args:
            with_extensions: whether to add the fields that GeoReport v2 lacks.

        Returns:
            List of `schemas.Request`.
        """
        rows = self._open311_values(self._open311_rows(), with_extensions)
        return [schemas.Request(**values) for values in rows]

    @api.model
    def _open311_values(self, rows, with_extensions=False):
        """Return the fields of the documents of rows, as dicts.

        Args:
            rows: what `_open311_search` returned.
            with_extensions: as in `_open311_documents`.
        """
        known = self._open311_known(rows, with_extensions)
        return [
            request_values(row, known, with_extensions=with_extensions) for row in rows
        ]

    def _open311_rows(self):
        rows = self._open311_read(Domain("id", "in", self.ids))
        found = {row.id: row for row in rows}
        return [found[request_id] for request_id in self.ids if request_id in found]

    @api.model
    def _open311_read(self, domain, **options):
        """Return the rows of a domain, as `search` finds them with its record rules."""
        self.flush_model(RequestRow._fields)
        query = self._search(domain, **options)
        self.env.cr.execute(
            query.select(*map(self._open311_column, RequestRow._fields))
        )
        return list(map(RequestRow._make, self.env.cr.fetchall()))

    @api.model
    def _open311_column(self, name):
        column = SQL.identifier(self._table, name)
        return SQL("to_char(%s, %s)", column, W3C) if name in TIMES else column

    @api.model
    def _open311_known(self, rows, with_extensions=False):
        """Return what the ids in `rows` stand for, with a query for each model."""

        # What is shown of a published request is for everybody.
        self = self.sudo()

        def of(model, column, *names):
            ids = {getattr(row, column) for row in rows} - {None}
            records = self.env[model].browse(sorted(ids))
            records.fetch(names)
            return records

        def texts(model, column, name):
            return {one.id: one[name] or "" for one in of(model, column, name)}

        services = of("service.type", "service_id", "code", "name", "needs_location")
        states = of("service.request.state", "state_id", *STATE_FIELDS)
        outcomes = of("service.outcome", "outcome_id", "open311_status", "public_text")
        return Known(
            services={
                one.id: ServiceRow(one.code, one.name, one.needs_location)
                for one in services
            },
            states={
                one.id: Standing(one.open311_status, one._open311_words())
                for one in states
            },
            outcomes={
                one.id: Standing(one.open311_status, one.public_text or "")
                for one in outcomes
            },
            names=texts("service.team", "team_id", "name"),
            organisations=texts(
                "service.external.organisation", "receiving_organisation_id", "name"
            ),
            uprns=texts("constituent.property", "property_id", "uprn"),
            public_channel_id=self.env["constituent.channel"]._by_code("api").id,
            notice=self._open311_notices(),
            attributes=self._open311_attributes(rows) if with_extensions else {},
        )

    @api.model
    def _open311_attributes(self, rows):
        """Return the answers chosen from lists by request id.

        Free text is left out: it may identify its author.
        """
        found = defaultdict(tuple)
        Answer = self.env["service.answer"]
        for answer in Answer.search([("request_id", "in", [row.id for row in rows])]):
            if answer.datatype in LISTS:
                found[answer.request_id.id] += (
                    schemas.GivenAnswer(answer.code, answer.name, answer.text),
                )
        return found

    def _open311_standing(self):
        """Return how the request stands: its extended status, and public words."""
        self.ensure_one()
        rows = self._open311_rows()
        return standing(rows[0], self._open311_known(rows))

    def _open311_notice(self):
        """Return a sentence with the due day; None if closed or without a deadline."""
        if self.phase in FINAL_PHASES or not self.due_at:
            return None
        return self._open311_notices()(self.due_at.isoformat())

    @api.model
    def _open311_notices(self):
        """Return the function that words on which day something is due.

        It takes a time in UTC as text.
        """
        zone = ZoneInfo(self.env.company.resource_calendar_id.tz or FALLBACK_ZONE)

        @cache
        def of_day(day):
            when = format_date(self.env, day, date_format="long")
            return self.env._("We aim to have this done by %s.", when)

        def of_time(due_at):
            at = datetime.fromisoformat(due_at[:19]).replace(tzinfo=UTC)
            return of_day(at.astimezone(zone).date())

        return of_time
