"""Derive anew by what people are found and compared.

Names of other scripts are romanised otherwise, words have more sounds, and postcodes of
other countries are known.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL, split_every

BATCH = 1000
WORDS = "SELECT text FROM constituent_lookup_word ORDER BY text"
# Names that are not ASCII, have an apostrophe or more than six words; postcodes that
# are not British.
CHANGED = """
    SELECT id FROM res_partner WHERE is_constituent AND (
        octet_length(name) <> length(name)
        OR name ~ '[''`]'
        OR name ~ '(\\S+[\\s.,/&-]+){6}\\S'
        OR (lookup_postcode IS NULL AND zip ~ '[0-9]')
    ) ORDER BY id
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
    ids = [partner_id for (partner_id,) in env.execute_query(SQL(CHANGED))]
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
