"""What subscribers are told of requests, messages and contacts."""

from odoo import api, models

from ..adapters.subscribed import OF_HISTORY, UPDATED


def moment(value):
    """Return a time in ISO 8601, None for none."""
    return f"{value.isoformat()}Z" if value else None


class ServiceRequestEvent(models.Model):
    _inherit = "service.request.event"

    @api.model_create_multi
    def create(self, vals_list):
        """Publish each event in the history of a request."""
        events = super().create(vals_list)
        Subscription = self.env["channel.subscription"]
        for event in events:
            name = OF_HISTORY.get(event.event, UPDATED)
            Subscription._publish(name, event.request_id)
        return events


class ConstituentInteraction(models.Model):
    _inherit = "constituent.interaction"

    @api.model_create_multi
    def create(self, vals_list):
        """Publish each contact that has come to an end."""
        contacts = super().create(vals_list)
        ended = contacts.filtered(lambda one: one.direction == "in" and one.ended_at)
        self.env["channel.subscription"]._publish("contact.ended", ended)
        return contacts

    def _subscribed_links(self):
        return {"request_id": self.request_id.id}

    def _subscribed_document(self, has_personal_data):
        """Return what a subscriber is told of a contact."""
        document = {
            "contact": self.id,
            "channel": self.channel_id.code,
            "service": self.service_id.code or None,
            "request": self.request_id.reference or None,
            "started_at": moment(self.started_at),
            "answered_at": moment(self.answered_at),
            "ended_at": moment(self.ended_at),
        }
        if has_personal_data:
            document |= {"name": self.partner_id.name or None}
        return document


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def _subscribed_links(self):
        return {"request_id": self.id}

    def _subscribed_document(self, has_personal_data):
        """Return what a subscriber is told of a request."""
        document = {
            "reference": self.reference,
            "service": self.service_id.code,
            "service_name": self.service_id.name,
            "phase": self.phase,
            "state": self.state_id.name,
            "channel": self.channel_id.code or None,
            "opened_at": moment(self.opened_at),
            "due_at": moment(self.due_at),
            "closed_at": moment(self.closed_at),
        }
        if has_personal_data:
            partner = self.partner_id
            document |= {
                "description": self.description or None,
                "address": self.address or None,
                "postcode": self.postcode or None,
                "latitude": self.latitude or None,
                "longitude": self.longitude or None,
                "name": partner.name or None,
                "email": partner.email or None,
                "phone": partner.phone or None,
            }
        return document


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    def _publish_received(self):
        """Publish messages whose first processing has come to an end."""
        first = self.filtered(lambda one: one.attempts == 1)
        told = first.filtered(lambda one: one.state in ("done", "triage"))
        self.env["channel.subscription"]._publish("message.received", told)

    def _subscribed_links(self):
        return {"request_id": self.request_id.id}

    def _subscribed_document(self, has_personal_data):
        """Return what a subscriber is told of a message that came in."""
        document = {
            "message": self.id,
            "channel": self.channel_id.code,
            "endpoint": self.endpoint_id.name or None,
            "service": self.service_id.code or None,
            "request": self.request_id.reference or None,
            "is_decided": self.state == "done",
            "received_at": moment(self.received_at),
        }
        if has_personal_data:
            document |= {
                "sender": self.sender or None,
                "name": self.sender_name or None,
                "conversation": self.conversation or None,
                "subject": self.subject or None,
                "text": self.body or None,
            }
        return document

    def _find_conversation(self):
        """Return the last message of the constituent that is answered by webhook."""
        self.ensure_one()
        return self.env["channel.carrier.messaging"]._last_message(self.partner_id)
