"""Fill the columns of chased requests at once: computing them would take hours."""

from odoo.tools import SQL


def migrate(cr, version):
    cr.execute(
        SQL(
            """
            ALTER TABLE constituent_interaction
                ADD COLUMN IF NOT EXISTS chased_request_id integer;
            ALTER TABLE service_request
                ADD COLUMN IF NOT EXISTS chased_count integer DEFAULT 0,
                ADD COLUMN IF NOT EXISTS last_chased_at timestamp;
            -- The ORM has no default in the database; present rows keep the value.
            ALTER TABLE service_request ALTER COLUMN chased_count DROP DEFAULT;
            """
        )
    )
    cr.execute(
        SQL(
            """
            UPDATE constituent_interaction
               SET chased_request_id = request_id
             WHERE is_avoidable AND avoidable_reason = 'chasing'
               AND direction = 'in' AND request_id IS NOT NULL
            """
        )
    )
    cr.execute(
        SQL(
            """
            UPDATE service_request AS request
               SET chased_count = chased.count, last_chased_at = chased.latest
              FROM (SELECT chased_request_id, count(*), max(started_at) AS latest
                      FROM constituent_interaction
                     WHERE chased_request_id IS NOT NULL
                     GROUP BY chased_request_id) AS chased
             WHERE request.id = chased.chased_request_id
            """
        )
    )
