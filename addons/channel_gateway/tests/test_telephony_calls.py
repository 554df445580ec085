from datetime import UTC, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from . import recordings
from .telephony_case import TelephonyCouncil


class TelephonyCase(TelephonyCouncil, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_telephony()


@tagged("-at_install", "post_install")
class TestCalls(TelephonyCase):
    """Calls and ledger, as a telephone system's events tell them."""

    def test_call_waits_is_served_and_wrapped_up(self):
        recording = recordings.read("answered")
        events = recordings.events(recording)
        connect = [event.name for event in events].index("AgentConnect")
        self.take(events[0])
        (call,) = self.calls()
        self.assertEqual((call.state, call.queue), ("waiting", "streets"))
        self.assertEqual(call.partner_id, self.mary)
        self.take(*events[1 : connect + 1])
        self.assertEqual((call.state, call.user_id), ("live", self.one))
        self.assertEqual(call.draft, {"partner_id": self.mary.id})
        self.take(*events[connect + 1 :])
        self.assertEqual((call.state, call.result), ("live", "completed"))
        self.assertTrue(call.ended_at, "what follows is wrap-up")
        self.assertFalse(call.interaction_id)
        call.with_user(self.one).desk_end({"outcome": "nothing"})
        self.assertEqual(call.state, "done")
        self.assertGreater(call.wrapup_seconds, 0)

    def test_officer_may_end_it_at_the_desk_while_they_still_talk(self):
        events = recordings.events(recordings.read("officer_hangs_up"))
        names = [event.name for event in events]
        self.take(*events[: names.index("Hold")])
        (call,) = self.calls()
        call.with_user(self.one).desk_end({"outcome": "nothing"})
        entry = call.interaction_id
        self.assertEqual(call.state, "done")
        self.take(*events[names.index("Hold") :])
        self.assertEqual(call.interaction_id, entry)
        self.assertEqual((call.result, call.wrapup_seconds), ("completed", 0))
        self.assertEqual((call.held_seconds, call.handling_seconds), (2, 4))
        self.assertEqual((entry.ended_at, entry.handling_seconds), (call.ended_at, 4))

    def test_ledger_equals_the_telephones(self):
        self.env["ir.config_parameter"].set_param("channel_gateway.wrap_up_minutes", 0)
        for name in recordings.names():
            with self.subTest(name):
                self._check_ledger(name)

    def _check_ledger(self, name):
        before = self.calls()
        calls = (self.play(name) - before).sorted("started_at")
        seen = recordings.read(name)["visits"]
        self.assertEqual(
            sorted(calls.mapped("result")), sorted(v["result"] for v in seen)
        )
        visits = sorted(seen, key=lambda visit: visit["began"])
        for call, visit in zip(calls, visits, strict=True):
            entry = call.interaction_id
            is_served = visit["answered"] > 0
            is_given_up = visit["result"] == "abandoned"
            is_contact = not call.is_internal and (is_served or is_given_up)
            self.assertEqual(bool(entry), is_contact)
            if not entry:
                continue
            self.assertEqual(entry.is_abandoned, is_given_up)
            self.assertEqual(call.extension or "", visit["extension"])
            for moment in ("began", "answered", "ended"):
                column = {"began": "started_at"}.get(moment, f"{moment}_at")
                self.assertEqual(entry[column], call[column])
                if visit[moment]:
                    told = call[column].replace(tzinfo=UTC).timestamp()
                    self.assertAlmostEqual(told, visit[moment], delta=1.5)
            served = visit["ended"] - visit["answered"] if is_served else 0
            self.assertAlmostEqual(entry.handling_seconds, served, delta=1)
            until = visit["answered"] or visit["ended"]
            self.assertAlmostEqual(
                entry.waiting_seconds - call.waited_before_seconds,
                until - visit["began"],
                delta=1,
            )

    def test_waiting_of_all_queues_is_in_the_ledger(self):
        first, second = self.play("overflow")
        self.assertEqual((first.result, first.is_continued), ("timed_out", True))
        self.assertFalse(first.interaction_id)
        self.assertEqual((first.queue_seconds, second.queue_seconds), (3, 2))
        self.assertEqual(second.waiting_seconds, 5)

    def test_caller_who_gives_up_in_the_second_queue_is_abandoned_once(self):
        first, second = self.play("overflow_abandoned")
        self.assertFalse(first.interaction_id)
        self.assertTrue(second.interaction_id.is_abandoned)
        self.assertEqual(second.interaction_id.waiting_seconds, 5)

    def test_withheld_number_is_nobodys(self):
        for name in ("withheld_anonymous", "withheld_asserted", "unavailable_number"):
            with self.subTest(name):
                before = self.calls()
                call = self.play(name) - before
                self.assertTrue(call.is_withheld)
                self.assertFalse(call.partner_id or call.number)

    def test_officer_who_picked_up_gets_the_call(self):
        self.assertEqual(self.play("picked_up").user_id, self.two)

    def test_caller_who_stayed_on_the_line_leaves_no_abandonment(self):
        events = recordings.events(recordings.read("pulled_silently"))
        self.take(*events[:-1])
        (call,) = self.calls()
        self.assertTrue(call.interaction_id.is_abandoned)
        self.take(events[-1])
        self.assertEqual((call.state, call.result), ("done", "withdrawn"))
        self.assertFalse(call.interaction_id)

    def test_transfer_leads_to_a_call_of_the_next_officer(self):
        first, second = self.play("blind_transfer")
        self.assertEqual((first.user_id, second.user_id), (self.one, self.two))
        self.assertEqual(first.transferred_to, "tax")
        self.assertEqual(first.conversation_id, second.conversation_id)
        self.assertEqual((first.held_seconds, second.held_seconds), (2, 0))

    def test_consultation_becomes_part_of_the_callers_conversation(self):
        events = recordings.events(recordings.read("attended_late"))
        names = [event.name for event in events]
        joined = len(names) - names[::-1].index("QueueCallerJoin")
        self.take(*events[:joined])
        first, second = self.calls()
        self.assertNotEqual(first.conversation_id, second.conversation_id)
        self.assertEqual(second.number, "101", "the officer's own, until then")
        self.take(*events[joined:])
        self.assertEqual(first.conversation_id, second.conversation_id)
        self.assertEqual((second.number, second.partner_id), ("07700900101", self.mary))

    def test_officer_who_asks_a_colleague_is_no_contact(self):
        for name in ("officer_asks", "consultation_given_up"):
            with self.subTest(name):
                before = self.calls()
                asked = (self.play(name) - before).filtered("is_internal")
                self.assertEqual((asked.queue, asked.number), ("tax", "101"))
                if asked.state == "live":
                    asked.with_user(self.two).desk_end({"outcome": "nothing"})
                self.assertFalse(asked.interaction_id)

    def test_caller_who_is_handed_over_is_a_constituent(self):
        _first, second = self.play("attended_late")
        self.assertFalse(second.is_internal)

    def test_events_are_stored_once(self):
        self.play("answered")
        count = self.env["channel.call.event"].search_count([])
        self.play("answered")
        self.assertEqual(self.env["channel.call.event"].search_count([]), count)
        self.assertEqual(len(self.calls()), 1)

    def test_calls_between_officers_leave_no_trace(self):
        event = {
            "Event": "Hangup",
            "Timestamp": "1796070000.5",
            "Uniqueid": "9.9",
            "Linkedid": "9.9",
        }
        self.take(event)
        self.assertFalse(self.env["channel.call.event"].search([]))

    def test_caller_who_is_gone_after_an_interruption_is_lost(self):
        self.play("answered", 1)
        snapshot = {
            "Event": "CouncilSnapshot",
            "Timestamp": "1796079999.5",
            "Channels": ["5.5"],
        }
        self.take(snapshot)
        (call,) = self.calls()
        self.assertEqual((call.state, call.result), ("done", "lost"))

    def test_caller_who_is_still_there_after_an_interruption_waits_on(self):
        self.play("answered", 1)
        (call,) = self.calls()
        snapshot = {
            "Event": "CouncilSnapshot",
            "Timestamp": "1796079999.5",
            "Channels": [call.uniqueid],
        }
        self.take(snapshot)
        self.assertEqual(call.state, "waiting")

    def test_fault_of_a_conversation_is_kept_and_tried_again(self):
        Call = type(self.Call)
        with (
            patch.object(Call, "_follow", side_effect=ZeroDivisionError("test")),
            mute_logger("odoo.addons.channel_gateway.models.telephony.conversation"),
        ):
            self.play("answered")
        conversation = self.env["channel.call.conversation"].search([])
        self.assertIn("ZeroDivisionError", conversation.error)
        self.assertTrue(conversation.next_attempt_at)
        self.assertFalse(self.calls())
        conversation.action_tell()
        self.assertFalse(conversation.error)
        self.assertEqual(self.calls().result, "completed")

    def test_wrap_up_that_takes_too_long_is_ended(self):
        call = self.play("answered")
        call.ended_at = fields.Datetime.now() - timedelta(minutes=11)
        self.env["channel.call"]._cron_end_wrap_up()
        self.assertEqual((call.state, call.wrapup_seconds), ("done", 600))
        self.assertTrue(call.interaction_id.answered_at)

    def test_call_of_the_telephone_system_is_answered_there(self):
        self.play("answered", 1)
        call = self.calls().with_user(self.one)
        for method in (call.desk_answer, call.desk_give_up):
            with self.subTest(method), self.assertRaises(UserError):
                method()

    def test_call_that_is_answered_at_the_desk_is_that_of_the_telephone(self):
        self.play("answered", 7)
        Call = self.env["channel.call"].with_user(self.one)
        self.assertEqual(Call.desk_begin()["id"], self.calls().id)
        other = self.env["channel.call"].with_user(self.two)
        self.assertNotEqual(other.desk_begin()["id"], self.calls().id)

    def test_desk_knows_when_the_caller_has_hung_up(self):
        self.play("answered", 7)
        call = self.calls().with_user(self.one)
        self.assertTrue(call.desk_telephone()["is_on_phone"])
        self.play("answered")
        self.assertFalse(call.desk_telephone()["is_on_phone"])
        call.desk_end({"outcome": "nothing"})
        self.assertFalse(call.desk_telephone())

    def test_officer_is_notified_of_the_call_alone(self):
        sent = []
        bus = type(self.env["bus.bus"])
        with patch.object(bus, "_sendone", lambda _bus, *told: sent.append(told)):
            self.play("picked_up")
        popped = [told for told in sent if told[1].endswith("call_answered")]
        ((target, _kind, payload),) = popped
        self.assertIn(target, (self.two, self.two.partner_id))
        self.assertEqual(payload, {"model": "channel.call", "id": self.calls().id})

    def test_erasure_leaves_no_events(self):
        self.play("answered")
        self.assertTrue(self.env["channel.call.event"].search([]))
        self.mary._erase()
        self.assertFalse(self.env["channel.call.event"].search([]))
        (call,) = self.calls()
        self.assertFalse(call.number or call.partner_id)
