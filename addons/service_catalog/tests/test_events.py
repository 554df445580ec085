from odoo.tests import BaseCase

from ..events import EVENTS, HISTORY_EVENTS, MESSAGE_EVENTS


class TestEvents(BaseCase):
    def test_each_code_stands_for_one_event(self):
        codes = [event.code for event in EVENTS]
        self.assertEqual(len(codes), len(set(codes)))

    def test_co_report_is_not_in_the_history_of_the_request(self):
        self.assertIn("joined", dict(MESSAGE_EVENTS))
        self.assertNotIn("joined", dict(HISTORY_EVENTS))

    def test_waiting_for_others_is_in_the_history_and_not_sent(self):
        self.assertIn("held", dict(HISTORY_EVENTS))
        self.assertNotIn("held", dict(MESSAGE_EVENTS))

    def test_history_speaks_to_the_constituent(self):
        self.assertEqual(dict(HISTORY_EVENTS)["waiting"], "Waiting for you")
        self.assertEqual(dict(MESSAGE_EVENTS)["waiting"], "Waiting for the constituent")
