from datetime import UTC

from odoo import api, fields, models
from odoo.fields import Domain

from ..open311 import schemas, statuses
from ..open311.documents import Standing

# That a request was opened is no update of it.
NO_UPDATES = ("opened",)


class ServiceRequestEvent(models.Model):
    """Events of requests as Open311 publishes them: updates."""

    _inherit = "service.request.event"

    state_id = fields.Many2one(
        "service.request.state",
        ondelete="set null",
        readonly=True,
        help="State that the request had then.",
    )
    outcome_id = fields.Many2one(
        "service.outcome",
        ondelete="set null",
        readonly=True,
        help="Outcome that the request had then.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        Request = self.env["service.request"]
        for vals in vals_list:
            request = Request.browse(vals["request_id"])
            vals.setdefault("state_id", request.state_id.id)
            vals.setdefault("outcome_id", request.outcome_id.id)
        return super().create(vals_list)

    @api.model
    def _open311_search(self, asked):
        """Return the events that an `updates.Listing` asks for, in their order.

        There is one more than asked for where another page follows.
        """
        published = self.env["service.request"]._open311_published()
        if asked.ids:
            published &= Domain("reference", "in", [one.upper() for one in asked.ids])
        domain = Domain("request_id", "any", published)
        domain &= Domain("event", "not in", NO_UPDATES)
        if asked.start:
            domain &= Domain("happened_at", ">=", asked.start.replace(tzinfo=None))
            domain &= Domain("happened_at", "<=", asked.end.replace(tzinfo=None))
        # What is shown of a published request is for everybody.
        return self.sudo().search(
            domain,
            order="happened_at, id",
            limit=asked.page_size + 1,
            offset=(asked.page - 1) * asked.page_size,
        )

    def _open311_documents(self):
        """Return the updates that these events are, as `schemas.Update`."""
        return [event._open311_document() for event in self]

    def _open311_document(self):
        then = self._open311_standing()
        return schemas.Update(
            update_id=f"{self.request_id.reference}-{self.id}",
            service_request_id=self.request_id.reference,
            status=then.status,
            updated_datetime=fields.Datetime.to_datetime(self.happened_at).replace(
                tzinfo=UTC
            ),
            description=then.words,
        )

    def _open311_standing(self):
        """Return how the request stood after the event."""
        request = self.request_id
        label = dict(self._fields["event"]._description_selection(self.env))
        state = self.state_id or request.state_id
        outcome = self.outcome_id
        if self.event == "closed":
            outcome = outcome or request.outcome_id
            if outcome:
                return Standing(outcome.open311_status, outcome.public_text or "")
        if self.state_id:
            status, words = state.open311_status, state._open311_words()
            return Standing(status, words or label[self.event])
        # Of a time when the state was not recorded.
        status = statuses.of_event(self.event, state.open311_status)
        return Standing(status, label[self.event])
