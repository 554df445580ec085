from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..adapters import standard_webhooks
from .common import ChannelCase


class Pager:
    """Stands for the model `channel.carrier.test_pager` of an addon."""

    _name = "channel.carrier.test_pager"
    _is_offered = True

    def _address(self, partner):
        return partner.ref or ""

    def _send(self, bodies):
        for message in bodies:
            message._without_waiting()._report_sent()


@tagged("-at_install", "post_install")
class TestAddedChannel(ChannelCase):
    """A channel that another addon brings: by a record and a carrier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Channel = type(cls.env["constituent.channel"])
        carrier = Channel._carrier

        def carrier_of(channel):
            return Pager() if channel.code == "test_pager" else carrier(channel)

        cls.startClassPatcher(patch.object(Channel, "_carrier", carrier_of))
        cls.pager = cls.env["constituent.channel"].create(
            {"name": "Pager", "code": "test_pager", "sequence": 5}
        )
        cls.addClassCleanup(cls.env.registry.clear_cache)
        cls.jane = cls.make_constituent("Jane Testsmith", ref="555")

    def send(self, **values):
        return self.Message._send_message(
            self.jane, "News", "The road is open", **values
        )

    def test_channel_with_a_carrier_is_one_to_send_on(self):
        sending = self.Message._sending_channels()
        codes = ["test_pager", "email", "sms", "messaging", "fax", "letter"]
        self.assertEqual(sending.mapped("code"), codes)

    def test_archived_channel_is_not_sent_on(self):
        self.pager.active = False
        self.assertNotIn(self.pager, self.Message._sending_channels())
        self.assertFalse(self.send())

    def test_message_is_sent_on_it_and_in_the_ledger(self):
        message = self.send()
        self.assertEqual((message.channel_id, message.recipient), (self.pager, "555"))
        self.assertEqual(message.state, "sent")
        self.assertEqual(message.interaction_id.channel_id, self.pager)

    def test_email_is_sent_without_an_address_on_it(self):
        self.jane.write({"ref": False, "email": "jane.testsmith@example.net"})
        self.assertEqual(self.send().channel_id.code, "email")

    @freeze_time("2026-01-14 23:30:00")
    def test_message_waits_for_the_end_of_quiet_hours(self):
        self.env.company.partner_id.tz = "Europe/London"
        self.env.company.write(
            {"has_quiet_hours": True, "quiet_from": 21, "quiet_to": 8}
        )
        self.pager.is_intrusive = True
        message = self.send()
        self.assertEqual(message.not_before, datetime(2026, 1, 15, 8))
        self.assertEqual(message.state, "queued")
        cron = type(self.env["ir.cron"])
        with (
            freeze_time("2026-01-15 08:00:01"),
            patch.object(cron, "_commit_progress", return_value=60),
        ):
            self.Message._send_waiting()
        self.assertEqual(message.state, "sent")

    def test_template_of_it_is_plain_text(self):
        template = self.env["channel.template"].create(
            {
                "event": "closed",
                "channel_id": self.pager.id,
                "body_text": "{{ object.reference }} is closed",
            }
        )
        request = self.env["service.request"]._open_request(
            {"service_id": self.missed_bin.id, "partner_id": self.jane.id}
        )
        (recipient,) = request._recipients()
        expected = f"{request.reference} is closed"
        self.assertEqual(template._render(recipient), (False, expected))

    def test_message_that_comes_in_on_it_finds_its_property_as_an_email_does(self):
        place = self.make_property(
            "99100060", house="21", street="Sedge Lane", postcode="HU5 9ZY"
        )
        endpoint = self.make_endpoint("Pager", kind="open311")
        message = self.Message._accept_message(
            endpoint,
            b"x",
            state="triage",
            body="my bin was missed 3 weeks in a row at 21 Sedge Ln, hu59zy",
        )
        with patch.object(
            type(endpoint._kind()),
            "_process",
            lambda _kind, message, _found: message._open_request(),
        ):
            message._process()
        self.assertEqual(message.request_id.property_id, place)
        self.assertEqual(message.request_id.postcode, "HU5 9ZY")

    def test_channel_whose_addon_is_gone_sends_nothing(self):
        phone = self.env.ref("constituent_crm.channel_phone")
        message = self.send()
        message.sudo().channel_id = phone
        with self.assertRaises(UserError):
            message._send_by_channel({message: "News"})


@tagged("-at_install", "post_install")
class TestEndpointKind(ChannelCase):
    def test_each_kind_has_its_own_route_and_description(self):
        Endpoint = self.env["channel.endpoint"]
        kinds = [kind for kind, _name in Endpoint._fields["kind"].selection]
        secret = standard_webhooks.new_secret()
        endpoints = Endpoint.concat(
            *(
                self.mailbox.copy(
                    {
                        "kind": kind,
                        "secret": secret,
                        "account": "a",
                        "imap_host": "imap.council.test",
                        "imap_user": "contact",
                    }
                )
                for kind in kinds
            )
        )
        for name in ("path", "description"):
            self.assertEqual(len(set(endpoints.mapped(name))), len(kinds))
