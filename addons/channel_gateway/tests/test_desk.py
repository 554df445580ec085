from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import Council


class DeskCase(Council, TransactionCase):
    """An officer, a resident who is known, and a service that asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.make_user("desk_officer", "officer")
        cls.jane = cls.make_constituent(
            "Jane Desk", "07700 900321", street="12 Park Avenue", zip="HU5 3ER"
        )
        cls.bin = cls.make_service(
            "Bin at the desk",
            "test_desk_bin",
            sla_policy_id=cls.make_sla_policy("Soon", hours=16).id,
            script_ids=[
                Command.create({"name": "Greet", "body": "Sorry to hear that."})
            ],
        )
        cls.make_question(
            cls.bin,
            "colour",
            name="Which bin?",
            datatype="singlevaluelist",
            is_required=True,
            option_ids=[Command.create({"code": "brown", "name": "Brown"})],
        )
        cls.Call = cls.env["channel.call"].with_user(cls.officer)
        cls.Visit = cls.env["channel.visit"].with_user(cls.officer)

    def begin(self, kind=None):
        kind = self.Call if kind is None else kind
        return kind.browse(kind.desk_begin()["id"])

    def open(self, contact, key="1", **values):
        return contact.desk_open(
            {
                "key": key,
                "service_id": self.bin.id,
                "partner_id": self.jane.id,
                "words": "they left our brown bin",
                "answers": {"colour": "brown"},
                **values,
            }
        )

    def passed(self, contact, minutes):
        """Let minutes pass for `contact`."""
        for name in ("started_at", "answered_at"):
            if contact[name]:
                contact.sudo()[name] -= timedelta(minutes=minutes)


@tagged("-at_install", "post_install")
class TestContact(DeskCase):
    """A contact waits, is served and ends in the ledger."""

    def test_call_that_is_answered_at_once_has_not_waited(self):
        call = self.begin()
        self.passed(call, 3)
        call.desk_end({"outcome": "nothing"})
        self.assertEqual(call.waiting_seconds, 0)
        self.assertAlmostEqual(call.handling_seconds, 180, delta=2)
        ledger = call.interaction_id
        self.assertEqual(ledger.channel_id.code, "phone")
        self.assertEqual(ledger.user_id, self.officer)
        self.assertEqual(ledger.handling_seconds, call.handling_seconds)

    def test_visitor_waits_with_a_ticket(self):
        visit = self.Visit.browse(self.Visit.desk_queue("A 17")["id"])
        self.assertIn(
            "A 17", str(self.Call.desk_board()["waiting"]), "the board shows both kinds"
        )
        self.passed(visit, 4)
        visit.desk_answer()
        self.assertAlmostEqual(visit.waiting_seconds, 240, delta=2)
        visit.desk_end({"outcome": "nothing"})
        self.assertEqual(visit.interaction_id.channel_id.code, "counter")
        self.assertAlmostEqual(visit.interaction_id.waiting_seconds, 240, delta=2)

    def test_only_one_officer_answers(self):
        call = self.Call.browse(self.Call.desk_queue("07700 900000")["id"])
        call.desk_answer()
        with self.assertRaises(UserError):
            call.desk_answer()

    def test_contact_that_gives_up_is_abandoned(self):
        call = self.Call.browse(self.Call.desk_queue("07700 900000")["id"])
        self.passed(call, 2)
        call.desk_give_up()
        self.assertEqual(call.state, "abandoned")
        self.assertTrue(call.interaction_id.is_abandoned)
        self.assertAlmostEqual(call.interaction_id.waiting_seconds, 120, delta=2)
        self.assertFalse(call.interaction_id.answered_at)

    def test_contact_ends_once_and_with_an_outcome(self):
        call = self.begin()
        for values in ({}, {"outcome": "magic"}, {"outcome": "existing"}):
            with self.subTest(values), self.assertRaises(UserError):
                call.desk_end(values)
        with self.assertRaises(UserError):
            call.desk_end({"outcome": "answered"})
        call.desk_end({"outcome": "answered", "note": "Opening hours"})
        with self.assertRaises(UserError):
            call.desk_end({"outcome": "nothing"})
        found = self.env["constituent.interaction"].search_count(
            [("source_key", "=", f"channel.call,{call.id}")]
        )
        self.assertEqual(found, 1)

    def test_draft_is_restored(self):
        call = self.begin()
        draft = {"partner_id": self.jane.id, "words": "brown bin", "note": "hm"}
        call.desk_save(draft)
        self.assertEqual(call.desk_read()["draft"], draft)
        self.assertEqual(call.partner_id, self.jane)
        mine = self.Call.desk_board()["mine"]
        self.assertEqual(mine[0]["subject"], "brown bin")
        call.desk_end({"outcome": "nothing"})
        self.assertFalse(call.draft)
        self.assertEqual(call.interaction_id.subject, "brown bin")
        with self.assertRaises(UserError):
            call.desk_read()

    def test_figures_of_today_count_served_contacts(self):
        call = self.begin()
        self.passed(call, 1)
        before = self.Call.desk_board()["today"]["served"]
        call.desk_end({"outcome": "nothing"})
        today = self.Call.desk_board()["today"]
        self.assertEqual(today["served"], before + 1)


@tagged("-at_install", "post_install")
class TestDeskRequest(DeskCase):
    """What becomes of a contact."""

    def test_request_is_opened_and_acknowledged(self):
        call = self.begin()
        call.desk_save({"partner_id": self.jane.id, "words": "brown bin"})
        receipt = self.open(call)
        request = self.env["service.request"].browse(receipt["id"])
        self.assertEqual(receipt["reference"], request.reference)
        self.assertTrue(receipt["due_at"])
        self.assertEqual(request.channel_id.code, "phone")
        self.assertEqual(request.partner_id, self.jane)
        self.assertEqual(request.answer_ids.option_ids.code, "brown")
        call.desk_end({"outcome": "request", "request_id": request.id})
        self.assertEqual(request.interaction_ids, call.interaction_id)
        self.assertFalse(call.interaction_id.is_resolved_first_contact)

    def test_receipt_promises_messages_only_where_they_can_go(self):
        self.env.company.country_id = self.env.ref("base.uk")
        for email, phone, reach in (
            (False, "07700 900321", "+447700900321"),
            (False, "01482 300300", ""),
            ("jane@example.org", "07700 900321", "jane@example.org"),
            ("jane@example..org", "01482 300300", ""),
        ):
            with self.subTest(email=email, phone=phone):
                self.jane.write({"email": email, "phone": phone})
                self.assertEqual(self.open(self.begin())["reach"], reach)
        self.jane.write({"email": "jane@example.org", "do_not_contact": True})
        self.assertEqual(self.open(self.begin())["reach"], "")

    def test_local_number_of_a_new_constituent_is_asked_for(self):
        for kind, text in (("phone", "300300"), ("phone", "O7700 900654")):
            with self.subTest(text), self.assertRaisesRegex(UserError, "whole number"):
                self.Call.desk_new_constituent({"name": "Una Desk", kind: text})

    def test_repeated_call_opens_one_request(self):
        call = self.begin()
        self.assertEqual(self.open(call)["id"], self.open(call)["id"])
        self.assertNotEqual(self.open(call)["id"], self.open(call, key="2")["id"])
        self.assertEqual(len(call.request_ids), 2)
        self.assertEqual(call.request_id, call.request_ids.sorted("id")[0])

    def place(self, house="21", **values):
        return self.make_property(
            f"991009{house}",
            house=house,
            street="Sedge Lane",
            postcode="HU5 9ZY",
            latitude=53.75,
            longitude=-0.35,
            ward_id=self.make_ward(f"Sedge {house}", f"TEST-S{house}").id,
            **values,
        )

    def where(self, **values):
        """The request that is opened for a place."""
        receipt = self.open(self.begin(), **values)
        return self.env["service.request"].browse(receipt["id"])

    def test_chosen_property_brings_point_ward_and_postcode(self):
        place = self.place()
        request = self.where(address="21 Sedge Lane", property_id=place.id)
        self.assertEqual(request.property_id, place)
        self.assertEqual(request.ward_id, place.ward_id)
        self.assertEqual(request.postcode, "HU5 9ZY")
        self.assertAlmostEqual(request.latitude, 53.75)
        self.assertAlmostEqual(request.longitude, -0.35)

    def test_property_that_was_typed_and_not_chosen_is_attached(self):
        place = self.place()
        request = self.where(address="21 sedge ln", postcode="hu59zy")
        self.assertEqual(request.property_id, place)
        self.assertEqual(request.address, "21 sedge ln")
        self.assertEqual(request.postcode, "HU5 9ZY")

    def test_what_is_no_property_is_kept_as_typed(self):
        self.place()
        for values in (
            {"address": "opposite 21 Sedge Lane", "postcode": "HU5 9ZY"},
            {"address": "by the old bridge", "postcode": ""},
            {"address": "21 Sedge Lane", "postcode": "", "is_as_typed": True},
        ):
            with self.subTest(values["address"]):
                request = self.where(**values)
                self.assertFalse(request.property_id)
                self.assertEqual(request.address, values["address"])
                self.assertFalse(request.latitude)

    def test_home_of_the_constituent_comes_with_its_property(self):
        self.assertFalse(self.Call.desk_constituent(self.jane.id)["property"])
        self.jane.property_id = self.place()
        home = self.Call.desk_constituent(self.jane.id)["property"]
        self.assertEqual(home["id"], self.jane.property_id.id)
        self.assertEqual((home["address"], home["ward"]), ("21 Sedge Lane", "Sedge 21"))

    def test_missing_answer_is_reported_and_the_draft_is_kept(self):
        call = self.begin()
        call.desk_save({"words": "brown bin"})
        with self.assertRaisesRegex(ValidationError, "Which bin"):
            self.open(call, answers={})
        with self.assertRaises(UserError):
            self.open(call, service_id=False)
        self.assertEqual(call.desk_read()["draft"], {"words": "brown bin"})

    def test_answered_now_is_resolved_at_first_contact(self):
        visit = self.begin(self.Visit)
        visit.desk_end({"outcome": "answered", "service_id": self.bin.id})
        self.assertTrue(visit.interaction_id.is_resolved_first_contact)
        self.assertEqual(visit.interaction_id.service_id, self.bin)
        self.assertFalse(visit.interaction_id.request_id)

    def test_script_and_canned_responses_are_in_the_ledger(self):
        ready = self.env["service.canned.response"].create(
            {"name": "When?", "body": "At six."}
        )
        call = self.begin()
        call.desk_end(
            {
                "outcome": "answered",
                "service_id": self.bin.id,
                "script_service_id": self.bin.id,
                "script_path": [None],
                "canned_responses_used": [ready.id, "x"],
            }
        )
        self.assertEqual(call.interaction_id.canned_response_ids, ready)
        self.assertEqual(call.interaction_id.script_text, self.bin.script_ids.name)

    def test_chasing_is_avoidable_and_noted_on_the_request(self):
        first = self.begin()
        request = self.env["service.request"].browse(self.open(first)["id"])
        again = self.begin()
        again.desk_end(
            {
                "outcome": "existing",
                "request_id": request.id,
                "is_avoidable": True,
                "avoidable_reason": "chasing",
                "note": "Rang again",
            }
        )
        ledger = again.interaction_id
        self.assertTrue(ledger.is_avoidable)
        self.assertEqual(ledger.avoidable_reason, "chasing")
        self.assertEqual(ledger.request_id, request)
        self.assertIn("Rang again", str(request.message_ids.mapped("body")))


@tagged("-at_install", "post_install")
class TestDeskConstituent(DeskCase):
    """What the officer sees of somebody."""

    def test_constituent_has_markers_requests_and_contacts(self):
        yesterday = fields.Date.today() - timedelta(days=1)
        self.make_marker(self.jane, "Speak slowly")
        self.make_marker(self.jane, "Was in hospital", expiry_date=yesterday)
        self.make_marker(self.jane, "Police matter", is_restricted=True)
        call = self.begin()
        call.desk_save({"partner_id": self.jane.id, "words": "brown bin"})
        receipt = self.open(call)
        call.desk_end({"outcome": "request", "request_id": receipt["id"]})
        seen = self.Call.desk_constituent(self.jane.id)
        self.assertEqual([m["reason"] for m in seen["markers"]], ["Speak slowly"])
        self.assertEqual(seen["requests"][0]["reference"], receipt["reference"])
        self.assertIn("brown bin", [c["subject"] for c in seen["contacts"]])

    def test_open_requests_come_before_closed_ones(self):
        call = self.begin()
        ended = self.env["service.request"].browse(self.open(call)["id"])
        ended._change_state("closed", outcome="fixed")
        going = self.open(call, key="2")
        seen = self.Call.desk_constituent(self.jane.id)["requests"]
        self.assertEqual([r["id"] for r in seen], [going["id"], ended.id])

    def test_new_constituent_is_created_once(self):
        values = {"name": "Una Desk", "phone": "+44 7700 900654", "postcode": "hu53er"}
        made = self.Call.desk_new_constituent(values)
        self.assertFalse(made["is_known"])
        self.assertEqual(made["postcode"], "HU5 3ER")
        again = self.Call.desk_new_constituent(values)
        self.assertTrue(again["is_known"])
        self.assertEqual(again["id"], made["id"])

    def test_new_constituent_needs_a_name_or_an_address(self):
        with self.assertRaises(UserError):
            self.Call.desk_new_constituent({"name": "  ", "postcode": "HU5 3ER"})

    def test_service_has_script_and_questions(self):
        values = self.Call.desk_service(self.bin.id)
        self.assertEqual(values["script"][0]["body"], "Sorry to hear that.")
        (question,) = values["questions"]
        self.assertTrue(question["required"])
        self.assertEqual(question["options"], [{"code": "brown", "name": "Brown"}])

    def test_place_is_asked_once(self):
        self.bin.needs_location = True
        self.assertTrue(self.Call.desk_service(self.bin.id)["needs_location"])
        self.bin.question_ids[0].write({"datatype": "property"})
        self.assertFalse(self.Call.desk_service(self.bin.id)["needs_location"])


@tagged("-at_install", "post_install")
class TestDeskAccess(DeskCase):
    """The desk is the contact centre's, whatever is called."""

    def refused(self, group):
        user = self.make_user(f"desk_{group}", f"constituent_crm.{group}")
        call = self.begin()
        theirs = call.with_user(user)
        calls = (
            lambda: theirs.desk_begin(),
            lambda: theirs.desk_queue("1"),
            lambda: theirs.desk_save({"words": "x"}),
            lambda: self.open(theirs),
            lambda: theirs.desk_end({"outcome": "nothing"}),
            lambda: theirs.desk_new_constituent({"name": "Somebody Else"}),
        )
        for number, method in enumerate(calls):
            with self.subTest(number), self.assertRaises(AccessError):
                method()
        self.assertEqual(call.state, "live")

    def test_service_officers_read_but_may_not_serve(self):
        self.refused("group_service_officer")

    def test_analysts_may_not_serve(self):
        self.refused("group_analyst")

    def test_supervisors_may_serve(self):
        user = self.make_user("desk_supervisor", "supervisor")
        call = self.begin()
        call.with_user(user).desk_end({"outcome": "nothing"})
        self.assertEqual(call.state, "done")


@tagged("-at_install", "post_install")
class TestDeskRepresentation(DeskCase):
    """Somebody calls on behalf of somebody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.son = cls.make_constituent("Sam Desk")

    def relate(self):
        self.make_relationship(self.son, "attorney", self.jane, evidence="lpa")

    def test_represented_people_are_offered(self):
        self.assertFalse(self.Call.desk_constituent(self.son.id)["acts_for"])
        self.relate()
        self.assertEqual(
            self.Call.desk_constituent(self.son.id)["acts_for"],
            [{"id": self.jane.id, "name": "Jane Desk"}],
        )

    def test_missing_authority_is_warned_of(self):
        values = self.Call.desk_beneficiary(self.son.id, self.jane.id)
        self.assertIn("No record authorises Sam Desk", values["warning"])
        self.relate()
        values = self.Call.desk_beneficiary(self.son.id, self.jane.id)
        self.assertEqual(values["warning"], "")

    def test_caller_and_beneficiary_are_on_the_request_and_in_the_ledger(self):
        call = self.begin()
        both = {"partner_id": self.son.id, "beneficiary_id": self.jane.id}
        call.desk_save({**both, "words": "her bin"})
        request = self.env["service.request"].browse(self.open(call, **both)["id"])
        self.assertEqual(
            (request.partner_id, request.beneficiary_id), (self.son, self.jane)
        )
        call.desk_end({"outcome": "request", "request_id": request.id})
        self.assertEqual(call.interaction_id.beneficiary_id, self.jane)

    def test_desk_logs_the_viewing_of_a_restricted_marker(self):
        marker = self.make_marker(self.jane, "Violent", is_restricted=True)
        supervisor = self.make_user("desk_supervisor", "supervisor")
        self.Call.with_user(supervisor).desk_constituent(self.jane.id)
        seen = self.env["constituent.marker.view"].search(
            [("marker_id", "=", marker.id)]
        )
        self.assertEqual((seen.user_id, seen.screen), (supervisor, "desk"))
