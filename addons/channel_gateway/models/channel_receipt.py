import logging
from datetime import timedelta

from odoo import api, fields, models

from .channel_message.processing import DATABASE_ERRORS, RETRYABLE_ERRORS

_logger = logging.getLogger(__name__)

STATUSES = [("sent", "Sent"), ("delivered", "Delivered"), ("failed", "Failed")]
# What Odoo's own record of a text is told.
SMS_STATES = {"sent": "pending", "delivered": "sent"}
MAX_ATTEMPTS = 5
BATCH = 100
# When to come back to the receipt of a text that is being handed over.
LATER = timedelta(seconds=5)
KEPT_DAYS = 7


class ChannelReceipt(models.Model):
    """A receipt of a gateway that waits to be applied to the text that it is about.

    Receipts come in bursts, and while the text that they are about is still being
    handed over. They are stored by an insertion, which waits for nothing, and applied
    one after the other. Then they are deleted.
    """

    _name = "channel.receipt"
    _description = "Receipt of a Text"
    _order = "id"
    _rec_name = "reference"

    reference = fields.Char(required=True, help="Our key of the text.")
    status = fields.Selection(STATUSES, required=True)
    reason = fields.Char()
    is_temporary = fields.Boolean(help="It may be sent again.")
    reported_at = fields.Datetime()
    part = fields.Integer(help="Number of the part; 0 for the whole text.")
    attempts = fields.Integer()

    @api.model
    def _store(self, receipt):
        """Store a receipt, and wake the worker.

        Args:
            receipt: the `sms.received.Receipt`; one that says nothing new is left out.
        """
        if not receipt.reference or not receipt.status:
            return
        # Gateways prove themselves at the endpoint and are no users.
        self.sudo().create(
            {
                "reference": receipt.reference,
                "status": receipt.status,
                "reason": receipt.reason,
                "is_temporary": receipt.is_temporary,
                "reported_at": receipt.at,
                "part": receipt.part,
            }
        )
        self._wake()

    @api.model
    def _wake(self, at=None):
        # As in `_store`.
        self.env.ref("channel_gateway.cron_apply_receipts").sudo()._trigger(at)

    # The queue

    @api.model
    def _process_queue(self):
        """Apply the receipts that wait, in the order in which they came."""
        cron = self.env["ir.cron"]
        domain = [("attempts", "<", MAX_ATTEMPTS)]
        seconds_left = cron._commit_progress(remaining=self.search_count(domain))
        last_id, is_left = 0, False
        while seconds_left:
            waiting = self.search([*domain, ("id", ">", last_id)], limit=BATCH)
            if not waiting:
                break
            last_id = waiting[-1].id
            for receipt in waiting:
                is_left |= not receipt._apply_safely()
                seconds_left = cron._commit_progress(1)
                if not seconds_left:
                    break
        if is_left:
            self._wake(fields.Datetime.now() + LATER)

    def _apply_safely(self):
        """Apply the receipt; a fault affects it alone.

        Returns:
            False if it is to be tried again.
        """
        try:
            with self.env.cr.savepoint():
                if not self._apply():
                    return False
                self.unlink()
        except RETRYABLE_ERRORS:
            self.env.cr.rollback()
            self.env.registry.reset_changes()
            return False
        except DATABASE_ERRORS:
            raise
        except Exception:
            _logger.exception("Receipt %s could not be applied", self.id)
            self.attempts += 1
            return False
        return True

    def _apply(self):
        """Apply the receipt to its text, whoever has sent that.

        Returns:
            False while the text is being handed over.
        """
        self.ensure_one()
        message = self.env["channel.message"].search(
            [
                ("direction", "=", "out"),
                ("channel_id.code", "=", "sms"),
                ("external_id", "=", self.reference),
            ],
            limit=1,
        )
        if message:
            sms = message.sms_id
            if message.handover and sms and not sms.try_lock_for_update():
                return False
            self._apply_to(message)
        if not self.part:
            self._apply_to_tracker()
        return True

    def _apply_to(self, message):
        if self.status == "failed":
            message._report_failed(self.reason, self.is_temporary)
        elif self.status == "sent":
            message._report_sent()
        elif not self.part or self._note_part(message):
            message._report_delivered(self.reported_at)

    def _note_part(self, message):
        """Record that a part was delivered; return whether all of them are."""
        states = {**(message.part_states or {}), str(self.part): "delivered"}
        message.part_states = states
        return set(states.values()) == {"delivered"}

    def _apply_to_tracker(self):
        """Tell Odoo's own record of the text, such as one of a mailing."""
        tracker = self.env["sms.tracker"].search(
            [("sms_uuid", "=", self.reference)], limit=1
        )
        if not tracker:
            return
        if self.status in SMS_STATES:
            tracker._action_update_from_sms_state(SMS_STATES[self.status])
        else:
            tracker.with_context(
                sms_known_failure_reason=self.reason
            )._action_update_from_provider_error("not_delivered")

    @api.autovacuum
    def _gc_receipts(self):
        """Delete receipts that could not be applied."""
        too_old = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("create_date", "<", too_old)]).unlink()
