"""Old clocks say when they were done and told; rules keep what they asked.

All that is open is planned anew soon after, which gives it the time to warn.
"""

from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import SQL

ASKED = {
    "service_ids": "service_id",
    "directorate_ids": "directorate_id",
    "ward_ids": "ward_id",
}


def migrate(cr, version):
    env = Environment(cr, SUPERUSER_ID, {})
    for name, column in ASKED.items():
        field = env["service.routing.rule"]._fields[name]
        cr.execute(
            SQL(
                "INSERT INTO %s (%s, %s) SELECT id, %s FROM service_routing_rule"
                " WHERE %s IS NOT NULL",
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
                SQL.identifier(field.column2),
                SQL.identifier(column),
                SQL.identifier(column),
            )
        )
    # Who was late was told of it before.
    cr.execute("""
        UPDATE service_sla_clock clock
        SET stopped_at = request.closed_at,
            escalated_at = CASE clock.state WHEN 'missed' THEN now() END
        FROM service_request request
        WHERE request.id = clock.request_id
          AND (request.closed_at IS NOT NULL OR clock.state = 'missed')
    """)
    cr.execute("""
        UPDATE service_request SET needs_plan = TRUE
        WHERE state IN ('open', 'in_progress', 'waiting')
    """)
    env.ref("service_catalog.cron_replan")._trigger()
