"""Where a request stands is a record from now on: its column, before it is needed.

Its priority comes with it, that a million of them are not worked out one by one.
"""


def migrate(cr, version):
    cr.execute("ALTER TABLE service_request ADD COLUMN IF NOT EXISTS state_id INTEGER")
    cr.execute(
        """
        ALTER TABLE service_request
        ADD COLUMN IF NOT EXISTS priority VARCHAR DEFAULT '0'
        """
    )
    cr.execute("ALTER TABLE service_request ALTER COLUMN priority DROP DEFAULT")
