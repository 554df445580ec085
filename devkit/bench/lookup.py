"""Who is calling? By phone, by e-mail, by name and postcode.

Peer: core's `res.partner` search by number and address, and its `name_search`.
Limit: the bare SQL, by the same key, that any solution must run.
"""

import random
import sys

from .inside import environment
from .timing import Row, measure, table

CASES = 200
# The peer takes about a second for each.
PEER_CASES = 20
SEED = 16_000

BY_IDENTIFIER = """
    SELECT partner.id, partner.name
    FROM constituent_identifier identifier
    JOIN res_partner partner ON partner.id = identifier.partner_id
    WHERE identifier.type = %s AND identifier.value_normalised = %s
    LIMIT 8
"""
BY_POSTCODE = """
    SELECT id, name FROM res_partner
    WHERE lookup_postcode = %s AND lower(name) LIKE '%%' || lower(%s) AND active LIMIT 8
"""
BY_BEGINNING = """
    SELECT partner.id, partner.name
    FROM constituent_lookup lookup
    JOIN res_partner partner ON partner.id = lookup.partner_id
    WHERE lookup.text LIKE lower(%s) || '%%' LIMIT 8
"""


def main(database: str) -> None:
    with environment(database) as env:
        table(rows(env)).tell()


def rows(env) -> list[Row]:
    """Measure on the city that fills the database of `env`.

    Args:
        env: an Odoo environment of a contact-centre officer.
    """
    sample = _sample(env)
    return [
        _by_phone(env, sample),
        _by_email(env, sample),
        _by_name(env, sample),
        _by_beginning(env, sample),
    ]


def _sample(env) -> list[dict]:
    env.cr.execute(
        "SELECT name, email, phone, zip FROM res_partner"
        " WHERE is_constituent AND email <> '' AND phone <> '' ORDER BY id"
    )
    return random.Random(SEED).sample(env.cr.dictfetchall(), CASES)


def _ours(env):
    partners = env["res.partner"]

    def call(text):
        env.invalidate_all()
        return partners._constituent_lookup(text)

    return call


def _sql(env, statement):
    def call(parameters):
        env.cr.execute(statement, parameters)
        return env.cr.fetchall()

    return call


def _peer(env, domain_of):
    partners = env["res.partner"]

    def call(value):
        env.invalidate_all()
        return partners.search_read(domain_of(value), ["name"], limit=8)

    return call


def _by_phone(env, sample) -> Row:
    phones = [row["phone"] for row in sample]
    return Row(
        "lookup by phone",
        measure(_ours(env), ["0" + phone[3:] for phone in phones]),
        measure(
            _peer(env, lambda phone: [("phone_mobile_search", "=", phone)]), phones
        ),
        measure(_sql(env, BY_IDENTIFIER), [("phone", phone) for phone in phones]),
    )


def _by_email(env, sample) -> Row:
    emails = [row["email"] for row in sample]
    return Row(
        "lookup by e-mail",
        measure(_ours(env), emails),
        measure(_peer(env, lambda email: [("email", "=ilike", email)]), emails),
        measure(_sql(env, BY_IDENTIFIER), [("email", email) for email in emails]),
    )


def _name_search(env):
    partners = env["res.partner"]

    def call(name):
        env.invalidate_all()
        return partners.name_search(name, limit=8)

    return call


def _by_name(env, sample) -> Row:
    pairs = [(row["name"].split()[-1], row["zip"]) for row in sample]
    return Row(
        "lookup by name and postcode",
        measure(_ours(env), [f"{name} {zip_}" for name, zip_ in pairs]),
        measure(_name_search(env), [name for name, _zip in pairs[:PEER_CASES]]),
        measure(_sql(env, BY_POSTCODE), [(zip_, name) for name, zip_ in pairs]),
    )


def _by_beginning(env, sample) -> Row:
    """As somebody types: the surname's first letters, with nothing else."""
    begun = [row["name"].split()[-1][:4] for row in sample]
    return Row(
        "lookup by the beginning of a surname",
        measure(_ours(env), begun),
        measure(_name_search(env), begun[:PEER_CASES]),
        measure(_sql(env, BY_BEGINNING), [(text,) for text in begun]),
    )


if __name__ == "__main__":
    main(sys.argv[1])
