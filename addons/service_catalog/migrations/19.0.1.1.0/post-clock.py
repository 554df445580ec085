"""Old clocks say when they were done and told; rules keep what they asked.

All that is open is planned anew soon after, which gives it the time to warn.
"""

from odoo.tools import SQL

ASKED = (
    ("service_id", "service_type", "service_type_id"),
    ("directorate_id", "service_directorate", "service_directorate_id"),
    ("ward_id", "constituent_ward", "constituent_ward_id"),
)


def migrate(cr, version):
    for old, table, column in ASKED:
        cr.execute(
            SQL(
                "INSERT INTO %s (service_routing_rule_id, %s)"
                " SELECT id, %s FROM service_routing_rule WHERE %s IS NOT NULL",
                SQL.identifier(f"service_routing_rule_{table}_rel"),
                SQL.identifier(column),
                SQL.identifier(old),
                SQL.identifier(old),
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
