"""A small council to test with: import `CouncilCase` to test what extends it."""

from odoo.tests import TransactionCase, new_test_user

# Creates users without the e-mail that invites them, which no test needs.
UNINVITED = {"no_reset_password": True}
GROUPS = ("analyst", "service_officer", "officer", "supervisor", "manager", "dpo")


class CouncilCase(TransactionCase):
    """A council in Britain with a user of each group and a household in HU5 3ER.

    Zofia Zebrowska and her brother Adam share a landline at 12 Larch Row; each has a
    mobile phone of their own. The names are found nowhere in the demo data.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.uk")
        cls.users = {
            group: new_test_user(
                cls.env,
                f"council_{group}",
                groups=f"base.group_user,constituent_crm.group_{group}",
                context=UNINVITED,
            )
            for group in GROUPS
        }
        cls.ward = cls.env["constituent.ward"].create(
            {"name": "Larches", "code": "TEST-LARCHES"}
        )
        cls.property = cls.env["constituent.property"].create(
            {
                "uprn": "99000000012",
                "house": "12",
                "street": "Larch Row",
                "city": "Kingston upon Hull",
                "postcode": "HU5 3ZZ",
                "ward_id": cls.ward.id,
            }
        )
        cls.zofia = cls.constituent("Zofia Zebrowska", "07700 900401", cls.property)
        cls.adam = cls.constituent("Adam Zebrowski", "07700 900402", cls.property)
        cls.zofia.email = "zofia@zebrowska.example.org"

    @classmethod
    def constituent(cls, name, phone=False, place=None, kind="citizen", **values):
        """A new constituent of `kind` (a code), living at `place` (a property)."""
        kinds = cls.env["constituent.kind"]
        address = place._address() if place else {}
        return cls.env["res.partner"].create(
            {
                "name": name,
                "phone": phone,
                "is_constituent": True,
                "kind_id": kinds.search([("code", "=", kind)]).id,
                "property_id": place and place.id,
                **address,
                **values,
            }
        )

    @classmethod
    def identifier(cls, partner, kind, value, **values):
        return cls.env["constituent.identifier"].create(
            {"partner_id": partner.id, "type": kind, "value": value, **values}
        )

    def contact(self, **values):
        """A call in the ledger, by the door that channels use."""
        return self.env["constituent.interaction"]._record_contact(
            {"channel": "phone", "partner_id": self.zofia.id, **values}
        )

    def looked_up(self, text, group="officer", limit=8):
        """Who a user of `group` finds, as records in the order of the box."""
        partners = self.env["res.partner"].with_user(self.users[group])
        rows = partners._constituent_lookup(text, limit)
        return self.env["res.partner"].browse(row["id"] for row in rows)
