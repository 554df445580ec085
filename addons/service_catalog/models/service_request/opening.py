from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError

from ...rules import ANSWERS_KEY
from ..service_place_mixin import (
    LOCATION_FIELDS,
    PLACE_FIELDS,
    POINT_FIELDS,
    WARD_SOURCE_FIELDS,
)

COPIED_FIELDS = (
    "name",
    "partner_id",
    "beneficiary_id",
    "channel_id",
    "user_id",
    "priority",
    "parent_id",
    "description",
    *PLACE_FIELDS,
    "ward_id",
    "opened_at",
    "source_key",
    "notification_preference",
)


class ServiceRequest(models.Model):
    """Opening of requests, with their answers, and routing."""

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
        service = self.env["service.type"]._resolve_service(values)
        answers = service._validated_answers(
            values.get("answers") or {}, values.get("unasked") or ()
        )
        values = self._add_answered_place(service, values, answers)
        self._check_place(service, values)
        values = self._add_property_place(self._add_ward(values))
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
    def _prepare_request(self, service, values):
        prepared = {
            name: getattr(values[name], "id", values[name])
            for name in COPIED_FIELDS
            if values.get(name)
        }
        for name in POINT_FIELDS:
            if name in prepared:
                prepared[name] = float(prepared[name])
        if values.get("channel") and not prepared.get("channel_id"):
            Interaction = self.env["constituent.interaction"]
            prepared["channel_id"] = Interaction._channel(values["channel"]).id
        if given := values.get("answers"):
            prepared[ANSWERS_KEY] = given
        return {**prepared, "service_id": service.id}

    # Place

    @api.model
    def _add_answered_place(self, service, values, answers):
        """Return `values` with the place of the answers where they give none."""
        if not any(values.get(name) for name in LOCATION_FIELDS):
            values = {**values, **service._answered_point(answers)}
        if not any(values.get(name) for name in LOCATION_FIELDS):
            found = service._answered_property(answers)
            values = {**values, "property_id": found.id}
        return values

    @api.model
    def _check_place(self, service, values):
        point = [values.get(name) for name in POINT_FIELDS]
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
    def _add_ward(self, values):
        """Return `values` with the ward of their point where they give no place."""
        if not values.get("latitude"):
            return values
        ward = self._ward_of_point(values["latitude"], values["longitude"])
        if values.get("ward_id") or values.get("property_id"):
            return values
        return {**values, "ward_id": ward.id}

    def _update_ward(self, vals):
        """Set the ward from the new place of the request.

        A ward in `vals` is kept.

        Args:
            vals: the values written.
        """
        if "ward_id" in vals or not any(vals.get(name) for name in WARD_SOURCE_FIELDS):
            return
        Rule = self.env["service.routing.rule"]
        for request in self:
            facts = Rule._current_routing_facts(request, without=("ward_id",))
            ward = facts["ward_id"]
            if ward and ward != request.ward_id:
                request.ward_id = ward

    # The form on the residents' pages

    @api.model
    def _open_from_web_form(self, values, who, photos=(), join=None):
        """Open a request from the web form, or join a nearby one.

        Args:
            values: as those of `_open_request`, with source_key; channel is "web" by
                default.
            who: a dict of partner (who is logged in, may be empty), name, email, phone,
                other_name (whom it is for, if another); empty for anonymous residents.
            photos: as `service.type._photos_in` returns them.
            join: the reference of a nearby request to join.

        Returns:
            The `service.request`; or the `service.co.report` of one joined.

        Raises:
            UserError: with a message for the resident.
        """
        # sudo: residents have no login; `_open_request` checks the values.
        Request = self.sudo()
        known = Request._find_by_source_key(values["source_key"])
        if known:
            return known
        values = {"channel": "web", **values, **Request._resolve_people(who)}
        values["notification_preference"] = who.get("notification_preference")
        values["interaction"] = Request._record_web_interaction(
            values, values["service_id"]
        )
        if join:
            report = Request._co_report_nearby(join, values)
            report._keep_files({"answers": {"photos": list(photos)}})
            return report
        opened = Request._open_request(values)
        kept = opened._keep_files(list(photos))
        opened.sent_file_ids = kept | opened.answer_ids.attachment_ids
        return opened

    @api.model
    def _resolve_people(self, who):
        Partner = self.env["res.partner"]
        partner = who.get("partner") or Partner
        clues = {name: who.get(name) for name in ("name", "email", "phone")}
        known = Partner
        if not partner and any(clues.values()):
            # Unverified input must not change another person's preference.
            known = Partner._constituent_identify(clues)
            partner = Partner._constituent_identify(clues, create=True)
        if not known:
            self._set_preferred_channel(partner, who.get("notification_preference"))
        other = Partner
        if partner and who.get("other_name"):
            clues = {"name": who["other_name"]}
            other = Partner._constituent_identify(clues, create=True)
        return {"partner_id": partner.id, "beneficiary_id": other.id}

    @api.model
    def _set_preferred_channel(self, partner, notification_preference):
        """Set the preferred channel of a partner who has none."""
        if (
            partner
            and notification_preference in ("email", "sms")
            and not partner.preferred_channel_id
        ):
            Interaction = self.env["constituent.interaction"]
            partner.preferred_channel_id = Interaction._channel(notification_preference)

    # Contacts and feedback

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
            channel=values["channel"],
        )

    @api.model
    def _record_page_interaction(self, **values):
        """Record what a resident has just done on a page in the ledger."""
        now = fields.Datetime.now()
        moment = dict.fromkeys(("started_at", "answered_at", "ended_at"), now)
        return self.env["constituent.interaction"]._record_contact(
            {"channel": "web", **moment, **values}
        )

    def _record_matching_feedback(self, is_new=False):
        """Record the service that an officer chose, to improve suggestions.

        Requests of channels and batches are ignored: nobody chose their service.

        Args:
            is_new: whether the request was just created.
        """
        is_officer = self.env.uid != SUPERUSER_ID and self._is_staff_user()
        if len(self) == 1 and is_officer:
            # sudo: officers cannot write feedback records themselves.
            request = self.sudo()
            if request.description:
                self.env["service.matching.feedback"].sudo()._learn(request, is_new)

    # Routing

    @api.depends("service_id")
    def _compute_priority(self):
        """Compute the priority from the service where none is set yet.

        Later changes of the service keep the priority.
        """
        for request in self:
            request.priority = request.priority or request.service_id.priority or "0"

    def _reroute(self, vals):
        """Route the request again after its service has changed.

        A team in `vals` is kept.

        Args:
            vals: the values written.
        """
        if "team_id" in vals:
            return
        Rule = self.env["service.routing.rule"]
        for request in self:
            # sudo: rules apply regardless of the user's rights.
            request.sudo().write(Rule._current_routing_values(request))

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

    # Answers and files

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
