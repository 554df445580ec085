"""Record the events of the scenarios for the tests of the state machine.

python -m tests.live.record [SCENARIO …]
"""

import json
import sys
import threading
import time
from dataclasses import asdict

from devkit.bench import without_orm
from devkit.console import say
from devkit.place import ADDONS

from . import outgoing, scenarios
from . import rig as rigs

FOLDER = ADDONS / "channel_gateway" / "tests" / "recordings"


def main(names):
    without_orm.register("channel_gateway")
    from channel_gateway.telephony import listener

    FOLDER.mkdir(exist_ok=True)
    with rigs.running() as rig:
        say(rig.asterisk.command("core show version").strip())
        rig.connect(listener)
        recorder = Recorder(listener, rig)
        for scenario in scenarios.SCENARIOS:
            if not names or scenario.__name__ in names:
                record(rig, recorder, scenario)
        for number, scenario in enumerate(outgoing.SCENARIOS, start=1):
            if not names or scenario.__name__ in names:
                record_outgoing(rig, recorder, scenario, f"council-{number}")


def record(rig, recorder, scenario):
    log = rig.asterisk.queue_log
    before = log.stat().st_size if log.exists() else 0
    recorder.events.clear()
    try:
        visits = scenario(rig)
    except AssertionError as error:
        say(f"✗ {scenario.__name__}: {error}")
        rig.hang_up_all()
        return
    rig.hang_up_all()
    time.sleep(1.2)
    kept = {
        "visits": [asdict(visit) for visit in visits],
        "events": list(recorder.events),
        "queue_log": log.read_bytes()[before:].decode().splitlines(),
    }
    path = FOLDER / f"{scenario.__name__}.json"
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    say(f"✓ {scenario.__name__}: {len(kept['events'])} events")


def record_outgoing(rig, recorder, scenario, leg):
    recorder.events.clear()
    is_officer_first, result, call = scenario(rig, leg)
    rig.hang_up_all()
    time.sleep(1.2)
    kept = {
        "leg": leg,
        "is_officer_first": is_officer_first,
        "result": result,
        "answered": call.answered_at if call else 0.0,
        "ended": call.ended_at if call else 0.0,
        "events": list(recorder.events),
    }
    path = FOLDER / "outgoing" / f"{scenario.__name__}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    say(f"✓ {scenario.__name__}: {len(kept['events'])} events")


class Recorder:
    """A second connection, which keeps all events."""

    def __init__(self, listener, rig):
        self.events = []
        self._listener = listener
        self._manager = listener.Manager(rig.address, rigs.USER, rig.secret)
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                event = self._manager.next_event(1)
            except self._listener.Disconnected:
                return
            if event and self._listener.is_wanted(event):
                self.events.append(self._listener.kept(event))


if __name__ == "__main__":
    main(sys.argv[1:])
