from datetime import UTC

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..open311 import privacy, schemas
from ..open311.problems import not_found

LISTS = ("singlevaluelist", "multivaluelist")
# The specification knows two states.
FINAL_PHASES = ("closed", "cancelled")
FALLBACK_ZONE = "Europe/London"


class ServiceRequest(models.Model):
    """Requests as the public sees them over Open311: what and where, never who."""

    _inherit = "service.request"

    media_url = fields.Char(
        string="Photo",
        help="Web address of a picture that came with it; never fetched by us.",
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
        """The requests that a `parse.Listing` asks for, newest first."""
        domain = self._open311_published()
        if asked.ids:
            domain &= Domain("reference", "in", [one.upper() for one in asked.ids])
        else:
            domain &= Domain("opened_at", ">=", asked.start.replace(tzinfo=None))
            domain &= Domain("opened_at", "<=", asked.end.replace(tzinfo=None))
            if len(asked.statuses) == 1:
                operator = "in" if asked.statuses == ("closed",) else "not in"
                domain &= Domain("state", operator, FINAL_PHASES)
            if asked.service_codes:
                domain &= Domain("service_id.code", "in", asked.service_codes)
        # What is shown of a published request is for everybody.
        return self.sudo().search(
            domain,
            order="opened_at desc, id desc",
            limit=asked.page_size,
            offset=(asked.page - 1) * asked.page_size,
        )

    def _open311_documents(self, with_extensions=False):
        return [request._open311_document(with_extensions) for request in self]

    def _open311_document(self, with_extensions):
        self.ensure_one()
        return schemas.Request(
            service_request_id=self.reference,
            status="closed" if self.state in FINAL_PHASES else "open",
            status_notes=self._open311_status_notes(),
            service_name=self.service_id.name,
            service_code=self.service_id.code,
            description=self.public_description or None,
            agency_responsible=self.receiving_organisation_name
            or self.team_id.name
            or None,
            service_notice=self._open311_notice(),
            requested_datetime=self.opened_at.replace(tzinfo=UTC),
            updated_datetime=(self.closed_at or self.write_date).replace(
                microsecond=0, tzinfo=UTC
            ),
            expected_datetime=self.due_at.replace(tzinfo=UTC) if self.due_at else None,
            media_url=self.media_url or None,
            **self._open311_place(),
            **(self._open311_extensions() if with_extensions else {}),
        )

    def _open311_came_in_public(self):
        """Whether the reporter sent it through a public interface, knowing that."""
        return self.channel_id.code == "api"

    def _open311_place(self):
        """Where it is, unless that is where somebody lives.

        A service that needs a location is about a place; of any other the address
        is the constituent's own, and shown only where they made it public themselves.
        """
        is_public = self.service_id.needs_location or self._open311_came_in_public()
        has_point = is_public and (self.latitude or self.longitude)
        return {
            "address": (is_public and self.address) or None,
            "address_id": (is_public and self.property_id.uprn) or None,
            "zipcode": (is_public and self.postcode) or None,
            "lat": self.latitude if has_point else None,
            "long": self.longitude if has_point else None,
        }

    @api.depends(
        "description",
        "channel_id.code",
        "partner_id.name",
        "partner_id.email",
        "beneficiary_id.name",
        "beneficiary_id.email",
    )
    def _compute_public_description(self):
        """The reporter's words where they were meant for the public, without names.

        What is hidden stays hidden for as long as the description stands: somebody who
        changes their name, or is no longer known, is still in it under the old one.
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

    def _open311_status_notes(self):
        self.ensure_one()
        if self.state == "closed":
            return self.outcome_id.public_text or None
        return {
            "in_progress": self.env._("Work is under way."),
            "waiting": self.env._("Waiting for the person who reported it."),
            "cancelled": self.env._("Withdrawn."),
        }.get(self.state)

    def _open311_notice(self):
        """When it is expected to be done; nothing once it is, or without a deadline."""
        if self.state in FINAL_PHASES or not self.due_at:
            return None
        zone = self.env.company.resource_calendar_id.tz or FALLBACK_ZONE
        here = self.with_context(tz=zone)
        day = fields.Datetime.context_timestamp(here, self.due_at).date()
        when = format_date(self.env, day, date_format="long")
        return self.env._("We aim to have this done by %s.", when)

    def _open311_extensions(self):
        """Off the strict path: the answers chosen from lists, and what happened.

        Free text is left out: it may tell who wrote it.
        """
        answers = tuple(
            schemas.GivenAnswer(answer.code, answer.name, answer.text)
            for answer in self.answer_ids
            if answer.datatype in LISTS
        )
        notes = [
            schemas.Note(self.opened_at.replace(tzinfo=UTC), "Opened", "opened"),
        ]
        if self.closed_at:
            words = self._open311_status_notes() or "Closed"
            moment = self.closed_at.replace(tzinfo=UTC)
            notes.append(schemas.Note(moment, words, "closed"))
        return {"attributes": answers, "notes": tuple(notes)}
