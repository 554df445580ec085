"""Outgoing mail over a real conversation by SMTP."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .common import ChannelCase
from .mail_exchanger import MailExchanger

CORE = "odoo.addons.mail.models.mail_mail"


class DeliveryCase(ChannelCase):
    """Jane's acknowledgement waits, and a mail server of our own takes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.make_user("delivery_officer", "officer")
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
