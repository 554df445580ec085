from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from ..adapters import posting, standard_webhooks
from ..adapters.subscribed import EVENTS, REPLY

# A subscriber that has taken nothing for so long is told nothing more.
DISABLE_AFTER = timedelta(days=5)
# System parameter: whether addresses of internal networks may be subscribed.
ALLOW_PRIVATE = "channel_gateway.webhooks_to_private_addresses"


class ChannelSubscription(models.Model):
    """A program of others that is told of events, by signed webhook.

    The subscription of an endpoint is also where its conversations are answered.
    """

    _name = "channel.subscription"
    _description = "Webhook Subscription"
    _inherit = [
        "mail.thread",
        "constituent.single.line.mixin",
        "channel.secret.mixin",
    ]
    _order = "name, id"
    _single_line_fields = ("name",)
    _first_line_fields = ("url",)

    name = fields.Char(required=True)
    url = fields.Char(
        string="Address",
        required=True,
        help="Web address that events are posted to. Redirects are not followed.",
    )
    secret = fields.Char(
        required=True,
        copy=False,
        default=lambda self: self._new_secret(),
        groups="constituent_crm.group_manager",
        help="Signs what is sent, in the Standard Webhooks format.",
    )
    is_active = fields.Boolean(string="Active", default=True, tracking=True)
    endpoint_id = fields.Many2one(
        "channel.endpoint",
        string="Answers Conversations Of",
        ondelete="cascade",
        index="btree_not_null",
        help="Messages to constituents who write through this endpoint go to the"
        " address, too.",
    )
    sends_opened = fields.Boolean(string="Request Opened")
    sends_updated = fields.Boolean(string="Request Updated")
    sends_closed = fields.Boolean(string="Request Closed")
    sends_received = fields.Boolean(string="Message Received")
    sends_contact_ended = fields.Boolean(string="Contact Ended")
    service_ids = fields.Many2many(
        "service.type",
        string="Only of Services",
        help="Without any, events of all services are sent.",
    )
    has_personal_data = fields.Boolean(
        string="With Personal Data",
        help="Whether names, addresses, places and texts are sent. Without it, only"
        " reference, service, state and times are.",
    )
    delivery_ids = fields.One2many("channel.delivery", "subscription_id")
    delivery_count = fields.Integer(compute="_compute_delivery_count")
    failing_since = fields.Datetime(readonly=True, copy=False)
    paused_until = fields.Datetime(
        readonly=True,
        copy=False,
        help="The subscriber did not answer: nothing is sent before.",
    )

    _endpoint_uniq = models.UniqueIndex(
        "(endpoint_id) WHERE endpoint_id IS NOT NULL",
        "The conversations of this endpoint are answered by another subscription.",
    )

    @api.model
    def _new_secret(self):
        return standard_webhooks.new_secret()

    @api.model_create_multi
    def create(self, vals_list):
        subscriptions = super().create(vals_list)
        self.env.registry.clear_cache()
        return subscriptions

    def write(self, vals):
        if vals.get("is_active"):
            vals = {"failing_since": False, "paused_until": False, **vals}
            self.env["channel.delivery"]._wake(fields.Datetime.now())
        result = super().write(vals)
        if not vals.keys() <= {"failing_since", "paused_until"}:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.constrains("secret")
    def _check_secret(self):
        for subscription in self.sudo():
            self.env["channel.kind.webhook"]._check_secret(subscription.secret)

    @api.constrains("url")
    def _check_url(self):
        for subscription in self:
            try:
                posting.parse(subscription.url)
            except posting.Refused as error:
                raise ValidationError(
                    self.env._(
                        "%(url)s is no address to post to. %(reason)s",
                        url=subscription.url,
                        reason=str(error),
                    )
                ) from error

    def _compute_delivery_count(self):
        rows = self.env["channel.delivery"]._read_group(
            [("subscription_id", "in", self.ids)], ["subscription_id"], ["__count"]
        )
        counts = dict(rows)
        for subscription in self:
            subscription.delivery_count = counts.get(subscription, 0)

    # Events

    @api.model
    @ormcache("event")
    def _ids_of(self, event):
        """Return the ids of the active subscriptions of an event."""
        domain = [("is_active", "=", True), (EVENTS[event], "=", True)]
        return self.sudo().search(domain).ids

    @api.model
    @ormcache()
    def _answered_endpoint_ids(self):
        """Return the ids of the endpoints whose conversations are answered."""
        domain = [("is_active", "=", True), ("endpoint_id", "!=", False)]
        return self.sudo().search(domain).endpoint_id.ids

    @api.model
    def _publish(self, event, records):
        """Queue an event of each record for its subscribers.

        It is sent after the transaction, and costs nothing where nobody subscribes.

        Args:
            event: a key of `EVENTS`.
            records: what it is about, with `_subscribed_document`.
        """
        ids = self._ids_of(event)
        if not ids:
            return
        # Events come of the acts of residents, too.
        subscriptions = self.sudo().browse(ids).exists()
        rows = [
            subscription._prepare_delivery(event, record)
            for record in records.sudo()
            for subscription in subscriptions
            if subscription._is_of_service(record)
        ]
        self.env["channel.delivery"]._queue(rows)

    def _is_of_service(self, record):
        services = self.service_ids
        return not services or bool(record.service_id & services)

    def _prepare_delivery(self, event, record):
        return {
            "subscription_id": self.id,
            "event": event,
            "partner_id": record.partner_id.id if self.has_personal_data else False,
            **record._subscribed_links(),
            "payload": self.env["channel.delivery"]._prepare_payload(
                event, record._subscribed_document(self.has_personal_data)
            ),
        }

    def _prepare_reply(self, message, text):
        """Return the delivery of a message to a constituent."""
        conversation = message._find_conversation()
        document = {
            "message": message.id,
            "conversation": conversation.conversation or None,
            "account": conversation.sender or None,
            "request": message.request_id.reference or None,
            "text": text,
        }
        return {
            "subscription_id": self.id,
            "event": REPLY,
            "partner_id": message.partner_id.id,
            "request_id": message.request_id.id,
            "message_id": message.id,
            "payload": self.env["channel.delivery"]._prepare_payload(REPLY, document),
        }

    # What became of it

    def _note_success(self):
        self.filtered("failing_since").write(
            {"failing_since": False, "paused_until": False}
        )

    def _note_failure(self, until=False):
        """Note a failure; after some days without a success, send nothing more.

        Args:
            until: time before which nothing is sent to the subscriber, if it failed
                altogether.
        """
        self.ensure_one()
        now = fields.Datetime.now()
        since = self.failing_since or now
        self.write({"failing_since": since, "paused_until": until})
        if now - since >= DISABLE_AFTER:
            self._disable()

    def _disable(self):
        self.is_active = False
        managers = self.env.ref("constituent_crm.group_manager").all_user_ids
        self.message_notify(
            partner_ids=managers.partner_id.ids,
            subject=self.env._("Webhook %s was switched off", self.name),
            body=self.env._(
                "%(name)s has taken nothing since %(since)s. What waits is kept. When"
                " it works again, make it active and send its failed deliveries again.",
                name=self.name,
                since=self.failing_since,
            ),
        )

    @api.model
    def _allows_private(self):
        # Only administrators read the parameter, and the queue is the system.
        value = self.env["ir.config_parameter"].sudo().get_param(ALLOW_PRIVATE)
        return str(value or "").strip().lower() in ("1", "true", "yes")

    def action_view_deliveries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "channel_gateway.channel_delivery_action"
        )
        return {**action, "domain": [("subscription_id", "=", self.id)], "context": {}}

    def action_test(self):
        """Send a delivery without any data, and show what became of it."""
        self.ensure_one()
        Delivery = self.env["channel.delivery"]
        payload = Delivery._prepare_payload("test", {})
        Delivery._queue(
            [{"subscription_id": self.id, "event": "test", "payload": payload}]
        )
        return self.action_view_deliveries()
