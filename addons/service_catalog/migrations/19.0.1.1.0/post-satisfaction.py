"""Whoever has answered was asked: figures count those who were."""


def migrate(cr, version):
    cr.execute("""
        UPDATE service_request SET satisfaction_asked_at = satisfaction_at
        WHERE satisfaction IS NOT NULL AND satisfaction_asked_at IS NULL
    """)
