from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import GROUPS, CouncilCase

# What each group may do with each model: read, write, create, unlink.
RIGHTS = {
    "constituent.kind": {"manager": "rwcu", "*": "r"},
    "constituent.channel": {"manager": "rwcu", "*": "r"},
    "constituent.relationship.role": {"manager": "rwcu", "*": "r"},
    "constituent.ward": {
        "analyst": "r",
        "service_officer": "r",
        "manager": "rwcu",
        "*": "rwc",
    },
    "constituent.property": {
        "analyst": "r",
        "service_officer": "r",
        "manager": "rwcu",
        "*": "rwc",
    },
    "constituent.ward.member": {
        "analyst": "r",
        "service_officer": "r",
        "manager": "rwcu",
        "*": "rwc",
    },
    "constituent.ward.boundaries": {"manager": "rwcu", "*": ""},
    "constituent.occupancy": {"analyst": "", "service_officer": "r", "*": "rwcu"},
    "constituent.move": {"analyst": "", "service_officer": "", "*": "rwcu"},
    "constituent.identifier": {"analyst": "", "service_officer": "r", "*": "rwcu"},
    "constituent.relationship": {"analyst": "", "service_officer": "r", "*": "rwcu"},
    "constituent.marker": {
        "analyst": "",
        "service_officer": "r",
        "officer": "rwc",
        "dpo": "rwc",
        "*": "rwcu",
    },
    "constituent.marker.review": {
        "supervisor": "rc",
        "manager": "rc",
        "dpo": "rc",
        "*": "",
    },
    "constituent.marker.view": {"dpo": "r", "*": ""},
    "constituent.consent": {
        "analyst": "",
        "service_officer": "r",
        "dpo": "rwcu",
        "*": "rwc",
    },
    "constituent.purpose": {"manager": "rwcu", "dpo": "rwcu", "*": "r"},
    "constituent.quiet.time": {"analyst": "", "service_officer": "r", "*": "rwcu"},
    "constituent.matter": {"manager": "rwcu", "*": "r"},
    "constituent.relationship.side": {
        "analyst": "",
        "service_officer": "r",
        "*": "rwcu",
    },
    "constituent.interaction": {
        "analyst": "",
        "service_officer": "r",
        "dpo": "rwcu",
        "*": "rwc",
    },
    "constituent.interaction.correction": {"analyst": "", "*": "r"},
    "constituent.interaction.correct": {
        "analyst": "",
        "service_officer": "",
        "*": "rwc",
    },
    "constituent.match": {
        "analyst": "",
        "service_officer": "",
        "officer": "rw",
        "dpo": "rw",
        "*": "rwcu",
    },
    "constituent.match.search": {"supervisor": "rwcu", "manager": "rwcu", "*": ""},
    "constituent.match.key": {"manager": "r", "*": ""},
    "constituent.match.pending": {"manager": "r", "*": ""},
    "constituent.merge": {
        "analyst": "",
        "service_officer": "",
        "officer": "",
        "*": "r",
    },
    "constituent.lookup": {"analyst": "", "*": "r"},
    "constituent.privacy.register": {"dpo": "r", "*": ""},
    "constituent.erasure": {"dpo": "rwc", "*": ""},
    "constituent.subject.access": {"dpo": "rwc", "manager": "rwc", "*": ""},
    "constituent.subject.access.item": {"dpo": "rw", "manager": "r", "*": ""},
    "constituent.subject.access.part": {"dpo": "r", "manager": "r", "*": ""},
    "constituent.retention.rule": {"dpo": "r", "manager": "rwcu", "*": ""},
    "constituent.property.name": {"manager": "r", "*": ""},
    "constituent.lookup.word": {"analyst": "", "*": "r"},
    "constituent.import": {
        "analyst": "",
        "service_officer": "",
        "officer": "",
        "dpo": "r",
        "*": "rwcu",
    },
    "constituent.import.column": {
        "analyst": "",
        "service_officer": "",
        "officer": "",
        "dpo": "r",
        "*": "rw",
    },
    "constituent.import.chunk": {
        "analyst": "",
        "service_officer": "",
        "officer": "",
        "*": "r",
    },
    "constituent.import.row": {
        "analyst": "",
        "service_officer": "",
        "officer": "",
        "*": "r",
    },
    "constituent.export": {
        "analyst": "",
        "service_officer": "",
        "officer": "",
        "*": "rwcu",
    },
    "constituent.export.column": {
        "analyst": "",
        "service_officer": "",
        "officer": "",
        "*": "rwcu",
    },
    "constituent.code.mixin": {"*": ""},
    "constituent.comparison": {"*": ""},
    "constituent.contact.points.mixin": {"*": ""},
    "constituent.coordinates.mixin": {"*": ""},
    "constituent.counter.mixin": {"*": ""},
    "constituent.single.line.mixin": {"*": ""},
    "constituent.import.target": {"*": ""},
    "constituent.import.constituent": {"*": ""},
    "constituent.import.property": {"*": ""},
}
X2MANY = ("one2many", "many2many")
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
READ_BY_OFFICERS = (
    "identifier_ids",
    "relationship_ids",
    "inverse_relationship_ids",
    "marker_ids",
    "current_marker_ids",
    "marker_banner",
    "consent_ids",
    "permission_matrix",
    "quiet_time_ids",
    "side_ids",
    "interaction_ids",
    "interaction_count",
    "timeline_ids",
    "registration_ids",
    "ward_councillor_ids",
    "marker_category",
    "birth_date",
)


@tagged("-at_install", "post_install")
class TestAccess(CouncilCase):
    """Secure by default: each group and each model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = cls.make_user("council_staff", "base.group_user")

    def test_rights_of_each_group_on_each_model(self):
        for model, rights in RIGHTS.items():
            for group in GROUPS:
                given = rights.get(group, rights["*"])
                records = self.env[model].with_user(self.users[group])
                for sign, operation in OPERATIONS.items():
                    with self.subTest(f"{group}: {operation} {model}"):
                        self.assertEqual(records.has_access(operation), sign in given)

    def test_every_model_has_a_row_in_the_rights_table(self):
        own = self.env["ir.model.data"].search(
            [
                ("module", "=", "constituent_crm"),
                ("model", "=", "ir.model"),
                ("name", "=like", "model\\_constituent\\_%"),
            ]
        )
        models = self.env["ir.model"].browse(own.mapped("res_id"))
        self.assertEqual(
            set(models.mapped("model")),
            set(RIGHTS),
            "RIGHTS, above, says who may do what: give your model a line there, with"
            " “*” for the groups that it does not name; and one in READ_BY_OFFICERS for"
            " each field that it gives res.partner.",
        )

    def test_users_without_a_group_have_the_rights_of_analysts(self):
        for model, rights in RIGHTS.items():
            given = rights.get("analyst", rights["*"])
            records = self.env[model].with_user(self.staff)
            for sign, operation in OPERATIONS.items():
                with self.subTest(f"{operation} {model}"):
                    self.assertEqual(records.has_access(operation), sign in given)

    def test_every_field_of_a_constituent_has_groups(self):
        """The marks of who is a constituent aside: no row of theirs is seen anyway."""
        mine = [
            field
            for field in self.env["res.partner"]._fields.values()
            if field._modules[:1] == ("constituent_crm",) and field.type in X2MANY
        ]
        self.assertTrue(mine)
        unguarded = [field.name for field in mine if not field.groups]
        self.assertFalse(unguarded, "Give these `groups=READERS`.")

    def test_public_user_has_no_rights(self):
        portal = self.make_user("council_portal", "base.group_portal")
        for user in (self.env.ref("base.public_user"), portal):
            for model in RIGHTS:
                records = self.env[model].with_user(user)
                for operation in OPERATIONS.values():
                    with self.subTest(f"{user.login}: {operation} {model}"):
                        self.assertFalse(records.has_access(operation))

    def test_analysts_read_no_field_about_constituents(self):
        # A contact that they may see: the fields themselves are refused.
        contact = self.env["res.partner"].create({"name": "Supplier"})
        for name in READ_BY_OFFICERS:
            with self.subTest(name), self.assertRaises(AccessError):
                contact.with_user(self.users["analyst"]).read([name])

    def test_analysts_read_the_fields_of_core(self):
        partners = self.env["res.partner"].with_user(self.users["analyst"])
        self.assertFalse(set(READ_BY_OFFICERS) & partners.fields_get().keys())

    def test_service_officers_read_the_fields_that_officers_write(self):
        zofia = self.zofia.with_user(self.users["service_officer"])
        self.assertEqual(zofia.read(["interaction_count"])[0]["interaction_count"], 0)
        with self.assertRaises(AccessError):
            zofia.name = "Other"

    def test_officer_registers_and_corrects_a_constituent(self):
        partners = self.env["res.partner"].with_user(self.users["officer"])
        made = partners.with_context(default_is_constituent=True).create(
            {"name": "Bruno Quill", "phone": "07700 900410"}
        )
        self.assertEqual(made.kind_id.code, "citizen")
        made.phone = "07700 900411"
        self.assertEqual(len(made.identifier_ids), 2)

    def test_contact_created_by_core_is_no_constituent(self):
        contact = self.env["res.partner"].create({"name": "Supplier"})
        self.assertFalse(contact.is_constituent or contact.kind_id)
