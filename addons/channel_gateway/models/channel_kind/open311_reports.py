from odoo import api, models
from odoo.exceptions import UserError

from ...open311 import parse
from ...open311.problems import Problem, bad_request


class ChannelKindOpen311(models.AbstractModel):
    """Opening of the requests that Open311 clients report."""

    _inherit = "channel.kind.open311"

    @api.model
    def _process_now(self, message):
        """Process a message within the client's call, or report why that is refused.

        Raises:
            Problem: what the client must mend.
        """
        try:
            if self._is_update(message):
                self._parse_update(message)
            else:
                self._parse(message)
        except Problem as problem:
            words = self.env._("The client was told: %s", " ".join(problem.faults))
            message.attempts += 1
            message._decide("failed", words, is_refused=True)
            raise
        message._process()
        if message.state == "triage":
            message.is_refused = True
            raise bad_request(message.error)

    @api.model
    def _parse(self, message):
        """Parse the stored report.

        Returns:
            The `parse.Report`, its service and the values for `_open`.

        Raises:
            Problem: what the client must mend.
        """
        report = parse.report(parse.parameters(self._pairs(message)))
        service = self.env["service.type"]._open311_find(report.service_code)
        self._check_contact(report)
        given = service._open311_answers(report.attributes)
        return report, service, {**given, **self._location(report)}

    @api.model
    def _check_contact(self, sent):
        """Refuse an e-mail address or phone number that is none.

        Somebody would be registered under it, and never reached.

        Args:
            sent: a `parse.Report` or an `updates.Update`.

        Raises:
            Problem: 400.
        """
        Identifier = self.env["constituent.identifier"]
        faults = []
        if sent.email and not Identifier._normalised("email", sent.email):
            faults.append(f"email: {Identifier._refusal('email', sent.email)}")
        if sent.phone and not self._is_phone(sent.phone):
            faults.append(f"phone: {Identifier._refusal('phone', sent.phone)}")
        if faults:
            raise bad_request(*faults)

    @api.model
    def _is_phone(self, text):
        Identifier = self.env["constituent.identifier"]
        if Identifier._normal_forms("phone", text):
            return True
        # National numbers cannot be read without the council's country.
        return not Identifier._region() and parse.may_be_phone(text)

    # Where it is

    @api.model
    def _location(self, report):
        where = {
            "latitude": report.latitude,
            "longitude": report.longitude,
            "address": report.address,
            "postcode": self.env["constituent.property"]._postcode_in(report.address),
        }
        if self._is_outside(report):
            raise bad_request("lat, long: This place is outside the area we serve.")
        if not report.address_id:
            return {**where, **self._property(report)}
        place = self.env["constituent.property"].search(
            [("uprn", "=", report.address_id.lstrip("0"))], limit=1
        )
        if not place:
            raise bad_request(f"There is no address_id {report.address_id} (UPRN).")
        here = {
            "property_id": place.id,
            "address": report.address or place.name,
            "postcode": place.postcode,
        }
        if report.latitude is None and (place.latitude or place.longitude):
            here |= {"latitude": place.latitude, "longitude": place.longitude}
        return {**where, **here}

    @api.model
    def _is_outside(self, report):
        """Return whether a place is in no ward, where all wards have boundaries."""
        if report.latitude is None:
            return False
        Ward = self.env["constituent.ward"]
        return (
            not Ward._of_point(report.latitude, report.longitude) and Ward._is_mapped()
        )

    @api.model
    def _property(self, report):
        """Return the property that the address certainly means, as a field value.

        A place on the map says more than an address, and is left alone.
        """
        if report.latitude is not None:
            return {}
        return self.env["service.request"]._match_place(report.address)

    # The request

    @api.model
    def _understand(self, message):
        """Record nothing before the report is processed: the envelope says it."""

    @api.model
    def _process(self, message, _found):
        """Open the request of a report, or add an update to its request.

        Returns:
            None: it is acknowledged as it is opened.
        """
        try:
            if self._is_update(message):
                self._process_update(message)
            else:
                self._open_reported(message)
        except Problem as problem:
            raise UserError(" ".join(problem.faults)) from problem

    @api.model
    def _open_reported(self, message):
        report, service, values = self._parse(message)
        partner = self._identify_reporter(report, create=True)
        contact = self._record_contact(message, partner, service)
        request = self.env["service.request"]._open_request(
            {
                "service_id": service.id,
                "partner_id": partner.id,
                "channel_id": message.channel_id.id,
                "description": report.description,
                "interaction": contact,
                "source_key": f"open311,{message.id}",
                **values,
            }
        )
        self._add_pictures(message, request, report.media_urls)
        self._note_place(request, report)
        message._decide(
            "done",
            is_refused=False,
            partner_id=partner.id,
            service_id=service.id,
            request_id=request.id,
            interaction_id=contact.id,
        )

    @api.model
    def _identify_reporter(self, sent, *, create):
        return self.env["res.partner"]._constituent_identify(
            {
                "name": f"{sent.first_name} {sent.last_name}".strip(),
                "email": sent.email,
                "phone": sent.phone,
            },
            create=create,
        )

    @api.model
    def _add_pictures(self, message, request, urls):
        """Keep the addresses of pictures with the request, and attach its files."""
        if urls:
            request.media_url, *others = urls
            request.other_media_urls = "\n".join(others)
        _pairs, files = self._unpack(message)
        if files:
            # Web pages of strangers are kept as plain text, as in Odoo's mail gateway.
            Attachment = self.env["ir.attachment"].with_context(
                attachments_mime_plainxml=True
            )
            request.sent_file_ids |= Attachment.create(
                [
                    {
                        "name": file.name,
                        "raw": file.content,
                        "res_model": request._name,
                        "res_id": request.id,
                    }
                    for file in files
                ]
            )

    @api.model
    def _note_place(self, request, report):
        """Tell staff what is doubtful about the place."""
        if not report.is_pinpointed:
            request._message_log(
                body=self.env._(
                    "Nobody pointed at the map: the client searched for the place."
                )
            )

    @api.model
    def _record_contact(self, message, partner, service):
        return self.env["constituent.interaction"]._record_contact(
            {
                "channel_id": message.channel_id.id,
                "partner_id": partner.id,
                "subject": service.name,
                "started_at": message.received_at,
                "answered_at": message.received_at,
                "ended_at": message.received_at,
                "source_key": f"open311,{message.id}",
            }
        )

    # What staff have decided

    @api.model
    def _outline(self, message):
        """Show nothing more: the envelope has what can be shown of a report."""

    @api.model
    def _open_chosen(self, message, **chosen):
        self._accept_refused(message)
        message._open_request(**chosen)

    @api.model
    def _attach(self, message, request):
        self._accept_refused(message)
        message._mark_attached(request)
        # Who sorts the inbox need not be of the request's team.
        message._post_text(request.sudo())

    @api.model
    def _accept_refused(self, message):
        # Messages are written by these methods alone.
        message.sudo().is_refused = False
