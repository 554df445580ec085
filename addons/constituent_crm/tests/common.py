"""The test council of this addon, which the other addons build theirs on.

`Council` makes the records of a council and goes with any of Odoo's test cases.
`CouncilCase` is a council with users and a household.
"""

from odoo.tests import TransactionCase, new_test_user

# Creates users without the e-mail that invites them.
UNINVITED = {"no_reset_password": True}
GROUPS = ("analyst", "service_officer", "officer", "supervisor", "manager", "dpo")


class Council:
    """A council in Britain, to mix into a test case.

    `build_council` builds what the tests of an addon have in common: call it in
    `setUpClass`, and extend it in an addon of your own. `make_…` adds a record with
    the values that a test is about.
    """

    @classmethod
    def build_council(cls):
        cls.env.company.country_id = cls.env.ref("base.uk")
        # Users made here have no time zone: it is the same day for everybody.
        cls.env.user.tz = False

    @classmethod
    def make(cls, model, **values):
        return cls.env[model].create(values)

    @classmethod
    def make_user(cls, login, *groups, **values):
        """A user whose password is the login, without an e-mail that invites them.

        Groups are named as in `constituent_crm` (`officer`) or by their XML id.
        """
        xml_ids = (
            group if "." in group else f"constituent_crm.group_{group}"
            for group in groups
        )
        values.setdefault("context", UNINVITED)
        return new_test_user(cls.env, login, ",".join(xml_ids), **values)

    @classmethod
    def make_ward(cls, name, code, **values):
        return cls.env["constituent.ward"].create(
            {"name": name, "code": code, **values}
        )

    @classmethod
    def make_property(cls, uprn, **values):
        return cls.env["constituent.property"].create({"uprn": uprn, **values})

    @classmethod
    def make_constituent(cls, name, phone=False, place=None, kind="citizen", **values):
        """A constituent of `kind` (a code), living at `place` (a property)."""
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
    def make_identifier(cls, partner, kind, value, **values):
        return cls.env["constituent.identifier"].create(
            {"partner_id": partner.id, "type": kind, "value": value, **values}
        )

    @classmethod
    def make_marker(cls, partner, reason="Ring twice", **values):
        return cls.env["constituent.marker"].create(
            {"partner_id": partner.id, "reason": reason, **values}
        )

    @classmethod
    def make_relationship(cls, partner, role, other, **values):
        """`partner` is the `role` of `other`: the end of the role's XML id."""
        return cls.env["constituent.relationship"].create(
            {
                "partner_id": partner.id,
                "role_id": cls.env.ref(f"constituent_crm.role_{role}").id,
                "other_id": other.id,
                **values,
            }
        )

    @classmethod
    def record_contact(cls, **values):
        """A contact in the ledger, recorded as channels do: a call unless told."""
        return cls.env["constituent.interaction"]._record_contact(
            {"channel": "phone", **values}
        )


class CouncilCase(Council, TransactionCase):
    """A council with a user of each group and a household in HU5 3ZZ.

    Zofia Zebrowska and her brother Adam share a landline at 12 Larch Row; each has a
    mobile phone of their own. The names are found nowhere in the demo data.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.users = {
            group: cls.make_user(f"council_{group}", group) for group in GROUPS
        }
        cls.ward = cls.make_ward("Larches", "TEST-LARCHES")
        cls.property = cls.make_property(
            "99000000012",
            house="12",
            street="Larch Row",
            city="Kingston upon Hull",
            postcode="HU5 3ZZ",
            ward_id=cls.ward.id,
        )
        cls.zofia = cls.make_constituent(
            "Zofia Zebrowska", "07700 900401", cls.property
        )
        cls.adam = cls.make_constituent("Adam Zebrowski", "07700 900402", cls.property)
        cls.zofia.email = "zofia@zebrowska.example.org"

    @classmethod
    def record_contact(cls, **values):
        """A contact of Zofia unless `partner_id` says whose."""
        return super().record_contact(**{"partner_id": cls.zofia.id, **values})

    def look_up(self, text, group="officer", limit=8):
        """Who a user of `group` finds, as records in the order of the box."""
        partners = self.env["res.partner"].with_user(self.users[group])
        rows = partners._constituent_lookup(text, limit)
        return self.env["res.partner"].browse(row["id"] for row in rows)
