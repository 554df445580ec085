"""No way leads to a constituent for who does not serve them."""

import json
import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import GROUPS, CouncilCase

OUTSIDE = ("analyst", "staff")
NAME = "Zofia Zebrowska"
# The application's menus, as each group sees them.
EVERYBODYS = {"Look Up", "Constituents", "Contacts", "Ledger", "Places"}
MENUS = {
    "analyst": set(),
    "staff": set(),
    "service_officer": EVERYBODYS,
    "officer": EVERYBODYS | {"Duplicates", "Corrections"},
    "supervisor": EVERYBODYS | {"Duplicates", "Corrections", "Import"},
    "manager": EVERYBODYS | {"Duplicates", "Corrections", "Import", "Configuration"},
    "dpo": EVERYBODYS | {"Duplicates", "Corrections", "Import"},
}


class PersonalDataCase(CouncilCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["staff"] = cls.make_user("council_staff", "base.group_user")
        cls.zofia.image_1920 = PIXEL
        cls.home = cls.env["res.partner"].create(
            {"name": "Zebrowska's Summer House", "parent_id": cls.zofia.id}
        )
        cls.zofia.message_post(body="Zebrowska told us her secret")
        cls.contact_note = cls.env["ir.attachment"].create(
            {"name": "letter", "res_model": "res.partner", "res_id": cls.zofia.id}
        )
        cls.supplier = cls.env["res.partner"].create({"name": "Zebra Supplies"})


PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY51M"
    "EMQLAAAAAElFTkSuQmCC"
)


@tagged("-at_install", "post_install")
class TestPersonalData(PersonalDataCase):
    """Through the ORM: analysts and users of no group of ours."""

    def as_outsiders(self, model="res.partner"):
        # What the test itself has read is not in their hands.
        self.env.invalidate_all()
        return [self.env[model].with_user(self.users[group]) for group in OUTSIDE]

    def test_search_finds_other_contacts_only(self):
        for partners in self.as_outsiders():
            found = partners.search([("name", "ilike", "zebr")])
            self.assertEqual(found, self.supplier)
            self.assertEqual(partners.search_count([("name", "ilike", "zebr")]), 1)
            self.assertEqual(
                [name for _id, name in partners.name_search("zebr")], ["Zebra Supplies"]
            )

    def test_known_id_gives_no_access(self):
        for partners in self.as_outsiders():
            for one in (self.zofia, self.home):
                with self.assertRaises(AccessError):
                    partners.browse(one.id).read(["name"])
                with self.assertRaises(AccessError):
                    partners.browse(one.id).web_read({"display_name": {}})
                with self.assertRaises(UserError):
                    partners.browse(one.id).export_data(["name", "street"])
                with self.assertRaises(AccessError):
                    partners.browse(one.id).write({"name": "Other"})

    def test_grouping_counts_no_constituents(self):
        domain = [("name", "ilike", "zebr")]
        for partners in self.as_outsiders():
            rows = partners.formatted_read_group(domain, ["name"], ["__count"])
            self.assertEqual([row["name"] for row in rows], ["Zebra Supplies"])
            panel = partners.search_panel_select_range(
                "kind_id", search_domain=domain, enable_counters=True, expand=True
            )
            self.assertFalse(sum(row["__count"] for row in panel["values"]))

    def test_related_records_give_no_access(self):
        self.ward.councillor_ids = self.zofia
        for wards in self.as_outsiders("constituent.ward"):
            ward = wards.browse(self.ward.id)
            self.assertNotIn(NAME, str(ward.web_read(WARD)))
        for places in self.as_outsiders("constituent.property"):
            place = places.browse(self.property.id)
            self.assertFalse(place.resident_ids)

    def test_search_conditions_reveal_nothing(self):
        """Their data is no oracle: other models' domains find by it nothing."""
        for places in self.as_outsiders("constituent.property"):
            domain = [("resident_ids.name", "=", NAME)]
            self.assertFalse(places.search(domain))
        for partners in self.as_outsiders():
            with self.assertRaises(AccessError):
                partners.search([("marker_ids.reason", "ilike", "dog")])
            with self.assertRaises(AccessError):
                partners.search([], order="birth_date")

    def test_ledger_and_look_up_are_refused(self):
        for partners in self.as_outsiders():
            with self.assertRaises(AccessError):
                partners.constituent_lookup("zebrowska")
            with self.assertRaises(AccessError):
                partners.env["constituent.interaction"].formatted_read_group(
                    [], ["partner_id"], ["__count"]
                )

    def test_messages_and_files_are_refused(self):
        about = Domain("model", "=", "res.partner") & Domain(
            "res_id", "=", self.zofia.id
        )
        for messages in self.as_outsiders("mail.message"):
            self.assertFalse(messages.search(about))
        for followers in self.as_outsiders("mail.followers"):
            theirs = Domain("res_model", "=", "res.partner")
            theirs &= Domain("partner_id", "=", self.zofia.id)
            if followers.has_access("read"):
                self.assertFalse(followers.search(theirs))
        for files in self.as_outsiders("ir.attachment"):
            self.assertFalse(files.search([("id", "=", self.contact_note.id)]))
            with self.assertRaises(AccessError):
                files.browse(self.contact_note.id).read(["name"])

    def test_constituents_are_not_suggested_as_recipients(self):
        for partners in self.as_outsiders():
            suggestions = str(partners.get_mention_suggestions("zebrow"))
            suggestions += str(partners.search_for_channel_invite("zebrow"))
            self.assertNotIn("Zebrow", suggestions)

    def test_login_of_a_constituent_is_hidden(self):
        login = self.make_user(
            "zofia_portal", "base.group_portal", name=NAME, partner_id=self.zofia.id
        )
        for users in self.as_outsiders("res.users"):
            self.assertFalse(users.search([("login", "=", "zofia_portal")]))
            with self.assertRaises(AccessError):
                users.browse(login.id).read(["name"])
        served = self.env["res.users"].with_user(self.users["officer"])
        self.assertEqual(served.browse(login.id).name, NAME)
        # They see themselves, and nothing of what the council keeps.
        own = self.env["res.partner"].with_user(login)
        self.assertEqual(own.browse(self.zofia.id).name, NAME)
        with self.assertRaises(AccessError):
            own.browse(self.zofia.id).read(["marker_ids"])
        self.assertFalse(own.search([("name", "=", "Adam Zebrowski")]))

    def test_colleagues_are_visible_to_all(self):
        colleague = self.users["officer"].partner_id
        colleague.is_constituent = True
        for partners in self.as_outsiders():
            self.assertEqual(partners.browse(colleague.id).name, colleague.name)

    def test_officers_see_constituents(self):
        for group in set(GROUPS) - set(OUTSIDE):
            with self.subTest(group):
                partners = self.env["res.partner"].with_user(self.users[group])
                self.assertEqual(partners.browse(self.zofia.id).name, NAME)
                self.assertEqual(partners.search([("name", "=", NAME)]), self.zofia)

    def test_each_group_sees_its_menus(self):
        for group, shown in MENUS.items():
            with self.subTest(group):
                seen = self.menus_of(self.users[group])
                self.assertLessEqual(shown, seen)
                self.assertFalse((seen - shown) & set().union(*MENUS.values()))

    def menus_of(self, user):
        """The names of the menus in the application that `user` sees."""
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        root = self.env.ref("constituent_crm.constituent_menu_root").id
        todo = [root] if root in menus["root"]["children"] else []
        names = set()
        while todo:
            menu = menus[todo.pop()]
            names.add(menu["name"])
            todo += menu["children"]
        return names


WARD = {"councillor_ids": {"fields": {"display_name": {}}}}


@tagged("-at_install", "post_install")
class TestPersonalDataOnTheWire(PersonalDataCase, HttpCase):
    """Through HTTP: the web client's calls, the API, exports, pictures."""

    def call(self, model, method, *args, **kwargs):
        response = self.url_open(
            "/web/dataset/call_kw",
            json={
                "params": {
                    "model": model,
                    "method": method,
                    "args": args,
                    "kwargs": kwargs,
                }
            },
        )
        return response.json()

    def outsiders(self):
        for group in OUTSIDE:
            self.authenticate(f"council_{group}", f"council_{group}")
            yield group

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_calls_of_the_web_client_reveal_nothing(self):
        spec = {"name": {}, "street": {}, "birth_date": {}}
        domain = [["name", "ilike", "zebrow"]]
        asked = {
            "web_search_read": ((domain, {"name": {}}), {}),
            "search_read": ((domain, ["name"]), {}),
            "name_search": (("zebrow",), {}),
            "formatted_read_group": ((domain, ["name"], ["__count"]), {}),
            "web_read_group": ((domain, ["name"]), {}),
            "read": (([self.zofia.id], ["name"]), {}),
            "web_read": (([self.zofia.id], spec), {}),
            "export_data": (([self.zofia.id], ["name"]), {}),
            "constituent_lookup": (("zebrowska",), {}),
            "_constituent_lookup": (("zebrowska",), {}),
        }
        for _group in self.outsiders():
            for method, (args, kwargs) in asked.items():
                answer = self.call("res.partner", method, *args, **kwargs)
                self.assertNotIn("Zebrow", json.dumps(answer), method)
        self.authenticate("council_officer", "council_officer")
        answer = self.call("res.partner", "read", [self.zofia.id], ["name"])
        self.assertEqual(answer["result"][0]["name"], NAME)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_ledger_is_not_corrected_over_rpc(self):
        call = self.record_contact(subject="Bin")
        self.authenticate("council_officer", "council_officer")
        for method, args in {
            "_correct": ([call.id], {"subject": "x"}, "y"),
            "write": ([call.id], {"subject": "x"}),
            "unlink": ([call.id],),
        }.items():
            with self.subTest(method):
                answer = self.call("constituent.interaction", method, *args)
                self.assertIn("error", answer)
        call.invalidate_recordset()
        self.assertEqual(call.subject, "Bin")

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_json_api_reveals_nothing(self):
        if "rpc" not in self.env.registry._init_modules:
            self.skipTest("Odoo's API is not installed")
        url = "/json/2/res.partner/search_read"
        for group in OUTSIDE:
            with self.subTest(group):
                answer = self.search_over_api(url, group)
                self.assertEqual(answer.status_code, 200)
                self.assertNotIn("Zebrow", answer.text)
        self.assertIn(NAME, self.search_over_api(url, "officer").text)

    def search_over_api(self, url, group):
        keys = self.env["res.users.apikeys"].with_user(self.users[group])
        key = keys._generate("rpc", "test", fields.Datetime.now() + timedelta(hours=1))
        return self.url_open(
            url,
            headers={"Authorization": f"Bearer {key}"},
            json={"domain": [["name", "ilike", "zebrow"]], "fields": ["name"]},
        )

    def export(self, ids=False, group="officer"):
        names = [{"name": "name", "label": "Name"}]
        data = {
            "model": "res.partner",
            "fields": names,
            "ids": ids,
            "domain": [["name", "ilike", "zebr"]],
            "groupby": [],
            "import_compat": False,
        }
        page = self.url_open("/odoo").text
        token = re.search(r'csrf_token: "([^"]+)"', page)[1]
        return self.url_open(
            "/web/export/csv", data={"data": json.dumps(data), "csrf_token": token}
        )

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    @mute_logger("odoo.addons.web.controllers.export")
    def test_exports_reveal_nothing(self):
        # Odoo asks for a right of its own to export: given, it opens no more rows.
        right = self.env.ref("base.group_allow_export")
        for group in OUTSIDE:
            self.users[group].group_ids = [Command.link(right.id)]
        for _group in self.outsiders():
            self.assertNotIn("Zebrow", self.export().text)
            self.assertIn("Zebra", self.export().text)
            self.assertNotIn("Zebrow", self.export([self.zofia.id]).text)

    def test_pictures_are_refused(self):
        url = f"/web/image/res.partner/{self.zofia.id}/avatar_128"
        seen = {}
        for group in (*OUTSIDE, "officer"):
            self.authenticate(f"council_{group}", f"council_{group}")
            seen[group] = self.url_open(url).content
        self.authenticate(None, None)
        seen["public"] = self.url_open(url).content
        theirs = seen.pop("officer")
        for group, content in seen.items():
            with self.subTest(group):
                self.assertNotEqual(content, theirs)
