import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..imap.mailbox import OWN_HOSTS, PORTS, Account, MailboxError, connect
from .channel_message.processing import RETRYABLE_ERRORS

_logger = logging.getLogger(__name__)

# Minutes until the next attempt after the first, second, … failure in a row.
RETRY_MINUTES = (1, 2, 5, 10, 15)
ALERT_AFTER = timedelta(hours=1)
CRON = "channel_gateway.cron_fetch"


class ChannelEndpoint(models.Model):
    """Mailboxes that are fetched by IMAP."""

    _inherit = "channel.endpoint"

    kind = fields.Selection(
        selection_add=[("imap", "E-mail (IMAP)")],
        ondelete={"imap": "cascade"},
    )
    can_fetch = fields.Boolean(compute="_compute_can_fetch")
    must_fetch = fields.Boolean(compute="_compute_can_fetch")
    imap_host = fields.Char(
        string="IMAP Server", help="Name of the server, such as imap.example.gov.uk."
    )
    imap_port = fields.Integer(
        string="Port",
        compute="_compute_imap_port",
        store=True,
        readonly=False,
    )
    imap_security = fields.Selection(
        [
            ("tls", "TLS"),
            ("starttls", "STARTTLS"),
            ("none", "None (this machine only)"),
        ],
        string="Encryption",
        default="tls",
        required=True,
    )
    imap_user = fields.Char(string="User")
    imap_password = fields.Char(
        string="Password",
        copy=False,
        exportable=False,
        groups="constituent_crm.group_manager",
    )
    imap_server_id = fields.Many2one(
        "fetchmail.server",
        string="Sign In As",
        ondelete="restrict",
        groups="base.group_system",
        help="An incoming mail server of Odoo that signs in to Gmail or Outlook by"
        " OAuth. Leave it unconfirmed: Odoo would fetch the e-mails, too.",
    )
    imap_folder = fields.Char(string="Folder", default="INBOX")
    imap_since = fields.Date(
        string="E-mails Since",
        default=fields.Date.context_today,
        help="Earlier e-mails are not fetched. Leave empty to fetch all.",
    )
    imap_done = fields.Selection(
        [("seen", "Mark as Read"), ("move", "Move to Folder")],
        string="When Fetched",
        default="seen",
        required=True,
    )
    imap_done_folder = fields.Char(
        string="Move To",
        default="Council Connect",
        help="Made when it is missing. Where the server cannot move e-mails (RFC"
        " 6851), they are marked as read only.",
    )
    # UIDs have 32 bits without a sign, which PostgreSQL's integer does not hold.
    imap_position = fields.Char(
        copy=False, readonly=True, help="Folder and UID up to which was fetched."
    )
    imap_fetched_at = fields.Datetime(string="Last Fetched", copy=False, readonly=True)
    imap_error = fields.Char(string="Mailbox Problem", copy=False, readonly=True)
    imap_failing_since = fields.Datetime(
        string="Failing Since", copy=False, readonly=True
    )
    imap_failures = fields.Integer(copy=False, readonly=True)
    imap_is_alerted = fields.Boolean(copy=False, readonly=True)
    imap_next_at = fields.Datetime(string="Next Attempt", copy=False, readonly=True)

    @api.depends("kind")
    def _compute_can_fetch(self):
        for endpoint in self:
            kind = endpoint._kind()
            endpoint.can_fetch = kind._can_fetch
            endpoint.must_fetch = kind._must_fetch

    @api.depends("imap_security")
    def _compute_imap_port(self):
        for endpoint in self:
            endpoint.imap_port = PORTS[endpoint.imap_security or "tls"]

    @api.constrains(
        "kind",
        "imap_host",
        "imap_user",
        "imap_security",
        "imap_folder",
        "imap_done",
        "imap_done_folder",
    )
    def _check_imap(self):
        # Which fields are filled in is no secret.
        for endpoint in self.sudo():
            is_named = bool(endpoint.imap_user or endpoint.imap_server_id)
            is_needed = endpoint.must_fetch or endpoint.imap_host
            if is_needed and not (
                endpoint.imap_host and is_named and endpoint.imap_folder
            ):
                raise ValidationError(
                    self.env._(
                        "%s needs the server, user and folder of the mailbox.",
                        endpoint.name,
                    )
                )
            if endpoint.imap_done == "move" and endpoint.imap_host:
                folders = (endpoint.imap_folder, endpoint.imap_done_folder or "")
                if not folders[1].strip() or len(set(map(str.lower, folders))) == 1:
                    raise ValidationError(
                        self.env._("Move e-mails to another folder of the mailbox.")
                    )
            is_plain = endpoint.imap_host and endpoint.imap_security == "none"
            if is_plain and endpoint.imap_host not in OWN_HOSTS:
                raise ValidationError(
                    self.env._(
                        "Without encryption, the password of %s could be read on its"
                        " way.",
                        endpoint.name,
                    )
                )

    # Fetching

    @api.model
    def _fetch_due(self):
        """Fetch what is new from each mailbox; called by the scheduled action."""
        cron = self.env["ir.cron"]
        due = self.search(self._fetched_domain())
        seconds_left = cron._commit_progress(remaining=len(due))
        is_more = False
        for endpoint in due:
            if not seconds_left:
                is_more = True
                break
            is_more = endpoint._fetch_mailbox() or is_more
            seconds_left = cron._commit_progress(1)
        if is_more:
            self.env.ref(CRON)._trigger()

    @api.model
    def _fetched_domain(self):
        now = fields.Datetime.now()
        due = Domain("imap_next_at", "=", False) | Domain("imap_next_at", "<=", now)
        return Domain("is_active", "=", True) & Domain("imap_host", "!=", False) & due

    def _fetch_mailbox(self):
        """Fetch what is new from a mailbox that no other worker has.

        Any failure is noted on the endpoint, and tried again later.

        Returns:
            Whether more waits.
        """
        self.ensure_one()
        try:
            if not self.try_lock_for_update(allow_referencing=True):
                return False
            if not self._kind()._can_fetch:
                return False
            with connect(self._imap_account()) as mailbox:
                return self._kind()._fetch(self, mailbox)
        except RETRYABLE_ERRORS:
            # Another has changed a row of ours at this very moment.
            self._forget_fetch()
        except (MailboxError, UserError) as error:
            self._forget_fetch()
            self._note_failure(str(error))
        except Exception as error:
            _logger.exception("Mailbox %s could not be fetched", self.id)
            self._forget_fetch()
            self._note_failure(self.env["channel.message"]._describe_fault(error))
        return False

    def _forget_fetch(self):
        self.env.cr.rollback()
        self.env.registry.reset_changes()
        self.env.invalidate_all()

    def _imap_account(self):
        """Return the `imap.mailbox.Account` of this endpoint."""
        # Only managers may read the password, and the scheduled action signs in.
        own = self.sudo()

        def sign_in(connection):
            if own.imap_server_id:
                own.imap_server_id._imap_login__(connection)
            else:
                connection.login(own.imap_user or "", own.imap_password or "")

        return Account(
            host=own.imap_host,
            port=own.imap_port,
            security=own.imap_security,
            sign_in=sign_in,
        )

    # What was fetched

    def _folder_key(self, validity):
        """Return the name of the folder, as long as its UIDs hold."""
        parts = (self.imap_host, self.imap_user, self.imap_folder, validity)
        return " ".join(str(part) for part in parts)

    def _fetched_up_to(self, validity):
        """Return the last UID that was fetched of the folder, 0 for none.

        Args:
            validity: UIDVALIDITY of the folder.
        """
        key, _space, uid = (self.imap_position or "").rpartition(" ")
        return int(uid) if key == self._folder_key(validity) else 0

    def _note_fetched(self, validity, uid, trouble):
        """Note up to which UID was fetched, and what the server refused.

        Args:
            validity: UIDVALIDITY of the folder.
            uid: UID of the last message.
            trouble: what the server refused, or False.
        """
        self.write(
            {
                "imap_position": f"{self._folder_key(validity)} {uid}",
                "imap_fetched_at": fields.Datetime.now(),
                "imap_error": trouble,
                "imap_failing_since": False,
                "imap_failures": 0,
                "imap_next_at": False,
                "imap_is_alerted": False,
            }
        )

    def _note_failure(self, reason):
        """Note why the mailbox cannot be used, and when it is tried again."""
        now = fields.Datetime.now()
        failures = self.imap_failures + 1
        minutes = RETRY_MINUTES[min(failures, len(RETRY_MINUTES)) - 1]
        since = self.imap_failing_since or now
        self.write(
            {
                "imap_error": reason,
                "imap_failing_since": since,
                "imap_failures": failures,
                "imap_next_at": now + timedelta(minutes=minutes),
            }
        )
        if now - since >= ALERT_AFTER and not self.imap_is_alerted:
            self._alert_managers(reason)

    def _alert_managers(self, reason):
        """Notify the managers, once, that no e-mails come in."""
        self.imap_is_alerted = True
        # Whoever runs the scheduled action may not read users.
        managers = self.env.ref("constituent_crm.group_manager").sudo().all_user_ids
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=managers.filtered("active").partner_id.ids,
            subject=self.env._("No e-mails come in at %s", self.name),
            body=reason,
        )

    # Buttons

    def action_fetch(self):
        """Have the mailbox fetched at once."""
        self.ensure_one()
        self.check_access("write")
        self.imap_next_at = False
        # Managers of the contact centre have no access to scheduled actions.
        self.env.ref(CRON).sudo()._trigger()
        return self._notification(self.env._("The mailbox is being fetched."))

    def action_test_connection(self):
        """Sign in, look into the folder, and change nothing.

        Raises:
            UserError: why the mailbox cannot be used.
        """
        self.ensure_one()
        self.check_access("write")
        try:
            with connect(self._imap_account()) as mailbox:
                folder = mailbox.open(self.imap_folder, readonly=True)
                can_move = mailbox.can_move
        except MailboxError as error:
            raise UserError(str(error)) from None
        words = self.env._("Connected: %s e-mails in the folder.", folder.count)
        if self.imap_done == "move" and not can_move:
            words += " " + self.env._(
                "The server cannot move e-mails; they will be marked as read."
            )
        return self._notification(words)

    def _notification(self, words):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": words,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
