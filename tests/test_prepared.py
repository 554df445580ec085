"""Databases that hold the dependencies of an addon, and nothing else."""

import pytest

from devkit import databases, manifests, odoo
from devkit.place import addon_names


def needed(addon):
    return {*manifests.core_dependencies(addon), *manifests.own_dependencies(addon)}


@pytest.fixture
def holding(monkeypatch):
    """The addons of each database, kept in memory; the template has the core."""
    found = {"template": needed(addon_names()[0])}

    def clone(_server, source, name):
        found[name] = {*found[source]}

    def install(_server, name, option):
        found[name] |= set(option.removeprefix("--init=").split(","))

    monkeypatch.setattr(databases, "template", lambda _server: "template")
    monkeypatch.setattr(databases, "quiet_odoo", install)
    monkeypatch.setattr(
        odoo,
        "clone",
        lambda _server, source, name: found.update({name: {*found[source]}}),
    )
    monkeypatch.setattr(odoo, "drop", lambda _server, name: found.pop(name))
    return found


@pytest.mark.parametrize("order", [1, -1])
def test_each_addon_has_its_dependencies_and_nothing_else(holding, order):
    prepared = databases.Prepared(server=None)
    for addon in addon_names()[::order]:
        assert holding[prepared.of(addon)] == needed(addon), addon


def test_what_was_installed_for_one_addon_is_not_installed_for_the_next(
    holding, monkeypatch
):
    installed = []
    install = databases.quiet_odoo

    def note(server, name, option):
        installed.extend(option.removeprefix("--init=").split(","))
        install(server, name, option)

    monkeypatch.setattr(databases, "quiet_odoo", note)
    prepared = databases.Prepared(server=None)
    prepared.of("service_catalog")
    prepared.of("channel_gateway")
    assert installed.count("constituent_crm") == 1


def test_the_template_stays_when_the_others_are_dropped(holding):
    prepared = databases.Prepared(server=None)
    for addon in addon_names():
        prepared.of(addon)
    prepared.drop()
    assert set(holding) == {"template"}
