"""Which phases ./dev test runs."""

import pytest

from devkit.console import Failure
from devkit.phases import PHASES, choose
from devkit.place import addon_names


def test_a_run_without_arguments_has_every_phase_of_every_addon():
    chosen = choose([], [])
    assert chosen.phases == set(PHASES)
    assert (chosen.addons, chosen.paths) == (addon_names(), ["tests"])


def test_a_whole_run_has_its_tours_where_all_addons_are():
    chosen = choose([], [])
    assert "browser" in chosen.on_together
    assert "browser" not in chosen.of_each


def test_an_addon_has_its_tours_where_it_is_alone():
    chosen = choose(["field_dispatch"], [])
    assert chosen.of_each == {"alone", "lifecycle", "browser"}
    assert chosen.on_together == set()


def test_a_path_needs_all_addons_and_no_other_phase():
    chosen = choose(["tests/test_log_privacy.py"], [])
    assert (chosen.of_each, chosen.on_together) == (set(), {"tests"})


def test_one_phase_of_one_addon():
    chosen = choose(["field_dispatch"], ["lifecycle"])
    assert (chosen.addons, chosen.of_each) == (["field_dispatch"], {"lifecycle"})
    assert chosen.on_together == set()


def test_lint_needs_no_database():
    chosen = choose([], ["lint"])
    assert (chosen.of_each, chosen.on_together) == (set(), set())


def test_without_a_browser_there_are_no_tours():
    assert choose([], [], no_browser=True).phases == set(PHASES) - {"browser"}


def test_a_phase_that_an_addon_does_not_have_is_a_failure():
    with pytest.raises(Failure):
        choose(["field_dispatch"], ["lint"])


def test_an_argument_that_is_neither_addon_nor_path_is_a_failure():
    with pytest.raises(Failure, match="field_despatch"):
        choose(["field_despatch"], [])
