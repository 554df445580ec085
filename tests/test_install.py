"""Installing on an Odoo that lacks what an addon needs."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from devkit import databases

from .conftest import Council, Refused, serving

DATABASE = "test_without_pyvrp"


@pytest.fixture
def python_without_pyvrp(tmp_path):
    """An environment that has the packages of this one, all but PyVRP."""
    make = [sys.executable, "-m", "venv", "--without-pip", str(tmp_path)]
    subprocess.run(make, check=True)
    bare = next(tmp_path.glob("lib/python3*/site-packages"))
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.lower().startswith("pyvrp"):
            (bare / package.name).symlink_to(package)
    return str(tmp_path / "bin" / "python")


def test_an_addon_without_its_python_package_says_which(server, python_without_pyvrp):
    template = databases.template(server)
    interpreter = (python_without_pyvrp,)
    with serving(
        server, template, DATABASE, "--max-cron-threads=0", interpreter=interpreter
    ) as url:
        council = Council(url, DATABASE)
        council.call("ir.module.module", "update_list")
        wanted = [("name", "=", "field_dispatch")]
        addons = council.call("ir.module.module", "search", wanted)
        with pytest.raises(Refused) as refused:
            council.call("ir.module.module", "button_immediate_install", addons)
        assert "pyvrp" in str(refused.value)
        (addon,) = council.search("ir.module.module", wanted, ["state"])
        assert addon["state"] == "uninstalled"
