from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from . import recordings
from .telephony_case import TelephonyCouncil

# Channels, which each call has of its own.
LEGS = ("Uniqueid", "Linkedid")


class CallbackCase(TelephonyCouncil, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_telephony()
        cls.pbx.write({"pbx_number": "01632 960100", "heard_at": fields.Datetime.now()})

    def commands(self):
        """Return what the listener is told to do."""
        return self.env["channel.call.command"]._hand_out(self.pbx)

    def play_outgoing(self, name, call):
        """Take a recording as that of an outgoing call."""
        recording = recordings.read(f"outgoing/{name}")
        for event in recording["events"]:
            told = {
                key: f"{value}.{call.id}" if key.endswith(LEGS) else value
                for key, value in event.items()
            }
            for key, value in event.items():
                if value == recording["leg"]:
                    told[key] = call._leg
            self.take(told)


@tagged("-at_install", "post_install")
class TestDialling(CallbackCase):
    """Click to dial: the officer's telephone first, then the constituent's."""

    def dial(self):
        self.mary.with_user(self.one).action_dial()
        (command,) = self.commands()
        return command, self.env["channel.call.outgoing"].search([], limit=1)

    def test_officers_telephone_is_rung_with_an_id_of_our_own(self):
        command, call = self.dial()
        values = command["values"]
        self.assertEqual(command["action"], "Originate")
        self.assertEqual(values["Channel"], "PJSIP/101")
        self.assertEqual(values["Exten"], "07700900101")
        self.assertEqual(values["ChannelId"], call._leg)
        self.assertEqual(values["Variable"], "COUNCIL_NUMBER=01632 960100")

    def test_order_is_handed_out_once(self):
        self.dial()
        self.assertFalse(self.commands())

    def test_answered_call_is_an_outgoing_contact(self):
        _command, call = self.dial()
        self.play_outgoing("dialled_answered", call)
        self.assertEqual(call.result, "answered")
        entry = call.interaction_id
        self.assertEqual((entry.direction, entry.partner_id), ("out", self.mary))
        self.assertEqual(entry.user_id, self.one)
        self.assertEqual(entry.handling_seconds, 2)

    def test_unanswered_calls_are_no_contacts(self):
        for name, result in (
            ("dialled_busy", "busy"),
            ("dialled_unknown", "no_such_number"),
            ("dialled_officer_away", "officer_away"),
            ("dialled_cancelled", "no_answer"),
        ):
            with self.subTest(name):
                _command, call = self.dial()
                self.play_outgoing(name, call)
                self.assertEqual(call.result, result)
                self.assertFalse(call.interaction_id)

    def test_refusal_of_the_telephone_system_is_told(self):
        command, call = self.dial()
        self.take_result(command, "Error", "Extension does not exist.")
        self.assertEqual(
            (call.result, call.error), ("failed", "Extension does not exist.")
        )

    def take_result(self, command, response, message=""):
        self.take(
            {
                "Event": "CouncilResult",
                "Timestamp": "1796070000.5",
                "Command": command["id"],
                "Response": response,
                "Message": message,
            }
        )

    def test_officer_without_a_telephone_is_told_so(self):
        self.one.telephone_extension = False
        with self.assertRaises(UserError):
            self.mary.with_user(self.one).action_dial()

    def test_nothing_is_dialled_while_the_system_is_away(self):
        self.pbx.heard_at = False
        with self.assertRaises(UserError):
            self.mary.with_user(self.one).action_dial()

    def test_number_of_another_country_is_dialled_from_here(self):
        for number, digits in (
            ("+48 22 123 45 67", "0048221234567"),
            ("+44 1482 300300", "01482300300"),
            ("01482 300300 ext 12", "01482300300"),
        ):
            with self.subTest(number):
                self.assertEqual(self.pbx._dialled_number(number), digits)
        for text in ("", "ring me", "12\r\nAction: Command"):
            with self.subTest(text), self.assertRaises(UserError):
                self.pbx._dialled_number(text)

    def test_target_of_a_transfer_dials_nothing_else(self):
        for text in ("", "1 2", "102\r\nAction: Logoff", "x" * 41, "é", "a,b"):
            with self.subTest(text), self.assertRaises(UserError):
                self.pbx._checked_target(text)


@tagged("-at_install", "post_install")
class TestCallback(CallbackCase):
    """A wish to be rung back, from the desk or out of a queue."""

    def make(self, **values):
        Callback = self.env["channel.callback"].with_user(self.one)
        return Callback.create({"partner_id": self.mary.id, "note": "Rent", **values})

    def attempt(self, callback, name):
        callback.action_ring()
        (_command,) = self.commands()
        self.play_outgoing(name, callback.outgoing_ids.sorted("id")[-1])

    def test_number_is_the_constituents(self):
        self.assertEqual(self.make().number, "07700 900101")

    def test_reached_at_the_second_attempt(self):
        callback = self.make()
        self.attempt(callback, "dialled_busy")
        self.assertEqual((callback.state, callback.attempts), ("waiting", 1))
        self.assertGreater(callback.due_at, fields.Datetime.now())
        self.assertEqual(callback.last_result, "busy")
        self.attempt(callback, "dialled_answered")
        self.assertEqual(callback.state, "done")
        self.assertEqual(callback.outgoing_ids.interaction_id.subject, "Rent")

    def test_number_that_does_not_exist_is_not_rung_again(self):
        callback = self.make()
        self.attempt(callback, "dialled_unknown")
        self.assertEqual(callback.state, "failed")

    def test_officer_who_is_away_is_no_attempt(self):
        callback = self.make()
        self.attempt(callback, "dialled_officer_away")
        self.assertEqual((callback.state, callback.attempts), ("waiting", 0))

    def test_attempts_end(self):
        callback = self.make()
        for _attempt in range(5):
            self.attempt(callback, "dialled_cancelled")
        self.assertEqual(callback.state, "failed")

    def test_caller_is_withdrawn_and_rung_into_the_queue(self):
        events = recordings.events(recordings.read("withdrawn"))
        self.take(events[0])
        call = self.calls().with_user(self.one)
        call.desk_withdraw()
        callback = call.callback_ids
        self.assertEqual(callback.state, "asked", "the caller may still be answered")
        (command,) = self.commands()
        self.assertEqual(command["action"], "QueueWithdrawCaller")
        self.assertEqual(command["values"]["Queue"], "streets")
        self.take(*events[1:])
        self.assertEqual((call.result, callback.state), ("withdrawn", "waiting"))
        callback.action_ring_to_queue()
        (command,) = self.commands()
        self.assertEqual(command["values"]["Channel"], "PJSIP/07700900101@trunk")
        self.assertEqual(command["values"]["CallerID"], "<01632 960100>")
        before = self.calls()
        self.play_outgoing("called_back", callback.outgoing_ids)
        self.assertEqual(callback.state, "done")
        back = self.calls() - before
        self.assertEqual((back.partner_id, back.user_id), (self.mary, self.one))
        back.with_user(self.one).desk_end({"outcome": "nothing"})
        self.assertEqual(back.interaction_id.direction, "out")

    def test_caller_who_is_answered_after_all_is_not_rung_back(self):
        events = recordings.events(recordings.read("withdrawn_but_answered"))
        names = [event.name for event in events]
        self.take(*events[: names.index("AgentConnect")])
        call = self.calls().with_user(self.one)
        call.desk_withdraw()
        self.take(*events[names.index("AgentConnect") :])
        self.assertEqual(call.callback_ids.state, "cancelled")

    def test_withheld_number_cannot_be_rung_back(self):
        self.play("withheld_anonymous", 1)
        with self.assertRaises(UserError):
            self.calls().with_user(self.one).desk_withdraw()

    def test_caller_is_transferred_by_the_officers_channel(self):
        events = recordings.events(recordings.read("button_transfer"))
        names = [event.name for event in events]
        self.take(*events[: names.index("AgentConnect") + 1])
        call = self.calls().with_user(self.one)
        call.desk_transfer("tax")
        (command,) = self.commands()
        self.assertEqual(command["action"], "BlindTransfer")
        self.assertEqual(command["values"]["Channel"], call.officer_channel)
        self.assertIn("agent101", call.officer_channel)
        self.take(*events[names.index("AgentConnect") + 1 :])
        self.assertEqual(call.transferred_to, "tax")

    def test_only_the_officer_who_talks_transfers(self):
        self.play("answered", 7)
        call = self.calls()
        self.assertEqual(call.state, "live")
        with self.assertRaises(UserError):
            call.with_user(self.two).desk_transfer("tax")

    def test_board_offers_what_is_due(self):
        due = self.make()
        later = self.make(due_at="2999-01-01 00:00:00")
        of_another = self.make(user_id=self.two.id)
        board = self.env["channel.call"].with_user(self.one).desk_board()
        offered = {row["id"] for row in board["callbacks"]}
        made = due | later | of_another
        self.assertEqual(offered & set(made.ids), {due.id})

    def test_erasure_leaves_no_number(self):
        callback = self.make()
        self.attempt(callback, "dialled_busy")
        self.mary._erase()
        self.assertEqual((callback.number, callback.partner_id.id), ("0", False))
        self.assertEqual(callback.outgoing_ids.number, "0")
        self.assertFalse(callback.note)
