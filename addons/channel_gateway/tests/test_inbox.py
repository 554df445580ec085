import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .inbox_case import InboxCase


@tagged("post_install", "-at_install")
class TestInboxQueue(InboxCase):
    """Whose message it is, and which comes next."""

    def test_taken_message_is_not_settled_by_another_officer(self):
        self.message.action_take()
        self.assertEqual(self.message.user_id, self.officer)
        theirs = self.message.with_user(self.colleague)
        for button in ("action_take", "action_discard", "action_reply"):
            with (
                self.subTest(button),
                self.assertRaisesRegex(UserError, re.escape(self.officer.name)),
            ):
                getattr(theirs, button)()
        with self.assertRaisesRegex(UserError, re.escape(self.officer.name)):
            theirs._settle("answered")

    def test_colleague_takes_it_over(self):
        self.message.action_take()
        self.message.with_user(self.colleague).action_take_over()
        self.assertEqual(self.message.user_id, self.colleague)
        with self.assertRaises(UserError):
            self.message.action_discard()

    def test_officer_releases_only_their_own(self):
        self.message.action_take()
        self.message.with_user(self.colleague).action_release()
        self.assertEqual(self.message.user_id, self.officer)
        self.message.action_release()
        self.assertFalse(self.message.user_id)

    def test_next_is_the_one_that_has_waited_longest(self):
        second = self.ask("<second@example.org>")
        self.message.sudo().received_at = "2026-03-02 10:00:00"
        second.sudo().received_at = "2026-03-02 09:00:00"
        Message = self.Message.with_user(self.officer)
        self.assertEqual(Message.action_take_next()["res_id"], second.id)
        self.assertEqual(second.user_id, self.officer)
        self.assertEqual(
            Message.action_take_next()["res_id"], second.id, "what is mine comes first"
        )
        theirs = self.Message.with_user(self.colleague)
        self.assertEqual(theirs.action_take_next()["res_id"], self.message.id)
        third = self.make_user("inbox_third", "officer")
        nothing = self.Message.with_user(third).action_take_next()
        self.assertEqual(nothing["tag"], "display_notification")

    def test_settling_shows_the_next_message(self):
        second = self.ask("<second@example.org>")
        self.message.action_take()
        action = self.message.action_discard()
        self.assertEqual(action["tag"], "channel_next_message")
        self.assertEqual(action["params"]["next"], second.id)
        self.assertEqual(second.user_id, self.officer, "they go on working")
        self.assertEqual(action["params"]["undo"], self.message.ids)

    def test_who_has_not_taken_the_message_takes_none(self):
        second = self.ask("<second@example.org>")
        action = self.message.action_discard()
        self.assertEqual(action["params"]["next"], second.id)
        self.assertFalse(second.user_id)

    def test_last_message_leads_back_to_the_list(self):
        self.assertFalse(self.message.action_discard()["params"]["next"])

    def test_several_are_discarded_and_restored(self):
        both = self.message | self.ask("<second@example.org>")
        action = both.action_discard()
        self.assertEqual(set(both.mapped("state")), {"discarded"})
        self.Message.with_user(self.officer).browse(
            action["params"]["undo"]
        ).action_restore()
        self.assertEqual(set(both.mapped("state")), {"triage"})

    def test_service_officer_decides_nothing(self):
        user = self.make_user("inbox_service", "service_officer")
        theirs = self.message.with_user(user)
        for button in ("action_take", "action_take_over", "action_release"):
            with self.subTest(button), self.assertRaises(AccessError):
                getattr(theirs, button)()
        with self.assertRaises(AccessError):
            self.env["channel.reply"].with_user(user).search([])

    def test_list_and_form_need_a_constant_number_of_queries(self):
        views = (
            ("channel_gateway.channel_message_view_list_inbox", "list", 6),
            ("channel_gateway.channel_message_view_form", "form", 16),
        )
        for number in range(10):
            self.ask(f"<query-{number}@example.org>")
        Message = self.Message.with_user(self.officer)
        for view, kind, limit in views:
            arch = Message.get_view(self.env.ref(view).id, kind)
            names = arch["models"]["channel.message"]
            specification = {name: {} for name in names if name != "raw"}
            domain = [("state", "=", "triage")]
            Message.web_search_read(domain, specification, limit=80)
            self.env.invalidate_all()
            with self.subTest(kind), self.assertQueryCount(limit):
                Message.web_search_read(domain, specification, limit=80)


@tagged("post_install", "-at_install")
class TestReply(InboxCase):
    """Answers to messages, written where they are read."""

    def test_answer_goes_to_the_sender_on_their_channel(self):
        sent = self.reply()
        self.assertEqual(sent.channel_id.code, "email")
        self.assertEqual(sent.recipient, "jane.testsmith@example.net")
        self.assertEqual(sent.partner_id, self.message.partner_id)
        self.assertEqual(sent.subject, "Re: Hello")
        self.assertEqual(sent.body, "We are looking into it.")
        self.assertEqual(sent.state, "queued")
        self.assertEqual(sent.user_id, self.officer)
        self.assertEqual(sent.endpoint_id, self.mailbox)

    def test_answer_is_in_the_thread_of_the_email(self):
        mail = self.reply().mail_id
        self.assertEqual(mail.references, "<inbox@example.org>")
        self.assertIn("'In-Reply-To': '<inbox@example.org>'", mail.headers)
        self.assertNotIn("Auto-Submitted", mail.headers, "a person wrote it")
        self.assertIn("contact@council.test", mail.email_from)

    def test_answer_settles_the_message(self):
        self.reply(service_id=self.pothole, note="Rang the depot")
        self.assertEqual(self.message.state, "done")
        self.assertEqual(self.message.outcome, "answered")
        self.assertEqual(self.message.note, "Rang the depot")
        contact = self.message.interaction_id
        self.assertTrue(contact.is_resolved_first_contact)
        self.assertEqual(contact.service_id, self.pothole)
        self.assertEqual(contact.user_id, self.officer)
        self.assertEqual(self.action["tag"], "channel_next_message")

    def test_question_leaves_it_in_the_inbox(self):
        self.reply("Which monster?", is_settling=False)
        self.assertEqual(self.message.state, "triage")
        self.assertIn(self.officer.name, self.message.error)
        self.assertEqual(self.message.user_id, self.officer)
        self.assertFalse(self.message.interaction_id.is_resolved_first_contact)

    def test_answer_is_in_the_ledger_once_it_is_sent(self):
        sent = self.reply()
        self.assertFalse(sent.interaction_id)
        sent._report_sent()
        contact = sent.interaction_id
        self.assertEqual((contact.direction, contact.user_id), ("out", self.officer))

    def test_draft_is_kept(self):
        draft = self.env["channel.reply"].browse(self.message.action_reply()["res_id"])
        draft.with_user(self.officer).body = "Half a sen"
        self.assertEqual(self.message.action_reply()["res_id"], draft.id)
        draft.with_user(self.officer).action_discard()
        again = self.env["channel.reply"].browse(self.message.action_reply()["res_id"])
        self.assertFalse(again.body)

    def test_reply_takes_the_message(self):
        self.message.action_reply()
        self.assertEqual(self.message.user_id, self.officer)

    def test_draft_is_gone_once_it_is_sent(self):
        self.reply()
        drafts = self.env["channel.reply"].search(
            [("message_id", "=", self.message.id)]
        )
        self.assertFalse(drafts)

    def test_empty_answer_is_not_sent(self):
        for words in ("", "  \n "):
            with self.subTest(words), self.assertRaises(UserError):
                self.reply(words)
        self.assertEqual(self.message.state, "triage")

    def test_who_must_not_be_contacted_is_not_answered(self):
        self.message.partner_id.sudo().do_not_contact = True
        with self.assertRaisesRegex(UserError, "does not wish"):
            self.reply()
        self.assertFalse(self.message.answer_ids)

    def test_answer_about_a_request_is_on_the_request(self):
        done = self.receive(message_id="<bin@example.org>").with_user(self.officer)
        self.assertTrue(done.request_id)
        sent = self.reply("It is on its way.", message=done)
        self.assertEqual(sent.request_id, done.request_id)
        self.assertEqual(done.state, "done")
        self.assertFalse(done.outcome)
        words = " ".join(done.request_id.message_ids.mapped("body"))
        self.assertIn("It is on its way.", words)

    def test_canned_response_of_their_language_is_offered_and_counted(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self.message.partner_id.sudo().lang = "pl_PL"
        Response = self.env["service.canned.response"]
        Response.search([]).active = False
        polish = Response.create({"name": "PL", "body": "Dziękujemy.", "lang": "pl_PL"})
        english = Response.create({"name": "EN", "body": "Thanks.", "lang": "en_US"})
        form = self.dialog(self.message.action_reply())
        self.assertEqual(form.lang, "pl_PL")
        self.assertEqual(form.available_ids[:], polish)
        form.canned_response_id = polish
        self.assertEqual(form.body, "Dziękujemy.")
        form.save().action_send()
        used = self.message.interaction_id.canned_response_ids
        self.assertEqual(used, polish)
        polish.active = False
        other = self.ask("<other@example.org>")
        form = self.dialog(other.action_reply())
        self.assertEqual(
            form.available_ids[:], english, "a missing language falls back"
        )

    def test_automatic_message_is_not_answered(self):
        self.message.sudo().is_automatic = True
        with self.assertRaises(UserError):
            self.message.action_reply()

    def test_sender_whom_nobody_knows_is_chosen(self):
        other = self.make_constituent("Jane's Mother")
        self.message.sudo().partner_id = False
        with self.assertRaisesRegex(UserError, "Choose the constituent"):
            self.reply()
        sent = self.reply(partner_id=other)
        self.assertEqual(sent.partner_id, other)
        self.assertEqual(sent.recipient, "jane.testsmith@example.net")
        self.assertEqual(self.message.partner_id, other)
        self.assertEqual(self.message.interaction_id.partner_id, other)

    def test_failed_answer_shows_at_the_message(self):
        sent = self.reply()
        sent._report_failed("550 no such user")
        self.assertEqual(self.message.answer_ids.state, "failed")
        self.assertIn("550", self.message.answer_ids.error)

    def test_erasure_removes_the_draft(self):
        self.message.action_reply()
        draft = self.env["channel.reply"].search([("message_id", "=", self.message.id)])
        draft.body = "About Jane"
        self.message.sudo()._erase_person(self.message.partner_id, ["partner_id"])
        self.assertFalse(draft.exists())


@tagged("post_install", "-at_install")
class TestSettle(InboxCase):
    """Messages that are settled without a request, and back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zoo = cls.env["service.external.organisation"].create(
            {"name": "Test Zoo", "email": "escapes@zoo.example", "phone": "01482 1"}
        )
        cls.env["service.keyword"].create(
            {"phrase": "wombat escaped", "owner": "the zoo"}
        )
        cls.wombat = cls.ask("<wombat@example.org>", "A wombat escaped. Jane Testsmith")

    def test_answered_by_telephone(self):
        form = self.dialog(self.message.action_answered())
        form.service_id = self.pothole
        form.note = "She rang"
        action = form.save().action_settle()
        self.assertEqual(
            (self.message.state, self.message.outcome), ("done", "answered")
        )
        contact = self.message.interaction_id
        self.assertTrue(contact.is_resolved_first_contact)
        self.assertEqual(contact.service_id, self.pothole)
        self.assertEqual(action["params"]["undo"], self.message.ids)
        self.message.action_restore()
        self.assertEqual(self.message.state, "triage")
        self.assertFalse(self.message.outcome)
        self.assertFalse(contact.is_resolved_first_contact)

    def test_not_for_us_tells_whose_it_is(self):
        form = self.dialog(self.wombat.action_not_ours())
        self.assertEqual(form.whose, "the zoo")
        self.assertTrue(form.is_telling)
        self.assertIn("the zoo", form.preview)
        form.save().action_settle()
        self.assertEqual((self.wombat.state, self.wombat.outcome), ("done", "nothing"))
        sent = self.wombat.sudo().answer_ids
        self.assertEqual(sent.event, "not_ours")
        self.assertIn("a matter for the zoo", sent.body)
        self.assertNotIn("Your reference", sent.body)

    def test_not_for_us_in_their_language_falls_back(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self.wombat.partner_id.sudo().lang = "pl_PL"
        form = self.dialog(self.wombat.action_not_ours())
        self.assertIn("Thank you for writing", form.preview, "not translated yet")
        template = self.env.ref("channel_gateway.template_not_ours_email")
        template.with_context(
            lang="pl_PL"
        ).body_html = "<p>To sprawa: <t t-out='whose'/></p>"
        form = self.dialog(self.wombat.action_not_ours())
        self.assertIn("To sprawa", form.preview)

    def test_nobody_is_told_who_must_not_be_contacted(self):
        self.wombat.partner_id.sudo().do_not_contact = True
        form = self.dialog(self.wombat.action_not_ours())
        self.assertFalse(form.is_telling)
        self.assertIn("does not wish", form.not_told)
        form.save().action_settle()
        self.assertEqual(self.wombat.outcome, "nothing")
        self.assertFalse(self.wombat.sudo().answer_ids)

    def forward(self, **values):
        form = self.dialog(self.wombat.action_forward())
        form.organisation_id = self.zoo
        for name, value in values.items():
            setattr(form, name, value)
        form.save().action_forward()
        return self.wombat.sudo().answer_ids

    def test_forwarded_with_the_original(self):
        answers = self.forward(note="Urgent")
        sent = answers.filtered("organisation_id")
        self.assertEqual(sent.recipient, "escapes@zoo.example")
        self.assertIn("A wombat escaped", sent.body)
        file = sent.mail_id.attachment_ids
        self.assertEqual(file.name, f"{self.wombat.id}.eml")
        self.assertEqual(file.raw, self.wombat.sudo()._raw_bytes())
        self.assertIn("Test Zoo", sent.mail_id.email_to)
        self.assertEqual(self.wombat.outcome, "forwarded")
        referral = self.env["service.referral"].search(
            [("message_id", "=", self.wombat.id)]
        )
        self.assertEqual(referral.organisation_id, self.zoo)
        self.assertEqual(referral.user_id, self.officer)
        self.assertTrue(referral.constituent_notified_at)
        self.assertEqual(referral.delivery_state, "queued")

    def test_constituent_learns_who_has_it(self):
        told = self.forward().filtered("partner_id")
        self.assertEqual(told.event, "forwarded")
        self.assertIn("Test Zoo", told.subject)
        self.assertIn("01482 1", told.body)

    def test_constituent_is_not_told_where_the_officer_does_not_want_it(self):
        self.assertFalse(self.forward(is_telling=False).filtered("partner_id"))

    def test_forwarding_is_no_contact_of_the_constituent(self):
        sent = self.forward(is_telling=False)
        sent._report_sent()
        self.assertEqual(sent.state, "sent")
        self.assertFalse(sent.interaction_id)

    def test_forwarding_that_failed_is_sent_again_to_the_corrected_address(self):
        sent = self.forward(is_telling=False)
        sent._report_failed("550 unknown user")
        self.assertEqual(sent.state, "failed")
        self.zoo.email = "office@zoo.example"
        sent.with_user(self.officer).action_retry()
        self.assertEqual((sent.state, sent.recipient), ("queued", "office@zoo.example"))
        with self.assertRaises(UserError):
            sent._report_failed("550 unknown user")
            sent.with_user(self.officer).action_send_on_other_channel()

    def test_organisation_without_address_is_refused(self):
        self.zoo.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            self.forward()
        self.assertEqual(self.wombat.state, "triage")

    def test_forwarded_message_is_not_restored(self):
        self.forward()
        with self.assertRaises(UserError):
            self.wombat.action_restore()

    def test_opened_and_attached_messages_lead_on(self):
        self.message.action_take()
        form = self.dialog(self.message.action_open_request())
        form.service_id = self.missed_bin
        action = form.save().action_open_next()
        self.assertEqual(action["params"]["next"], self.wombat.id)
        request = self.message.request_id
        form = self.dialog(self.wombat.action_attach())
        form.request_id = request
        action = form.save().action_attach_next()
        self.assertFalse(action["params"]["next"])
        self.assertEqual(self.wombat.request_id, request)
