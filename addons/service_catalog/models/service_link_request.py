import logging
from datetime import timedelta
from uuid import uuid4

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

from .. import references

_logger = logging.getLogger(__name__)

BATCH = 100
NEW_LINK_DAYS = 7


class ServiceLinkRequest(models.Model):
    """A pending request for a new tracking link.

    The response is sent before anything is looked up. Neither its text nor its timing
    reveals whether the reference exists.
    """

    _name = "service.link.request"
    _description = "Link Asked For"
    _order = "id"
    _rec_name = "reference"
    _log_access = False

    reference = fields.Char(required=True, help="Without its prefix.")

    _reference_uniq = models.Constraint(
        "UNIQUE (reference)", "A link for this reference is asked for already."
    )

    @api.model
    def _request_link(self, text):
        """Store the request for a link; the work is the same for every reference.

        Args:
            text: the reference as it was typed; an invalid one is ignored.
        """
        quoted = references.parse(text)
        if not quoted:
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO service_link_request (reference) VALUES (%s)"
                " ON CONFLICT (reference) DO NOTHING",
                quoted.body,
            )
        )
        # sudo: anonymous callers have no right to the scheduler.
        self.env.ref("service_catalog.cron_send_links").sudo()._trigger()

    @api.model
    def _cron_send_links(self):
        """Send the pending links, within the hourly limit of each request."""
        cron = self.env["ir.cron"]
        waiting = self.search([], limit=BATCH)
        cron._commit_progress(remaining=self.search_count([]))
        for asked in waiting.try_lock_for_update():
            asked._send_and_unlink()
            if not cron._commit_progress(1):
                break

    def _send_and_unlink(self):
        """Send one link; a failure does not stop the others.

        The resident was told to call the council if no link arrives.
        """
        try:
            with self.env.cr.savepoint():
                self._send()
        except psycopg2.Error:
            raise
        except Exception:
            _logger.exception("The link asked for by row %s cannot be sent", self.id)
        self.unlink()

    def _send(self):
        """Send the link, within the limit."""
        self.ensure_one()
        found = self.env["service.request"]._find_by_reference(self.reference)
        Attempt = self.env["service.rate.limit"]
        if found and Attempt._is_within_record_limit("request_link", found):
            self._send_link(found)

    @api.model
    def _send_link(self, request):
        """Send the constituent a tracking link, to the e-mail address on record only.

        An expired link is replaced by a new one.

        Args:
            request: `service.request`.

        Returns:
            Whether there was an address.
        """
        request.ensure_one()
        # sudo: residents have no login; nothing of this is shown to them.
        request = request.sudo()
        if not request.partner_id._email_to_write_to():
            return False
        if request._is_link_expired():
            until = fields.Datetime.now() + timedelta(days=NEW_LINK_DAYS)
            request.write({"access_token": str(uuid4()), "new_link_until": until})
        template = self.env.ref("service_catalog.mail_template_link").sudo()
        template.send_mail(request.id)
        return True
