from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from odoo.addons.service_catalog.nearby import distance, query
from odoo.addons.service_catalog.phases import OPEN_PHASES

from .nearby_case import LATITUDE, LONGITUDE, METRE, NearbyCouncil

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00"
    b"\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\x0f\x04\x00\x09\xfb\x03\xfd"
    b"\xe3U\xf2\x9c\x00\x00\x00\x00IEND\xaeB`\x82"
)


@tagged("post_install", "-at_install")
class TestNearby(NearbyCouncil, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()

    def test_nearest_request_comes_first(self):
        far, close = self.open_pothole(25), self.open_pothole(5)
        self.assertEqual(self.references(), [close.reference, far.reference])
        self.assertEqual([one["metres"] for one in self.find_nearby()], [5, 25])

    def test_request_beyond_the_distance_is_not_found(self):
        self.open_pothole(31)
        self.assertFalse(self.find_nearby())

    def test_distance_is_measured_on_the_earth(self):
        request = self.open_pothole(latitude=53.7677, longitude=-0.3571)
        found = self.pothole._nearby_requests((LATITUDE, LONGITUDE))
        expected = distance((LATITUDE, LONGITUDE), (53.7677, -0.3571))
        self.assertAlmostEqual(found[request.id], expected, places=3)

    def test_request_older_than_the_days_is_not_found(self):
        request = self.open_pothole()
        later = request.opened_at + timedelta(days=91)
        self.assertTrue(self.find_nearby())
        self.assertFalse(self.find_nearby(at=later))

    def test_only_open_requests_of_the_same_service_are_found(self):
        request = self.open_pothole()
        request._change_state("closed", outcome="fixed")
        self.open_request(latitude=LATITUDE, longitude=LONGITUDE)
        self.assertFalse(self.find_nearby())

    def test_waiting_requests_are_found(self):
        self.open_pothole()._change_state("waiting")
        self.assertTrue(self.find_nearby())

    def test_service_without_distance_or_days_finds_none(self):
        self.open_pothole()
        for name in ("nearby_metres", "nearby_days"):
            with self.subTest(name):
                known = self.pothole[name]
                self.pothole[name] = 0
                self.assertFalse(self.find_nearby())
                self.pothole[name] = known

    def test_property_is_the_place_without_coordinates(self):
        home = self.make_property("100012345678")
        request = self.open_pothole(latitude=0, longitude=0, property_id=home.id)
        found = self.pothole._nearby(False, False, property=home)
        self.assertEqual(found[0]["reference"], request.reference)
        self.assertTrue(found[0]["same_property"])
        self.assertFalse(self.pothole._nearby(0, 0))

    def test_request_at_the_property_and_nearby_is_listed_once(self):
        home = self.make_property("100012345678")
        self.open_pothole(10, property_id=home.id)
        self.assertEqual(
            [one["metres"] for one in self.find_nearby(property=home)], [0]
        )

    def test_number_of_requests_is_limited(self):
        for north in range(4):
            self.open_pothole(north)
        self.assertEqual(len(self.find_nearby(limit=3)), 3)

    def test_row_has_nothing_of_the_first_reporter(self):
        request = self.open_pothole(
            partner=self.ken,
            address="12 Secret Street",
            postcode="HU5 9XX",
            description="I am Kenneth, 07700 900123",
        )
        self.env["ir.attachment"].create(
            {
                "name": "Kenneth.png",
                "raw": PIXEL,
                "res_model": request._name,
                "res_id": request.id,
            }
        )
        public = self.env.ref("base.public_user")
        pothole = self.pothole.with_user(public).sudo()
        found = pothole._nearby(LATITUDE, LONGITUDE)
        self.assertEqual(
            found,
            [
                {
                    "reference": request.reference,
                    "metres": 0,
                    "same_property": False,
                    "opened_at": request.opened_at,
                    "state": request.state_id.public_name,
                    "people": 1,
                    "has_photos": True,
                }
            ],
        )

    def test_queries_do_not_grow_with_the_number_of_requests(self):
        for north in range(5):
            self.open_pothole(north)
        self.env.flush_all()
        for count in (1, 5):
            self.env.invalidate_all()
            # The service, the nearest, and where they stand.
            with self.assertQueryCount(3):
                self.find_nearby(limit=count)

    def test_search_uses_the_index(self):
        self.assertIn("service_request_nearby_idx", self._plan())

    def _plan(self):
        """How PostgreSQL goes about it among 5,000 open requests."""
        first = self.open_pothole()
        self.env.flush_all()
        self.env.cr.execute(
            """
            INSERT INTO service_request (reference, name, service_id, state_id, phase,
                priority, latitude, longitude, opened_at, reporter_count)
            SELECT 'NEAR-' || n, name, service_id, state_id, phase, priority,
                latitude + n / 10000.0, longitude, opened_at, 1
            FROM service_request, generate_series(1, 5000) n WHERE id = %s
            """,
            [first.id],
        )
        self.env.cr.execute("ANALYZE service_request")
        asked = {
            "service": self.pothole.id,
            "phases": OPEN_PHASES,
            "since": fields.Datetime.now() - timedelta(days=1),
            "at": fields.Datetime.now(),
        }
        found = query.within((LATITUDE, LONGITUDE), 30, **asked)
        rows = self.env.execute_query(SQL("EXPLAIN %s", found))
        return "\n".join(line for (line,) in rows)

    def test_resident_joins_only_requests_nearby(self):
        near, far = self.open_pothole(5), self.open_pothole(500)
        values = {
            "service": "test_pothole",
            "latitude": str(LATITUDE),
            "longitude": str(LONGITUDE),
            "description": "There is a hole",
        }
        Request = self.env["service.request"].with_user(
            self.env.ref("base.public_user")
        )
        report = Request._co_report_nearby(near.reference, values)
        self.assertEqual(report.sudo().request_id, near)
        for reference in (far.reference, "nonsense"):
            with self.assertRaisesRegex(UserError, "not open any longer"):
                Request._co_report_nearby(reference, values)
        with self.assertRaises(ValidationError):
            Request._co_report_nearby(near.reference, {**values, "latitude": "95"})

    def test_distance_is_exact_to_a_metre(self):
        self.assertAlmostEqual(
            distance((LATITUDE, 0), (LATITUDE + METRE, 0)), 1, places=3
        )
