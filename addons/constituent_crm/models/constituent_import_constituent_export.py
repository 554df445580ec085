from odoo import models

from ..importing import constituent

# Parts of what another column has whole.
PARTS = {"given_name", "middle_name", "family_name"}


class ConstituentImportConstituent(models.AbstractModel):
    _inherit = "constituent.import.constituent"

    def _export_fields(self):
        """The columns that an export may have: those that an import reads again."""
        return [one for one in self._import_fields() if one.name not in PARTS]

    def _rows_to_export(self, partners, names):
        """The texts of each constituent in the columns `names`."""
        external_ids = {}
        if "external_id" in names:
            # The identifiers alone, which are made for those that have none.
            external_data = partners.sudo().export_data(["id"])["datas"]
            external_ids = dict(zip(partners.ids, external_data, strict=True))
        numbers = self._numbers(partners)
        for partner in partners:
            texts = {
                "external_id": external_ids.get(partner.id, [""])[0],
                **self._texts(partner),
                **numbers.get(partner.id, {}),
            }
            yield [texts.get(name) or "" for name in names]

    def _texts(self, partner):
        born = partner.birth_date
        return {
            "name": partner.name,
            "kind": partner.kind_id.code,
            "street": partner.street,
            "street2": partner.street2,
            "city": partner.city,
            "zip": partner.zip,
            "uprn": partner.property_id.uprn,
            "birth_date": born and born.isoformat(),
            "lang": partner.lang,
            "channel": partner.preferred_channel_id.code,
        }

    def _numbers(self, partners):
        """What each is known by, by type: the first phone and e-mail address first."""
        Identifier = self.env["constituent.identifier"]
        found = {}
        for row in Identifier.search([("partner_id", "in", partners.ids)], order="id"):
            if row._is_current():
                by_type = found.setdefault(row.partner_id.id, {})
                by_type.setdefault(row.type, []).append(row.value_normalised)
        for partner in partners:
            for kind in ("phone", "email"):
                first = Identifier._normalised(kind, partner[kind])
                values = found.get(partner.id, {}).get(kind, [])
                values.sort(key=lambda value, first=first: value != first)
        return {
            partner_id: {
                kind: "; ".join(values)
                for kind, values in by_type.items()
                # Where they live has a column of its own.
                if kind in constituent.REPEATABLE
            }
            for partner_id, by_type in found.items()
        }
