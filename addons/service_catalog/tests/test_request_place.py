from odoo.tests import Form, tagged

from .common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestRequestPlace(ServiceCatalogCase):
    """The place of a request whose property is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wards = [cls.make_ward(f"Ward {one}", f"WZ{one}") for one in "AB"]
        cls.seven = cls.lane("7", 53.75, cls.wards[0])
        cls.nine = cls.lane("9", 53.85, cls.wards[1])

    @classmethod
    def lane(cls, house, latitude, ward=None):
        return cls.make_property(
            f"9910007{house}",
            house=house,
            street="Zorblax Lane",
            postcode=f"ZZ1 {house}ZZ",
            latitude=latitude,
            longitude=-0.35 if latitude else 0,
            ward_id=ward.id if ward else False,
        )

    def assertPlace(self, request, latitude, postcode, ward, address):
        self.assertAlmostEqual(request.latitude, latitude)
        self.assertEqual(
            (request.postcode, request.ward_id, request.address),
            (postcode, ward, address),
        )

    def test_place_follows_another_property(self):
        request = self.open_request("test_pothole", property_id=self.seven.id)
        self.assertPlace(request, 53.75, "ZZ1 7ZZ", self.wards[0], "7 Zorblax Lane")
        request.with_user(self.officer).property_id = self.nine
        self.assertPlace(request, 53.85, "ZZ1 9ZZ", self.wards[1], "9 Zorblax Lane")

    def test_place_of_each_of_several_requests_follows(self):
        one = self.open_request("test_pothole", property_id=self.seven.id)
        other = self.open_request("test_pothole", latitude=53.7, longitude=-0.3)
        (one | other).property_id = self.nine
        self.assertAlmostEqual(one.latitude, 53.85)
        self.assertAlmostEqual(other.latitude, 53.7)
        self.assertEqual((one | other).mapped("postcode"), ["ZZ1 9ZZ"] * 2)

    def test_property_completes_a_request_without_a_place(self):
        request = self.open_request("test_pothole", address="By the bridge")
        request.property_id = self.nine
        self.assertPlace(request, 53.85, "ZZ1 9ZZ", self.wards[1], "By the bridge")

    def test_point_that_somebody_gave_stays(self):
        request = self.open_request("test_pothole", property_id=self.seven.id)
        request.write(
            {"property_id": self.nine.id, "latitude": 53.8, "longitude": -0.4}
        )
        self.assertPlace(request, 53.8, "ZZ1 9ZZ", self.wards[1], "9 Zorblax Lane")
        request.property_id = self.seven
        self.assertPlace(request, 53.8, "ZZ1 7ZZ", self.wards[0], "7 Zorblax Lane")

    def test_values_beside_the_property_stay(self):
        request = self.open_request("test_pothole", property_id=self.seven.id)
        given = {"address": "The gate", "postcode": "ZZ1 1ZZ"}
        ward = self.make_ward("Ward C", "WZC")
        request.write({"property_id": self.nine.id, "ward_id": ward.id, **given})
        self.assertPlace(request, 53.85, "ZZ1 1ZZ", ward, "The gate")

    def test_nothing_of_the_former_property_stays(self):
        request = self.open_request("test_pothole", property_id=self.seven.id)
        request.property_id = self.lane("8", 0)
        self.assertPlace(
            request, 0, "ZZ1 8ZZ", self.env["constituent.ward"], "8 Zorblax Lane"
        )

    def test_place_stays_when_the_property_is_removed_or_written_again(self):
        request = self.open_request("test_pothole", property_id=self.seven.id)
        for place in (self.seven, self.env["constituent.property"]):
            request.property_id = place
            self.assertPlace(request, 53.75, "ZZ1 7ZZ", self.wards[0], "7 Zorblax Lane")

    def form(self, request):
        return Form(request.with_user(self.officer))

    def test_form_shows_the_place_of_the_property(self):
        request = self.open_request("test_pothole", property_id=self.seven.id)
        with self.form(request) as form:
            form.property_id = self.nine
            self.assertAlmostEqual(form.latitude, 53.85)
            self.assertEqual(form.postcode, "ZZ1 9ZZ")
            self.assertEqual(form.ward_id, self.wards[1])
            # Chosen by mistake.
            form.property_id = self.lane("6", 53.95, self.wards[0])
            self.assertAlmostEqual(form.latitude, 53.95)
        self.assertPlace(request, 53.95, "ZZ1 6ZZ", self.wards[0], "6 Zorblax Lane")

    def test_form_keeps_the_point_of_the_officer(self):
        request = self.open_request("test_pothole", property_id=self.seven.id)
        with self.form(request) as form:
            form.latitude = 53.8
            form.property_id = self.nine
            self.assertAlmostEqual(form.latitude, 53.8)
        self.assertPlace(request, 53.8, "ZZ1 9ZZ", self.wards[1], "9 Zorblax Lane")
        with self.form(request) as form:
            form.property_id = self.seven
            form.address = "The gate"
        self.assertPlace(request, 53.8, "ZZ1 7ZZ", self.wards[0], "The gate")
