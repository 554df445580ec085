from odoo.tests import BaseCase

from ..telephony import following, outgoing
from . import recordings

SECONDS = 0.6


class TestOutgoing(BaseCase):
    """What became of calls that were dialled, as the telephones saw it."""

    def attempt(self, recording, count=None):
        return outgoing.attempt(
            recording["leg"],
            recordings.events(recording)[:count],
            is_officer_first=recording["is_officer_first"],
        )

    def test_results_are_those_of_the_telephones(self):
        names = recordings.outgoing_names()
        self.assertGreater(len(names), 10)
        for name in names:
            with self.subTest(name):
                recording = recordings.read(f"outgoing/{name}")
                found = self.attempt(recording)
                self.assertEqual(found.result, recording["result"])
                self.assertTrue(found.ended)
                for moment in ("answered", "ended"):
                    if recording[moment]:
                        told = getattr(found, moment)
                        self.assertAlmostEqual(
                            told, recording[moment], delta=SECONDS, msg=moment
                        )

    def test_cause_tells_failures_apart_that_have_one_reason(self):
        reasons, results = set(), set()
        for name in ("busy", "unknown", "congestion", "declined"):
            recording = recordings.read(f"outgoing/called_back_{name}")
            reasons |= {
                event.get("Reason")
                for event in recordings.events(recording)
                if event.name == "OriginateResponse"
            }
            results.add(self.attempt(recording).result)
        self.assertEqual(reasons, {"0"})
        self.assertEqual(len(results), 4)

    def test_result_is_not_told_before_it_is_known(self):
        recording = recordings.read("outgoing/dialled_answered")
        self.assertEqual(self.attempt(recording, 1).result, "")

    def test_call_back_is_a_visit_to_the_queue_under_the_callers_number(self):
        recording = recordings.read("outgoing/called_back")
        (visit,) = following.visits(recordings.events(recording))
        self.assertEqual((visit.leg, visit.number), (recording["leg"], "07700900101"))
        self.assertEqual(visit.result, "completed")
