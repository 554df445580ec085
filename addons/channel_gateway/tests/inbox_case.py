"""Officers at the inbox, for several test files."""

from odoo.tests import Form, TransactionCase

from .common import ChannelCase
from .text_case import Texts


class InboxCase(ChannelCase):
    """Two officers, and a message that no request could be opened from."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Demo messages wait, too.
        cls.Message.search([("state", "in", ("triage", "failed"))]).write(
            {"state": "discarded"}
        )
        cls.officer = cls.make_user("inbox_officer", "officer")
        cls.colleague = cls.make_user("inbox_colleague", "officer")
        cls.message = cls.ask("<inbox@example.org>")

    @classmethod
    def ask(cls, message_id, body="The orange monster left. Jane Testsmith", **more):
        """Return a message that waits in the inbox, as the officer has it."""
        values = {"subject": "Hello", "body": body, **more}
        message = cls.receive(message_id=message_id, **values)
        return message.with_user(cls.officer)

    def dialog(self, action):
        """Return the form of the dialog that a button opens."""
        model = self.env[action["res_model"]].with_user(self.officer)
        model = model.with_context(**action.get("context", {}))
        record = model.browse(action["res_id"]) if action.get("res_id") else None
        return Form(record or model)

    def reply(self, body="We are looking into it.", message=None, **values):
        """Return what was sent when an officer answers a message."""
        message = message or self.message
        form = self.dialog(message.action_reply())
        form.body = body
        for name, value in values.items():
            setattr(form, name, value)
        self.action = form.save().action_send()
        return message.sudo().answer_ids[:1]


class TextInboxCase(Texts, TransactionCase):
    """The same by text message."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_mailbox()
        cls.build_texts()
        cls.officer = cls.make_user("inbox_officer", "officer")
