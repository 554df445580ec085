from odoo.tests import BaseCase

from ..telephony import following
from ..telephony.events import Event
from . import recordings

# Between what the telephones and Asterisk see: a warm transfer takes half a second.
SECONDS = 0.6
# What queue_log does not say: who really spoke, and transfers to an extension.
ONLY_AMI = {
    "attended_direct",
    "attended_early",
    "attended_late",
    "blind_direct",
    "hotdesk_optimised_transfer",
    "hotdesk_transfer",
    "picked_up",
    "pulled",
    "pulled_silently",
    "turned_away",
}


class TestFollowing(BaseCase):
    """What became of callers, as the telephones saw it and a real Asterisk told it."""

    def test_visits_are_those_of_the_telephones(self):
        self.assertGreater(len(recordings.names()), 30)
        for name in recordings.names():
            with self.subTest(name):
                recording = recordings.read(name)
                found = following.visits(recordings.events(recording))
                self._check_visits(found, recording["visits"])

    def test_each_event_twice_tells_the_same(self):
        for name in recordings.names():
            with self.subTest(name):
                events = recordings.events(recordings.read(name))
                twice = [event for event in events for _time in range(2)]
                self.assertEqual(following.visits(twice), following.visits(events))

    def test_queue_log_alone_tells_what_became_of_callers(self):
        for name in sorted(set(recordings.names()) - ONLY_AMI):
            with self.subTest(name):
                recording = recordings.read(name)
                found = following.visits(recordings.log_events(recording))
                seen = recording["visits"]
                self.assertEqual(
                    [(visit.queue, visit.result) for visit in found],
                    [(visit["queue"], visit["result"]) for visit in seen],
                )

    def test_queue_log_completes_what_was_missed_at_any_moment(self):
        """AMI is away from some event on; the log tells the rest, and repeats some."""
        for name in sorted(set(recordings.names()) - ONLY_AMI):
            recording = recordings.read(name)
            events = recordings.events(recording)
            log = recordings.log_events(recording)
            seen = [(visit["queue"], visit["result"]) for visit in recording["visits"]]
            for count in range(len(events)):
                with self.subTest(name, heard=count):
                    found = following.visits(events[:count] + log)
                    told = [(visit.queue, visit.result) for visit in found]
                    self.assertEqual(told, seen)

    def _check_visits(self, found, seen):
        self.assertEqual(len(found), len(seen))
        for visit, expected in zip(found, seen, strict=True):
            self.assertEqual(visit.queue, expected["queue"])
            self.assertEqual(visit.result, expected["result"])
            self.assertEqual(visit.number, expected["number"])
            for moment in ("began", "answered", "ended"):
                told = getattr(visit, moment) or 0.0
                self.assertAlmostEqual(
                    told, expected[moment], delta=SECONDS, msg=moment
                )
            self.assertAlmostEqual(visit.held, expected["held"], delta=SECONDS)
            self.assertEqual((visit.agent or ("",))[0], expected["extension"])


class TestRules(BaseCase):
    """Single rules, each with the recording in which Asterisk surprises."""

    def visits(self, name):
        return following.visits(recordings.events(recordings.read(name)))

    def test_second_visit_to_a_queue_is_another_one(self):
        visits = self.visits("sent_back")
        self.assertEqual([visit.queue for visit in visits], ["streets", "tax", "tax"])
        self.assertEqual(len({visit.leg for visit in visits}), 1)
        self.assertEqual([visit.number_of_visit for visit in visits], [1, 2, 3])

    def test_officer_who_consulted_is_replaced_by_the_constituent(self):
        for name in ("attended_early", "attended_late"):
            with self.subTest(name):
                first, second = self.visits(name)
                self.assertNotEqual(second.leg, first.leg)
                self.assertEqual(second.caller, first.caller)
                self.assertEqual(second.number, first.number)
                self.assertEqual(first.transferred_to, "tax")

    def test_talk_of_a_warm_transfer_lasts_until_the_caller_hangs_up(self):
        recording = recordings.read("attended_late")
        (complete,) = [
            event
            for event in recordings.events(recording)
            if event.name == "AgentComplete"
            and event.get("DestCallerIDNum") == "102"
            and event.get("Reason") == "caller"
        ]
        second = self.visits("attended_late")[1]
        self.assertGreater(second.ended - complete.at, 4, "the queue said so earlier")

    def test_waiting_is_summed_over_queues(self):
        first, second = self.visits("overflow")
        self.assertAlmostEqual(second.waited_before, first.waiting_seconds)
        self.assertAlmostEqual(second.waited_before, 3, delta=0.1)
        self.assertTrue(first.went_on)

    def test_hold_is_counted_once_though_the_transfer_ends_it_again(self):
        names = [
            event["Event"] for event in recordings.read("blind_transfer")["events"]
        ]
        self.assertEqual((names.count("Hold"), names.count("Unhold")), (1, 2))
        first, _second = self.visits("blind_transfer")
        self.assertAlmostEqual(first.held, 2, delta=0.1)

    def test_colleague_who_picked_up_is_the_officer(self):
        recording = recordings.read("picked_up")
        (connect,) = [
            event
            for event in recordings.events(recording)
            if event.name == "AgentConnect"
        ]
        self.assertEqual(connect.get("Interface"), "PJSIP/agent101")
        (visit,) = self.visits("picked_up")
        self.assertEqual(visit.agent, ("102", "agent102", "PJSIP/agent102"))

    def test_telephone_behind_a_local_channel_is_the_officers(self):
        for name in ("hotdesk", "hotdesk_optimised"):
            with self.subTest(name):
                (visit,) = self.visits(name)
                self.assertIn("101", visit.agent)

    def test_withdrawal_that_came_too_late_is_none(self):
        (visit,) = self.visits("withdrawn_but_answered")
        self.assertEqual(visit.result, "completed")

    def test_caller_who_is_still_there_has_not_given_up(self):
        recording = recordings.read("pulled_silently")
        events = recordings.events(recording)
        self.assertEqual(
            following.visits(events[:-1])[0].result, "abandoned", "until it is known"
        )
        self.assertEqual(following.visits(events)[0].result, "withdrawn")

    def test_telephones_ring_until_somebody_answers(self):
        events = recordings.events(recordings.read("rung_by_two"))
        called = [n for n, event in enumerate(events) if event.name == "AgentCalled"]
        (visit,) = following.visits(events[: called[-1] + 1])
        rung = sorted(agent[0] for agent in visit.ringing.values())
        self.assertEqual(rung, ["101", "102"])
        (visit,) = following.visits(events)
        self.assertEqual(visit.ringing, {})

    def test_caller_who_was_gone_when_the_listener_came_back_is_lost(self):
        events = recordings.events(recordings.read("abandoned"))[:1]
        gone = Event(
            "CouncilGone", events[0].at + 9, {"Uniqueid": events[0].get("Uniqueid")}
        )
        (visit,) = following.visits([*events, gone])
        self.assertEqual(visit.result, "lost")

    def test_caller_who_was_waiting_before_the_listener_came_has_waited(self):
        entry = {"Uniqueid": "1.1", "Queue": "tax", "Wait": "40", "CallerIDNum": "1"}
        (visit,) = following.visits([Event("QueueEntry", 1000.0, entry)])
        self.assertEqual((visit.began, visit.is_open), (960.0, True))

    def test_recording_is_linked_by_an_address_alone(self):
        events = recordings.events(recordings.read("answered"))
        caller = events[0].get("Uniqueid")
        for text, link in (
            ("https://recorder.test/1.wav", "https://recorder.test/1.wav"),
            ("javascript:alert(1)", ""),
            ("/var/spool/1.wav", ""),
        ):
            with self.subTest(text):
                own = {"UserEvent": "CouncilRecording", "Uniqueid": caller}
                told = Event("UserEvent", events[-1].at, {**own, "Recording": text})
                (visit,) = following.visits([*events, told])
                self.assertEqual(visit.recording, link)
