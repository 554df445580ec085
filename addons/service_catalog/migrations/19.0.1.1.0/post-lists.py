"""Requests of an officer and of a team are found by the indexes of their lists."""


def migrate(cr, version):
    cr.execute("DROP INDEX IF EXISTS service_request__user_id_index")
    cr.execute("DROP INDEX IF EXISTS service_request__team_id_index")
