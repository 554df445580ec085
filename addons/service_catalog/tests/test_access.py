from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestAccess(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls.make_user("test_portal", "base.group_portal")
        cls.of_waste = cls.open_request()
        cls.of_roads = cls.open_request(
            "test_pothole", address="Park Avenue", partner_id=False
        )
        cls.of_nobody = cls.open_request(partner_id=False)
        cls.of_nobody.team_id = False
        cls.of_portal = cls.open_request(
            "test_pothole", address="Park Avenue", partner_id=cls.portal.partner_id.id
        )
        cls.all = cls.of_waste | cls.of_roads | cls.of_nobody | cls.of_portal

    def seen(self, user):
        Request = self.env["service.request"].with_user(user)
        return Request.search([("id", "in", self.all.ids)]).sudo()

    def test_contact_centre_sees_all_requests(self):
        self.assertEqual(self.seen(self.officer), self.all)

    def test_service_officer_sees_requests_of_own_teams_and_of_no_team(self):
        self.assertEqual(self.seen(self.crewman), self.of_waste | self.of_nobody)
        with self.assertRaises(AccessError):
            self.of_roads.with_user(self.crewman).read(["name"])

    def test_service_officer_reads_no_answers_or_clocks_of_other_teams(self):
        self.of_waste.answer_ids = [(0, 0, {"question_id": self.which.id})]
        other = self.of_roads.with_user(self.crewman)
        own = self.of_waste.with_user(self.crewman)
        self.assertTrue(own.answer_ids.read(["value"]))
        with self.assertRaises(AccessError):
            self.of_roads.clock_ids.with_env(other.env).read(["due_at"])
        with self.assertRaises(AccessError):
            self.of_roads.event_ids.with_env(other.env).read(["event"])

    def test_service_officer_reads_no_notifications_of_other_teams(self):
        notices = {}
        for request in (self.of_waste, self.of_roads):
            posted = request.with_user(self.officer).message_post(
                body="When?",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.jane.ids,
            )
            notices[request] = posted.sudo().notification_ids
        Notification = self.env["mail.notification"].with_user(self.crewman)
        jane = [("res_partner_id", "=", self.jane.id)]
        found = Notification.search(jane)
        self.assertEqual(found.sudo(), notices[self.of_waste])
        self.assertTrue(found.read(["res_partner_id", "notification_status"]))
        with self.assertRaises(AccessError):
            notices[self.of_roads].with_user(self.crewman).read(["res_partner_id"])

    def test_analyst_sees_no_request(self):
        for model in ("service.request", "service.answer", "service.request.event"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.analyst).search([])

    def test_residents_see_their_own_requests(self):
        self.assertEqual(self.seen(self.portal), self.of_portal)
        with self.assertRaises(AccessError):
            self.of_portal.with_user(self.portal).name = "Mine"

    def test_public_user_sees_no_request(self):
        with self.assertRaises(AccessError):
            self.seen(self.env.ref("base.public_user"))

    def test_officers_do_not_write_clocks_and_history(self):
        for record in (self.of_waste.clock_ids, self.of_waste.event_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.officer).unlink()

    def test_service_officer_reads_no_referrals_of_other_teams(self):
        self.of_roads._change_state("closed", outcome="not_ours", body="Water Board")
        self.of_waste._change_state("closed", outcome="not_ours", body="Water Board")
        Handoff = self.env["service.referral"].with_user(self.crewman)
        self.assertEqual(Handoff.search([]).request_id.sudo(), self.of_waste)
        with self.assertRaises(AccessError):
            self.env["service.referral"].with_user(self.analyst).search([])

    def test_officers_edit_external_organisations_but_delete_none(self):
        body = (
            self.env["service.external.organisation"]
            .with_user(self.officer)
            ._find_or_create("Water Board")
        )
        body.remit = "Leaks"
        with self.assertRaises(AccessError):
            body.unlink()

    def test_states_are_read_by_all_and_edited_by_administrators(self):
        states = self.env["service.request.state"]
        for user in (self.officer, self.crewman, self.portal):
            self.assertTrue(states.with_user(user).search([]).mapped("public_name"))
        with self.assertRaises(AccessError):
            states.with_user(self.officer)._by_code("received").name = "Other"

    def test_rate_limits_are_read_by_administrators_only(self):
        for user in (self.officer, self.crewman, self.analyst, self.portal):
            with self.assertRaises(AccessError):
                self.env["service.rate.limit"].with_user(user).search([])

    def test_officers_do_not_delete_requests(self):
        with self.assertRaises(AccessError):
            self.of_waste.with_user(self.officer).unlink()

    def test_catalogue_is_edited_by_administrators(self):
        for user in (self.officer, self.crewman, self.analyst):
            with self.assertRaises(AccessError):
                self.bin.with_user(user).name = "Other"
        manager = self.make_user("test_keeper", "manager")
        self.bin.with_user(manager).name = "Other"

    def test_uploads_of_unsent_forms_are_read_by_no_officer(self):
        for user in (self.officer, self.crewman, self.analyst, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["service.upload"].with_user(user).search([])

    def test_form_versions_are_written_by_nobody(self):
        self.which.is_required = True
        version = self.bin._form_version()
        manager = self.make_user("test_keeper", "manager")
        self.assertTrue(version.with_user(self.officer).content)
        for user in (self.officer, manager):
            for act in (
                lambda own: own.unlink(),
                lambda own: own.write({"number": 7}),
                lambda own: own.copy(),
            ):
                with self.assertRaises(AccessError):
                    act(version.with_user(user))
        with self.assertRaises(AccessError):
            version.with_user(self.portal).read(["content"])

    def test_answers_are_corrected_by_users_who_may_write_the_request(self):
        Dialog = self.env["service.answer.correct"]
        for user in (self.analyst, self.portal):
            with self.assertRaises(AccessError):
                Dialog.with_user(user).create({"request_id": self.of_waste.id})

    def test_protected_fields_are_not_written(self):
        for name, value in {
            "reference": "FORG-ED00",
            "access_token": "guessable",
            "opened_at": "2020-01-01 00:00:00",
            "closed_at": "2020-01-01 00:00:00",
            "phase": "closed",
            "due_at": "2040-01-01 00:00:00",
            "sla_state": "met",
            "at_risk_from": "2040-01-01 00:00:00",
            "team_reason": "Mine",
            "directorate_id": False,
            "form_id": False,
            "satisfaction": "5",
            "satisfaction_comment": "Lovely",
            "source_key": "web,1",
        }.items():
            with self.subTest(name), self.assertRaises(UserError):
                self.of_waste.with_user(self.crewman).write({name: value})

    def test_protected_fields_are_not_set_on_creation(self):
        requests = self.env["service.request"].with_user(self.crewman)
        closed = self.env.ref("service_catalog.request_state_closed")
        for name, value in {
            "reference": "FORG-ED00",
            "access_token": "guessable",
            "opened_at": "2020-01-01 00:00:00",
            "closed_at": "2020-01-01 00:00:00",
            "source_key": "web,1",
            "state_id": closed.id,
        }.items():
            values = {"service_id": self.bin.id, name: value}
            with self.subTest(name), self.assertRaises(UserError):
                requests.create(values)

    def test_protected_fields_have_no_default_from_the_context(self):
        requests = self.env["service.request"].with_user(self.crewman)
        forged = requests.with_context(default_access_token="guessable")
        made = forged.create({"service_id": self.bin.id})
        self.assertNotEqual(made.sudo().access_token, "guessable")

    def test_contact_fields_of_channels_are_not_entered_by_hand(self):
        Ledger = self.env["constituent.interaction"].with_user(self.officer)
        phone = self.env.ref("constituent_crm.channel_phone")
        answer = self.env["service.canned.response"].create(
            {"name": "Hours", "body": "9-5"}
        )
        contact = Ledger.create({"channel_id": phone.id, "subject": "Hours"})
        for name, value in {
            "source_key": "channel.message:1",
            "script_path": ["a"],
            "canned_response_ids": [(6, 0, answer.ids)],
        }.items():
            with self.subTest(f"create {name}"), self.assertRaises(UserError):
                Ledger.create({"channel_id": phone.id, name: value})
            with self.subTest(f"write {name}"), self.assertRaises(UserError):
                contact.write({name: value})

    def test_parent_of_a_request_must_be_visible(self):
        part = self.of_waste.with_user(self.crewman)
        with self.assertRaises(AccessError):
            part.parent_id = self.of_roads
        with self.assertRaises(AccessError):
            part.create({"service_id": self.bin.id, "parent_id": self.of_roads.id})
        forged = part.with_context(default_parent_id=self.of_roads.id)
        with self.assertRaises(AccessError):
            forged.create({"service_id": self.bin.id})
        part.parent_id = self.of_nobody
        self.assertEqual(part.parent_id, self.of_nobody)

    def test_dialog_reveals_nothing_about_a_hidden_request(self):
        dialogs = self.env["service.request.take.over"].with_user(self.crewman)
        made = dialogs.create({"request_id": self.of_roads.id, "reason": "Mine"})
        with self.assertRaises(AccessError):
            made.read(["current_user_id"])
