from odoo.tests import tagged

from .sms_case import BIN_MISSED, MOBILE, SignedJson


@tagged("-at_install", "post_install")
class TestLateParts(SignedJson):
    """Parts of one text that come as texts of their own."""

    def receive(self, key, text, second=0, **more):
        given = {
            "id": key,
            "from": MOBILE,
            "to": "60060",
            "text": text,
            "sent_at": f"2026-11-30T09:05:{second:02d}Z",
            **more,
        }
        self.post_json(given)
        return self.received().filtered(lambda one: one.external_id == key)

    def process(self, *messages):
        for message in messages:
            if message.state in ("received", "failed"):
                message._process()

    def test_parts_that_wait_are_one_text(self):
        long = f"{BIN_MISSED} {'x' * (153 - len(BIN_MISSED) - 1)}"
        third = self.receive("3", "and the lid is broken", 1)
        first = self.receive("1", long, 1)
        self.process(third, first)
        self.assertEqual(third.state, "discarded")
        self.assertIn(str(first.id), third.error)
        self.assertEqual(first.body, f"{long} […] and the lid is broken")
        self.assertTrue(first.request_id)
        self.assertEqual(len(first.request_id.interaction_ids), 1)
        contacts = self.jane.interaction_ids.filtered(lambda row: row.direction == "in")
        self.assertEqual(len(contacts), 1)

    def test_part_that_is_late_joins_the_open_request(self):
        long = f"{BIN_MISSED} {'x' * (153 - len(BIN_MISSED) - 1)}"
        first = self.receive("1", long)
        self.process(first)
        late = self.receive("2", "and the lid is broken", 2)
        self.process(late)
        self.assertEqual(late.request_id, first.request_id)
        self.assertEqual(late.state, "done")
        posted = " ".join(first.request_id.message_ids.mapped("body"))
        self.assertIn("and the lid is broken", posted)

    def test_first_part_that_is_late_is_processed_with_the_rest(self):
        rest = self.receive("2", "by the blue gate")
        self.process(rest)
        self.assertEqual(rest.state, "triage")
        long = f"{BIN_MISSED} {'x' * (153 - len(BIN_MISSED) - 1)}"
        first = self.receive("1", long, 1)
        self.process(first)
        self.assertEqual((first.state, rest.state), ("done", "discarded"))
        self.assertIn("by the blue gate", first.body)

    def test_two_short_texts_are_two(self):
        one = self.receive("1", BIN_MISSED)
        two = self.receive("2", "Thank you", 3)
        self.process(one, two)
        self.assertEqual(one.body, BIN_MISSED)
        self.assertEqual(two.body, "Thank you")

    def test_text_of_somebody_else_is_no_part(self):
        long = f"{BIN_MISSED} {'x' * (153 - len(BIN_MISSED) - 1)}"
        one = self.receive("1", long)
        two = self.receive("2", "and so on", 1, **{"from": "+447400654321"})
        self.process(one, two)
        self.assertEqual(one.body, long)
        self.assertEqual(two.body, "and so on")

    def test_numbered_parts_wait_for_each_other(self):
        group = {"parts": 2, "group": "g"}
        second = self.receive("b", "was missed", part=2, **group)
        self.process(second)
        self.assertEqual(second.state, "failed")
        self.assertTrue(second.next_attempt_at)
        self.assertFalse(second.interaction_id)
        first = self.receive("a", "My bin ", part=1, **group)
        self.process(first)
        self.assertEqual(first.body, "My bin was missed")
        self.assertEqual(first.request_id.service_id, self.missed_bin)
        self.assertEqual(second.state, "discarded")

    def test_numbered_parts_do_not_wait_for_ever(self):
        first = self.receive("a", f"{BIN_MISSED}, ", part=1, parts=3, group="g")
        self.process(first)
        first.next_attempt_at = first.received_at
        self.process(first)
        self.assertEqual(first.state, "done")
        self.assertEqual(first.body, f"{BIN_MISSED},  […]")
