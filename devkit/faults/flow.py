"""Throughput of intake without faults, and delay of other endpoints in a flood."""

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..console import say
from .council import SECOND_EMAIL_TOKEN, Council
from .load import Item, items
from .senders import SENDERS, Senders, Temporary, post_email

# Warms up the workers, each of which loads the catalogue for its first message.
WARM_UP_COUNT = 30
RATE_COUNT = 500
FLOOD_COUNT = 2000
FLOODED, OTHER = "demo_endpoint_email", "demo_endpoint_planning"
GOAL_SECONDS = 2.0
# Seconds between two messages at the other endpoint.
PROBE_PAUSE = 2.0
MIN_PROBES = 5
LIMIT_SECONDS = 1200
LEFT = """
    SELECT count(*) FROM channel_message
    WHERE direction = 'in' AND id > %s AND state = 'received'
"""
STATE = "SELECT state FROM channel_message WHERE id = %s"


@dataclass(frozen=True)
class Rate:
    """Number of e-mails, and the seconds until they were accepted and processed."""

    count: int
    accepted_seconds: float
    processed_seconds: float

    @property
    def accepted_a_second(self) -> float:
        return self.count / self.accepted_seconds

    @property
    def processed_a_second(self) -> float:
        return self.count / self.processed_seconds


@dataclass(frozen=True)
class Delay:
    """Delay at one endpoint while another is flooded.

    It is counted in seconds from the acceptance of a message to its request.
    """

    flood: int
    probes: int
    median: float
    maximum: float
    flood_seconds: float


def rate(council: Council, seed: int, count: int = RATE_COUNT) -> Rate:
    """Send `count` e-mails and wait until all are processed."""
    _process(council, items(WARM_UP_COUNT, seed, "warm", share=0))
    return Rate(count, *_process(council, items(count, seed, "rate", share=0)))


def _process(council: Council, load: list[Item]) -> tuple[float, float]:
    """Return the seconds until all are accepted, and until all are processed."""
    start = _highest(council)
    began = time.monotonic()
    Senders(council).deliver(load)
    accepted = time.monotonic() - began
    while _left(council, start) and time.monotonic() - began < LIMIT_SECONDS:
        time.sleep(0.2)
    return accepted, time.monotonic() - began


def delay(council: Council, seed: int, count: int = FLOOD_COUNT) -> Delay:
    """Flood one endpoint, and send single messages to another meanwhile."""
    start = _highest(council)
    flood = items(count, seed, "flood", share=0)
    probes = iter(items(10_000, seed, "probe", share=0))
    began = time.monotonic()
    sender = threading.Thread(target=_flood, args=(council, flood), daemon=True)
    sender.start()
    time.sleep(PROBE_PAUSE)
    took: list[float] = []
    while time.monotonic() - began < LIMIT_SECONDS:
        took.append(_probe(council, next(probes)))
        is_over = not sender.is_alive() and not _left(council, start)
        if is_over and len(took) >= MIN_PROBES:
            break
        time.sleep(PROBE_PAUSE)
        if len(took) % 10 == 0:
            say(f"    {len(took)} probes, {_left(council, start)} of the flood wait")
    sender.join(LIMIT_SECONDS)
    return Delay(
        flood=count,
        probes=len(took),
        median=statistics.median(took),
        maximum=max(took),
        flood_seconds=time.monotonic() - began,
    )


def _flood(council: Council, load: list[Item]) -> None:
    def post(item: Item) -> None:
        for _attempt in range(20):
            try:
                post_email(council, item, FLOODED)
            except Temporary:
                time.sleep(0.5)
            else:
                return

    with ThreadPoolExecutor(max_workers=SENDERS) as pool:
        list(pool.map(post, load))


def _probe(council: Council, item: Item) -> float:
    """Return the seconds until one message at the other endpoint is settled."""
    row = post_email(council, item, OTHER, SECOND_EMAIL_TOKEN)
    began = time.monotonic()
    with council.cursor() as cursor:
        while time.monotonic() - began < LIMIT_SECONDS:
            cursor.execute(STATE, (row,))
            ((state,),) = cursor.fetchall()
            if state != "received":
                break
            time.sleep(0.02)
    return time.monotonic() - began


def _highest(council: Council) -> int:
    return council.number("SELECT max(id) FROM channel_message")


def _left(council: Council, start: int) -> int:
    return council.number(LEFT, (start,))
