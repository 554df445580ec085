"""Where a request stands is a record from now on: its column, before it is needed."""


def migrate(cr, version):
    cr.execute("ALTER TABLE service_request ADD COLUMN IF NOT EXISTS state_id INTEGER")
