from datetime import UTC, timedelta

from odoo import fields, models
from odoo.fields import Domain

from ...open311 import statuses, stored
from ...open311.parse import MAX_WINDOW
from .following import OVERLAP

# Of their requests before the first exchange, so many days are taken over.
FIRST_DAYS = 1


class ChannelOpen311Server(models.Model):
    """Taking over of their new requests."""

    _inherit = "channel.open311.server"

    def _pull(self):
        """Store their new requests of our services; the queue opens them.

        The same request is stored once, however often it is listed. Those that we
        have sent them are left out.

        Raises:
            Failure: the server did not answer, or not as it should.
        """
        self.ensure_one()
        if not self.endpoint_id:
            return
        started = fields.Datetime.now()
        since = (self.pulled_until or started - timedelta(days=FIRST_DAYS)) - OVERLAP
        since = max(since, started - MAX_WINDOW)
        services = {one.code: one.service_id for one in self.service_ids}
        found = self._client().reports(
            since.replace(tzinfo=UTC), started.replace(tzinfo=UTC)
        )
        references = Domain("their_reference", "in", [one.reference for one in found])
        ours = set(self._search_referrals(references).mapped("their_reference"))
        for theirs in found:
            service = services.get(theirs.service_code)
            is_new = theirs.reference not in ours
            if service and is_new and not statuses.is_final(theirs.status):
                self._take_over(theirs, service)
        self.pulled_until = started

    def _take_over(self, theirs, service):
        """Store a request of theirs as a report of the client that they are."""
        words = self.env._(
            "%(organisation)s, reference %(reference)s",
            organisation=self.organisation_id.name,
            reference=theirs.reference,
        )
        values = {
            "service_code": service.code,
            "address_string": theirs.address,
            "description": "\n\n".join(filter(None, [theirs.description, words])),
            "media_url": theirs.media_url,
        }
        if theirs.latitude is not None:
            values |= {"lat": str(theirs.latitude), "long": str(theirs.longitude)}
        pairs = [(name, value) for name, value in values.items() if value]
        self.env["channel.message"]._accept_message(
            self.endpoint_id,
            stored.pack(pairs),
            external_id=f"pulled:{self.id}:{theirs.reference}",
            subject=service.code,
            body=values["description"],
        )
