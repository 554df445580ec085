"""Where a request stood, as one of the states that are records from now on.

How far back a request can be opened again counts from its closing; what was closed
longer ago than that is closed for good.
"""

from odoo.tools import sql

STATES = """
    UPDATE service_request AS request
       SET state_id = state.id
      FROM service_request_state AS state
     WHERE request.state_id IS NULL
       AND state.code = CASE request.state
           WHEN 'open' THEN 'received'
           WHEN 'in_progress' THEN 'in_progress'
           WHEN 'waiting' THEN 'waiting_constituent'
           WHEN 'closed' THEN 'resolved'
           ELSE 'withdrawn'
           END
"""


REOPENING = """
    UPDATE service_request
       SET reopen_until = closed_at + interval '30 days'
     WHERE state = 'closed' AND reopen_until IS NULL
"""
REASONS = """
    UPDATE service_outcome SET needs_reason = TRUE WHERE code IN ('part', 'refused')
"""
# What the constituent calls off, and what is known already, are states.
STATES_NOW = """
    UPDATE service_outcome SET active = FALSE WHERE code IN ('duplicate', 'withdrawn')
"""
BODIES = """
    INSERT INTO service_body (name, active)
    SELECT DISTINCT ON (lower(receiving_body)) receiving_body, TRUE
      FROM service_request
     WHERE receiving_body IS NOT NULL
    ON CONFLICT DO NOTHING
"""
TAKEN_OVER = """
    UPDATE service_request AS request
       SET receiving_body_id = body.id
      FROM service_body AS body
     WHERE request.receiving_body_id IS NULL
       AND lower(body.name) = lower(request.receiving_body)
"""


def migrate(cr, version):
    cr.execute(STATES)
    cr.execute(REOPENING)
    cr.execute(REASONS)
    cr.execute(STATES_NOW)
    if sql.column_exists(cr, "service_request", "receiving_body"):
        cr.execute(BODIES)
        cr.execute(TAKEN_OVER)
        cr.execute("ALTER TABLE service_request DROP COLUMN receiving_body")
