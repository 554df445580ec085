"""Keep the first line as that of the headings for imports that are not done yet."""


def migrate(cr, version):
    cr.execute(
        "UPDATE constituent_import SET heading_line = 1 WHERE headings IS NOT NULL"
    )
