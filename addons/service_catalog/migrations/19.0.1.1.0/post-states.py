"""Where a request stood, as one of the states that are records from now on.

How far back a request can be opened again counts from its closing; what was closed
longer ago than that is closed for good.
"""

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


def migrate(cr, version):
    cr.execute(STATES)
