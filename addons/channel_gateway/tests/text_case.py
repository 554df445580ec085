"""A kind of endpoint for tests: texts as JSON, and nothing of its own besides."""

import json
from unittest.mock import patch

from odoo.exceptions import UserError

from ..adapters.contact import Attachment, InboundContact
from .common import Council

TOKEN = "test-text-token"

NO_JSON = "It is no JSON."


class Texts(Council):
    """A council with an endpoint of texts, to mix into a test case.

    Its messages are JSON with the fields of `InboundContact`; the base of all kinds
    does the rest.
    """

    @classmethod
    def build_texts(cls, **values):
        def kind_of(endpoints, kind):
            name = "channel.kind.email" if kind == "email" else "channel.kind"
            return endpoints.env[name]

        def read(_kind, message):
            try:
                given = json.loads(message._raw_bytes())
            except ValueError as error:
                raise UserError(NO_JSON) from error
            files = [
                Attachment(name, "text/plain", content.encode())
                for name, content in given.pop("files", {}).items()
            ]
            return InboundContact(**given, attachments=tuple(files))

        endpoint = type(cls.env["channel.endpoint"])
        cls.startClassPatcher(patch.object(endpoint, "_kind_of", kind_of))
        base = cls.env.registry["channel.kind"]
        cls.startClassPatcher(patch.object(base, "_read", read))
        cls.texts = cls.make_endpoint(
            "Test Texts", "open311", channel="sms", token=TOKEN, **values
        )

    @classmethod
    def send_text(cls, text="My bin was missed", sender="+447400123456", **more):
        """Return the message of a text that was received and processed."""
        payload = json.dumps({"text": text, "sender": sender, **more}).encode()
        message = cls.Message._accept_message(cls.texts, payload)
        message._process()
        return message
