"""Derive anew by what people are found and compared.

Names of other scripts are romanised otherwise, words have more sounds, postcodes of
other countries are known, and names have texts with their parts joined, bodies with
their initials, and streets from their name on.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL, split_every

from odoo.addons.constituent_crm.matching import keys

BATCH = 1000
WORDS = "SELECT text FROM constituent_lookup_word ORDER BY text"
# Names that are not ASCII, have an apostrophe, a hyphen, "and", a particle, an initial
# or more than six words; bodies; postcodes that are not British; streets that have more
# than a number before their name.
CHANGED = """
    SELECT partner.id FROM res_partner partner
    LEFT JOIN constituent_kind kind ON kind.id = partner.kind_id
    WHERE partner.is_constituent AND (
        partner.is_company OR kind.is_organisation
        OR octet_length(partner.name) <> length(partner.name)
        OR partner.name ~ '[-''`]'
        OR partner.name ~ '(\\S+[\\s.,/&-]+){6}\\S'
        OR partner.name ~* %(particle)s
        OR (partner.lookup_postcode IS NULL AND partner.zip ~ '[0-9]')
        OR partner.street ~ '[[:alpha:],].*[0-9,]'
        OR partner.street ~* '^the '
    ) ORDER BY partner.id
"""


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    _renew_spellings(env)
    _renew_texts(env)
    _renew_keys(env)


def _renew_spellings(env):
    Word = env["constituent.lookup.word"]
    words = [text for (text,) in env.execute_query(SQL(WORDS))]
    env.cr.execute("DELETE FROM constituent_lookup_word")
    for some in split_every(BATCH, words):
        Word._learn(some)


def _renew_texts(env):
    """Renew the texts of names that were not read, and of postcodes abroad."""
    particle = rf"\m({'|'.join((*keys.PARTICLES, *keys.UNHEARD, '[a-z]'))})\M"
    changed = SQL(CHANGED, particle=particle)
    ids = [partner_id for (partner_id,) in env.execute_query(changed)]
    Partner = env["res.partner"]
    for some in split_every(BATCH, ids):
        partners = Partner.browse(some)
        env.add_to_compute(Partner._fields["lookup_postcode"], partners)
        partners.flush_recordset(["lookup_postcode"])
        env["constituent.lookup"]._renew(partners)
        env.invalidate_all()


def _renew_keys(env):
    ids = env["res.partner"].search([("is_constituent", "=", True)]).ids
    for some in split_every(BATCH, ids):
        env["res.partner"].browse(some)._store_match_keys()
        env.invalidate_all()
