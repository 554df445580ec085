from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged
from odoo.tools.safe_eval import safe_eval

from .reception_case import Receptions


@tagged("-at_install", "post_install")
class TestReceptionScreen(Receptions, TransactionCase):
    """What the officer's screen shows and does, texts, and settings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_reception()

    # Screen

    def board(self):
        return self.reception.with_user(self.officer).reception_board()

    def test_board_shows_the_queue_in_order(self):
        walk_in = self.check_in(self.tax)
        homes = self.check_in(self.homes, need_ids=self.interpreter.ids)
        rows = self.board()["waiting"]
        self.assertEqual([row["id"] for row in rows], [homes.id, walk_in.id])
        self.assertEqual(rows[0]["needs"], ["Test interpreter"])
        self.assertEqual((rows[1]["ahead"], rows[1]["minutes"]), (1, 20))

    def test_board_reads_a_long_queue_in_few_queries(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.board()
            return self.env.cr.sql_log_count - before

        partners = [self.make_constituent(f"Queue {number}") for number in range(12)]
        self.check_in(partner_id=partners[0].id, need_ids=self.interpreter.ids)
        self.board()
        few = queries()
        for partner in partners:
            self.check_in(partner_id=partner.id, need_ids=self.interpreter.ids)
        self.assertLessEqual(queries(), few + 1)

    def test_officer_checks_in_with_priority_and_reason(self):
        here = self.reception.with_user(self.officer)
        values = {"reason_id": self.tax.id, "is_vulnerable": True}
        with self.assertRaisesRegex(UserError, "Say why"):
            here.reception_check_in(values)
        self.check_in(self.homes)
        row = here.reception_check_in({**values, "priority_reason": "In pain"})
        self.assertEqual(self.board()["waiting"][0]["id"], row["id"])

    def test_check_in_needs_a_reason_that_is_offered(self):
        other = self.env["channel.visit.reason"].create({"name": "Elsewhere"})
        for reason_id in (False, other.id, "x"):
            with self.subTest(reason_id), self.assertRaises(UserError):
                self.reception.with_user(self.officer).reception_check_in(
                    {"reason_id": reason_id}
                )

    def test_officer_changes_nothing_by_checking_in(self):
        row = self.reception.with_user(self.officer).reception_check_in(
            {"reason_id": self.tax.id, "state": "done", "ticket_number": 99}
        )
        visit = self.env["channel.visit"].browse(row["id"])
        self.assertEqual((visit.state, visit.ticket_number), ("waiting", 1))

    def test_screens_are_told_of_every_change(self):
        def sent_notices():
            self.env.cr.precommit.run()
            rows = self.env["bus.bus"].search([("id", ">", last)])
            return [row.message for row in rows if "contacts_changed" in row.message]

        last = self.env["bus.bus"]._bus_last_id()
        visit = self.check_in(partner_id=self.make_constituent("Ida Secret").id)
        counter = self.open_counter()
        steps = [counter._call_next, visit.reception_no_show, visit.desk_give_up]
        self.assertTrue(sent_notices())
        for step in steps:
            last = self.env["bus.bus"]._bus_last_id()
            step()
            messages = sent_notices()
            with self.subTest(step.__name__):
                self.assertTrue(messages)
                self.assertNotIn("Ida", str(messages))

    def test_screens_are_not_told_of_each_word_that_an_officer_types(self):
        visit = self.live()
        self.env.cr.precommit.run()
        last = self.env["bus.bus"]._bus_last_id()
        visit.desk_save({"words": "My bill", "partner_id": False})
        self.env.cr.precommit.run()
        rows = self.env["bus.bus"].search([("id", ">", last)])
        self.assertNotIn("contacts_changed", str(rows.mapped("message")))

    def test_every_filter_and_group_works(self):
        self.live()
        for model in ("channel.visit", "channel.appointment", "channel.reception"):
            records = self.env[model].with_user(self.officer)
            arch = etree.fromstring(records.get_view(view_type="search")["arch"])
            for node in arch.iter("filter"):
                with self.subTest(model=model, filter=node.get("name")):
                    scope = {"uid": self.officer.id}
                    records.search(safe_eval(node.get("domain") or "[]", scope))
                    group = safe_eval(node.get("context") or "{}").get("group_by")
                    records.formatted_read_group([], [group or "id"], ["__count"])

    def test_figures_by_hour_have_waits_and_shares(self):
        self.end(self.live())
        rows = self.env["channel.visit"].formatted_read_group(
            [("reception_id", "=", self.reception.id)],
            ["arrival_hour", "ending"],
            ["__count", "waiting_seconds:avg", "within_target:avg"],
        )
        self.assertEqual([row["within_target:avg"] for row in rows], [1.0])

    # Texts

    def texts(self):
        return self.env["sms.sms"].search([("number", "=", "+447700900123")])

    def test_visitor_is_texted_once_when_near(self):
        self.reception.near_count = 1
        for _number in range(2):
            self.check_in()
        near = self.check_in(mobile="+447700900123")
        counter = self.open_counter()
        counter._call_next()
        self.assertFalse(self.texts())
        counter._call_next()
        self.assertIn(near.ticket, self.texts().body)
        counter.reception_id._text_near()
        self.assertEqual(len(self.texts()), 1)

    def test_text_is_in_the_language_of_the_visitor(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        visit = self.check_in(mobile="+447700900123", lang="fr_FR")
        seen = []
        Visit = type(visit)
        with patch.object(Visit, "_text", lambda one, _body: seen.append(one.env.lang)):
            visit.reception_text()
        self.assertEqual(seen, ["fr_FR"])

    def test_ticket_is_texted_to_the_number_given(self):
        visit = self.check_in(mobile="+447700900123")
        visit.reception_text()
        self.assertIn("A001", self.texts().body)
        message = self.env["channel.message"].search(
            [("recipient", "=", "+447700900123")]
        )
        self.assertEqual(message.direction, "out")

    def test_no_text_without_a_mobile_number(self):
        with self.assertRaises(UserError):
            self.check_in().reception_text()
        here = self.reception.with_user(self.officer)
        for number in ("01482 300300", "hello", "999", "<b>"):
            with self.subTest(number), self.assertRaises(UserError):
                here.reception_check_in({"reason_id": self.tax.id, "mobile": number})

    # Settings

    def test_heading_of_a_reason_is_one_of_the_catalogue(self):
        self.make_service("Test bills", "test_bills", group="Test money")
        self.tax.heading = "Test money"
        self.assertEqual(self.check_in().heading, "Test money")
        with self.assertRaises(ValidationError):
            self.tax.heading = "Test nowhere"

    def test_opening_hours_with_holidays(self):
        self.reception.calendar_id = self.env["resource.calendar"].create(
            {
                "name": "Mondays",
                "tz": "Europe/London",
                "attendance_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "name": "Monday",
                            "dayofweek": "0",
                            "hour_from": 9,
                            "hour_to": 17,
                            "day_period": "morning",
                        }
                    ),
                ],
            }
        )
        moments = {
            "2026-11-30 08:59:00": False,
            "2026-11-30 09:00:00": True,
            "2026-11-30 16:59:00": True,
            "2026-11-30 17:00:00": False,
            "2026-12-01 10:00:00": False,
            # Summer time.
            "2026-07-06 08:30:00": True,
            "2026-07-06 16:30:00": False,
        }
        for moment, is_open in moments.items():
            at = fields.Datetime.to_datetime(moment)
            with self.subTest(moment):
                self.assertEqual(self.reception._is_open_at(at), is_open)
        at = fields.Datetime.to_datetime("2026-11-30 16:55:00")
        self.assertFalse(self.reception._is_open_at(at, 10))
