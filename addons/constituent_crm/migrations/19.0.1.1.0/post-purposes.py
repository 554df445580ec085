"""What a permission is for is a purpose of its own from now on."""

from odoo.tools import sql


def migrate(cr, version):
    if not sql.column_exists(cr, "constituent_consent", "purpose"):
        return
    # One for each wording that no purpose has yet, in the language of the source.
    cr.execute(
        """
        INSERT INTO constituent_purpose
               (name, code, lawful_basis, sequence, active, needs_consent)
        SELECT DISTINCT ON (consent.purpose)
               jsonb_build_object('en_US', consent.purpose),
               'former_' || MIN(consent.id) OVER (PARTITION BY consent.purpose),
               consent.lawful_basis, 90, TRUE, consent.lawful_basis = 'consent'
          FROM constituent_consent AS consent
         WHERE consent.purpose_id IS NULL
           AND NOT EXISTS (SELECT FROM constituent_purpose AS known
                            WHERE lower(known.name->>'en_US') = lower(consent.purpose))
         ORDER BY consent.purpose, consent.id
        """
    )
    cr.execute(
        """
        UPDATE constituent_consent AS consent SET purpose_id = (
               SELECT id FROM constituent_purpose
                WHERE lower(name->>'en_US') = lower(consent.purpose)
                ORDER BY id LIMIT 1)
         WHERE purpose_id IS NULL
        """
    )
