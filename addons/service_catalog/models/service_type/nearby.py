from datetime import timedelta

from odoo import fields, models

from ...nearby import query
from ...phases import OPEN_PHASES


class ServiceType(models.Model):
    """Open requests for a service near a place."""

    _inherit = "service.type"

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
