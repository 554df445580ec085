import smtplib
from ast import literal_eval
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from requests.exceptions import ConnectionError as Unreachable
from requests.exceptions import ReadTimeout
from urllib3.exceptions import ReadTimeoutError

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from ..models.channel_message_delivery import INTERRUPTED_AFTER
from .common import ChannelCase
from .mail_exchanger import MailExchanger

CORE = "odoo.addons.mail.models.mail_mail"


class DeliveryCase(ChannelCase):
    """Jane's acknowledgement waits, and a mail server of our own takes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = new_test_user(
            cls.env, "delivery_officer", "base.group_user,constituent_crm.group_officer"
        )
        cls.request = cls.receive().request_id
        cls.request.user_id = cls.officer
        cls.jane = cls.request.partner_id
        cls.answer = cls.sent_to(cls.jane)

    def setUp(self):
        super().setUp()
        self.exchanger = MailExchanger()
        self.exchanger.start()
        self.addCleanup(self.exchanger.stop)
        self.env["ir.mail_server"].search([]).active = False
        self.env["ir.mail_server"].create(
            {
                "name": "Test",
                "smtp_host": "127.0.0.1",
                "smtp_port": self.exchanger.port,
                "smtp_encryption": "none",
            }
        )

    @mute_logger(CORE)
    def send(self, messages=None):
        mails = (messages or self.answer).mail_id
        with patch.object(IrMail_Server, "_disable_send", return_value=False):
            self.env["mail.mail"].process_email_queue(email_ids=mails.ids)

    def run_deliveries(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress") as progress:
            progress.return_value = 60
            self.Message._process_deliveries()

    @contextmanager
    def later(self, **delay):
        with freeze_time(datetime.now() + timedelta(**delay)):
            yield


@tagged("-at_install", "post_install")
class TestRefusedForNow(DeliveryCase):
    def test_what_is_refused_for_now_is_tried_again_and_arrives_once(self):
        self.exchanger.recipient_answers = ["451 4.7.1 Greylisted"]
        self.send()
        self.assertEqual(
            (self.answer.state, self.answer.error), ("failed", "451 4.7.1 Greylisted")
        )
        self.assertTrue(self.answer.next_attempt_at)
        with self.later(minutes=2):
            self.run_deliveries()
            self.assertEqual(self.answer.state, "queued")
            self.send()
        self.assertEqual((self.answer.state, self.answer.attempts), ("sent", 2))
        self.assertEqual(len(self.exchanger.messages), 1)
        self.assertTrue(self.answer.interaction_id)

    def test_it_is_not_tried_again_before_its_time(self):
        self.exchanger.data_answers = ["452 4.3.1 Full"]
        self.send()
        self.run_deliveries()
        self.assertEqual(self.answer.state, "failed")

    def test_staff_are_not_bothered_with_it(self):
        self.exchanger.data_answers = ["451 4.3.0 Later"]
        self.send()
        self.assertFalse(self.request.activity_ids)
        self.assertFalse(self.request.undelivered_message_count)

    def test_delay_grows_with_each_attempt(self):
        delays = []
        for _attempt in range(3):
            self.exchanger.recipient_answers = ["451 Later"]
            self.send()
            self.answer.flush_recordset()
            delays.append(self.answer.next_attempt_at - self.answer.processed_at)
            self.answer._send_again()
        self.assertEqual(delays, [timedelta(minutes=m) for m in (1, 5, 15)])

    def test_after_the_last_attempt_staff_see_it(self):
        self.answer.attempts = 10
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()
        self.assertEqual(self.answer.state, "failed")
        self.assertFalse(self.answer.next_attempt_at)
        self.assertEqual(self.request.activity_ids.user_id, self.officer)

    def test_server_that_is_down_is_tried_again(self):
        self.exchanger.stop()
        self.send()
        self.assertEqual((self.answer.state, self.answer.attempts), ("failed", 1))
        self.assertTrue(self.answer.next_attempt_at)

    def test_server_that_hangs_up_keeps_nobody_elses_message_back(self):
        other = self.Message._send(self.jane, "Hello", "Words")
        self.exchanger.recipient_answers = ["421 4.3.2 Shutting down"]
        self.send(self.answer | other)
        self.assertEqual((self.answer.state, other.state), ("failed", "queued"))
        self.assertEqual(other.mail_id.state, "outgoing")
        self.send(other)
        self.assertEqual(other.state, "sent")

    def test_who_says_no_in_the_meantime_is_not_sent_it(self):
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()
        self.jane.do_not_contact = True
        with self.later(minutes=2):
            self.run_deliveries()
        self.assertEqual(self.answer.state, "failed")
        self.assertIn("does not wish", self.answer.error)
        self.assertFalse(self.answer.next_attempt_at)


@tagged("-at_install", "post_install")
class TestStaffWords(DeliveryCase):
    """What staff write to the constituent in the chatter."""

    def write_to_jane(self):
        posted = self.request.message_post(
            body="Which bin?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.jane.ids,
        )
        notices = posted.notification_ids
        self.notice = notices.filtered(lambda one: one.res_partner_id == self.jane)
        return self.env["mail.mail"].search([("mail_message_id", "=", posted.id)])

    @mute_logger(CORE)
    def send_mail(self, mail):
        with patch.object(IrMail_Server, "_disable_send", return_value=False):
            mail.send()

    def test_what_is_refused_for_now_is_tried_again_and_arrives(self):
        mail = self.write_to_jane()
        self.exchanger.recipient_answers = ["451 Later"]
        self.send_mail(mail)
        self.assertEqual((mail.state, mail.retry_count), ("outgoing", 1))
        self.assertTrue(mail.scheduled_date)
        self.send_mail(mail)
        self.assertEqual(self.notice.notification_status, "sent")
        self.assertEqual(len(self.exchanger.messages), 1)

    def test_server_that_is_down_is_tried_again(self):
        mail = self.write_to_jane()
        self.exchanger.stop()
        self.send_mail(mail)
        self.assertEqual((mail.state, mail.retry_count), ("outgoing", 1))

    def test_what_is_refused_for_good_stands_in_the_chatter(self):
        mail = self.write_to_jane()
        self.exchanger.recipient_answers = ["550 No such mailbox"]
        self.send_mail(mail)
        self.assertEqual(mail.state, "exception")
        self.assertEqual(self.notice.notification_status, "exception")


@tagged("-at_install", "post_install")
class TestRefusedForGood(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.exchanger.recipient_answers = ["550 5.1.1 No such mailbox"]
        self.send()

    def test_it_is_final_at_once_and_stands_before_staff(self):
        self.assertEqual(self.answer.error, "550 5.1.1 No such mailbox")
        self.assertFalse(self.answer.next_attempt_at)
        self.assertEqual(self.request.activity_ids.user_id, self.officer)
        notes = " ".join(self.request.message_ids.mapped("body"))
        self.assertIn("No such mailbox", notes)
        self.assertEqual(self.request.undelivered_message_count, 1)
        action = self.env.ref("channel_gateway.channel_message_action_inbox")
        inbox = self.Message.search(literal_eval(action.domain))
        self.assertIn(self.answer, inbox)

    def test_request_is_found_by_it(self):
        domain = [("undelivered_message_count", ">", 0)]
        self.assertIn(self.request, self.env["service.request"].search(domain))

    def test_corrected_address_is_used_when_it_is_tried_again(self):
        self.jane.email = "jane@right.example"
        self.answer.with_user(self.officer).action_retry()
        self.send()
        self.assertEqual(self.exchanger.recipients[-1], "jane@right.example")
        self.assertEqual(self.answer.state, "sent")

    def test_it_can_go_on_another_channel(self):
        self.answer.with_user(self.officer).action_send_otherwise()
        self.assertEqual(self.answer.state, "discarded")
        text = self.sent_to(self.jane) - self.answer
        self.assertEqual((text.channel_id.code, text.event), ("sms", "opened"))
        self.assertIn(self.request.reference, text.body)
        self.assertLess(len(text.body), 300)

    def test_it_can_be_left_and_taken_up_again(self):
        answer = self.answer.with_user(self.officer)
        answer.action_give_up()
        self.assertEqual(answer.state, "discarded")
        answer.action_restore()
        self.assertEqual(answer.state, "failed")

    def test_what_has_left_the_queue_is_sent_from_the_chatter(self):
        self.answer.mail_id.unlink()
        self.answer.with_user(self.officer).action_retry()
        self.send()
        self.assertEqual(self.answer.state, "sent")
        self.assertIn(self.request.reference.encode(), self.exchanger.messages[0])


@tagged("-at_install", "post_install")
class TestInterrupted(DeliveryCase):
    """What was being handed over when its process ended is not sent twice."""

    def interrupt(self, handover, ago=2 * INTERRUPTED_AFTER):
        self.answer.mail_id.state = "exception"
        self.answer.write({"handover": handover, "handover_at": datetime.now() - ago})

    def test_attempt_is_committed_before_and_after_the_message_is_handed_over(self):
        committed = []

        def commit():
            message = self.answer.exists()
            committed.append((message.handover, len(self.exchanger.messages)))

        session = smtplib.SMTP("127.0.0.1", self.exchanger.port, timeout=30)
        with (
            patch.object(IrMail_Server, "_disable_send", return_value=False),
            patch.object(self.env.cr, "commit", commit),
            session,
        ):
            self.answer.mail_id._send(auto_commit=True, smtp_session=session)
        self.assertEqual(
            committed, [(False, 0), ("begun", 0), ("accepted", 1), (False, 1)]
        )

    def test_server_that_gives_no_answer_leaves_it_uncertain(self):
        self.exchanger.data_answers = [None]
        self.send()
        self.assertEqual(self.answer.state, "uncertain")
        self.assertEqual(self.request.undelivered_message_count, 1)
        self.assertEqual(self.request.activity_ids.user_id, self.officer)

    def test_what_is_uncertain_is_not_sent_by_itself(self):
        self.interrupt("begun")
        self.run_deliveries()
        self.assertEqual(self.answer.state, "uncertain")
        self.send()
        self.assertFalse(self.exchanger.messages)

    def test_staff_can_send_what_is_uncertain(self):
        self.interrupt("begun")
        self.run_deliveries()
        self.answer.with_user(self.officer).action_retry()
        self.send()
        self.assertEqual(self.answer.state, "sent")

    def test_staff_can_note_that_it_has_arrived(self):
        self.interrupt("begun")
        self.run_deliveries()
        self.answer.with_user(self.officer).action_confirm_sent()
        self.assertEqual(self.answer.state, "sent")
        self.assertEqual(self.answer.interaction_id.direction, "out")

    def test_what_was_accepted_is_noted_as_sent(self):
        self.interrupt("accepted")
        self.run_deliveries()
        self.assertEqual(self.answer.state, "sent")
        self.assertTrue(self.answer.interaction_id)
        self.assertFalse(self.exchanger.messages)

    def test_process_that_may_still_be_at_work_is_left_alone(self):
        self.interrupt("begun", ago=INTERRUPTED_AFTER / 2)
        self.run_deliveries()
        self.assertEqual(self.answer.state, "queued")

    @mute_logger("odoo.addons.channel_gateway.models.channel_message_delivery")
    def test_fault_after_it_was_accepted_sends_nothing_again(self):
        with patch.object(type(self.Message), "_report_sent", side_effect=ValueError):
            self.send()
        self.assertEqual(self.answer.handover, "accepted")
        with self.later(minutes=10):
            self.run_deliveries()
        self.assertEqual(self.answer.state, "sent")
        self.assertEqual(len(self.exchanger.messages), 1)

    def test_it_is_acknowledged_once_however_often_it_is_processed(self):
        self.request._send_news("opened")
        self.assertEqual(self.sent_to(self.jane), self.answer)


@tagged("-at_install", "post_install")
class TestTextDelivery(ChannelCase):
    """Texts, whichever provider sends them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.has_quiet_hours = False
        cls.jane = cls.env["res.partner"].create(
            {"name": "Jane Testsmith", "phone": "07700 900987"}
        )
        cls.text = cls.Message._send(cls.jane, "News", "The road is open")

    def send(self, answer):
        """Have the provider answer with a state, or raise."""
        calls = []

        def batch(_api, messages, delivery_reports_url=False):
            calls.append(self.text.sms_id.state)
            if isinstance(answer, Exception):
                raise answer
            numbers = [number for one in messages for number in one["numbers"]]
            return [{"uuid": one["uuid"], "state": answer} for one in numbers]

        with patch(
            "odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch", autospec=True
        ) as provider:
            provider.side_effect = batch
            self.text.sms_id.send()
        return calls

    def test_attempt_is_noted_before_the_provider_is_asked(self):
        self.assertEqual(self.send("success"), ["process"])
        self.assertEqual((self.text.state, self.text.handover), ("sent", False))

    def test_fault_of_the_provider_is_tried_again(self):
        self.send("server_error")
        self.assertEqual((self.text.state, self.text.attempts), ("failed", 1))
        self.assertTrue(self.text.next_attempt_at)

    def test_wrong_number_is_final(self):
        self.send("wrong_number_format")
        self.assertEqual(self.text.state, "failed")
        self.assertFalse(self.text.next_attempt_at)

    def test_provider_that_is_not_reached_is_tried_again(self):
        self.send(Unreachable("Refused"))
        self.assertTrue(self.text.next_attempt_at)

    def test_provider_that_gives_no_answer_leaves_it_uncertain(self):
        late = ReadTimeout()
        late.__cause__ = ReadTimeoutError(None, "/", "No answer in time")
        self.send(late)
        self.assertEqual(self.text.state, "uncertain")
        self.assertEqual(self.send("success"), [])
