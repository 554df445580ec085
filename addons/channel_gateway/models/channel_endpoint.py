import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import MissingError, ValidationError
from odoo.tools import SQL

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
    _inherit = ["constituent.single.line.mixin", "channel.secret.mixin"]
    _order = "sequence, name, id"
    _single_line_fields = ("name",)
    _first_line_fields = ("address",)

    name = fields.Char(required=True)
    kind = fields.Selection(
        [
            ("email", "E-mail"),
            ("open311", "Open311"),
            ("page", "Residents' Pages"),
            ("webhook", "Webhook"),
        ],
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
    public_address = fields.Char(
        string="Shown to Residents",
        help="How residents reach it, on the page that says how to reach the council:"
        " a number for text messages, for example. Empty for a mailbox: its address.",
    )
    limit_mb = fields.Integer(
        string="Largest Message (MB)",
        default=DEFAULT_LIMIT_MB,
        required=True,
        help="Larger messages are refused. The sender is informed and staff"
        " are notified.",
    )
    secret = fields.Char(
        compute="_compute_secret",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        groups="constituent_crm.group_manager",
        help="The secret with which the provider signs what it sends; several,"
        " separated by spaces, while it is being replaced.",
    )
    account = fields.Char(help="Name or number of the council's account there.")
    limit_per_minute = fields.Integer(
        string="Messages per Minute",
        compute="_compute_limit_per_minute",
        store=True,
        readonly=False,
        help="Further messages are refused for now, and the sender tries again later."
        " 0 for any number.",
    )
    is_mailbox = fields.Boolean(compute="_compute_uses")
    uses_secret = fields.Boolean(compute="_compute_uses")
    uses_account = fields.Boolean(compute="_compute_uses")
    makes_secret = fields.Boolean(compute="_compute_uses")
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
            route = endpoint._route()
            endpoint.path = f"{base}/{route}" if endpoint.id and route else False
            endpoint.relay_command = endpoint._kind()._relay_command(endpoint)

    @api.depends("kind")
    def _compute_limit_per_minute(self):
        for endpoint in self:
            endpoint.limit_per_minute = endpoint._kind()._limit_per_minute

    @api.depends("kind")
    def _compute_uses(self):
        for endpoint in self:
            kind = endpoint._kind()
            endpoint.is_mailbox = kind._is_mailbox
            endpoint.uses_secret = kind._uses_secret
            endpoint.uses_account = kind._uses_account
            endpoint.makes_secret = kind._makes_secret

    @api.depends("kind")
    def _compute_secret(self):
        for endpoint in self:
            endpoint.secret = endpoint.secret or endpoint._new_secret()

    @api.constrains("kind", "secret", "account")
    def _check_credentials(self):
        """Forbid an endpoint at which anybody could send."""
        # Only managers may read the secret, and its absence is none.
        for endpoint in self.sudo():
            if endpoint.uses_secret and not (endpoint.secret or "").strip():
                raise ValidationError(
                    self.env._("%s needs the provider's secret.", endpoint.name)
                )
            if endpoint.uses_secret:
                endpoint._kind()._check_secret(endpoint.secret)
            if endpoint.uses_account and not (endpoint.account or "").strip():
                raise ValidationError(
                    self.env._("%s needs the provider's account.", endpoint.name)
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

    def _public_way(self):
        """Return how residents reach the endpoint, "" where they do not use it."""
        self.ensure_one()
        own_address = self.address if self.is_mailbox else ""
        return self.public_address or own_address or ""

    @api.model
    def _of_pages(self, channel):
        """Return the endpoint of the residents' pages on a channel, or an empty one.

        Args:
            channel: code of the `constituent.channel`.
        """
        pages = [("kind", "=", "page"), ("channel_id.code", "=", channel)]
        return self.search(pages, limit=1)

    def _route(self):
        """Return the path of the controller, without a leading slash."""
        self.ensure_one()
        return self._kind()._route(self)

    @api.model
    def _find_by_route(self, route):
        """Return the endpoint that is served at a path, for its anonymous callers.

        Args:
            route: the path, without a leading slash, which ends with the id.

        Returns:
            The `channel.endpoint`, or an empty one.
        """
        # Callers are no users. They prove themselves for this endpoint alone.
        endpoint = self.sudo().browse(int(route.rpartition("/")[2]))
        try:
            return endpoint if endpoint._route() == route else endpoint.browse()
        except MissingError:
            return endpoint.browse()

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

    def _is_flooded(self, sender=""):
        """Return whether as many messages came in as are taken in a minute.

        What was stored is counted: all workers share it, and it costs no write.

        Args:
            sender: value of `channel.message.sender`, whose messages are limited, too.
        """
        limits = [(self.limit_per_minute, SQL("TRUE"))]
        if sender:
            own = SQL("sender = %s", sender)
            limits.append((self._kind()._limit_per_sender, own))
        reached = [
            SQL(
                "%(limit)s <= (SELECT count(*) FROM (SELECT FROM channel_message"
                " WHERE endpoint_id = %(endpoint)s AND direction = 'in' AND %(whose)s"
                " AND create_date > %(since)s LIMIT %(limit)s) AS recent)",
                limit=limit,
                endpoint=self.id,
                whose=whose,
                since=fields.Datetime.now() - timedelta(minutes=1),
            )
            for limit, whose in limits
            if limit
        ]
        if not reached:
            return False
        # Senders prove themselves at the endpoint and are no users.
        self.env["channel.message"].sudo().flush_model(["endpoint_id", "sender"])
        self.env.cr.execute(SQL("SELECT %s", SQL(" OR ").join(reached)))
        return self.env.cr.fetchone()[0]

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

    def _new_secret(self):
        return self._kind()._new_secret()

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
