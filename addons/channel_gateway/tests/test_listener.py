import socket
import tempfile
import threading
import time
from pathlib import Path

from odoo.tests import BaseCase
from odoo.tools import mute_logger

from ..telephony import listener
from ..telephony.events import Event, extensions, read_event

BANNER = b"Asterisk Call Manager/9.0.0\r\n"


class FakeManager:
    """A telephone system's manager interface, as far as the listener speaks to it.

    Args:
        is_filtering: whether the filter lets nothing through, as a wrong one does.
        secret: the secret that it accepts.
    """

    def __init__(self, *, is_filtering=False, secret="right"):
        self.is_filtering, self.secret = is_filtering, secret
        self.actions = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = self._server.getsockname()
        self._client = None
        threading.Thread(target=self._run, daemon=True).start()

    def close(self):
        self._server.close()
        if self._client:
            self._client.close()

    def send(self, raw):
        self._client.sendall(raw)

    def _run(self):
        while True:
            try:
                self._client, _address = self._server.accept()
                self._serve(self._client)
            except OSError:
                return

    def _serve(self, client):
        client.sendall(BANNER)
        buffer = b""
        while data := client.recv(65536):
            buffer += data
            while b"\r\n\r\n" in buffer:
                block, _empty, buffer = buffer.partition(b"\r\n\r\n")
                self._answer(client, listener.parse(block))

    def _answer(self, client, action):
        self.actions.append(action)
        number = action["ActionID"]
        is_right = action.get("Secret", self.secret) == self.secret
        response = "Success" if is_right else "Error"
        client.sendall(f"Response: {response}\r\nActionID: {number}\r\n\r\n".encode())
        name = action["Action"]
        if name == "UserEvent" and not self.is_filtering:
            token = action["Token"]
            client.sendall(
                b"Event: UserEvent\r\nUserEvent: CouncilProof\r\n"
                + f"Token: {token}\r\n\r\n".encode()
            )
        elif name == "QueueStatus":
            client.sendall(
                b"Event: QueueEntry\r\nQueue: tax\r\nUniqueid: 1.1\r\nWait: 9\r\n"
                + f"ActionID: {number}\r\n\r\n".encode()
                + f"Event: QueueStatusComplete\r\nActionID: {number}\r\n\r\n".encode()
            )
        elif name == "CoreShowChannels":
            client.sendall(
                b"Event: CoreShowChannel\r\nUniqueid: 1.1\r\n"
                + f"ActionID: {number}\r\n\r\n".encode()
                + b"Event: CoreShowChannelsComplete\r\n"
                + f"ActionID: {number}\r\n\r\n".encode()
            )


class FakeOdoo:
    """Odoo, which answers with a status and commands."""

    def __init__(self):
        self.status, self.commands, self.taken = 200, [], []
        self.poison = None

    def post(self, body):
        names = [event["Event"] for event in body["events"]]
        if self.status != 200:
            return self.status, {}
        if self.poison in names:
            return 400, {"error": "This is no event."}
        self.taken += names
        return 200, {"commands": self.commands}


class ListenerCase(BaseCase):
    def setUp(self):
        super().setUp()
        # Interruptions are warnings to those who run it.
        muted = mute_logger("pbx_listener")
        muted.__enter__()
        self.addCleanup(muted.__exit__)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.spool = listener.Spool(str(self.folder / "spool"))

    def manager(self, fake, secret="right"):
        self.addCleanup(fake.close)
        made = listener.Manager(fake.address, "council", secret)
        self.addCleanup(made.close)
        return made

    def spooled(self):
        return [event for _number, event in self.spool.first(1000)]


class TestParse(BaseCase):
    """Blocks of lines of the manager interface."""

    def test_repeated_names_are_a_list(self):
        event = listener.parse(
            b"Event: QueueCallerJoin\r\nChanVariable: QNAME=hull\r\n"
            b"ChanVariable: CASEREF=HCC-1\r\nChanVariable: A=b: c"
        )
        self.assertEqual(
            event["ChanVariable"], ["QNAME=hull", "CASEREF=HCC-1", "A=b: c"]
        )

    def test_name_in_another_encoding_does_no_harm(self):
        event = listener.parse("CallerIDName: Zoë Müller".encode("latin-1"))
        self.assertEqual(event["CallerIDName"], "Zo\ufffd M\ufffdller")

    def test_lines_without_a_colon_are_left_out(self):
        self.assertEqual(listener.parse(b"Output\r\nA:b\r\nC: "), {"A": "b", "C": ""})

    def test_last_of_several_values_counts(self):
        event = read_event({"Event": "X", "Timestamp": "1.5", "A": ["1", "2"]})
        self.assertEqual((event.get("A"), event.get("B")), ("2", ""))

    def test_telephones_are_known_by_several_names(self):
        for channel, number, names in (
            ("PJSIP/agent102-0000001a", "102", ("102", "agent102", "PJSIP/agent102")),
            ("PJSIP/102-0000001a", "102", ("102", "PJSIP/102")),
            ("Local/101@agents-00000002;1", "", ("101", "Local/101@agents")),
            ("SIP/front-desk-00000002", "", ("front-desk", "SIP/front-desk")),
            ("PJSIP/x-1", "anonymous", ("x", "PJSIP/x")),
            ("", "", ()),
        ):
            with self.subTest(channel):
                self.assertEqual(extensions(channel, number), names)

    def test_channels_of_bridges_are_no_legs(self):
        event = Event("BridgeEnter", 1.0, {"BridgeUniqueid": "b", "Uniqueid": "1.1"})
        self.assertEqual(event.legs(), ["1.1"])


class TestManager(ListenerCase):
    """A connection to the manager interface."""

    def test_filter_is_set_and_proved(self):
        fake = FakeManager()
        self.manager(fake)
        names = [action["Action"] for action in fake.actions]
        self.assertEqual(names[0], "Login")
        self.assertEqual(names[-2:], ["Events", "UserEvent"])
        filters = {action.get("Filter") for action in fake.actions}
        self.assertIn("Event: QueueCallerJoin", filters)

    def test_filter_that_lets_nothing_through_is_noticed(self):
        fake = FakeManager(is_filtering=True)
        patience = self.patch_patience(0.3)
        self.addCleanup(patience)
        with self.assertRaisesRegex(listener.Disconnected, "no events"):
            self.manager(fake)

    def patch_patience(self, seconds):
        former = listener.PATIENCE_SECONDS
        listener.PATIENCE_SECONDS = seconds

        def restore():
            listener.PATIENCE_SECONDS = former

        return restore

    def test_wrong_secret_is_refused(self):
        with self.assertRaisesRegex(listener.Disconnected, "login refused"):
            self.manager(FakeManager(), "wrong")

    def test_other_server_is_not_waited_for_for_ever(self):
        self.addCleanup(self.patch_patience(0.2))
        with (
            socket.create_server(("127.0.0.1", 0)) as silent,
            self.assertRaisesRegex(listener.Disconnected, "no manager"),
        ):
            listener.Manager(silent.getsockname(), "council", "right")

    def test_no_telephone_system_is_a_disconnection(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = server.getsockname()
        with self.assertRaises(listener.Disconnected):
            listener.Manager(address, "council", "right")

    def test_event_may_come_in_pieces(self):
        fake = FakeManager()
        manager = self.manager(fake)
        while manager.next_event(0.1):
            # What is left of the proof of the filter.
            continue
        fake.send(b"Event: Hangup\r\nUni")
        self.assertIsNone(manager.next_event(0.2))
        fake.send(b"queid: 1.1\r\n\r\nEvent: Ho")
        self.assertEqual(manager.next_event(2), {"Event": "Hangup", "Uniqueid": "1.1"})

    def test_value_cannot_bring_another_header(self):
        fake = FakeManager()
        manager = self.manager(fake)
        manager.ask("Originate", Exten="102\r\nAction: Command\r\nCommand: stop now")
        action = fake.actions[-1]
        self.assertEqual(action["Action"], "Originate")
        self.assertNotIn("Command", action)


class TestSpool(ListenerCase):
    """What waits for Odoo survives restarts of both."""

    def sender(self, odoo):
        return listener.Sender(odoo, self.spool, 0.01)

    def test_events_wait_until_odoo_has_taken_them(self):
        self.spool.add([{"Event": "A"}, {"Event": "B"}])
        odoo = FakeOdoo()
        odoo.status = 503
        self.assertEqual(self.sender(odoo).post(10), 503)
        self.spool = listener.Spool(str(self.folder / "spool"))
        odoo.status = 200
        self.sender(odoo).post(10)
        self.assertEqual(odoo.taken, ["A", "B"])
        self.assertEqual(self.spooled(), [])

    def test_one_bad_event_does_not_hold_up_the_others(self):
        self.spool.add([{"Event": name} for name in "ABXCD"])
        odoo = FakeOdoo()
        odoo.poison = "X"
        sender = self.sender(odoo)
        for _turn in range(8):
            sender.post(10)
        self.assertEqual(odoo.taken, ["A", "B", "C", "D"])
        self.assertEqual(self.spooled(), [])

    def test_numbers_of_calls_rise_though_the_clock_is_set_back(self):
        odoo = listener.Odoo("http://localhost", "whsec_", self.spool)
        first = odoo._next_number()
        self.spool.mark("number", str(time.time_ns() + 10**15))
        second, third = odoo._next_number(), odoo._next_number()
        self.assertLess(first, second)
        self.assertLess(second, third)

    def test_pauses_grow_and_end(self):
        pauses = [listener.pause_after(count) for count in (1, 2, 3, 4, 100, 10**6)]
        self.assertEqual(pauses, [1.0, 2.0, 4.0, 8.0, 60.0, 60.0])


class TestQueueLog(ListenerCase):
    """Lines of queue_log that were written while nobody listened."""

    def setUp(self):
        super().setUp()
        self.path = self.folder / "queue_log"
        self.log = listener.QueueLog(str(self.path), self.spool)

    def append(self, *lines):
        with self.path.open("a") as file:
            file.writelines(f"{line}\n" for line in lines)

    def lines(self):
        return [event["Line"] for event in self.log.missed()]

    def test_what_was_written_since_is_read(self):
        self.append("1|1.1|tax|NONE|ENTERQUEUE||1|1")
        self.assertEqual(self.lines(), [], "not at the very first start")
        self.log.note_complete()
        self.append("2|1.1|tax|NONE|ABANDON|1|1|1")
        self.assertEqual(self.lines(), ["2|1.1|tax|NONE|ABANDON|1|1|1"])

    def test_rest_of_a_rotated_file_is_read_first(self):
        self.append("1|1.1|tax|NONE|ENTERQUEUE||1|1")
        self.log.note_complete()
        self.append("2|1.1|tax|NONE|ABANDON|1|1|1")
        self.path.rename(self.folder / "queue_log.1")
        self.append("3|1.2|tax|NONE|ENTERQUEUE||1|1")
        self.assertEqual([line[0] for line in self.lines()], ["2", "3"])

    def test_truncated_file_is_read_from_its_beginning(self):
        self.append("1|1.1|tax|NONE|ENTERQUEUE||1|1", "2|1.1|tax|NONE|ABANDON|1|1|1")
        self.log.note_complete()
        self.path.write_text("3|1.2|tax|NONE|ENTERQUEUE||1|1\n")
        self.assertEqual([line[0] for line in self.lines()], ["3"])


class TestListener(ListenerCase):
    """The whole listener between a telephone system and Odoo."""

    def run_listener(self, fake, odoo):
        sender = listener.Sender(odoo, self.spool, 0.02)
        running = listener.Listener(
            lambda: listener.Manager(fake.address, "council", "right"),
            self.spool,
            None,
            sender,
        )
        threads = [
            threading.Thread(target=target, daemon=True)
            for target in (sender.run, running.run)
        ]
        for thread in threads:
            thread.start()

        def stop():
            sender.is_stopping.set()
            self.spool.has_more.set()
            for thread in threads:
                thread.join(10)
            fake.close()

        self.addCleanup(stop)

    def wait_for(self, look):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if look():
                return
            time.sleep(0.01)
        self.fail("it has not happened")

    def test_who_waits_at_the_start_is_told(self):
        odoo = FakeOdoo()
        self.run_listener(FakeManager(), odoo)
        self.wait_for(lambda: len(odoo.taken) == 2)
        self.assertEqual(odoo.taken, ["QueueEntry", "CouncilSnapshot"])

    def test_events_go_through_in_order_and_others_stay_out(self):
        fake, odoo = FakeManager(), FakeOdoo()
        self.run_listener(fake, odoo)
        self.wait_for(lambda: len(odoo.taken) == 2)
        fake.send(
            b"Event: QueueCallerJoin\r\n\r\nEvent: HangupHandlerPush\r\n\r\n"
            b"Event: UserEvent\r\nUserEvent: Other\r\n\r\nEvent: Hangup\r\n\r\n"
        )
        self.wait_for(lambda: len(odoo.taken) == 4)
        self.assertEqual(odoo.taken[2:], ["QueueCallerJoin", "Hangup"])

    def test_commands_are_carried_out_and_answered(self):
        fake, odoo = FakeManager(), FakeOdoo()
        odoo.commands = [{"id": 7, "action": "BlindTransfer", "values": {"Exten": "1"}}]
        self.run_listener(fake, odoo)
        self.wait_for(lambda: "CouncilResult" in odoo.taken)
        names = [action["Action"] for action in fake.actions]
        self.assertIn("BlindTransfer", names)

    def test_actions_that_nobody_needs_are_not_carried_out(self):
        fake, odoo = FakeManager(), FakeOdoo()
        odoo.commands = [{"id": 7, "action": "Command", "values": {"Command": "stop"}}]
        self.run_listener(fake, odoo)
        self.wait_for(lambda: "CouncilResult" in odoo.taken)
        self.assertNotIn("Command", [action["Action"] for action in fake.actions])

    def test_connection_that_breaks_is_made_anew(self):
        fake, odoo = FakeManager(), FakeOdoo()
        self.run_listener(fake, odoo)
        self.wait_for(lambda: "CouncilSnapshot" in odoo.taken)
        fake._client.shutdown(socket.SHUT_RDWR)
        self.wait_for(lambda: odoo.taken.count("CouncilSnapshot") == 2)
