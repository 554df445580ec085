from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .routing import ANSWERS_KEY

COPIED_FIELDS = (
    "name",
    "partner_id",
    "beneficiary_id",
    "channel_id",
    "user_id",
    "priority",
    "parent_id",
    "description",
    "latitude",
    "longitude",
    "address",
    "postcode",
    "property_id",
    "ward_id",
    "opened_at",
    "source_key",
    "notification_preference",
)
# Fields that locate a request.
LOCATION_FIELDS = ("latitude", "longitude", "address", "property_id")


class ServiceRequest(models.Model):
    """Opening of requests, with their answers."""

    _inherit = "service.request"

    @api.model
    def _open_request(self, values, *, acknowledges=True):
        """Open a request; the entry point of all channels.

        Args:
            values: `service_id` or `service` (its code); any of partner_id,
                beneficiary_id, channel (a code) or channel_id, name, description,
                latitude, longitude, address, postcode, property_id, ward_id, user_id,
                priority, parent_id, notification_preference, answers (as
                `service.type._check_answers` takes them), unasked (codes of questions
                that the sender cannot answer), interaction (the ledger row it
                came with, or its id), source_key, other_than (references of requests
                that the requester has ruled out as duplicates).
            acknowledges: whether the constituent is sent the acknowledgement; a caller
                that sends it later calls `_send_event_messages`.

        Returns:
            The request, new or, for a known `source_key`, the existing one.

        Raises:
            ValidationError: with a message for the sender.
        """
        # sudo: channels open requests for anonymous callers.
        Request = self.sudo()
        if known := Request._find_by_source_key(values.get("source_key")):
            request = known.with_env(self.env)
        else:
            request = Request._create_checked(values).with_env(self.env)
            request._record_event("opened")
            if acknowledges:
                request._send_event_messages("opened")
            request._start_fulfilment()
        request._mark_not_duplicates(values.get("other_than") or ())
        return request

    @api.model
    def _create_checked(self, values):
        """Create a request after checking its values against the service.

        Args:
            values: as those of `_open_request`.
        """
        service = self._resolve_service(values)
        answers = self._validate_answers(
            service, values.get("answers") or {}, values.get("unasked") or ()
        )
        values = self._add_answered_place(values, answers)
        values = self._add_answered_property(service, values, answers)
        self._check_place(service, values)
        values = self._add_ward(values)
        opened = self._without_creation_log().create(
            self._prepare_request(service, values)
        )
        opened = opened.with_env(self.env)
        self.env["service.answer"]._store_answers(opened, answers)
        opened._link_interaction(values.get("interaction"))
        return opened

    @api.model
    def _without_creation_log(self):
        """Suppress the creation log and the creator's subscription.

        The history of the request has an event for its opening.
        """
        return self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)

    @api.model
    def _find_by_source_key(self, source_key):
        if not source_key:
            return self.browse()
        return self.search([("source_key", "=", source_key)], limit=1)

    @api.model
    def _resolve_service(self, values):
        """Return the requested service after checking that it is available.

        Args:
            values: as `_open_request` takes them.

        Returns:
            The `service.type`.

        Raises:
            ValidationError: when it is not available; the message is for the requester.
        """
        service = self._find_service(values)
        why = service._unavailable_reason(
            self._asking(values),
            lambda: self._ward_asked_for(values),
            self._channel_asked_on(values),
        )
        if why:
            raise ValidationError(why)
        return service

    @api.model
    def _find_service(self, values):
        Service = self.env["service.type"]
        asked = values.get("service_id") or values.get("service")
        if isinstance(asked, models.BaseModel):
            # sudo: as `_open_request`, for anonymous callers.
            service = asked.sudo()
        elif values.get("service_id"):
            number = str(asked)
            service = Service.browse(int(number) if number.isdecimal() else 0).exists()
        else:
            every = [("code", "=", asked), ("active", "in", [True, False])]
            service = Service.search(every, limit=1)
        if not service:
            raise ValidationError(self.env._("There is no service “%s”.", asked or ""))
        return service

    @api.model
    def _asking(self, values):
        """Return the `res.partner` whom the request is for, or else its requester."""
        asking = values.get("beneficiary_id") or values.get("partner_id")
        return self.env["res.partner"].browse(getattr(asking, "id", asking))

    @api.model
    def _channel_asked_on(self, values):
        Channel = self.env["constituent.channel"]
        if channel := values.get("channel_id"):
            return Channel.browse(getattr(channel, "id", channel))
        if code := values.get("channel"):
            return Channel._by_code(code).filtered("active")
        return Channel

    @api.model
    def _ward_asked_for(self, values):
        """Return the ward of the place in `values`.

        Args:
            values: may hold ward_id, property_id, or latitude and longitude in degrees.

        Returns:
            A `constituent.ward`, empty where it is not known.
        """
        Ward = self.env["constituent.ward"]
        if ward := values.get("ward_id"):
            return Ward.browse(getattr(ward, "id", ward))
        if place := values.get("property_id"):
            Property = self.env["constituent.property"]
            return Property.browse(getattr(place, "id", place)).ward_id
        try:
            point = float(values.get("latitude")), float(values.get("longitude"))
        except (TypeError, ValueError):
            # `_open_request` reports an invalid point.
            return Ward
        return Ward._of_point(*point)

    # Location

    @api.model
    def _check_place(self, service, values):
        point = [values.get("latitude"), values.get("longitude")]
        if any(part not in (None, False, "") for part in point):
            self._check_point(*point)
        elif service.needs_location and not (
            values.get("address") or values.get("property_id")
        ):
            raise ValidationError(
                self.env._(
                    "“%s” needs to know where: a point or an address.", service.name
                )
            )

    @api.model
    def _check_point(self, latitude, longitude):
        try:
            inside = -90 <= float(latitude) <= 90 and -180 <= float(longitude) <= 180
        except (TypeError, ValueError, OverflowError):
            inside = False
        if not inside:
            raise ValidationError(
                self.env._(
                    "Latitude is a number from -90 to 90,"
                    " longitude one from -180 to 180."
                )
            )

    @api.model
    def _parse_point(self, values):
        """Return the point in `values`.

        Args:
            values: may hold latitude and longitude.

        Returns:
            Latitude and longitude as floats, in degrees; (0.0, 0.0) where there is no
            point.

        Raises:
            ValidationError: when the point is not on Earth.
        """
        point = (values.get("latitude"), values.get("longitude"))
        if not any(point):
            return (0.0, 0.0)
        self._check_point(*point)
        return tuple(float(part) for part in point)

    @api.model
    def _add_ward(self, values):
        """Return `values` with the ward of their point where they give no place."""
        if not values.get("latitude"):
            return values
        ward = self._ward_of_point(values["latitude"], values["longitude"])
        if values.get("ward_id") or values.get("property_id"):
            return values
        return {**values, "ward_id": ward.id}

    @api.model
    def _ward_of_point(self, latitude, longitude):
        """Return the ward that contains a point.

        Args:
            latitude: degrees.
            longitude: degrees.

        Returns:
            A `constituent.ward`; empty when no ward contains the point and not all
            wards have a boundary.

        Raises:
            ValidationError: when all wards have a boundary and none contains the point.
        """
        # sudo: ward boundaries are public.
        Ward = self.env["constituent.ward"].sudo()
        ward = Ward._of_point(float(latitude), float(longitude))
        if not ward and Ward._is_mapped():
            raise ValidationError(
                self.env._("This point is outside the area that the council serves.")
            )
        return ward

    @api.model
    def _prepare_request(self, service, values):
        prepared = {
            name: getattr(values[name], "id", values[name])
            for name in COPIED_FIELDS
            if values.get(name)
        }
        for name in ("latitude", "longitude"):
            if name in prepared:
                prepared[name] = float(prepared[name])
        if values.get("channel") and not prepared.get("channel_id"):
            Interaction = self.env["constituent.interaction"]
            prepared["channel_id"] = Interaction._channel(values["channel"]).id
        if given := values.get("answers"):
            prepared[ANSWERS_KEY] = given
        return {**prepared, "service_id": service.id}

    def _link_interaction(self, interaction):
        """Link a contact in the ledger to the request and its service."""
        if not interaction:
            return
        Interaction = self.env["constituent.interaction"]
        row = Interaction.browse(getattr(interaction, "id", interaction)).exists()
        # Append-only ledger: the first link of a contact is kept.
        values = {"request_id": self.id, "service_id": self.service_id.id}
        row.write({name: value for name, value in values.items() if not row[name]})

    @api.model
    def _record_web_interaction(self, values, service_id):
        return self._record_page_interaction(
            partner_id=values["partner_id"],
            beneficiary_id=values["beneficiary_id"],
            subject=self.env["service.type"].browse(service_id).name,
            source_key=values["source_key"],
        )

    @api.model
    def _record_page_interaction(self, **values):
        """Record what a resident has just done on a page in the ledger."""
        now = fields.Datetime.now()
        moment = dict.fromkeys(("started_at", "answered_at", "ended_at"), now)
        return self.env["constituent.interaction"]._record_contact(
            {"channel": "web", **moment, **values}
        )

    def _record_matching_feedback(self):
        """Record the service that an officer chose, to improve suggestions.

        Requests of channels and batches are ignored: nobody chose their service.
        """
        officer = self.env.user
        if len(self) == 1 and officer.active and officer._is_internal():
            # sudo: officers cannot write feedback records themselves.
            request = self.sudo()
            if request.description:
                self.env["service.matching.feedback"].sudo()._learn(request)

    # Hooks

    def _notify_constituent(self, event):
        """Record an event in the public history and notify the constituent.

        Args:
            event: the code of one of `HISTORY_EVENTS`.
        """
        self._record_event(event)
        self._send_event_messages(event)

    def _record_event(self, event):
        """Record an event in the public history, which the tracking page shows.

        Args:
            event: as in `_notify_constituent`.
        """
        # sudo: public routes write the history, too.
        self.env["service.request.event"].sudo().create(
            [{"request_id": request.id, "event": event} for request in self]
        )

    def _send_event_messages(self, event):
        """Send messages about an event to the constituents of these requests.

        Hook for addons that send messages.

        Args:
            event: as in `_notify_constituent`.
        """

    def _start_fulfilment(self):
        """Start the work for a new request.

        Hook for addons that fulfil requests.

        It also proposes duplicates, once the request is open.
        """
        for request in self:
            self.env["service.request.duplicate"]._propose(request)

    # Answers

    @api.model
    def _validate_answers(self, service, answers, unasked=()):
        """Check answers against the form of a service and return them normalised.

        Args:
            service: `service.type`.
            answers: as `service.type._check_answers` takes them.
            unasked: codes of questions that the requester cannot be asked.

        Returns:
            A dict of code to valid answer.

        Raises:
            ValidationError: with a sentence for each invalid answer.
        """
        values, faults = service._check_answers(answers, unasked=unasked)
        if faults:
            names = {one["code"]: one["name"] for one in service._form()}
            raise ValidationError(
                "\n".join(
                    f"{names[code]}: {words}"
                    if names.get(code, words) not in words
                    else words
                    for code, words in faults.items()
                )
            )
        return values

    @api.model
    def _add_answered_place(self, values, answers):
        """Return `values` with the place of the answers where they give none."""
        place = next((one for one in answers.values() if isinstance(one, dict)), None)
        if not place or any(values.get(name) for name in LOCATION_FIELDS):
            return values
        point = {name: place[name] for name in LOCATION_FIELDS if name in place}
        return {**values, **point, "address": place["words"]}

    @api.model
    def _add_answered_property(self, service, values, answers):
        """Return `values` with the property of the answers where they give no place."""
        asked = service._form()
        uprns = [
            answers[one["code"]]
            for one in asked
            if one["datatype"] == "property" and one["code"] in answers
        ]
        if not uprns or any(values.get(name) for name in LOCATION_FIELDS):
            return values
        found = self.env["constituent.property"].search([("uprn", "=", uprns[0])])
        return {**values, "property_id": found.id}

    def _recorded_form(self):
        """Return the questions asked with this request, or else today's.

        Returns:
            A list of dicts, as `service.type._form` returns it.
        """
        self.ensure_one()
        return self.form_id._content_in_language() or self.service_id._form()

    def _keep_files(self, held):
        """Attach held files; return them with those that are attached already."""
        kept = self.answer_ids.attachment_ids.filtered(
            lambda one: one.id in [file.get("attachment") for file in held]
        )
        tokens = [file["token"] for file in held if file.get("token")]
        return kept | self.env["service.upload"]._keep_on(self, tokens)

    def action_send_knowledge(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send a Canned Response"),
            "res_model": "service.canned.response.send",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    # Correction

    def action_correct_answers(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct Answers"),
            "res_model": "service.answer.correct",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }
