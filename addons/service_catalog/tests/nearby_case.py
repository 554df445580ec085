from .common import Council

LATITUDE, LONGITUDE = 53.7676, -0.3574
METRE = 1 / 111_195  # degrees of latitude


class NearbyCouncil(Council):
    """Jane and Ken see the same hole: within 30 m and 90 days it is one."""

    @classmethod
    def _build_people(cls):
        result = super()._build_people()
        cls.pothole.write({"nearby_metres": 30, "nearby_days": 90})
        cls.ken = cls.make_constituent(
            "Kenneth Secretname", email="ken.test@example.org"
        )
        return result

    def open_pothole(self, north=0, partner=None, **values):
        """A hole so many metres north of the place."""
        return self.open_request(
            "test_pothole",
            **{
                "partner_id": (partner or self.jane).id,
                "latitude": LATITUDE + north * METRE,
                "longitude": LONGITUDE,
                **values,
            },
        )

    def find_nearby(self, north=0, **values):
        return self.pothole._nearby(LATITUDE + north * METRE, LONGITUDE, **values)

    def references(self, *args, **values):
        return [one["reference"] for one in self.find_nearby(*args, **values)]

    def join(self, request, partner=None, **values):
        return self.env["service.request"]._add_co_report(
            request,
            {"partner_id": (self.ken if partner is None else partner).id, **values},
        )
