from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_queue import PROCESS, QueueCase


@tagged("-at_install", "post_install")
class TestAcknowledgementBatch(QueueCase):
    """Acknowledgements of the messages that share a transaction."""

    def accept(self, name, endpoint=None, **headers):
        body = f"My brown bin was missed again. {name.title()} Testperson"
        return super().accept(name, endpoint, body=body, **headers)

    def sent(self, messages):
        requests = messages.request_id
        return self.Message.search(
            [("request_id", "in", requests.ids), ("direction", "=", "out")]
        )

    def count_queries(self, outgoing):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.Message.sudo()._send_all(outgoing)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_each_sender_gets_the_acknowledgement_of_their_own_request(self):
        names = ("ann", "ben", "cid")
        messages = self.Message.concat(*map(self.accept, names))
        self.Message._process_queue()
        self.assertEqual(messages.mapped("state"), ["done"] * 3)
        for message in messages:
            answer = self.sent(message)
            self.assertEqual(answer.recipient, message.sender)
            self.assertEqual(answer.mail_id.references, message.external_id)
            self.assertIn(message.request_id.reference, answer.mail_id.body_html)

    def test_several_acknowledgements_cost_as_many_queries_as_one(self):
        self.accept("first")
        self.Message._process_queue()
        several = self.Message.concat(*[self.accept(f"s{n}") for n in range(4)])
        with patch.object(type(several), "_send_all", autospec=True) as send_all:
            several._process()
        [(_model, outgoing)] = [call.args for call in send_all.call_args_list]
        self.assertEqual(len(outgoing), 4, "in one call")
        one = self.count_queries(outgoing[:1])
        with self.assertQueryCount(one):
            self.Message.sudo()._send_all(outgoing[1:])
            self.env.flush_all()

    def test_fault_of_one_does_not_affect_the_others(self):
        broken, sound = self.accept("broken"), self.accept("sound")
        template = type(self.env["channel.template"])
        render = template._render

        def fail(one, recipient):
            if recipient.partner.email == "broken@example.net":
                raise ValueError
            return render(one, recipient)

        with patch.object(template, "_render", fail), mute_logger(PROCESS):
            self.Message._process_queue()
        self.assertEqual((broken.state, sound.state), ("failed", "done"))
        self.assertFalse(broken.request_id, "nothing of it is left half done")
        self.assertTrue(self.sent(sound))
        broken.next_attempt_at = broken.received_at
        self.Message._process_queue()
        self.assertEqual(broken.state, "done")
        self.assertEqual(len(self.sent(broken)), 1)
