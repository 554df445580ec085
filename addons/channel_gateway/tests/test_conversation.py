from odoo.exceptions import AccessError
from odoo.tests import tagged

from .inbox_case import InboxCase


@tagged("post_install", "-at_install")
class TestConversation(InboxCase):
    """One timeline of all channels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.receive(message_id="<first@example.org>")
        cls.request = cls.first.request_id
        cls.jane = cls.first.partner_id
        cls.Conversation = cls.env["channel.conversation"]

    def rows(self, user=None, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        self.env.flush_all()
        Conversation = self.Conversation.with_user(user or self.officer)
        return Conversation.search(domain or [("partner_id", "=", self.jane.id)])

    def test_everything_in_and_out_is_there_once(self):
        call = self.record_contact(partner_id=self.jane.id, subject="She rang")
        self.reply()
        rows = self.rows()
        words = [(one.direction, one.channel_id.code, one.subject) for one in rows]
        self.assertEqual(len(rows), 5)
        self.assertIn(("in", "phone", "She rang"), words)
        self.assertIn(("out", "email", "Re: Hello"), words)
        self.assertEqual(rows.interaction_id & call, call)
        times = rows.mapped("happened_at")
        self.assertEqual(times, sorted(times, reverse=True))

    def test_message_is_one_row_before_and_after_it_is_sent(self):
        sent = self.reply()
        self.assertEqual(self.row_of(sent).state, "queued")
        count = len(self.rows())
        sent._report_sent()
        self.assertEqual(len(self.rows()), count)
        self.assertEqual(self.row_of(sent).state, "sent")
        sent._report_delivered()
        self.env.invalidate_all()
        self.assertEqual(self.row_of(sent).state, "delivered")

    def row_of(self, message):
        return self.rows().filtered(lambda one: one.message_id == message)

    def test_undelivered_message_shows(self):
        sent = self.reply()
        sent._report_failed("550 no such user")
        row = self.row_of(sent)
        self.assertTrue(row.is_undelivered)
        self.assertEqual(row.state, "failed")

    def test_words_of_all_channels(self):
        self.assertIn("orange monster", self.row_of(self.message.sudo()).words)
        self.request.with_user(self.officer).sudo().message_post(
            body="A note to Jane",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.jane.ids,
        )
        self.assertIn("A note to Jane", self.rows().mapped("words"))
        call = self.env["channel.call"].with_user(self.officer)
        call = call.browse(call.desk_begin({"partner_id": self.jane.id})["id"])
        call.desk_end({"outcome": "answered", "note": "Told her the days"})
        self.assertIn("Told her the days", self.rows().mapped("words"))

    def test_request_has_its_own(self):
        rows = self.rows(request_id=self.request.id)
        self.assertEqual(
            set(rows.mapped("direction")), {"in", "out"}, "and the acknowledgement"
        )
        self.env.invalidate_all()
        self.assertEqual(
            self.request.with_user(self.officer).conversation_ids.ids, rows.ids
        )

    def test_contacts_on_behalf_of_somebody_are_theirs(self):
        mother = self.make_constituent("Jane's Mother")
        contact = self.record_contact(partner_id=self.jane.id, beneficiary_id=mother.id)
        self.env.flush_all()
        rows = mother.with_user(self.officer).conversation_ids
        self.assertEqual(rows.interaction_id, contact)

    def test_row_opens_what_it_is(self):
        call = self.record_contact(partner_id=self.jane.id)
        row = self.rows().filtered(lambda one: one.interaction_id == call)
        self.assertEqual(row.action_view()["res_model"], "constituent.interaction")
        row = self.row_of(self.first)
        self.assertEqual(row.action_view()["res_id"], self.first.id)

    def test_service_officer_sees_the_requests_of_their_teams(self):
        user = self.make_user("conversation_service", "service_officer")
        team = self.request.team_id
        self.assertTrue(team)
        team.member_ids -= user
        own = self.record_contact(partner_id=self.jane.id, user_id=user.id)
        self.assertEqual(self.rows(user).interaction_id, own)
        team.member_ids += user
        self.env.invalidate_all()
        rows = self.rows(user)
        self.assertEqual(rows.request_id, self.request)
        self.assertNotIn(self.message.interaction_id, rows.interaction_id)

    def test_others_have_no_access(self):
        user = self.make_user("conversation_analyst", "analyst")
        with self.assertRaises(AccessError):
            self.rows(user)

    def test_partner_of_many_contacts_needs_few_queries(self):
        Ledger = self.env["constituent.interaction"]
        channel = self.env.ref("constituent_crm.channel_phone")
        Ledger.create(
            [
                {"partner_id": self.jane.id, "channel_id": channel.id}
                for _number in range(300)
            ]
        )
        jane = self.env["res.partner"].with_user(self.officer).browse(self.jane.id)
        names = ("state", "words", "subject", "channel_id")
        specification = {"conversation_ids": {"fields": {name: {} for name in names}}}
        jane.web_read(specification)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            rows = jane.web_read(specification)[0]["conversation_ids"]
        self.assertEqual(len(rows), 30)

    def test_rows_are_found_by_indexes(self):
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for condition in ("id = 1000000001", f"partner_id = {self.jane.id}"):
            query = f"({self.Conversation._table_query.code % 1_000_000_000})"
            self.env.cr.execute(
                f"EXPLAIN SELECT * FROM {query} AS t WHERE {condition}"  # noqa: S608
            )
            plan = " ".join(row for (row,) in self.env.cr.fetchall())
            with self.subTest(condition):
                self.assertNotIn("Seq Scan", plan)
