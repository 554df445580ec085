"""Make the streets and buildings of the gazetteer known to address matching."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL, split_every

from odoo.addons.constituent_crm.gazetteer import entries

BATCH = 1000


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    cr.execute("SELECT DISTINCT house, street FROM constituent_property")
    env["constituent.property.name"]._learn(cr.fetchall())
    _learn_other_addresses(env)


def _learn_other_addresses(env):
    """Find properties by their alternative and former addresses, too."""
    Property = env["constituent.property"]
    rows = env.execute_query(
        SQL("SELECT id FROM constituent_property WHERE other_addresses <> ''")
    )
    for numbers in split_every(BATCH, [number for (number,) in rows]):
        places = Property.browse(numbers)
        places._learn_names()
        for place in places:
            place.other_keys = entries.derived_values(place)["other_keys"]
        env.flush_all()
        env.invalidate_all()
