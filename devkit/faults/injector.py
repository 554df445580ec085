"""Inject faults at random times, reproducible by seed."""

import contextlib
import os
import random
import signal
import threading
import time
from collections import Counter

import psycopg2

from .council import Council
from .disk import NONE, AttachmentDisk
from .outgoing import ACCEPT, HANG_UP, LATER, OutgoingServer

# Seconds between two faults, and seconds that a lasting fault takes.
PAUSE = (0.5, 3.0)
DURATION = (3.0, 8.0)
# Number of each fault in one round; at least MIN_ROUNDS are run.
ROUND = {
    "HTTP worker killed": 2,
    "cron worker killed": 2,
    "database backend ended": 4,
    "relay killed": 1,
    "server killed": 1,
    "outgoing server answers 451": 1,
    "outgoing server answers 421": 1,
    "outgoing server refuses connections": 1,
    "disk of attachments full": 2,
}
MIN_ROUNDS = 2
BACKENDS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
    AND application_name <> 'faults' ORDER BY pid
"""


class Injector(threading.Thread):
    """A thread that injects faults until `finish` is called and the rounds are over."""

    def __init__(
        self,
        council: Council,
        outgoing: OutgoingServer,
        disk: AttachmentDisk,
        seed: int,
    ) -> None:
        super().__init__(name="faults", daemon=True)
        self.council = council
        self.outgoing = outgoing
        self.disk = disk
        self.injected: Counter[str] = Counter()
        self.problem: BaseException | None = None
        self._random = random.Random(seed)
        self._finish = threading.Event()

    def finish(self) -> None:
        self._finish.set()

    def run(self) -> None:
        try:
            rounds = 0
            while rounds < MIN_ROUNDS or not self._finish.is_set():
                self._play_round(early_end=rounds >= MIN_ROUNDS)
                rounds += 1
        except BaseException as problem:  # noqa: BLE001 (raised by the main thread)
            self.problem = problem
        finally:
            self.outgoing.mode = ACCEPT
            self.outgoing.open()
            self.disk.free()

    def _play_round(self, *, early_end: bool) -> None:
        faults = [name for name, times in ROUND.items() for _time in range(times)]
        self._random.shuffle(faults)
        for name in faults:
            if early_end and self._finish.is_set():
                return
            time.sleep(self._random.uniform(*PAUSE))
            self._inject(name)

    def _inject(self, name: str) -> None:
        calls = {
            "HTTP worker killed": lambda: self._kill_worker("WorkerHTTP"),
            "cron worker killed": lambda: self._kill_worker("WorkerCron"),
            "database backend ended": self._end_backend,
            "relay killed": self._kill_relay,
            "server killed": self._kill_server,
            "outgoing server answers 451": lambda: self._refuse(LATER),
            "outgoing server answers 421": lambda: self._refuse(HANG_UP),
            "outgoing server refuses connections": self._close_outgoing,
            "disk of attachments full": self._fill_disk,
        }
        if calls[name]():
            self.injected[name] += 1

    def _kill_worker(self, kind: str) -> bool:
        pids = self.council.workers(kind)
        if not pids:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._random.choice(pids), signal.SIGKILL)
        return True

    def _end_backend(self) -> bool:
        with contextlib.suppress(psycopg2.Error), self.council.cursor() as cursor:
            cursor.execute(BACKENDS)
            pids = [pid for (pid,) in cursor.fetchall()]
            if pids:
                chosen = self._random.choice(pids)
                cursor.execute("SELECT pg_terminate_backend(%s)", (chosen,))
                return True
        return False

    def _kill_relay(self) -> bool:
        self.council.stop_relay(signal.SIGKILL)
        self._wait()
        self.council.start_relay()
        return True

    def _kill_server(self) -> bool:
        self.council.kill()
        self._wait()
        self.council.start()
        return True

    def _refuse(self, mode: str) -> bool:
        self.outgoing.mode = mode
        self._wait()
        self.outgoing.mode = ACCEPT
        return True

    def _close_outgoing(self) -> bool:
        self.outgoing.close()
        self._wait()
        self.outgoing.open()
        return True

    def _fill_disk(self) -> bool:
        if self.disk.method == NONE:
            return False
        self.disk.fill()
        self._wait()
        self.disk.free()
        return True

    def _wait(self) -> None:
        time.sleep(self._random.uniform(*DURATION))
