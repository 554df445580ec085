import base64

from odoo.tests import HttpCase, tagged

from ..pages import rendering
from .common import ChannelCase
from .sample_pages_files import make_fax, make_tiff

INBOX = "/odoo/channel-inbox"


@tagged("post_install", "-at_install", "browser")
class TestTours(HttpCase, ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_user("tour_channel_officer", "officer")
        cls.message = cls.receive(
            subject="Tour e-mail", body="The orange monster left. Jane Testsmith"
        )

    def test_officer_opens_a_request_from_a_message(self):
        self.start_tour(INBOX, "channel_triage_open", login="tour_channel_officer")
        request = self.message.request_id
        self.assertEqual(request.service_id, self.missed_bin)
        self.assertIn("orange monster", " ".join(request.message_ids.mapped("body")))

    def test_officer_discards_and_restores_a_message(self):
        self.start_tour(INBOX, "channel_triage_discard", login="tour_channel_officer")
        self.assertEqual(self.message.state, "triage")

    def test_officer_reads_a_fax_and_opens_a_request(self):
        faxes = self.make_endpoint("Test fax", "fax", channel="fax")
        fax = self.Message._accept_message(faxes, make_fax())
        fax._process()
        page = rendering.render(make_tiff(), recognises=False).pages[0]
        self.env["channel.message.page"].create(
            {
                "message_id": fax.id,
                "number": 1,
                "image": base64.b64encode(page.image),
                "words": "My bin was missed at 12 Park Avenue HU5 3ER",
            }
        )
        fax.write({"pages_state": "done", "service_id": self.missed_bin.id})
        self.start_tour(INBOX, "channel_fax_open", login="tour_channel_officer")
        self.assertEqual(fax.request_id.service_id, self.missed_bin)

    def test_officer_posts_a_letter_and_undoes_it(self):
        ada = self.make_constituent(
            "Ada Testsmith", street="12 Park Avenue", city="Hull", zip="HU5 3ER"
        )
        ada.preferred_channel_id = self.env.ref("constituent_crm.channel_letter")
        letter = self.Message._send_message(ada, "Your request", "Dear Ada")
        self.start_tour(
            "/odoo/channel-letters", "channel_letter_post", login="tour_channel_officer"
        )
        self.assertEqual((letter.state, letter.posted_at), ("queued", False))
