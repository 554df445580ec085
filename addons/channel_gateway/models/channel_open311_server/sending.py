from odoo import models

from ...open311 import parse, privacy
from ...open311.shorten import shorten


class ChannelOpen311Server(models.Model):
    """What is sent of a request."""

    _inherit = "channel.open311.server"

    def _their_code(self, service):
        """Return the code that they have for a service of ours, "" for none."""
        self.ensure_one()
        return self.service_ids.filtered(lambda one: one.service_id == service)[:1].code

    def _prepare_report(self, request):
        """Return names and values of the report of a request.

        Args:
            request: a `service.request`.

        Returns:
            List of pairs for POST requests.
        """
        self.ensure_one()
        values = {
            "service_code": self._their_code(request.service_id),
            "address_string": self._address(request),
            "description": self._describe(request),
            **self._contact(request),
        }
        if point := request._coordinates():
            values["lat"], values["long"] = map(str, point)
        pictures = [request.media_url, *(request.other_media_urls or "").splitlines()]
        return [
            *((name, value) for name, value in values.items() if value),
            *(("media_url", url) for url in pictures if url),
        ]

    def _address(self, request):
        address, postcode = request.address or "", request.postcode or ""
        parts = [address, "" if postcode in address else postcode]
        return ", ".join(filter(None, parts))

    def _describe(self, request):
        ours = self.env._(
            "%(council)s, reference %(reference)s",
            council=self.env.company.name,
            reference=request.reference,
        )
        words = request.description or request.name
        if not self.sends_contact:
            who = request.partner_id | request.beneficiary_id
            known = [text for one in who for text in (one.name, one.email) if text]
            words = privacy.scrub(words, known)
        limit = parse.MAX_DESCRIPTION_LENGTH - len(ours) - 2
        return f"{shorten(words, limit)}\n\n{ours}"

    def _contact(self, request):
        partner = request.partner_id
        if not (self.sends_contact and partner):
            return {}
        first, _blank, last = (partner.name or "").partition(" ")
        return {
            "first_name": first,
            "last_name": last,
            "email": partner._email_to_write_to(),
            "phone": partner.phone,
        }
