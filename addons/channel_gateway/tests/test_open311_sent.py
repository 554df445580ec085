from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .open311_case import KEY, PIXEL, Open311HttpCase

SQUARE = {
    "type": "Polygon",
    "coordinates": [
        [[-0.5, 53.6], [-0.2, 53.6], [-0.2, 53.9], [-0.5, 53.9], [-0.5, 53.6]]
    ],
}


class SentCase(Open311HttpCase):
    """Reports as independent clients send them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.uk")

    def messages(self):
        return self.env["channel.message"].search(
            [("endpoint_id", "=", self.endpoint.id)]
        )

    def send(self, data, files=None, expect=200, form="json"):
        values = [
            ("api_key", KEY),
            ("service_code", "test_hole"),
            ("attribute[size]", "l"),
            *data,
        ]
        url = f"/open311/v2/requests.{form}"
        return self.answered(self.url_open(url, data=values, files=files), expect)


@tagged("-at_install", "post_install")
class TestOpen311Contact(SentCase):
    """Who reports: reachable, or refused."""

    def test_address_that_is_none_is_refused_and_nobody_registered(self):
        before = self.env["res.partner"].search_count([])
        for email in (
            "jane@",
            "jane example.org",
            "@example.org",
            "jane",
            "a@b@c",
            "-",
        ):
            with self.subTest(email):
                self.assertIn("email", self.post(expect=400, email=email))
        for phone in ("n/a", "none", "123", "0770090045", "jane@example.org", "-"):
            with self.subTest(phone):
                self.assertIn("phone", self.post(expect=400, phone=phone))
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertFalse(self.messages().request_id)

    def test_both_faults_are_reported_together(self):
        said = self.post(expect=400, email="jane", phone="n/a")
        self.assertIn("email", said)
        self.assertIn("phone", said)

    def test_addresses_as_people_write_them_are_taken(self):
        for given in (
            {"email": "Jane.Hobbs+bins@Example.ORG"},
            {"email": "o'neil@example.org"},
            {"phone": "07700 900456"},
            {"phone": "+44 (0)7700 900456"},
            {"phone": "01482/300-300"},
            {"phone": "+48 22 123 45 67"},
        ):
            with self.subTest(given):
                request = self.request_of(self.post(**given, description=str(given)))
                self.assertTrue(request.partner_id)

    def test_number_is_taken_where_it_cannot_be_judged(self):
        self.env.company.country_id = False
        self.post(phone="07700 900456")
        self.assertIn("phone", self.post(phone="ask my mum", expect=400))

    def test_filler_is_no_name(self):
        rows = self.post(first_name="Una", last_name="-", email="una@example.org")
        self.assertEqual(self.request_of(rows).partner_id.name, "Una")
        self.assertFalse(self.request_of(self.post(last_name="-")).partner_id)


@tagged("-at_install", "post_install")
class TestOpen311Sent(SentCase):
    """Forms of any kind, with pictures."""

    place = (("lat", "53.7443"), ("long", "-0.3325"))

    def test_multipart_form_is_a_report(self):
        rows = self.send(
            [*self.place, ("description", "Größer")], files={"none": ("", b"")}
        )
        request = self.request_of(rows)
        self.assertEqual(request.description, "Größer")
        self.assertFalse(request.sent_file_ids)

    def test_every_address_of_a_picture_is_kept(self):
        urls = [f"https://a.example/{number}.jpg" for number in range(3)]
        for name in ("media_url", "media_url[]"):
            for files in (None, {"none": ("", b"")}):
                with self.subTest(f"{name} {files}"):
                    data = [*self.place, *((name, url) for url in urls)]
                    data.append(("description", f"{name} {files}"))
                    request = self.request_of(self.send(data, files))
                    self.assertEqual(request.media_url, urls[0])
                    self.assertEqual(request.other_media_urls.split(), urls[1:])
                    path = f"requests/{request.reference}"
                    (row,) = self.ask(f"{path}.json")
                    self.assertEqual(row["media_url"], urls[0])
                    (row,) = self.ask(f"{path}.json", extensions="true")
                    self.assertEqual(row["media_urls"], urls)
                    root = self.ask(f"{path}.xml", extensions="true")
                    found = root.findall("request/media_urls/media_url")
                    self.assertEqual([one.text for one in found], urls)

    def test_uploaded_files_are_kept(self):
        files = [
            ("media", ("hole.png", PIXEL, "image/png")),
            ("media", ("../../Größe.png", PIXEL, "image/png")),
            ("document", ("plan.pdf", b"%PDF-1.4 x", "application/pdf")),
        ]
        request = self.request_of(self.send(self.place, files))
        self.assertEqual(
            sorted(request.sent_file_ids.mapped("name")),
            ["Größe.png", "hole.png", "plan.pdf"],
        )
        self.assertEqual(len(request.photo_ids), 2)
        self.assertEqual(request.photo_ids[0].raw, PIXEL)
        message = self.messages()
        self.assertIn("plan.pdf", message.attachment_names)
        kept = message._raw_bytes()
        self.assertIn(PIXEL, kept)
        self.assertNotIn(KEY.encode(), kept)

    def test_web_page_is_kept_as_text(self):
        page = ("x.html", b"<script>alert(1)</script>", "text/html")
        request = self.request_of(self.send(self.place, {"media": page}))
        self.assertEqual(request.sent_file_ids.mimetype, "text/plain")

    def test_another_picture_is_another_report(self):
        def reference(content):
            files = {"media": ("a.bin", content, "application/octet-stream")}
            return self.send(self.place, files)[0]["service_request_id"]

        self.assertEqual(reference(b"one"), reference(b"one"))
        self.assertNotEqual(reference(b"one"), reference(b"two"))

    def test_files_are_counted(self):
        files = [("media", (f"{n}.txt", b"x", "text/plain")) for n in range(21)]
        self.assertIn("20", self.send(self.place, files, expect=400))

    def test_contradicting_places_are_refused(self):
        said = self.send([*self.place, ("lat", "53.8")], expect=400)
        self.assertIn("lat", said)


@tagged("-at_install", "post_install")
class TestOpen311Place(SentCase):
    """Where it is: in the council's area, and as the client knows it."""

    def test_not_pinpointed_place_is_taken_and_told_to_staff(self):
        request = self.request_of(self.post(address_id="#NOTPINPOINTED#"))
        self.assertAlmostEqual(request.latitude, 53.7443)
        self.assertFalse(request.property_id)
        self.assertIn("pointed", "".join(request.message_ids.mapped("body")))

    def test_grid_reference_is_a_place(self):
        rows = self.post(
            lat=None,
            long=None,
            address_id="#NOTPINPOINTED#",
            **{"attribute[easting]": "509000", "attribute[northing]": "428000"},
        )
        self.assertAlmostEqual(self.request_of(rows).latitude, 53.737, places=3)

    def make_wards(self):
        wards = self.env["constituent.ward"]
        wards.search([]).active = False
        return wards.create({"name": "Square", "code": "E1", "boundary": SQUARE})

    def test_place_within_is_in_its_ward(self):
        ward = self.make_wards()
        request = self.request_of(self.post())
        self.assertEqual(request.ward_id, ward)

    def test_place_outside_is_refused(self):
        self.make_wards()
        said = self.post(lat="51.5", long="-0.1", expect=400)
        self.assertIn("outside", said)
        self.post(lat=None, long=None, address_string="Park Avenue")

    def test_nothing_is_outside_without_boundaries(self):
        wards = self.make_wards()
        wards.boundary = False
        self.post(lat="51.5", long="-0.1")


@tagged("-at_install", "post_install")
class TestOpen311Refused(SentCase):
    """Refused reports stay out of the inbox, and are counted."""

    def inbox(self):
        action = self.env.ref("channel_gateway.channel_message_action_inbox")
        return self.env["channel.message"].search(safe_eval(action.domain))

    def test_refused_report_is_not_in_the_inbox(self):
        self.post(expect=400, email="jane")
        message = self.messages()
        self.assertTrue(message.is_refused)
        self.assertNotIn(message, self.inbox())
        action = self.env.ref("channel_gateway.channel_message_action_refused")
        found = self.env["channel.message"].search(safe_eval(action.domain))
        self.assertIn(message, found)

    def test_report_that_is_mended_is_none(self):
        self.post(service_code="test_hidden", expect=404)
        self.hidden.is_published = True
        self.post(service_code="test_hidden")
        self.assertFalse(self.messages().is_refused)
        self.assertEqual(self.messages().state, "done")

    def test_mended_report_may_have_the_same_key(self):
        key = {"Idempotency-Key": "abc"}
        self.post(headers=key, email="jane", expect=400)
        first = self.post(headers=key, email="jane@example.org")
        self.assertEqual(self.post(headers=key, email="jane@example.org"), first)
        self.post(headers=key, email="june@example.org", expect=400)
        self.assertEqual(len(self.messages()), 2)

    def test_staff_may_open_it_nevertheless(self):
        self.post(expect=400, email="jane")
        message = self.messages()
        message._open_chosen_request(
            service_id=self.hole.id, answers={"size": "l"}, address="Park Avenue"
        )
        self.assertEqual(message.state, "done")
        self.assertTrue(message.request_id)
        self.assertFalse(message.is_refused)

    def test_what_staff_try_again_is_theirs(self):
        self.post(expect=400, email="jane")
        message = self.messages()
        message.action_retry()
        message._process()
        self.assertEqual(message.state, "triage")
        self.assertIn(message, self.inbox())

    def test_it_is_removed_after_some_days_and_still_counted(self):
        self.post(expect=400, email="jane")
        self.post(expect=400, email="june")
        old, new = self.messages()
        day = fields.Datetime.now() - timedelta(days=31)
        old.received_at = day
        self.env["channel.message"]._gc_refused()
        self.assertEqual(self.messages(), new)
        self.assertEqual(self.endpoint.refused_count, 2)
        row = self.env["channel.refused.report"].search([])
        self.assertEqual((row.day, row.reports), (day.date(), 1))

    def test_days_are_a_setting(self):
        self.post(expect=400, email="jane")
        self.messages().received_at = fields.Datetime.now() - timedelta(days=3)
        self.env["channel.message"]._gc_refused()
        self.assertTrue(self.messages())
        self.env["ir.config_parameter"].set_param("channel_gateway.refused_days", "2")
        self.env["channel.message"]._gc_refused()
        self.assertFalse(self.messages())

    def test_what_was_accepted_is_never_removed(self):
        self.post()
        self.messages().received_at = "2020-01-01"
        self.env["channel.message"]._gc_refused()
        self.assertTrue(self.messages())


@tagged("-at_install", "post_install")
class TestOpen311Limit(SentCase):
    """A key has a limit, and nothing that was accepted is lost."""

    def test_more_than_the_limit_of_a_key_is_429(self):
        self.endpoint.limit_per_minute = 2
        self.post(description="1")
        self.post(description="2", expect=400, email="jane")
        data = {"api_key": KEY, "service_code": "test_hole"}
        for path in ("requests.json", "servicerequestupdates.xml"):
            answer = self.url_open(f"/open311/v2/{path}", data=data)
            self.answered(answer, 429)
            self.assertTrue(int(answer.headers["Retry-After"]))
            self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")
        self.assertEqual(len(self.messages()), 2)
        other = self.make_endpoint("Another", "open311", "api", token="other-key")
        self.post(api_key=other.token)

    def test_reading_is_not_limited(self):
        self.endpoint.limit_per_minute = 1
        self.post()
        self.ask("requests.json", api_key=KEY)
        self.ask("servicerequestupdates.json", api_key=KEY)
