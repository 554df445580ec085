"""Have the queue looked at each minute."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cron = env.ref("channel_gateway.cron_process", raise_if_not_found=False)
    if cron and (cron.interval_number, cron.interval_type) == (5, "minutes"):
        cron.interval_number = 1
