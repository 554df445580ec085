"""What the public sees of a description is kept with the request from now on."""

from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import split_every

BATCH = 1000


def migrate(cr, version):
    env = Environment(cr, SUPERUSER_ID, {})
    Request = env["service.request"]
    # Of requests that came by other channels nothing is public.
    found = Request.search(
        [
            ("channel_id.code", "=", "api"),
            ("description", "!=", False),
            ("public_description", "=", False),
        ]
    )
    field = Request._fields["public_description"]
    for ids in split_every(BATCH, found.ids):
        requests = Request.browse(ids)
        env.add_to_compute(field, requests)
        requests._recompute_recordset(["public_description"])
        env.flush_all()
        env.invalidate_all()
