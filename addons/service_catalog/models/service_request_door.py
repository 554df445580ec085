from odoo import api, models
from odoo.exceptions import ValidationError

PLAIN = (
    "partner_id",
    "beneficiary_id",
    "description",
    "latitude",
    "longitude",
    "address",
    "postcode",
    "property_id",
    "ward_id",
    "user_id",
    "source_key",
    "channel_id",
    "opened_at",
)
LONGEST_SUBJECT = 120


class ServiceRequest(models.Model):
    _inherit = "service.request"

    @api.model
    def _open(self, values):
        """Open a request; the door for every channel.

        Args:
            values: `service_id` or `service` (its code); any of partner_id,
                beneficiary_id, channel (a code) or channel_id, name, description,
                latitude, longitude, address, postcode, property_id, ward_id, user_id,
                answers ({question code: value or list of values}), interaction (the
                ledger row it came with, or its id), source_key.

        Returns:
            The request, new or, for a known `source_key`, the one there is.

        Raises:
            ValidationError: with words for whoever sent it.
        """
        # Channels open requests on behalf of nobody who is logged in.
        door = self.sudo()
        known = door._opened_before(values.get("source_key"))
        if known:
            return known.with_env(self.env)
        service = door._asked_service(values)
        door._check_place(service, values)
        answers = door._checked_answers(service, values.get("answers") or {})
        request = door.create(door._prepare_request(service, values))
        request._keep_answers(answers)
        request._start_clock()
        request._attach(values.get("interaction"))
        request = request.with_env(self.env)
        request._inform_constituent("opened")
        request._fulfil()
        return request

    @api.model
    def _opened_before(self, source_key):
        if not source_key:
            return self.browse()
        return self.search([("source_key", "=", source_key)], limit=1)

    @api.model
    def _asked_service(self, values):
        Service = self.env["service.type"]
        code = values.get("service")
        if values.get("service_id"):
            service = Service.browse(int(values["service_id"])).exists()
        else:
            service = Service.search([("code", "=", code)], limit=1)
        if not service or not service.active:
            raise ValidationError(
                self.env._(
                    "There is no service “%s”.", code or values.get("service_id")
                )
            )
        return service

    @api.model
    def _check_place(self, service, values):
        point = [values.get("latitude"), values.get("longitude")]
        has_point = any(part not in (None, False, "") for part in point)
        if has_point:
            self._check_point(*point)
        elif service.needs_location and not (
            values.get("address") or values.get("property_id")
        ):
            raise ValidationError(
                self.env._(
                    "“%s” needs to know where: a place or an address.", service.name
                )
            )

    @api.model
    def _check_point(self, latitude, longitude):
        try:
            inside = -90 <= float(latitude) <= 90 and -180 <= float(longitude) <= 180
        except (TypeError, ValueError):
            inside = False
        if not inside:
            raise ValidationError(
                self.env._(
                    "Latitude is a number from -90 to 90,"
                    " longitude one from -180 to 180."
                )
            )

    @api.model
    def _checked_answers(self, service, answers):
        """Pairs of question and values, checked against what the service asks."""
        questions = {q.code: q for q in service.question_ids if q.is_input}
        unknown = set(answers) - questions.keys()
        if unknown:
            raise ValidationError(
                self.env._(
                    "“%(service)s” asks no question “%(code)s”.",
                    service=service.name,
                    code=sorted(unknown)[0],
                )
            )
        return [
            (question, question._checked(answers.get(code)))
            for code, question in questions.items()
        ]

    @api.model
    def _prepare_request(self, service, values):
        prepared = {name: values[name] for name in PLAIN if values.get(name)}
        for name in ("partner_id", "beneficiary_id", "user_id", "property_id"):
            if prepared.get(name) and not isinstance(prepared[name], int):
                prepared[name] = prepared[name].id
        if values.get("channel") and not prepared.get("channel_id"):
            Interaction = self.env["constituent.interaction"]
            prepared["channel_id"] = Interaction._channel(values["channel"]).id
        ward = self._ward(prepared)
        team, reason = self.env["service.routing.rule"]._route(service, ward)
        return {
            **prepared,
            "name": values.get("name") or service.name,
            "service_id": service.id,
            "ward_id": ward.id,
            "team_id": team.id,
            "team_reason": reason,
        }

    @api.model
    def _ward(self, prepared):
        Ward = self.env["constituent.ward"]
        if prepared.get("ward_id"):
            return Ward.browse(prepared["ward_id"])
        place = self.env["constituent.property"].browse(prepared.get("property_id"))
        at_home = not prepared.get("address") and not prepared.get("latitude")
        partner = self.env["res.partner"].browse(prepared.get("partner_id"))
        return place.ward_id or (partner.ward_id if at_home else Ward)

    def _keep_answers(self, answers):
        self.env["service.answer"].create(
            [
                {"request_id": self.id, "question_id": question.id, **kept}
                for question, kept in answers
                if kept
            ]
        )

    def _start_clock(self):
        self.env["service.sla.clock"]._start(
            self, self.service_id.sla_policy_id, self.opened_at
        )

    def _attach(self, interaction):
        if not interaction:
            return
        Interaction = self.env["constituent.interaction"]
        row = Interaction.browse(getattr(interaction, "id", interaction)).exists()
        row.write({"request_id": self.id, "service_id": self.service_id.id})

    # Hooks

    def _inform_constituent(self, event):
        """Tell the constituent; an addon that has channels extends this.

        Args:
            event: opened, started, waiting, scheduled, closed, reopened or cancelled.
        """

    def _fulfil(self):
        """Set work going for a new request; an addon that does work extends this."""
