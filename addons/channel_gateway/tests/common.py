"""The test council of this addon: that of `service_catalog` with a mailbox.

`Council` goes with any of Odoo's test cases. `ChannelCase` is that council itself.
"""

from odoo.fields import Command
from odoo.tests import TransactionCase

from odoo.addons.service_catalog.tests import common

from .sample_emails import make_email


class Council(common.Council):
    """A council that is written to, to mix into a test case.

    `build_mailbox` builds a mailbox, a Waste team and two services that are recognised
    in e-mails, missed bins and potholes. It needs no `build_council`: whoever writes
    becomes a constituent.
    """

    @classmethod
    def build_mailbox(cls):
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.env.company.country_id = cls.env.ref("base.uk")
        cls.env.company.name = "Testville Council"
        cls.Message = cls.env["channel.message"]
        # Mailboxes of demo data would stand in the way of this one.
        cls.env["channel.endpoint"].search([]).write({"address": False})
        cls.mailbox = cls.make_endpoint(
            "Test mailbox", address="contact@council.test", token="test-token"
        )
        cls.waste = cls.make_team("Test Waste", "test_waste")
        # The only services to recognise, whatever demo data there is.
        cls.env["service.type"].search([]).action_archive()
        cls.missed_bin = cls.make_service(
            "Test Missed Bin",
            "test_missed_bin",
            cls.waste,
            keyword_ids=cls.keywords("bin was missed", "missed bin"),
        )
        cls.pothole = cls.make_service(
            "Test Pothole",
            "test_pothole",
            needs_location=True,
            keyword_ids=cls.keywords("deep pothole in the road"),
        )

    @staticmethod
    def keywords(*phrases):
        """Commands for words that a service is recognised by."""
        return [Command.create({"phrase": one, "weight": 1.0}) for one in phrases]

    @classmethod
    def make_endpoint(cls, name, kind="email", channel="email", **values):
        """An endpoint of a kind, whose contacts are on `channel` (a code)."""
        channel = cls.env.ref(f"constituent_crm.channel_{channel}")
        return cls.env["channel.endpoint"].create(
            {"name": name, "kind": kind, "channel_id": channel.id, **values}
        )

    @classmethod
    def receive(cls, raw=None, **headers):
        """Return the message of an e-mail that was received and processed."""
        message = cls.Message._accept_message(cls.mailbox, raw or make_email(**headers))
        if message.state == "received":
            message._process()
        return message

    @classmethod
    def sent_to(cls, partner):
        """Messages that went out, or are about to, to a constituent."""
        return cls.Message.search(
            [("partner_id", "=", partner.id), ("direction", "=", "out")]
        )


class ChannelCase(Council, TransactionCase):
    """A council that is written to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_mailbox()
