"""The benchmarks that run outside of Odoo."""

import subprocess
import sys

import pytest

from devkit.place import ROOT


@pytest.mark.parametrize("name", ["fill", "matching"])
def test_benchmark_imports_the_packages_without_the_orm(name):
    command = [sys.executable, "-c", f"import devkit.bench.{name}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert not done.returncode, done.stderr
