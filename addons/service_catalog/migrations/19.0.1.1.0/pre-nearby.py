def migrate(cr, version):
    """Each request that there is has been reported by one: no need to count them."""
    cr.execute(
        "ALTER TABLE service_request"
        " ADD COLUMN IF NOT EXISTS report_count integer DEFAULT 1"
    )
    cr.execute("ALTER TABLE service_request ALTER COLUMN report_count DROP DEFAULT")
