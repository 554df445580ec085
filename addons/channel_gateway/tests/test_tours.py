from odoo.tests import HttpCase, tagged

from .common import ChannelCase

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
