"""Make the streets and buildings of the gazetteer known to address matching."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute("SELECT DISTINCT house, street FROM constituent_property")
    env["constituent.property.name"]._learn(cr.fetchall())
