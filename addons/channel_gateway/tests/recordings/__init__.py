"""Events of a real Asterisk, with what the telephones saw: `tests/live/record.py`."""

import json
from pathlib import Path

from ...telephony.events import read_event

FOLDER = Path(__file__).parent


def names():
    """Return the names of the recordings."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def outgoing_names():
    """Return the names of the recordings of calls that the council dialled."""
    return sorted(path.stem for path in (FOLDER / "outgoing").glob("*.json"))


def read(name):
    """Return a recording: dict of `visits`, `events` and lines of `queue_log`.

    One below `outgoing` has `leg`, `is_officer_first`, `result` and times instead.
    """
    return json.loads((FOLDER / f"{name}.json").read_text())


def events(recording):
    """Return its events as the state machine takes them."""
    return [read_event(event) for event in recording["events"]]


def log_events(recording):
    """Return the lines of its queue_log as events that were missed."""
    return [
        read_event({"Event": "QueueLog", "Timestamp": line.split("|")[0], "Line": line})
        for line in recording["queue_log"]
    ]
