from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.constituent_crm.gazetteer import coordinates

from ...nearby import query
from ...phases import OPEN_PHASES
from ..service_place_mixin import POINT_FIELDS


class ServiceType(models.Model):
    """What a sender asks for: the service, the answers, and what is open near by."""

    _inherit = "service.type"

    # Which service, and whether it is on offer

    @api.model
    def _resolve_service(self, values):
        """Return the requested service after checking that it is available.

        Args:
            values: as `service.request._open_request` takes them.

        Returns:
            The `service.type`.

        Raises:
            ValidationError: when it is not available; the message is for the requester.
        """
        service = self._find_asked(values)
        why = service._unavailable_reason(
            self._asking(values),
            lambda: self._ward_asked_for(values),
            self._channel_asked_on(values),
        )
        if why:
            raise ValidationError(why)
        return service

    @api.model
    def _find_asked(self, values):
        """Return the service that `service_id` or `service` of `values` names."""
        asked = values.get("service_id") or values.get("service")
        if isinstance(asked, models.BaseModel):
            # sudo: as `_open_request`, for anonymous callers.
            service = asked.sudo()
        elif values.get("service_id"):
            number = str(asked)
            service = self.browse(int(number) if number.isdecimal() else 0).exists()
        else:
            service = self._by_code(asked)
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
        # `_open_request` reports an invalid point.
        point = coordinates.parse(*(values.get(name) for name in POINT_FIELDS))
        return Ward._of_point(*point) if point else Ward

    # The answers

    def _validated_answers(self, answers, unasked=()):
        """Check answers against the form of this service and return them normalised.

        Args:
            answers: as `_check_answers` takes them.
            unasked: codes of questions that the requester cannot be asked.

        Returns:
            A dict of code to valid answer.

        Raises:
            ValidationError: with a sentence for each invalid answer.
        """
        values, faults = self._check_answers(answers, unasked=unasked)
        if faults:
            names = {one["code"]: one["name"] for one in self._form()}
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
    def _answered_point(self, answers):
        """Return the point and the address of an answer that is a place.

        Args:
            answers: {code: answer}, as `_check_answers` returns them.

        Returns:
            A dict of values for `_open_request`; {} where no answer is a place.
        """
        for place in answers.values():
            if isinstance(place, dict):
                point = {name: place[name] for name in POINT_FIELDS if name in place}
                return {**point, "address": place["words"]}
        return {}

    def _answered_property(self, answers):
        """Return the property of the first answer that is one.

        Args:
            answers: {code: answer}, as `_check_answers` returns them.

        Returns:
            A `constituent.property`, empty where no answer is one.
        """
        Property = self.env["constituent.property"]
        for question in self._form():
            uprn = answers.get(question["code"])
            if uprn and question["datatype"] == "property":
                return Property.search([("uprn", "=", uprn)], limit=1)
        return Property

    # Open requests near a place

    def _nearby(self, latitude, longitude, property=None, at=None, limit=5):
        """Return open requests that are likely duplicates, the nearest first.

        `nearby_metres` and `nearby_days` are the radius and the maximum age; with 0 for
        either, none is found. The result is public: it holds no personal data and no
        descriptions.

        Args:
            latitude: degrees, or False where there is no point.
            longitude: degrees.
            property: `constituent.property`; a request there has a distance of 0.
            at: naive UTC time to look back from; now when left out.
            limit: maximum number of requests.

        Returns:
            A list of dicts of reference, metres (whole, from here), same_property,
            opened_at (naive UTC), state (what the public reads), people (how many
            have reported it) and has_photos.
        """
        rows = self._nearby_rows((latitude, longitude), property, at, limit)
        # sudo: the states of requests are public.
        states = self.env["service.request.state"].sudo()
        # Prefetch all states in one query.
        states = states.browse({row["state_id"] for row in rows})
        public_states = {state.id: state._public_heading() for state in states}
        return [
            {
                "reference": row["reference"],
                "metres": round(row["metres"]),
                "same_property": bool(property and row["property_id"] == property.id),
                "opened_at": row["opened_at"],
                "state": public_states[row["state_id"]],
                "people": row["people"],
                "has_photos": row["has_photos"],
            }
            for row in rows
        ]

    def _nearby_requests(self, point, property=None, at=None, limit=5, besides=0):
        """Return the ids and distances of the requests that `_nearby` finds.

        Args:
            point: latitude and longitude, in degrees; both may be False.
            property: `constituent.property`, or None.
            at: naive UTC time to look back from; now when left out.
            limit: maximum number of requests.
            besides: id of a request to leave out; 0 for none.

        Returns:
            A dict of request id to distance in metres, the nearest first.
        """
        rows = self._nearby_rows(point, property, at, limit + bool(besides))
        others = [row for row in rows if row["id"] != besides]
        return {row["id"]: row["metres"] for row in others[:limit]}

    def _nearby_rows(self, point, property, at, limit):
        """Query the nearest open requests; see `_nearby` for the arguments."""
        if not (self.nearby_metres and self.nearby_days):
            return []
        if not (any(point) or property):
            return []
        at = at or fields.Datetime.now()
        self.env["service.request"].flush_model(query.COLUMNS)
        self.env["ir.attachment"].flush_model(["res_model", "res_id", "mimetype"])
        return self.env.execute_query_dict(
            query.nearest(
                self.id,
                point,
                self.nearby_metres,
                property.id if property else False,
                OPEN_PHASES,
                (at - timedelta(days=self.nearby_days), at),
                limit,
            )
        )
