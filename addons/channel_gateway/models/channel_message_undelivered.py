from odoo import models
from odoo.exceptions import UserError


class ChannelMessage(models.Model):
    """What staff do with a message that was not, or perhaps not, delivered."""

    _inherit = "channel.message"

    def _check_undelivered(self):
        if self.filtered(
            lambda one: (
                one.direction != "out" or one.state not in ("failed", "uncertain")
            )
        ):
            raise UserError(self.env._("Only undelivered messages can be changed."))

    def action_confirm_sent(self):
        """Note that the constituent has got the message."""
        self._check_undelivered()
        self.check_access("write")
        # Messages are written by these methods alone; the ledger is the system's.
        for message in self.sudo():
            message._finish()

    def action_give_up(self):
        """Note that the message is not sent any more."""
        self._check_undelivered()
        self._decide("discarded", self.env._("Discarded by %s.", self.env.user.name))

    def action_send_on_other_channel(self):
        """Send it on another channel that the constituent can be reached on."""
        self.ensure_one()
        self._check_undelivered()
        channel = (self._sending_channels() - self.channel_id).filtered(
            lambda other: self._address(self.partner_id, other.code)
        )[:1]
        if not channel:
            raise UserError(
                self.env._(
                    "%s has no address on another channel.",
                    self.partner_id.display_name,
                )
            )
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
        if not sent:
            raise UserError(self.env._("They may not be contacted that way."))
        if sent.state in ("failed", "uncertain", "discarded"):
            # What a person is told once was tried on that channel before this one.
            # Messages are written by these methods alone.
            sent.sudo().write({"attempts": 0})
            sent.sudo()._send_again()
        self._decide("discarded", self.env._("Sent by %s instead.", channel.name))
        return sent._get_records_action(context={})

    def _content_for(self, channel):
        """Return subject and body of this message for another channel."""
        # Templates and reports are the system's; writing has checked who may send.
        request = self.request_id.sudo()
        template = self.env["channel.template"].sudo()
        template = template.search(
            [("event", "=", self.event), ("channel_id", "=", channel.id)], limit=1
        )
        informed = [
            one
            for one in (request._recipients() if request else [])
            if one.partner == self.partner_id
        ]
        if template and informed:
            return template._render(informed[0])
        return self.subject, self.body
