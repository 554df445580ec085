"""Twice the text costs twice the work, whoever wrote it.

Work is counted in lines of Python that run, which is the same each time. What the
engine of regular expressions does inside is proven without running it: see
`test_patterns`.
"""

import contextlib
import gc
import sys
from collections.abc import Callable
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .parsers import READERS, REFUSALS

LENGTH = 1500
# Twice would be linear; below some lines, what is done once for each text shows more.
MAX_GROWTH = 2.5
FREE_LINES = 400
# What people, programs and slips of the finger write, to be repeated.
PIECES = [
    *("a", "b", "1", "0", " ", "\n", "\r\n", "\t", ".", ",", ";", "-", "_", "'", '"'),
    *("@", "<", ">", "(", ")", "[", "]", "&", "=", "/", ":", "+", "#", "é", "中", "ł"),
    *("विजय ", "فاطمة ", "Παπαδόπουλος ", "김", "คุณ ", "ﷺ", "Al-", "O'N"),
    *(
        "Jane ",
        "Smith ",
        "van ",
        "12 ",
        "Park ",
        "Avenue ",
        "HU5 3ER ",
        "07700 900123 ",
    ),
    *("bin ", "not ", "emptied ", "pothole", "jane@example.org ", "www.example.org/a "),
    *("On Monday ", "wrote:\n", "> ", "From: ", "-- \n", "Kind regards\n", "Re: "),
    *("<p>", "</p>", "<div class=gmail_quote>", "<!--", "-->", "&amp;", "=?utf-8?q?"),
    *("<blockquote>", "<div id=appendonsend>", "-----Original Message-----\n"),
    *("; filename*0*=", "\\'e9", "{\\f1 ", "}", "\\par ", "Sent: 10:00\n"),
    *("[removed] ", "attribute[", "2026-11-30", "T08:00", "née ", "Flat 2, ", "a=b;"),
]


def work(reader: Callable[[str], object], text: str) -> int:
    """The lines of Python that run while `reader` reads `text`."""
    for cache in CACHES:
        # It would hide the work.
        cache.cache_clear()
    lines = 0

    def trace(_frame, event, _argument):
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with contextlib.suppress(*REFUSALS):
            reader(text)
    finally:
        sys.settrace(before)
    return lines


def _caches() -> list:
    """The caches of results of our own; those without a bound hold a table each."""
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, type(lru_cache(len)))
        and one.__module__.startswith("odoo.addons.")
        and one.cache_parameters()["maxsize"]
    ]


CACHES = _caches()


def texts(length: int, unit: str, end: str) -> str:
    return unit * (length // len(unit)) + end


@pytest.mark.parametrize("what", READERS)
@settings(
    deadline=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=list(HealthCheck),
)
@given(
    unit=st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join),
    end=st.sampled_from(["", *PIECES]),
)
def test_cost_of_reading_is_linear(what, unit, end):
    once = work(READERS[what], texts(LENGTH, unit, end))
    twice = work(READERS[what], texts(2 * LENGTH, unit, end))
    assert twice <= MAX_GROWTH * once + FREE_LINES


def test_quadratic_cost_is_detected():
    def square(text):
        for one in text:
            for other in text:
                assert one == other

    with pytest.raises(AssertionError, match="assert"):
        assert work(square, "a" * 200) <= MAX_GROWTH * work(square, "a" * 100)
