from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.constituent_crm.models.constituent_counter_mixin import (
    OTHER_ADDRESSES,
)

from ..models import channel_authentication_failure
from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestAuthenticationFailure(HttpCase, ChannelCase):
    """A forged token is counted in one row a day."""

    def attempts(self, kind):
        today = self.env.cr.now().date()
        rows = self.env["channel.authentication.failure"].search(
            [("kind", "=", kind), ("day", "=", today), ("address", "=", "127.0.0.1")]
        )
        return rows.mapped("attempts")

    def test_forged_token_of_a_mailbox_is_counted(self):
        url = f"/channel/mail/{self.mailbox.id}"
        for _time in range(2):
            headers = {"Authorization": "Bearer forged"}
            answer = self.url_open(url, data=b"From: a@example.org", headers=headers)
            self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.attempts("email"), [2])
        self.assertFalse(self.attempts("open311"))

    def test_forged_key_is_counted_though_the_report_is_rolled_back(self):
        data = {"api_key": "forged", "service_code": "pothole", "lat": "1", "long": "1"}
        answer = self.url_open("/open311/v2/requests.json", data=data)
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.attempts("open311"), [1])

    def test_many_addresses_share_a_row(self):
        refusals = self.env["channel.authentication.failure"]
        with patch.object(channel_authentication_failure, "MAX_ADDRESSES", 0):
            for number in range(3):
                refusals._count_failure("email", f"203.0.113.{number}")
        others = refusals.search([("address", "=", OTHER_ADDRESSES)])
        self.assertEqual(sum(others.mapped("attempts")), 3)

    def test_address_with_a_row_keeps_it_when_there_are_many(self):
        refusals = self.env["channel.authentication.failure"]
        for most in (1, 0):
            with patch.object(channel_authentication_failure, "MAX_ADDRESSES", most):
                refusals._count_failure("email", "203.0.113.1")
        row = refusals.search([("address", "=", "203.0.113.1")])
        self.assertEqual(row.attempts, 2)

    def test_ipv6_network_has_one_row(self):
        refusals = self.env["channel.authentication.failure"]
        for number in range(3):
            refusals._count_failure("email", f"2001:db8:1:2::{number:x}")
        refusals._count_failure("email", "2001:db8:1:3::1")
        rows = refusals.search([("address", "=like", "2001:db8:%")], order="address")
        self.assertEqual(
            [(row.address, row.attempts) for row in rows],
            [("2001:db8:1:2::/64", 3), ("2001:db8:1:3::/64", 1)],
        )

    def test_old_rows_are_deleted(self):
        old = self.env["channel.authentication.failure"].create(
            {
                "day": "2020-02-29",
                "kind": "email",
                "address": "203.0.113.9",
                "attempts": 1,
                "last_at": "2020-02-29 12:00:00",
            }
        )
        old._gc_failures()
        self.assertFalse(old.exists())
