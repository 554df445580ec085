"""Homes and elected members stand in histories of their own from now on."""

from odoo.tools import sql


def migrate(cr, version):
    # A home that was known already: nobody knows since when.
    cr.execute(
        """
        INSERT INTO constituent_occupancy (partner_id, property_id, role, is_home)
        SELECT partner.id, partner.property_id,
               CASE WHEN partner.is_company THEN 'business' ELSE 'occupier' END, TRUE
          FROM res_partner AS partner
         WHERE partner.property_id IS NOT NULL AND partner.is_constituent
           AND NOT EXISTS (SELECT FROM constituent_occupancy AS known
                            WHERE known.partner_id = partner.id)
        """
    )
    if sql.table_exists(cr, "constituent_ward_res_partner_rel"):
        cr.execute(
            """
            INSERT INTO constituent_ward_member (ward_id, partner_id, partner_name)
            SELECT elected.constituent_ward_id, partner.id, partner.name
              FROM constituent_ward_res_partner_rel AS elected
              JOIN res_partner AS partner ON partner.id = elected.res_partner_id
             WHERE NOT EXISTS (
                   SELECT FROM constituent_ward_member AS known
                    WHERE known.ward_id = elected.constituent_ward_id
                      AND known.partner_id = partner.id)
            """
        )
        cr.execute("DROP TABLE constituent_ward_res_partner_rel")
