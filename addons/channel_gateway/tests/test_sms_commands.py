from odoo.tests import tagged

from .sms_case import BIN_MISSED, MOBILE, Kannel, Twilio


@tagged("-at_install", "post_install")
class TestCommands(Kannel):
    """Residents who stop texts, and have them sent again."""

    def receive(self, text, key=None, **given):
        self.get(text, id=key or text, **given)
        message = self.received()[:1]
        message._process()
        return message

    def is_blocked(self, number=MOBILE):
        return bool(self.env["phone.blacklist"].search_count([("number", "=", number)]))

    def may_text(self, purpose=None):
        return bool(self.jane._may_contact("sms", purpose))

    def confirmations(self):
        return self.Message.search(
            [("direction", "=", "out"), ("recipient", "=", MOBILE)], order="id"
        )

    def test_stop_is_observed_recorded_and_confirmed(self):
        message = self.receive("Stop!")
        self.assertEqual((message.state, message.request_id.id), ("done", False))
        self.assertTrue(self.is_blocked())
        self.assertFalse(self.may_text())
        self.assertEqual(message.interaction_id.partner_id, self.jane)
        self.assertEqual(message.interaction_id.direction, "in")
        (sent,) = self.confirmations()
        self.assertIn("no more texts", sent.body)
        self.assertEqual((sent.state, sent.sms_id.number), ("queued", MOBILE))

    def test_refusal_is_recorded_with_its_words(self):
        message = self.receive("Rezygnuję")
        rows = self.env["constituent.consent"].search(
            [("partner_id", "=", self.jane.id)]
        )
        self.assertEqual(set(rows.mapped("method")), {"sms"})
        self.assertEqual(set(rows.mapped("evidence")), {"Rezygnuję"})
        self.assertFalse(any(rows.mapped("is_given")))
        self.assertEqual(rows.channel_id, message.channel_id)
        codes = rows.purpose_id.mapped("code")
        self.assertIn("service", codes)
        # The law demands these; and newsletters they never agreed to.
        self.assertFalse({"legal", "safety", "newsletter"} & set(codes))

    def test_warnings_of_danger_are_sent_all_the_same(self):
        self.receive("STOP")
        self.assertTrue(self.may_text("safety"))
        self.assertFalse(self.may_text("research"))

    def test_stop_that_is_repeated_is_confirmed_once(self):
        for text in ("STOP", "stop", "STOP ALL"):
            self.receive(text)
        self.assertEqual(len(self.confirmations()), 1)

    def test_start_takes_it_back(self):
        self.receive("STOP")
        self.receive("START")
        self.assertFalse(self.is_blocked())
        self.assertTrue(self.may_text())
        self.assertFalse(self.may_text("newsletter"))
        self.assertEqual(len(self.confirmations()), 2)
        self.receive("STOP", key="again")
        self.assertTrue(self.is_blocked())
        self.assertFalse(self.may_text())

    def test_start_restores_the_newsletter_that_they_had_agreed_to(self):
        self.env["constituent.consent"].create(
            {
                "partner_id": self.jane.id,
                "purpose_id": self.env.ref("constituent_crm.purpose_newsletter").id,
                "given_at": "2026-01-01 00:00:00",
            }
        )
        self.receive("STOP")
        self.assertFalse(self.may_text("newsletter"))
        self.receive("START")
        self.assertTrue(self.may_text("newsletter"))

    def test_start_does_not_undo_what_they_refused_otherwise(self):
        self.env["constituent.consent"].create(
            {
                "partner_id": self.jane.id,
                "purpose_id": self.env.ref("constituent_crm.purpose_research").id,
                "is_given": False,
                "given_at": "2026-01-01 00:00:00",
            }
        )
        self.receive("STOP")
        self.receive("START")
        self.assertFalse(self.may_text("research"))

    def test_start_without_stop_is_recorded_and_not_answered(self):
        message = self.receive("START")
        self.assertEqual(message.state, "done")
        self.assertFalse(self.confirmations())

    def test_stop_of_a_stranger_makes_nobody_a_constituent(self):
        partners = self.env["res.partner"].search_count([])
        message = self.receive("STOP", **{"from": "+447400654321"})
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertTrue(self.is_blocked("+447400654321"))
        self.assertTrue(message.interaction_id)
        self.assertFalse(message.partner_id)

    def test_number_that_is_shared_is_stopped_for_all(self):
        other = self.env["res.partner"].create(
            {"name": "Ola Kowalska", "phone": MOBILE, "is_constituent": True}
        )
        self.receive("STOP")
        answer = other._may_contact("sms")
        self.assertEqual((bool(answer), answer.code), (False, "stopped"))
        self.assertTrue(other._may_contact("sms", "safety"))

    def test_nothing_is_queued_for_a_stopped_number(self):
        self.receive("STOP")
        sent = self.send()
        self.assertFalse(sent)

    def test_stop_in_a_sentence_opens_a_request(self):
        message = self.receive(f"Stop ignoring me: {BIN_MISSED}")
        self.assertTrue(message.request_id)
        self.assertFalse(self.is_blocked())

    def test_confirmation_is_in_the_language_of_the_word(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        kind = self.gateway._kind()
        message = self.receive("wypisz")
        command = kind._find_command(message)
        self.assertEqual(kind._language(message, command), "pl_PL")

    def test_stop_from_a_name_is_no_number_to_block(self):
        message = self.receive("STOP", **{"from": "HullCC"})
        self.assertEqual(message.state, "done")
        self.assertFalse(self.confirmations())


@tagged("-at_install", "post_install")
class TestTwilioCommands(Twilio):
    def test_twilio_confirms_what_it_has_understood(self):
        fields = [
            ("MessageSid", "SM1"),
            ("From", MOBILE),
            ("Body", "Quit"),
            ("OptOutType", "STOP"),
        ]
        self.post_form(fields)
        message = self.received()
        message._process()
        self.assertEqual(message.state, "done")
        self.assertFalse(self.jane._may_contact("sms"))
        self.assertFalse(self.sent_to(self.jane))
