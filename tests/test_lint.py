"""What ./dev lint looks at: the files changed, types, and JavaScript where it can."""

import subprocess

import pytest

from devkit import changed, debian, lint, node, plain_packages
from devkit.console import Failure
from devkit.place import ADDONS, ROOT


@pytest.fixture
def clone(tmp_path):
    """A repository whose branch `work` has left `main`."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    for name in ("kept.py", "changed.py", "deleted.py"):
        (tmp_path / name).write_text("before\n")
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "--create", "work")
    return tmp_path


def git(root, *arguments):
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True)


def commit(root):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Change")


def test_a_file_that_is_as_on_main_is_not_changed(clone):
    assert changed.files(clone) == []


def test_a_committed_file_is_changed(clone):
    (clone / "changed.py").write_text("after\n")
    commit(clone)
    assert changed.files(clone) == ["changed.py"]


def test_a_staged_file_is_changed(clone):
    (clone / "changed.py").write_text("after\n")
    git(clone, "add", "changed.py")
    assert changed.files(clone) == ["changed.py"]


def test_a_file_that_git_does_not_know_yet_is_changed(clone):
    (clone / "new file.py").write_text("after\n")
    assert changed.files(clone) == ["new file.py"]


def test_a_deleted_file_is_not_checked(clone):
    (clone / "deleted.py").unlink()
    commit(clone)
    assert changed.files(clone) == []


def test_a_file_that_others_added_to_main_is_not_changed(clone):
    git(clone, "switch", "--quiet", "main")
    (clone / "theirs.py").write_text("theirs\n")
    commit(clone)
    git(clone, "switch", "--quiet", "work")
    assert changed.files(clone) == []


def titles(*files):
    return [title for title, _problems in lint.checks_of(list(files))]


def test_nothing_is_checked_where_nothing_changed():
    assert titles() == []


def test_python_is_not_checked_as_javascript():
    assert titles("tests/test_lint.py") == ["ruff", "ruff format"]


def test_types_are_checked_where_a_package_without_the_orm_changed():
    name = "addons/constituent_crm/matching/score.py"
    assert titles(name) == ["ruff", "ruff format", "mypy"]


def test_types_are_checked_where_the_command_line_changed():
    assert titles("dev") == ["ruff", "ruff format", "mypy"]


def test_types_are_checked_where_a_benchmark_changed():
    assert titles("devkit/bench/city.py") == ["ruff", "ruff format", "mypy"]


def test_the_relay_is_checked_for_types():
    assert ADDONS / "channel_gateway" / "relay" in plain_packages.paths()


def test_the_matching_is_checked_for_types():
    assert ADDONS / "constituent_crm" / "matching" in plain_packages.paths()


@pytest.mark.parametrize("folder", ["models", "controllers", "tests"])
def test_code_that_needs_the_orm_is_not_checked_for_types(folder):
    assert ADDONS / "constituent_crm" / folder not in plain_packages.paths()


@pytest.fixture
def without_node(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)


def test_without_node_lint_names_what_it_did_not_check(without_node):
    name = "addons/channel_gateway/static/src/desk/phonetic.js"
    assert list(lint.checks_of([name])) == [
        (f"ESLint ({node.NOT_INSTALLED})", ""),
        (f"prettier ({node.NOT_INSTALLED})", ""),
    ]


def test_without_node_ci_fails(without_node, monkeypatch):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    with pytest.raises(Failure, match="npm"):
        node.ensure()


def test_an_old_node_is_not_used(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(node, "_version", lambda: "v18.17.1")
    monkeypatch.setattr(node.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert node.ensure() == node.TOO_OLD


def test_the_lock_file_names_no_registry():
    lock = (ROOT / "devkit" / "node" / "package-lock.json").read_text()
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
