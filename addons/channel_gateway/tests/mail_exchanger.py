"""A mail server that answers what a test tells it to."""

import socket

from aiosmtpd.controller import Controller

ACCEPT = "250 Kept"


class MailExchanger:
    """Accept messages on a port of the loopback interface, and keep them.

    Each item of `recipient_answers` and `data_answers` answers one command; then, and
    where they are empty, everything is accepted. `None` hangs up without an answer.
    """

    def __init__(self):
        self.messages = []
        self.recipients = []
        self.recipient_answers = []
        self.data_answers = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def start(self):
        self.controller.start()

    def stop(self):
        if self.controller.server:
            self.controller.stop()

    async def handle_RCPT(self, server, _session, envelope, address, _options):
        answer = self.recipient_answers.pop(0) if self.recipient_answers else ACCEPT
        if answer == ACCEPT:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, _session, envelope):
        answer = self.data_answers.pop(0) if self.data_answers else ACCEPT
        if answer is None:
            server.transport.abort()
        elif answer == ACCEPT:
            self.messages.append(envelope.content)
            self.recipients += envelope.rcpt_tos
        return answer or ACCEPT
