import logging
from datetime import timedelta

import requests

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...open311 import client
from ..channel_message.processing import DATABASE_ERRORS

_logger = logging.getLogger(__name__)

EXCHANGE_MINUTES = 15
# Minutes after the first, second, … exchange that failed; the last one repeats.
RETRY_MINUTES = (5, 15, 60, 240, 720)
CRON = "channel_gateway.cron_open311_exchange"


class ChannelOpen311Server(models.Model):
    """The Open311 server of an external organisation, which we are a client of.

    Requests that are referred to the organisation are sent there (`sending.py`), what
    becomes of them comes back (`following.py`), and their own requests may be taken
    over (`pulling.py`).
    """

    _name = "channel.open311.server"
    _description = "Open311 Server of an Organisation"
    _inherit = ["constituent.single.line.mixin"]
    _order = "organisation_id, id"
    _rec_name = "organisation_id"
    _first_line_fields = ("address",)

    organisation_id = fields.Many2one(
        "service.external.organisation", required=True, ondelete="cascade"
    )
    is_active = fields.Boolean(string="In Use", default=True)
    address = fields.Char(
        string="Web Address",
        required=True,
        help="Address of their GeoReport v2, such as https://311.example.org/v2. Its"
        " redirections are not followed.",
    )
    jurisdiction = fields.Char(help="Their jurisdiction_id, where they have several.")
    api_key = fields.Char(string="API Key", copy=False, help="Our key there.")
    service_ids = fields.One2many(
        "channel.open311.service", "server_id", string="Services"
    )
    # Sending
    sends_contact = fields.Boolean(
        string="Pass on Who Reported",
        help="With name, e-mail, phone and the description as it was written. Otherwise"
        " only what, where and our reference: names are removed from the description.",
    )
    referral_ids = fields.One2many("service.referral", "open311_server_id")
    # Pulling
    endpoint_id = fields.Many2one(
        "channel.endpoint",
        string="Take Over Through",
        domain=[("kind", "=", "open311")],
        ondelete="restrict",
        index="btree_not_null",
        help="Their new requests of the services below are opened here, too, as if they"
        " came in at this endpoint. Leave empty to take over none.",
    )
    pulled_until = fields.Datetime(readonly=True, copy=False)
    # The exchange
    followed_until = fields.Datetime(readonly=True, copy=False)
    exchanged_at = fields.Datetime(string="Last Exchange", readonly=True, copy=False)
    next_exchange_at = fields.Datetime(
        string="Next Exchange", readonly=True, copy=False, default=fields.Datetime.now
    )
    failures = fields.Integer(readonly=True, copy=False)
    error = fields.Char(string="Last Failure", readonly=True, copy=False)

    _organisation_uniq = models.Constraint(
        "UNIQUE (organisation_id)", "This organisation has a server already."
    )

    @api.constrains("address")
    def _check_address(self):
        for server in self:
            if not client.is_address(server.address or ""):
                raise ValidationError(
                    self.env._(
                        "“%s” is no web address: it begins with https:// and has"
                        " neither a question mark nor a password.",
                        server.address,
                    )
                )

    # The client

    @api.model
    def _session(self):
        """Return the session that sends the calls."""
        return requests.Session()

    def _client(self):
        self.ensure_one()
        return client.Client(
            address=self.address,
            jurisdiction=self.jurisdiction or "",
            api_key=self.api_key or "",
            session=self._session(),
        )

    def action_read_services(self):
        """Add the services that they offer, to be matched with ours."""
        self.ensure_one()
        self.check_access("write")
        try:
            offered = self._client().services()
        except client.Failure as failure:
            raise UserError(failure.reason) from failure
        known = {one.code: one for one in self.service_ids}
        for service in offered:
            if service.code in known:
                known[service.code].name = service.name
        self.env["channel.open311.service"].create(
            [
                {"server_id": self.id, "code": one.code, "name": one.name}
                for one in {one.code: one for one in offered}.values()
                if one.code not in known
            ]
        )

    def action_exchange(self):
        """Exchange with these servers at the next run of the scheduled action."""
        self.check_access("write")
        self.next_exchange_at = fields.Datetime.now()
        self._wake()

    # The exchange

    @api.model
    def _wake(self, at=None):
        cron = self.env.ref(CRON, raise_if_not_found=False)
        if cron:
            # Whoever refers a request may lack access to scheduled actions.
            cron.sudo()._trigger(at)

    @api.model
    def _exchange(self):
        """Send what is referred, and read what has become of it; a scheduled action.

        Each call is committed by itself. A failure affects one request or server.
        """
        cron = self.env["ir.cron"]
        Referral = self.env["service.referral"]
        referrals = Referral.search(Referral._open311_due_domain(), order="id")
        servers = self.search(self._due_domain(), order="next_exchange_at, id")
        cron._commit_progress(remaining=len(referrals) + len(servers))
        for record in (*referrals, *servers):
            self._exchange_safely(record)
            if not cron._commit_progress(1):
                return

    @api.model
    def _due_domain(self):
        now = fields.Datetime.now()
        return Domain("is_active", "=", True) & Domain("next_exchange_at", "<=", now)

    @api.model
    def _exchange_safely(self, record):
        """Exchange about a record that no other process has.

        Args:
            record: a server, or a `service.referral`.
        """
        if not record.try_lock_for_update():
            return
        try:
            with self.env.cr.savepoint():
                record._exchange_one()
        except DATABASE_ERRORS:
            raise
        except Exception:
            _logger.exception("Open311 exchange of %s failed", record)
            record._postpone(self.env._("A fault of ours: see the log."))

    def _exchange_one(self):
        """Read what has become of our requests, and take over theirs."""
        self.ensure_one()
        try:
            self._follow()
            self._pull()
        except client.Failure as failure:
            self._postpone(failure.reason, failure.retry_after)
            return
        now = fields.Datetime.now()
        self.write(
            {
                "exchanged_at": now,
                "next_exchange_at": now + timedelta(minutes=EXCHANGE_MINUTES),
                "failures": 0,
                "error": False,
            }
        )

    def _postpone(self, reason, retry_after=0):
        """Try again later, after more and more time."""
        minutes = RETRY_MINUTES[min(self.failures, len(RETRY_MINUTES) - 1)]
        delay = max(timedelta(minutes=minutes), timedelta(seconds=retry_after))
        self.write(
            {
                "next_exchange_at": fields.Datetime.now() + delay,
                "failures": self.failures + 1,
                "error": reason,
            }
        )
