from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ..open311 import statuses
from ..open311.client import Failure

STATES = [
    ("queued", "To Send"),
    ("accepted", "Accepted"),
    ("sent", "Sent"),
    ("failed", "Not Sent"),
]
# Minutes after the first, second, … attempt that failed; then staff decide.
RETRY_MINUTES = (1, 5, 30, 120, 720, 1440)


class ServiceReferral(models.Model):
    """Referrals that are sent to the organisation's Open311 server, and followed."""

    _inherit = "service.referral"

    open311_server_id = fields.Many2one(
        "channel.open311.server",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        copy=False,
    )
    open311_state = fields.Selection(
        STATES,
        string="Open311",
        readonly=True,
        copy=False,
        help="Accepted: the organisation has it, and has not given it a reference yet.",
    )
    open311_status = fields.Selection(
        list(statuses.EXTENDED),
        string="Their Status",
        readonly=True,
        copy=False,
    )
    open311_status_at = fields.Datetime(readonly=True, copy=False)
    # The same for each attempt: their server knows a report that was sent before.
    open311_key = fields.Char(readonly=True, copy=False)
    open311_token = fields.Char(readonly=True, copy=False)
    open311_attempts = fields.Integer(readonly=True, copy=False)
    open311_next_attempt_at = fields.Datetime(
        string="Next Attempt", readonly=True, copy=False
    )
    open311_error = fields.Char(string="Why Not", readonly=True, copy=False)
    open311_update_ids = fields.One2many(
        "channel.open311.update", "referral_id", groups="constituent_crm.group_manager"
    )

    _open311_due_idx = models.Index(
        "(open311_next_attempt_at) WHERE open311_state = 'queued'"
    )

    @api.model_create_multi
    def create(self, vals_list):
        referrals = super().create(vals_list)
        referrals._open311_queue()
        return referrals

    @api.model
    def _subject_access_fields(self):
        # Keys of the exchange tell nobody anything.
        keys = ("open311_key", "open311_token")
        return [name for name in super()._subject_access_fields() if name not in keys]

    def _open311_forget(self):
        """Erase what may be about a person, and send nothing more of them."""
        waiting = self.filtered(lambda one: one.open311_state == "queued")
        waiting.write({"open311_state": False, "open311_next_attempt_at": False})
        self.write(
            {"open311_error": False, "open311_key": False, "open311_token": False}
        )

    # Sending

    def _open311_queue(self):
        """Queue the referrals to organisations that take the service over Open311."""
        # Whoever refers a request may lack access to servers.
        Server = self.env["channel.open311.server"].sudo()
        servers = Server.search(
            [
                ("organisation_id", "in", self.organisation_id.ids),
                ("is_active", "=", True),
            ]
        ).grouped("organisation_id")
        is_queued = False
        for referral in self.sudo():
            server = servers.get(referral.organisation_id.sudo(), Server)
            service = referral.request_id.service_id
            if server and service and server._their_code(service):
                is_queued = True
                referral.write(
                    {
                        "open311_server_id": server.id,
                        "open311_state": "queued",
                        "open311_key": referral.open311_key or str(uuid4()),
                        "open311_attempts": 0,
                        "open311_next_attempt_at": fields.Datetime.now(),
                        "open311_error": False,
                    }
                )
        if is_queued:
            Server._wake()

    def action_open311_send(self):
        """Send again what could not be sent, or what was referred before."""
        self.check_access("write")
        if self.filtered(lambda one: one.open311_state in ("accepted", "sent")):
            raise UserError(self.env._("The organisation has this request already."))
        self._open311_queue()
        if self.filtered(lambda one: one.open311_state != "queued"):
            raise UserError(
                self.env._(
                    "The organisation has no Open311 server in use with this service."
                )
            )

    @api.model
    def _open311_due_domain(self):
        now = fields.Datetime.now()
        queued = Domain("open311_state", "=", "queued")
        return queued & Domain("open311_next_attempt_at", "<=", now)

    def _exchange_one(self):
        """Send the request; try again later where that may succeed."""
        self.ensure_one()
        server = self.open311_server_id
        self.open311_attempts += 1
        try:
            receipt = server._client().report(
                server._prepare_report(self.request_id), self.open311_key
            )
        except Failure as failure:
            self._open311_fail(failure)
            return
        if receipt.reference:
            self._open311_mark_sent(receipt.reference)
        else:
            self.write(
                {
                    "open311_state": "accepted",
                    "open311_token": receipt.token,
                    "open311_next_attempt_at": False,
                    "open311_error": False,
                }
            )

    def _open311_mark_sent(self, reference):
        self.write(
            {
                "open311_state": "sent",
                "their_reference": reference,
                "open311_next_attempt_at": False,
                "open311_error": False,
            }
        )
        self.request_id._message_log(
            body=self.env._(
                "Sent to %(organisation)s over Open311. Their reference: %(reference)s",
                organisation=self.organisation_id.name,
                reference=reference,
            )
        )

    def _open311_fail(self, failure):
        minutes = dict(enumerate(RETRY_MINUTES, start=1)).get(self.open311_attempts)
        if failure.is_temporary and minutes:
            delay = max(
                timedelta(minutes=minutes), timedelta(seconds=failure.retry_after)
            )
            self.write(
                {
                    "open311_next_attempt_at": fields.Datetime.now() + delay,
                    "open311_error": failure.reason,
                }
            )
            self.open311_server_id._wake(self.open311_next_attempt_at)
            return
        self._open311_give_up(failure.reason)

    def _open311_give_up(self, reason):
        self.write(
            {
                "open311_state": "failed",
                "open311_next_attempt_at": False,
                "open311_error": reason,
            }
        )
        self._open311_ask_staff(
            self.env._("Not sent to %s", self.organisation_id.name), reason
        )

    def _postpone(self, reason):
        """Record a fault of ours; see `channel.open311.server._exchange_safely`."""
        self.open311_attempts += 1
        self._open311_fail(Failure(reason, is_temporary=True))

    # Following

    @api.model
    def _open311_waiting_domain(self):
        """Return the domain of what the organisation has, and has not finished."""
        final = [code for code, _label in statuses.EXTENDED if statuses.is_final(code)]
        return Domain("open311_state", "=", "sent") & Domain(
            "open311_status", "not in", final
        )

    def _open311_apply(self, update):
        """Add an update of the organisation to the request, once.

        Args:
            update: a `foreign.Update`.
        """
        self.ensure_one()
        if update.update_id in self.open311_update_ids.mapped("update_id"):
            return
        self.env["channel.open311.update"].create(
            {
                "referral_id": self.id,
                "update_id": update.update_id,
                "status": update.status,
            }
        )
        is_news = self._open311_set_status(update)
        label = dict(self._fields["open311_status"]._description_selection(self.env))
        words = [
            label.get(update.status) if is_news else "",
            update.description,
        ]
        text = "\n".join(filter(None, words))
        if text:
            body = plaintext2html(f"{self.organisation_id.name}: {text}")
            self.request_id._message_log(body=body)
        if is_news and statuses.is_final(update.status):
            self._open311_finish(update, label[update.status])

    def _open311_set_status(self, update):
        """Take over the status of an update; return whether that is news.

        An older update that is listed later changes nothing.
        """
        at = update.at and update.at.replace(tzinfo=None, microsecond=0)
        at = at or fields.Datetime.now()
        is_older = self.open311_status_at and at < self.open311_status_at
        status = update.status if update.status != statuses.REOPEN else statuses.OPEN
        if not status or is_older:
            return False
        is_news = status != self.open311_status
        self.write({"open311_status": status, "open311_status_at": at})
        return is_news

    def _open311_finish(self, update, label):
        """Record their answer, and ask staff to look at a request that is open."""
        self.write(
            {
                "answered_at": fields.Datetime.now(),
                "answer": "\n".join(filter(None, [label, update.description])),
            }
        )
        request = self.request_id
        if request.phase == "waiting":
            request._change_state("in_progress")
        if request.is_open or update.status != "fixed":
            self._open311_ask_staff(
                self.env._(
                    "%(organisation)s: %(status)s",
                    organisation=self.organisation_id.name,
                    status=label,
                ),
                update.description,
            )

    def _open311_ask_staff(self, summary, note):
        request = self.request_id
        who = self.user_id or request.user_id or request.team_id.member_ids
        request._schedule_task(who, summary, note)
