"""What subscribers are told: events, and documents about them."""

# Events by name, with the field of a subscription that asks for them.
EVENTS = {
    "request.opened": "sends_opened",
    "request.updated": "sends_updated",
    "request.closed": "sends_closed",
    "message.received": "sends_received",
    "contact.ended": "sends_contact_ended",
}
# Answer to a message of a conversation; it goes to the endpoint's own subscription.
REPLY = "message.sent"
# Events in the history of a request; any other is an update.
OF_HISTORY = {
    "opened": "request.opened",
    "closed": "request.closed",
    "cancelled": "request.closed",
}
UPDATED = "request.updated"
