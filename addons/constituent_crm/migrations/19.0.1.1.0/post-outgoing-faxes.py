"""Have the council contact constituents by fax, too."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    channel = env.ref("constituent_crm.channel_fax", raise_if_not_found=False)
    if channel:
        channel.is_outgoing = True
