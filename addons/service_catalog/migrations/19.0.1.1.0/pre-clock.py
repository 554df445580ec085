"""A request may have several clocks, and rules several services and wards."""


def migrate(cr, version):
    cr.execute("""
        ALTER TABLE service_sla_clock
        DROP CONSTRAINT IF EXISTS service_sla_clock_request_uniq
    """)
    cr.execute("""
        ALTER TABLE service_sla_policy
        DROP CONSTRAINT IF EXISTS service_sla_policy_hours_positive
    """)
    # What is computed from clocks that have no time to warn yet need not be: the
    # deadlines stay, and nothing is at risk until its clock is planned next.
    cr.execute("ALTER TABLE service_request ADD COLUMN at_risk_from timestamp")
