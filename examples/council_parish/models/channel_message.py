import base64
import json

from odoo import fields, models


class ChannelMessage(models.Model):
    """Messages from and to the parish app."""

    _inherit = "channel.message"

    # In

    def _process_parish_app(self):
        """Open the request that the app has sent: name, email, service and text."""
        report = json.loads(base64.b64decode(self.raw))
        partner = self.env["res.partner"]._constituent_identify(
            {"name": report["name"], "email": report["email"]}, create=True
        )
        contact = self.env["constituent.interaction"]._record_contact(
            {
                "channel_id": self.channel_id.id,
                "direction": "in",
                "partner_id": partner.id,
                "subject": report["service"],
                "started_at": self.received_at,
                "source_key": f"parish_app,{self.id}",
            }
        )
        self.write(
            {
                "partner_id": partner.id,
                "interaction_id": contact.id,
                "subject": report["service"],
                "body": report["text"],
            }
        )
        self._open_request(answers=report.get("answers", {}))

    # Out

    def _address_for_parish_app(self, partner):
        return partner.email_normalized or ""

    def _send_via_parish_app(self, _bodies):
        """Leave the messages queued: the app fetches them."""
        self._without_waiting()

    def _parish_app_fetch(self, endpoint):
        """Return what waits for the app, and write it in the ledger of contacts."""
        waiting = self.search(
            [
                ("direction", "=", "out"),
                ("state", "=", "queued"),
                ("channel_id", "=", endpoint.channel_id.id),
                "|",
                ("not_before", "=", False),
                ("not_before", "<=", fields.Datetime.now()),
            ],
            limit=100,
        ).try_lock_for_update()
        waiting._report_sent()
        return [{"to": one.recipient, "text": one.body} for one in waiting]
