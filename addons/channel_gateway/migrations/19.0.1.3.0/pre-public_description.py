def migrate(cr, version):
    """Add the column first, so that the ORM does not fill it for all at once."""
    cr.execute(
        "ALTER TABLE service_request ADD COLUMN IF NOT EXISTS public_description text"
    )
