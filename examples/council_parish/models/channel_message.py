import base64
import json

from odoo import fields, models


class ChannelMessage(models.Model):
    """Messages from and to the parish app."""

    _inherit = "channel.message"

    # Incoming

    def _process_parish_app(self):
        """Open a request from a message: name, email, service and text."""
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

    # Outgoing

    def _address_for_parish_app(self, partner):
        """Return the partner's address in the app."""
        return partner.email_normalized or ""

    def _send_via_parish_app(self, _bodies):
        """Keep the messages queued until the app fetches them."""
        self._without_waiting()

    def _parish_app_fetch(self, endpoint):
        """Return the queued messages, and record them as contacts.

        Args:
            endpoint: `channel.endpoint` of the app.

        Returns:
            Dicts of `to` and `text`.
        """
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
