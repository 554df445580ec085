import base64

from odoo.tests import BaseCase, tagged

from odoo.addons.service_catalog.references import Reference, spell_out
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

# One grey point.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


class TestSpellOut(BaseCase):
    def test_reference_is_spelt_out_in_words_and_digits(self):
        read_out = spell_out(Reference("HC", "7K2MQ9X4"))
        self.assertEqual(read_out, "Hotel Charlie, 7 Kilo 2 Mike, Quebec 9 X-ray 4")

    def test_reference_without_a_prefix_is_spelt_out(self):
        self.assertEqual(spell_out(Reference("", "11112222")), "1 1 1 1, 2 2 2 2")


@tagged("post_install", "-at_install")
class TestRequestDisplay(ServiceCatalogCase):
    def test_a_reference_is_found_as_people_write_it(self):
        request, _other = self.open_request(), self.open_request()
        Request = self.env["service.request"].with_user(self.officer)
        for written in (
            request.reference,
            request.reference.lower().replace("-", " "),
            request.reference.split("-", 1)[1],
            f" {request.reference[:-1]}",
        ):
            with self.subTest(written=written):
                found = Request.search([("reference_search", "ilike", written)])
                self.assertEqual(found, request)

    def test_percent_sign_is_literal(self):
        self.open_request()
        found = self.env["service.request"].search([("reference_search", "ilike", "%")])
        self.assertFalse(found)

    def test_hidden_request_is_not_found_by_its_reference(self):
        request = self.open_request("test_pothole", address="Park Avenue")
        Request = self.env["service.request"].with_user(self.crewman)
        self.assertFalse(Request.search([("reference_search", "=", request.reference)]))

    def test_photos_are_the_images_among_the_attachments(self):
        request = self.open_request()
        photo, _letter = self.env["ir.attachment"].create(
            [
                {"name": name, "raw": raw, "res_model": request._name}
                | {"res_id": request.id}
                for name, raw in (("bin.png", PICTURE), ("letter.txt", b"Dear all"))
            ]
        )
        self.assertEqual(request.photo_ids, photo)
        self.assertFalse(self.open_request().photo_ids)

    def test_request_with_coordinates_has_a_map(self):
        request = self.open_request(latitude=53.75, longitude=-0.33)
        self.assertIn("53.75", request.map_url)
        self.assertFalse(self.open_request().map_url)

    def test_the_map_may_be_the_councils_own(self):
        self.env["ir.config_parameter"].set_param(
            "service_catalog.map_url", "https://map.example/{latitude},{longitude}"
        )
        request = self.open_request("test_pothole", latitude=53.75, longitude=-0.36)
        self.assertEqual(request.map_url, "https://map.example/53.75,-0.36")

    def test_usual_next_step_is_highlighted(self):
        request = self.open_request()
        for code, usual in (
            (None, "in_progress"),
            ("in_progress", "resolved"),
            ("resolved", None),
        ):
            if code:
                request._change_state(code, outcome="fixed")
            main = [move["id"] for move in request.next_moves if move["main"]]
            state = request.state_id._by_code(usual)
            self.assertEqual(main, state.ids)
