import logging

from odoo import fields, models

from ...adapters.delivery import retry_delay
from .processing import DATABASE_ERRORS

_logger = logging.getLogger(__name__)

# In these, the carrier has the message.
ACCEPTED = ("sent", "delivered")


class ChannelMessage(models.Model):
    """Results of attempts to deliver outgoing messages.

    A message moves forward only: queued, sent, delivered. Reports may come late, more
    than once and in any order: "delivered" before "sent", and one of a failure after
    "delivered", which is then ignored. A failure after "sent" is the carrier's last
    word.
    """

    _inherit = "channel.message"

    delivered_at = fields.Datetime(string="Delivered", copy=False, readonly=True)
    fallback_of_id = fields.Many2one(
        "channel.message",
        string="Sent Instead Of",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="Message on another channel that could not be delivered.",
    )

    def _report_sent(self):
        """Record messages that the carrier has accepted as contacts in the ledger.

        A request counts as acknowledged once its acknowledgement has been sent.
        """
        known = self.filtered(lambda one: one.state in ACCEPTED or one._has_failed())
        known._end_attempt()
        for message in self - known:
            interaction = message._record_sent()
            message._decide("sent", interaction_id=interaction.id, handover=False)

    def _report_delivered(self, at=None):
        """Record that messages have reached the constituent.

        Args:
            at: time at which they did, in UTC; now when left out.
        """
        for message in self.filtered(lambda one: one.state != "delivered"):
            interaction = message._record_sent()
            message._decide(
                "delivered",
                interaction_id=interaction.id,
                handover=False,
                delivered_at=at or fields.Datetime.now(),
            )

    def _report_failed(self, reason, is_temporary=False):
        """Record that the messages were not accepted, or will not be delivered.

        Args:
            reason: why, as the server put it.
            is_temporary: whether a later attempt may succeed. It is made
                automatically after a growing delay; after the last, staff are alerted
                and the message is sent on the constituent's next channel.
        """
        words = reason or self.env._("It could not be delivered.")
        now = fields.Datetime.now()
        known = self.filtered(
            lambda one: one.state in ("delivered", "discarded") or one._has_failed()
        )
        known._end_attempt()
        failed = self - known
        for message in failed:
            delay = retry_delay(message.attempts) if is_temporary else None
            again = now + delay if delay else False
            message._decide("failed", words, next_attempt_at=again, handover=False)
            if not again:
                message._alert_staff(self.env._("Not delivered"))
                message._fall_back()
        self._wake_deliveries(failed.mapped("next_attempt_at"))

    def _report_uncertain(self, reason):
        """Set aside messages that the server may have accepted."""
        known = self.filtered(lambda one: one.state in ACCEPTED or one._has_failed())
        known._end_attempt()
        for message in self - known:
            message._decide("uncertain", reason, handover=False)
            message._alert_staff(self.env._("Possibly not delivered"))

    def _has_failed(self):
        """Return whether the message has failed for good."""
        return self.state == "failed" and not self.next_attempt_at

    def _end_attempt(self):
        self.filtered("handover").write({"handover": False})

    def _record_sent(self):
        """Record the message in the ledger, once, and its acknowledgement.

        Returns:
            The `constituent.interaction`.
        """
        self.ensure_one()
        at = self.handover_at or fields.Datetime.now()
        interaction = self.env["constituent.interaction"]._record_contact(
            {
                "direction": "out",
                "channel_id": self.channel_id.id,
                "partner_id": self.partner_id.id,
                "subject": self.subject,
                "started_at": at,
                "request_id": self.request_id.id,
                "service_id": self.service_id.id,
                "source_key": self._source_key(),
            }
        )
        if self.event == "opened":
            self.request_id._complete_clocks("acknowledge", at=at)
        return interaction

    def _alert_staff(self, summary):
        """Schedule a task for the request's team about an undelivered message."""
        self.ensure_one()
        # The queue runs as the sending user, who may lack access to the request.
        request = self.request_id.sudo()
        if not request:
            return
        words = self.env._(
            "%(what)s to %(recipient)s: %(subject)s",
            what=summary,
            recipient=self.recipient or self.partner_id.display_name,
            subject=self.subject,
        )
        request._message_log(body=f"{words}\n{self.error}")
        who = request.user_id or request.team_id.member_ids
        if who:
            request._schedule_task(who, words, self.error)

    # On another channel

    def _fall_back(self):
        """Send a message that failed for good on the constituent's next channel.

        This is done once, and noted on the request. The message itself stays failed:
        staff may correct the address.

        Returns:
            The message that was sent instead; none when there is no such channel, or
            the constituent was already written to on it.
        """
        self.ensure_one()
        nobody = self.browse()
        done = [("fallback_of_id", "=", self.id)]
        if self.fallback_of_id or not self.partner_id or self.search_count(done):
            return nobody
        try:
            with self.env.cr.savepoint():
                channel = self._next_channel()
                if not channel or self._is_sent_on(channel):
                    return nobody
                return self._send_instead(channel)
        except DATABASE_ERRORS:
            raise
        except Exception:
            # What matters is the failure: staff were alerted to it.
            _logger.exception("Message %s was not sent on another channel", self.id)
        return nobody

    def _next_channel(self):
        """Return the next channel that the constituent has and permits, if any."""
        preferred = self.partner_id.preferred_channel_id
        sending = self._sending_channels()
        for channel in ((preferred & sending) | sending) - self.channel_id:
            if channel._carrier()._address(self.partner_id):
                answer = self.partner_id._may_contact(channel, self.purpose_id)
                if answer or answer.earliest:
                    return channel
        return sending.browse()

    def _is_sent_on(self, channel):
        """Return whether the constituent was told the same on another channel."""
        if not self.event or not self.request_id:
            return False
        return bool(
            self.search_count(
                [
                    ("direction", "=", "out"),
                    ("request_id", "=", self.request_id.id),
                    ("partner_id", "=", self.partner_id.id),
                    ("event", "=", self.event),
                    ("channel_id", "=", channel.id),
                    ("id", "!=", self.id),
                ],
                limit=1,
            )
        )

    def _send_instead(self, channel):
        """Send the message on another channel, and note it on the request.

        Args:
            channel: `constituent.channel`.

        Returns:
            The message that is sent instead; none when it may not be sent.
        """
        sent = self._send_on(channel)
        # The queue runs as the sending user, who may lack access to the request.
        request = self.request_id.sudo()
        if sent and request:
            request._message_log(
                body=self.env._(
                    "Not delivered by %(channel)s, sent by %(other)s instead.",
                    channel=self.channel_id.name,
                    other=channel.name,
                )
            )
        return sent

    def _send_on(self, channel):
        """Send the same on another channel.

        Args:
            channel: `constituent.channel`.

        Returns:
            The message there; none when it may not be sent.
        """
        subject, body = self._content_for(channel)
        sent = self._send_message(
            self.partner_id,
            subject,
            body,
            request=self.request_id,
            channel=channel,
            event=self.event,
            purpose=self.purpose_id or None,
        )
        # Messages are written by these methods alone.
        sent.sudo().write({"fallback_of_id": self.id})
        return sent
