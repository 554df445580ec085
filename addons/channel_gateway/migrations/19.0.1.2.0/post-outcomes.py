"""A text says how it ended in the words for constituents."""

FORMER = "{{ object.outcome_id.name }}"
PUBLIC = "{{ object.outcome_id.public_name or object.outcome_id.name }}"


def migrate(cr, version):
    cr.execute(
        """
        UPDATE channel_template
        SET body_text = replace(body_text::text, %s, %s)::jsonb
        WHERE body_text::text LIKE '%%outcome_id.name%%'
        """,
        [FORMER, PUBLIC],
    )
