"""Renew what was stored in a normal form that is another one now.

Local numbers, such as 300300, were stored as E.164; extensions and the suffix of linked
charities were lost; postcodes with several blanks had no normal form.
"""

import phonenumbers

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL, split_every

from odoo.addons.constituent_crm.matching import normalise

BATCH = 1000
CHANGED_KINDS = ("phone", "email", "charity_number")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    _renew_identifiers(env)
    _renew_numbers_of_partners(env)
    _renew_postcodes(env)


def _renew_identifiers(env):
    Identifier = env["constituent.identifier"]
    for rows in _batches(Identifier, [("type", "in", CHANGED_KINDS)]):
        for row in rows:
            normal = Identifier._normalised(row.type, row.value, row.partner_id)
            if normal == row.value_normalised:
                continue
            known = Identifier.search_count(
                [
                    ("partner_id", "=", row.partner_id.id),
                    ("type", "=", row.type),
                    ("value_normalised", "=", normal),
                ],
                limit=1,
            )
            if normal and not known:
                former = row.value_normalised
                row.value_normalised = normal
                row._update_sharing({former, normal})
            else:
                row.unlink()


def _renew_numbers_of_partners(env):
    """Read the numbers of partners anew that are read in another way now."""
    Identifier = env["constituent.identifier"]
    domain = [("is_constituent", "=", True), ("phone", "!=", False)]
    for partners in _batches(env["res.partner"], domain):
        for partner in partners:
            forms = Identifier._normal_forms("phone", partner.phone, partner)
            before = _former_normal_form(partner.phone, Identifier._region())
            if forms == (before,) or not (forms or before):
                continue
            partner.identifier_ids.filtered(
                lambda row, before=before, forms=forms: (
                    row.type == "phone"
                    and row.value_normalised == before
                    and before not in forms
                    and not row.is_verified
                )
            ).unlink()
            partner._sync_identifiers()


def _former_normal_form(text, region):
    try:
        number = phonenumbers.parse(text[:200], region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _renew_postcodes(env):
    rows = env.execute_query(
        SQL("SELECT id, zip, lookup_postcode FROM res_partner WHERE zip <> ''")
    )
    changed = {
        partner_id: normal
        for partner_id, text, stored in rows
        if (normal := normalise.postcode(text)) != (stored or "")
    }
    for partner_ids in split_every(BATCH, changed):
        env.execute_query(
            SQL(
                "UPDATE res_partner SET lookup_postcode = NULLIF(new.code, '')"
                " FROM unnest(%s::int[], %s::text[]) AS new (id, code)"
                " WHERE res_partner.id = new.id RETURNING res_partner.id",
                list(partner_ids),
                [changed[partner_id] for partner_id in partner_ids],
            )
        )
        partners = env["res.partner"].browse(partner_ids)
        partners.invalidate_recordset(["lookup_postcode"])
        served = partners.filtered(lambda partner: partner.is_constituent)
        env["constituent.lookup"]._renew(served.filtered("active"))
        env["constituent.match.pending"]._add(served.ids)


def _batches(model, domain):
    last_id = 0
    while rows := model.search(
        [*domain, ("id", ">", last_id)], order="id", limit=BATCH
    ):
        yield rows
        last_id = rows[-1].id
        rows.env.flush_all()
        rows.env.invalidate_all()
