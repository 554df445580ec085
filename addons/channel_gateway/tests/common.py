"""A council's channels, to stand your own tests on."""

from odoo.tests import TransactionCase

from .sample_emails import make_email


class ChannelCase(TransactionCase):
    """A mailbox, a Waste team and two services: missed bins and potholes.

    `receive` stores an e-mail and processes it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.env.company.country_id = cls.env.ref("base.uk")
        cls.env.company.name = "Testville Council"
        cls.Message = cls.env["channel.message"]
        # Mailboxes of demo data would stand in the way of this one.
        cls.env["channel.endpoint"].search([]).write({"address": False})
        cls.mailbox = cls.env["channel.endpoint"].create(
            {
                "name": "Test mailbox",
                "kind": "email",
                "channel_id": cls.env.ref("constituent_crm.channel_email").id,
                "address": "contact@council.test",
                "token": "test-token",
            }
        )
        cls.waste = cls.env["service.team"].create(
            {"name": "Test Waste", "code": "test_waste"}
        )
        # The only services to recognise, whatever demo data there is.
        cls.env["service.type"].search([]).action_archive()
        cls.missed_bin = cls.env["service.type"].create(
            {
                "name": "Test Missed Bin",
                "code": "test_missed_bin",
                "team_id": cls.waste.id,
                "keyword_ids": [
                    (0, 0, {"phrase": "bin was missed", "weight": 1.0}),
                    (0, 0, {"phrase": "missed bin", "weight": 1.0}),
                ],
            }
        )
        cls.pothole = cls.env["service.type"].create(
            {
                "name": "Test Pothole",
                "code": "test_pothole",
                "needs_location": True,
                "keyword_ids": [
                    (0, 0, {"phrase": "deep pothole in the road", "weight": 1.0})
                ],
            }
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
