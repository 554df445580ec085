import hmac
import secrets

from odoo import api, fields, models

TOKEN_BYTES = 32
DEFAULT_LIMIT_MB = 25


class ChannelEndpoint(models.Model):
    """An endpoint for incoming contacts: a mailbox, or a client of an interface.

    An addon adds a kind by `selection_add`, and by a model `channel.kind.<kind>` that
    inherits `channel.kind`: it has everything of the wire format. How answers go out is
    said at `channel.carrier`.
    """

    _name = "channel.endpoint"
    _description = "Channel Endpoint"
    _inherit = ["constituent.single.line.mixin"]
    _order = "sequence, name, id"
    _single_line_fields = ("name",)
    _first_line_fields = ("address",)

    name = fields.Char(required=True)
    kind = fields.Selection(
        [("email", "E-mail"), ("open311", "Open311")],
        required=True,
        default="email",
        help="Protocol of the endpoint.",
    )
    channel_id = fields.Many2one(
        "constituent.channel",
        required=True,
        ondelete="restrict",
        index=True,
        help="Channel under which contacts through this endpoint are recorded.",
    )
    sequence = fields.Integer(default=10)
    is_active = fields.Boolean(
        string="Open",
        default=True,
        help="A closed endpoint asks senders to retry later.",
    )
    token = fields.Char(
        required=True,
        copy=False,
        default=lambda self: self._new_token(),
        groups="constituent_crm.group_manager",
        help="Token or API key that authenticates the sender.",
    )
    address = fields.Char(
        string="E-mail Address",
        help="Sender address of e-mails to constituents. Replies are sent here.",
    )
    authserv_id = fields.Char(
        string="Name in Authentication-Results",
        help="The identifier (authserv-id) your mail server uses in"
        " Authentication-Results headers (RFC 8601). An e-mail with an"
        " officer's address is only accepted as theirs if these checks"
        " passed. The server must remove such headers from incoming"
        " mail. Leave empty if your server does not do both: then only"
        " replies to e-mails sent to the officer are accepted.",
    )
    limit_mb = fields.Integer(
        string="Largest Message (MB)",
        default=DEFAULT_LIMIT_MB,
        required=True,
        help="Larger messages are refused. The sender is informed and staff"
        " are notified.",
    )
    path = fields.Char(compute="_compute_path")
    description = fields.Text(compute="_compute_description")
    relay_command = fields.Char(compute="_compute_path")
    message_ids = fields.One2many("channel.message", "endpoint_id", string="Messages")
    message_count = fields.Integer(compute="_compute_messages")
    last_message_at = fields.Datetime(
        string="Last Message", compute="_compute_messages"
    )

    _limit_positive = models.Constraint(
        "CHECK (limit_mb > 0)", "The largest message is at least 1 MB."
    )
    _token_uniq = models.Constraint(
        "UNIQUE (token)", "This token is already in use by another endpoint."
    )

    @api.model
    def _new_token(self):
        return secrets.token_urlsafe(TOKEN_BYTES)

    @api.depends("kind")
    def _compute_path(self):
        base = self.browse().get_base_url()
        for endpoint in self:
            endpoint.path = f"{base}/{endpoint._route()}" if endpoint.id else False
            endpoint.relay_command = (
                "CHANNEL_TOKEN=… python3 channel_gateway/relay/smtp_relay.py"
                f" --listen 0.0.0.0:25 --max-size {endpoint.limit_mb}"
                f" --url {endpoint.path}"
            )

    @api.depends_context("lang")
    @api.depends("kind")
    def _compute_description(self):
        for endpoint in self:
            endpoint.description = endpoint._kind()._instructions(endpoint)

    def _kind(self):
        """Return the `channel.kind` of this endpoint; of none, what all have.

        Where the addon of the kind is gone, its messages wait for staff.
        """
        return self._kind_of(self.kind)

    @api.model
    def _kind_of(self, kind):
        name = f"channel.kind.{kind}"
        return self.env[name if name in self.env else "channel.kind"]

    @api.model
    def _mailbox_kinds(self):
        """Return the kinds whose endpoints are mailboxes that are answered from."""
        return [
            kind
            for kind in self._fields["kind"].get_values(self.env)
            if self._kind_of(kind)._is_mailbox
        ]

    def _route(self):
        """Return the path of the controller, without a leading slash."""
        self.ensure_one()
        return self._kind()._route(self)

    def _compute_messages(self):
        rows = self.env["channel.message"]._read_group(
            [("endpoint_id", "in", self.ids)],
            ["endpoint_id"],
            ["__count", "received_at:max"],
        )
        found = {endpoint: (count, last) for endpoint, count, last in rows}
        for endpoint in self:
            endpoint.message_count, endpoint.last_message_at = found.get(
                endpoint, (0, False)
            )

    @property
    def _limit_bytes(self):
        return self.limit_mb * 1024 * 1024

    def _is_token_valid(self, token):
        """Return whether `token` is this endpoint's; compare in constant time.

        Args:
            token: token or API key of a client.

        Returns:
            False also for an empty token.
        """
        # Only managers may read the token, and callers are anonymous.
        own = self.sudo().token or ""
        given = token or ""
        return bool(own) and hmac.compare_digest(own.encode(), given.encode())

    @api.model
    def _find_by_token(self, kind, token):
        """Return the endpoint of `kind` that `token` authenticates.

        Args:
            kind: value of the field `kind`.
            token: token or API key of a client.

        Returns:
            The `channel.endpoint`, open or closed, or an empty one.
        """
        # Callers of an interface are identified by their key alone.
        endpoints = self.sudo().search([("kind", "=", kind)])
        return endpoints.filtered(lambda endpoint: endpoint._is_token_valid(token))[:1]

    def action_renew_token(self):
        for endpoint in self:
            endpoint.token = self._new_token()

    def action_view_messages(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "channel_gateway.channel_message_action"
        )
        return {**action, "domain": [("endpoint_id", "=", self.id)], "context": {}}
