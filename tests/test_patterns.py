"""Which regular expressions are known to cost linear time, and that ours are."""

import pytest

from devkit.patterns import problem, problems_in
from devkit.patterns.sources import problems_of
from devkit.place import ADDONS

LINEAR = [
    r"\w+",
    r"^a+b",
    r"^a+b+$",
    r"^\s*$",
    r"(.)\1+",
    r"[\\/]+",
    r"\b\w+@",
    r"(?<!\w)\w+@",
    r"(?<!\d)\d++(?!\w)",
    r"[a-z]{1,64}@",
    r"^\w+(\.[\w.-]+)?$",
    r"^[^@\s]+@[^@\s]+\.[^@\s.]+$",
    r"^\s*On\b.{6,200}\bwrote:\s*$",
    r"\[removed\](?:\s+\[removed\])+",
    r"(?<![\w.])\+?\d(?:[ ().-]{0,2}+\d)*+",
    r"^a*+b*a",
    r"(?m)^[ \t]*+x$",
    r"^(?:a|\w)+!",
    r"(?:^|[/#=])0*+(\d{1,6})$",
    rb"\r?\n\r?\n",
]
EXPONENTIAL = [
    r"^(a*)*b",
    r"^(a+)+$",
    r"^(?:ab|a|b)+c",
    r"^(?:\w+\s?)*:",
    r"^(?:a\w|\w)+!",
]
QUADRATIC = [
    r"^a+a+b",
    r"^a*b?a*c",
    r"^.*x.*y",
    r"^\s*,?\s*$",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
    r"^\d+\w*:",
]
QUADRATIC_TO_SEARCH = [
    r"a+b",
    r"\s+$",
    r"\w+@\w+",
    r"\s*\d+$",
    r"\d++(?!\w)",
    r"x.*y",
    r"(?m)\s+$",
    r"(?m)^\s*+x$",
    r"a*(?:b+c)?",
    r"(?>b(?>ab)++){2,}",
    r"(?:[ ().-]{0,2}\d){8,}(?!\w)",
    r"[\s,(]+(?:née|nee)\s+",
]
LONG = [r"a{1,400}b", r"^(?:a{1,30}b){1,30}c", r"(?=\w{400})a", r"(?!.*x)a"]


@pytest.mark.parametrize("pattern", LINEAR)
def test_linear_pattern_passes(pattern):
    assert problem(pattern) == ""


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_ambiguous_loop_is_reported(pattern):
    assert problem(pattern).startswith("exponential")


@pytest.mark.parametrize("pattern", QUADRATIC)
def test_adjacent_ambiguous_repeats_are_reported(pattern):
    assert "one after the other" in problem(pattern)


@pytest.mark.parametrize("pattern", QUADRATIC_TO_SEARCH)
def test_repeat_that_makes_a_search_quadratic_is_reported(pattern):
    assert problem(pattern).startswith("searched from each character")


@pytest.mark.parametrize("pattern", LONG)
def test_bound_too_large_to_help_is_reported(pattern):
    assert "times" in problem(pattern)


def test_flags_are_considered():
    assert problem(r"^[a-z]+X+Y") == ""
    assert problem(r"(?i)^[a-z]+X+Y")


def test_patterns_of_constants_are_found_in_source():
    source = 'import re\nWORD = r"\\w+"\nA = re.compile(rf"{WORD}@", re.I)\n'
    ((line, reason),) = problems_of(source)
    assert line == 3
    assert "searched" in reason


def test_pattern_built_at_run_time_is_reported():
    ((_line, reason),) = problems_of("import re\nre.sub(word + 'x', '', text)\n")
    assert "constant" in reason


def test_every_pattern_of_the_addons_is_linear():
    assert [str(found) for found in problems_in(ADDONS)] == []
