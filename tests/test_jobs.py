"""Jobs that ./dev test and ./dev lint run side by side."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from devkit import odoo
from devkit.jobs import AT_ONCE, Shared, results

PATIENCE_SECONDS = 60


def test_results_are_in_the_order_of_the_jobs():
    is_second_done = threading.Event()

    def first():
        assert is_second_done.wait(PATIENCE_SECONDS)
        return "first"

    def second():
        is_second_done.set()
        return "second"

    assert list(results([first, second])) == ["first", "second"]


def test_no_more_jobs_run_at_once_than_there_are_cores():
    lock, running, most = threading.Lock(), set(), []
    both = threading.Barrier(AT_ONCE)

    def job(number):
        with lock:
            running.add(number)
            most.append(len(running))
        both.wait(PATIENCE_SECONDS)
        with lock:
            running.remove(number)

    list(results([lambda number=number: job(number) for number in range(6)]))
    assert max(most) == AT_ONCE


def test_after_a_failure_no_other_job_starts(monkeypatch):
    started = []
    is_cancelled = threading.Event()

    class Pool(ThreadPoolExecutor):
        def shutdown(self, wait=True, *, cancel_futures=False):
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            is_cancelled.set()
            super().shutdown(wait=wait)

    def fails():
        raise ValueError("no")

    def goes_on():
        assert is_cancelled.wait(PATIENCE_SECONDS)

    monkeypatch.setattr("devkit.jobs.ThreadPoolExecutor", Pool)
    late = [lambda: started.append("late")] * 3
    with pytest.raises(ValueError, match="no"):
        list(results([fails, *[goes_on] * AT_ONCE, *late]))
    assert started == []


def test_what_is_shared_is_made_once():
    made = []
    shared = Shared(lambda: made.append("made") or len(made))
    assert list(results([shared] * 5)) == [1] * 5


def test_a_failure_of_what_is_shared_is_everyones():
    calls = []

    def make():
        calls.append("call")
        raise ValueError("no")

    shared = Shared(make)
    for _time in range(2):
        with pytest.raises(ValueError, match="no"):
            shared()
    assert calls == ["call"]


def test_addons_that_one_job_adds_are_not_there_for_another():
    with odoo.more_addons(Path("/added")):
        assert "/added" in odoo.addons_path()
        (other,) = results([odoo.addons_path])
    assert "/added" not in other
    assert "/added" not in odoo.addons_path()
