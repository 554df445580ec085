import time
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import formataddr, hmac

from odoo.addons.constituent_crm.text import single_line

from ...adapters import clues, reply_token

# How long a reply to an e-mail identifies the officer.
TOKEN_LIFETIME = timedelta(days=90)
# In these, an outgoing message has perhaps or certainly not been delivered.
UNDELIVERED = ("failed", "uncertain")


class ChannelMessage(models.Model):
    """Actions of staff on messages that could not be processed or delivered."""

    _inherit = "channel.message"

    def _open_chosen_request(self, **chosen):
        """Open the request that staff have chosen for this message.

        Args:
            chosen: values of `service.request._open_request`, at least service_id.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_undecided()
        partner = chosen.get("partner_id")
        if partner:
            # Messages are written by these methods alone.
            self.sudo().partner_id = partner
            # Who it was is learnt here; the facts of the contact stay.
            self.interaction_id.sudo().partner_id = partner
        self.endpoint_id._kind()._open_chosen(self, **chosen)
        return self.request_id

    def _mentioned_answers(self, service):
        """Return the answers from a list whose option the message names literally."""
        lists = service.question_ids.filtered(
            lambda question: (
                question.is_input and question.datatype == "singlevaluelist"
            )
        )
        answers = {
            question.code: clues.choose(
                self._words(), question.option_ids.mapped("code")
            )
            for question in lists
        }
        return {code: answer for code, answer in answers.items() if answer}

    def _attach_to(self, request):
        """Attach this message to an existing request."""
        self.ensure_one()
        self.check_access("write")
        self._check_undecided()
        self.endpoint_id._kind()._attach(self, request)

    def _post_text(self, request):
        """Post the text on the request; on its page too if its constituent sent it."""
        words = self.body or self.subject
        if request._is_from_requester(self.partner_id):
            request._post_constituent_message(words)
        else:
            request._message_log(body=words)

    # Buttons

    def action_open_request(self):
        self._check_undecided()
        return self._wizard("channel.message.open", self.env._("Open Request"))

    def action_attach(self):
        self._check_undecided()
        return self._wizard("channel.message.attach", self.env._("Attach to Request"))

    def _wizard(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_message_id": self.id},
        }

    def action_discard(self):
        self._check_undecided()
        self._discard()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "Discarded. Use “Restore” on the message to undo."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _discard(self):
        self._decide("discarded", self.env._("Discarded by %s.", self.env.user.name))

    def action_restore(self):
        """Restore messages that `action_discard` or the system has discarded."""
        if self.filtered(lambda message: message.state != "discarded"):
            raise UserError(self.env._("Only discarded messages can be restored."))
        words = self.env._("Restored by %s.", self.env.user.name)
        outgoing = self.filtered(lambda message: message.direction == "out")
        outgoing._decide("failed", words)
        (self - outgoing)._decide("triage", words, is_automatic=False)

    def action_retry(self):
        """Retry to process incoming or to send outgoing messages."""
        self.check_access("write")
        incoming = self.filtered(lambda message: message.direction == "in")
        incoming._check_undecided()
        if incoming.filtered(lambda message: not message.raw):
            raise UserError(
                self.env._("Cannot be retried: the message was too large and not kept.")
            )
        if incoming:
            # Counting begins anew; staff do not read the counts.
            Attempt = self.env["channel.message.attempt"].sudo()
            Attempt.search([("message_id", "in", incoming.ids)]).unlink()
            # Messages are written by these methods alone.
            incoming.sudo().write(
                {
                    "state": "received",
                    "attempts": 0,
                    "error": False,
                    # Whatever comes of it is for staff.
                    "is_refused": False,
                }
            )
            self._wake()
        outgoing = (self - incoming).filtered(lambda one: one.state in UNDELIVERED)
        # As above.
        outgoing.sudo().write({"attempts": 0})
        outgoing.sudo()._send_again()

    def action_view_request(self):
        self.ensure_one()
        return self.request_id._get_records_action(context={})

    # What was not, or perhaps not, delivered

    def _check_undelivered(self):
        if self.filtered(
            lambda one: one.direction != "out" or one.state not in UNDELIVERED
        ):
            raise UserError(self.env._("Only undelivered messages can be changed."))

    def action_confirm_sent(self):
        """Record that the constituent has received the message."""
        self._check_undelivered()
        self.check_access("write")
        # Messages are written by these methods alone; the ledger is the system's.
        for message in self.sudo():
            message._confirm_accepted()

    def action_give_up(self):
        """Discard the undelivered messages: they will not be sent."""
        self._check_undelivered()
        self._discard()

    def action_send_on_other_channel(self):
        """Send the message on another channel available for the constituent."""
        self.ensure_one()
        self._check_undelivered()
        channel = (self._sending_channels() - self.channel_id).filtered(
            lambda other: other._carrier()._address(self.partner_id)
        )[:1]
        if not channel:
            raise UserError(
                self.env._(
                    "%s has no address on another channel.",
                    self.partner_id.display_name,
                )
            )
        sent = self._send_on(channel)
        if not sent:
            raise UserError(self.env._("They may not be contacted that way."))
        if sent.state in (*UNDELIVERED, "discarded"):
            # An event that is sent once has already been tried on that channel.
            # Users have no right to write messages; these methods have.
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
        recipients = [
            one
            for one in (request._recipients() if request else [])
            if one.partner == self.partner_id
        ]
        if template and recipients:
            return template._render(recipients[0])
        return self.subject, self.body

    # Sent again

    def _send_again(self):
        """Queue the messages again, to the current address."""
        for message in self:
            carrier = message.channel_id._carrier()
            recipient = carrier._address(message.partner_id) or message.recipient
            message.write(
                {
                    "state": "queued",
                    "error": False,
                    "next_attempt_at": False,
                    "handover": False,
                    "recipient": recipient,
                }
            )
            # Odoo's queues belong to the system; writing the message checks who may.
            if message.mail_id:
                message._requeue_mail(message.mail_id.sudo())
            elif message.sms_id:
                message.sms_id.sudo().number = recipient
                message.sms_id.sudo().action_set_outgoing()
                self.env["sms.sms"]._wake_queue()
            else:
                message._queue_anew()

    def _format_recipient(self):
        return formataddr((single_line(self.partner_id.name or ""), self.recipient))

    def _requeue_mail(self, mail):
        mail.email_to = self._format_recipient()
        mail.auto_delete = True
        mail.scheduled_date = False
        mail.mark_outgoing()
        mail._wake_queue()

    def _queue_anew(self):
        """Queue a message again with the text that the chatter has kept."""
        self.ensure_one()
        # Posting is the system's part; writing the message has checked who may.
        message = self.sudo()
        kept = self.env["mail.message"].sudo()
        if message.external_id:
            kept = kept.search([("message_id", "=", message.external_id)], limit=1)
        if not (kept.body or message.body):
            raise UserError(
                self.env._(
                    "The content is no longer available. Please write a new message."
                )
            )
        message.not_before = False
        message._send_by_channel({message: kept.body or message.body})

    # The token of an officer

    @api.model
    def _reply_token_key(self):
        # The secret of the database is the system's alone.
        return hmac(self.env(su=True), "channel_gateway.reply_token", "key").encode()

    @api.model
    def _make_reply_token(self, user, request, domain):
        """Return the reference that identifies a reply as one of `user`."""
        expires = int(time.time() + TOKEN_LIFETIME.total_seconds())
        key = self._reply_token_key()
        return reply_token.make(key, user.id, request.id, expires, domain)

    def _has_token_of(self, contact, user, request):
        if not request:
            return False
        key = self._reply_token_key()
        references, now = contact.references, int(time.time())
        return reply_token.proves(references, key, user.id, request.id, now)
