"""The words of the names there are, from which misspelt ones are mended."""

from odoo import SUPERUSER_ID, api

BATCH = 10_000


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    last = 0
    while partners := env["res.partner"].search(
        [("is_constituent", "=", True), ("id", ">", last)], order="id", limit=BATCH
    ):
        env["constituent.lookup"]._renew(partners)
        last = partners[-1].id
        env.invalidate_all()
