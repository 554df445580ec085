from odoo import api, models
from odoo.exceptions import ValidationError

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
)


class ServiceRequest(models.Model):
    _inherit = "service.request"

    @api.model
    def _open_request(self, values):
        """Open a request; the door for every channel.

        Args:
            values: `service_id` or `service` (its code); any of partner_id,
                beneficiary_id, channel (a code) or channel_id, name, description,
                latitude, longitude, address, postcode, property_id, ward_id, user_id,
                priority, parent_id, answers (as `service.type._check_answers` takes
                them), unasked (codes of questions that the sender has no way to
                answer), interaction (the ledger row it came with, or its id),
                source_key.

        Returns:
            The request, new or, for a known `source_key`, the one there is.

        Raises:
            ValidationError: with words for whoever sent it.
        """
        # Channels open requests on behalf of nobody who is logged in.
        Request = self.sudo()
        known = Request._find_by_source_key(values.get("source_key"))
        if known:
            return known.with_env(self.env)
        service = Request._resolve_service(values)
        answers = Request._validate_answers(
            service, values.get("answers") or {}, values.get("unasked") or ()
        )
        values = Request._add_answered_place(values, answers)
        values = Request._add_answered_property(service, values, answers)
        Request._check_place(service, values)
        values = Request._add_ward(values)
        opened = Request._without_creation_log().create(
            Request._prepare_request(service, values)
        )
        opened = opened.with_env(Request.env)
        opened._store_answers(answers)
        opened._link_interaction(values.get("interaction"))
        request = opened.with_env(self.env)
        request._notify_constituent("opened")
        request._start_fulfilment()
        return request

    @api.model
    def _without_creation_log(self):
        """Who takes a request down does not follow it; its history says it opened."""
        return self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)

    @api.model
    def _find_by_source_key(self, source_key):
        if not source_key:
            return self.browse()
        return self.search([("source_key", "=", source_key)], limit=1)

    @api.model
    def _resolve_service(self, values):
        Service = self.env["service.type"]
        asked = values.get("service_id") or values.get("service")
        if isinstance(asked, models.BaseModel):
            # As the door itself: opened on behalf of nobody who is logged in.
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
    def _add_ward(self, values):
        """`values` with the ward of their point, where they tell none."""
        if not values.get("latitude"):
            return values
        ward = self._ward_of_point(values["latitude"], values["longitude"])
        if values.get("ward_id") or values.get("property_id"):
            return values
        return {**values, "ward_id": ward.id}

    @api.model
    def _ward_of_point(self, latitude, longitude):
        """The ward of a point; an empty one as long as not all wards are on the map.

        Raises:
            ValidationError: when the point is outside all of them.
        """
        # Where wards lie is public.
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
        return {**prepared, "service_id": service.id}

    def _link_interaction(self, interaction):
        """Have the ledger say which request and service a contact was about."""
        if not interaction:
            return
        Interaction = self.env["constituent.interaction"]
        row = Interaction.browse(getattr(interaction, "id", interaction)).exists()
        # The ledger is added to: what a contact led to first is what it was about.
        values = {"request_id": self.id, "service_id": self.service_id.id}
        row.write({name: value for name, value in values.items() if not row[name]})

    # Hooks

    def _notify_constituent(self, event):
        """Tell the constituent; an addon that has channels extends this.

        What is told is also what the tracking page shows: always call super.

        Args:
            event: opened, started, waiting, scheduled, closed, reopened or cancelled.
        """
        # The history is written by whatever moves a request, public routes included.
        self.env["service.request.event"].sudo().create(
            [{"request_id": request.id, "event": event} for request in self]
        )

    def _start_fulfilment(self):
        """Set work going for a new request; an addon that does work extends this."""
