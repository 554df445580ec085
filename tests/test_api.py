"""What the addons use of each other is what `docs/api.md` states."""

import pytest

from devkit.api import Page, problems
from devkit.place import ADDONS, EXAMPLES, ROOT, addon_names

FIVE = [ADDONS / name for name in addon_names()]
EXAMPLE = EXAMPLES / "council_parish"
STATED = """
| method | use | arguments |
|---|---|---|
| `shop.order._confirm` | call | |
| `shop.order._notify` | hook | |
| `shop.order._ship_via_<code>` | hook | |

| Python | holds |
|---|---|
| `shop.prices` | prices |
"""
SHOP = """
from odoo import fields, models


class Order(models.Model):
    _name = "shop.order"

    line_ids = fields.One2many("shop.line", "order_id")

    def _confirm(self):
        return self._price()

    def _notify(self):
        pass

    def _price(self):
        pass

    def _ship_via_post(self):
        pass

    def _search(self, domain):
        return super()._search(domain)


class Line(models.Model):
    _name = "shop.line"

    def _pick(self):
        pass
"""


@pytest.fixture
def findings(tmp_path):
    """Return what is found in an addon `depot` that builds on `shop`."""

    def find(source, page=STATED):
        files = {
            "shop/models.py": SHOP,
            "shop/prices.py": "",
            "shop/secrets.py": "",
            "depot/models.py": source,
        }
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        found = problems([tmp_path / "shop", tmp_path / "depot"], Page.of(page))
        return [use.what for use in found]

    return find


def extending(model, body):
    return (
        f"class Depot(models.Model):\n    _inherit = '{model}'\n\n"
        f"    def depart(self, order):\n        {body}\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "self._price()",
        "order._price()",
        "self.sudo()._price()",
        "self.env['shop.order'].browse(1)._price()",
        "self.mapped(lambda one: one._price())",
    ],
)
def test_private_call_is_found(findings, body):
    assert findings(extending("shop.order", body)) == ["calls shop.order._price"]


def test_private_call_through_a_field_is_found(findings):
    source = extending("shop.order", "self.line_ids[:1]._pick()")
    assert findings(source) == ["calls shop.line._pick"]


def test_private_call_through_a_variable_is_found_though_the_name_is_used(findings):
    source = extending("shop.order", "lines = self.line_ids; lines._pick()")
    own = "\n\nclass Own(models.Model):\n    _name = 'depot'\n    def _pick(self): ..."
    assert findings(source + own) == ["calls shop.line._pick"]


def test_stated_call_passes(findings):
    assert findings(extending("shop.order", "order._confirm()")) == []


def test_own_method_passes(findings):
    source = extending("shop.order", "self._load()") + "\n    def _load(self): ..."
    assert findings(source) == []


def test_method_of_odoo_passes(findings):
    assert findings(extending("shop.order", "self._search([])")) == []


def test_extension_of_a_private_method_is_found(findings):
    source = "class Depot(models.Model):\n    _inherit = 'shop.order'\n"
    found = findings(source + "\n    def _price(self):\n        return 0\n")
    assert found == ["extends shop.order._price"]


@pytest.mark.parametrize("name", ["_notify", "_ship_via_post", "_ship_via_lorry"])
def test_extension_of_a_hook_passes(findings, name):
    source = "class Depot(models.Model):\n    _inherit = 'shop.order'\n"
    assert findings(f"{source}\n    def {name}(self):\n        ...\n") == []


def test_hook_is_not_to_be_called(findings):
    found = findings(extending("shop.order", "self._notify()"))
    assert found == ["calls shop.order._notify"]


@pytest.mark.parametrize(
    "line", ["import odoo.addons.shop.secrets", "from odoo.addons.shop import secrets"]
)
def test_private_import_is_found(findings, line):
    assert findings(f"{line}\n") == ["imports odoo.addons.shop.secrets"]


def test_stated_import_passes(findings):
    assert findings("from odoo.addons.shop.prices import net\n") == []


def test_row_about_an_unknown_method_is_found(findings):
    rows = STATED.replace("_confirm", "_cancel").replace("shop.prices", "shop.taxes")
    assert findings("", rows) == [
        "there is no module shop.taxes",
        "there is no shop.order._cancel",
    ]


def test_addons_and_the_example_use_the_stated_api():
    page = Page.read(ROOT / "docs" / "api.md")
    assert [str(use) for use in problems([*FIVE, EXAMPLE], page)] == []
