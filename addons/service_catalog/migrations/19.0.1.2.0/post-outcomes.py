"""What constituents read first about an outcome is in plain words."""

HEADINGS = {
    "part": "Done in part",
    "refused": "We cannot do this",
    "not_ours": "Not the council's: passed on",
    "no_fault": "We found nothing wrong",
}


def migrate(cr, version):
    for code, heading in HEADINGS.items():
        cr.execute(
            """
            UPDATE service_outcome
            SET public_name = jsonb_build_object('en_US', %s::text)
            WHERE code = %s AND public_name IS NULL
            """,
            [heading, code],
        )
