import re
from dataclasses import replace

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...adapters import address, email
from ...adapters.reports import NULL_SENDER
from ...intake import join_words

XML_DECLARATION = re.compile(r"<\?xml[^<>]{0,200}>", re.I)


class ChannelKindEmail(models.AbstractModel):
    """E-mails as RFC 5322 has them, which the relay posts as they came."""

    _name = "channel.kind.email"
    _inherit = "channel.kind"
    _description = "Mailbox"

    _is_mailbox = True
    # The mail server in front of the relay limits its senders. What it has taken is to
    # be stored.
    _limit_per_minute = 0
    _limit_per_sender = 0

    # The endpoint

    @api.model
    def _route(self, endpoint):
        return f"channel/mail/{endpoint.id}"

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "The relay takes the council's mail by SMTP and hands each e-mail here, at"
            " once. Have your mail server forward the address above to it, and start"
            " it with the token in its environment:"
        )

    @api.model
    def _relay_command(self, endpoint):
        return (
            "CHANNEL_TOKEN=… python3 channel_gateway/relay/smtp_relay.py"
            f" --listen 0.0.0.0:25 --max-size {endpoint.limit_mb}"
            f" --url {endpoint.path}"
        )

    # Storing

    @api.model
    def _recognise(self, endpoint, payload):
        """Recognise an e-mail by its Message-ID, unless that is another e-mail's."""
        Message = self.env["channel.message"]
        keys = email.keys(payload, fields.Datetime.now())
        known = Message._find_accepted(endpoint, keys)
        if not known or self._is_same(known, payload):
            return keys[0], known
        # Nothing is lost of programs that use one Message-ID for all their e-mails.
        key = email.content_key(payload)
        return key, Message._find_accepted(endpoint, [key])

    @api.model
    def _is_same(self, message, payload):
        """Return whether an e-mail is this one, perhaps sent on another way."""
        return email.is_same(message._raw_bytes(), payload)

    @api.model
    def _raw_name(self, message):
        return f"{message.id}.eml"

    # Reading

    @api.model
    def _read(self, message):
        return email.parse_email(message._raw_bytes())

    @api.model
    def _read_outline(self, message):
        return email.outline(message._raw_bytes())

    @api.model
    def _find_clues(self, contact, words):
        found = super()._find_clues(contact, words)
        if contact.own_text == contact.text:
            return found
        # Who is named in what they forward is not the sender.
        own = join_words(contact.subject, contact.own_text)
        sender = super()._find_clues(contact, own)
        return replace(found, phone=sender.phone, name=sender.name)

    @api.model
    def _prepare_text_values(self, contact):
        body = contact.text
        if contact.own_text not in ("", body) and self._find_answered_message(contact):
            # The constituent's page shows it: what staff forward to a request is not
            # theirs.
            body = contact.own_text
        is_cut = contact.whole_text.split() != body.split()
        return {"body": body, "whole_text": is_cut and contact.whole_text}

    @api.model
    def _envelope_sender(self, message):
        return "" if message.sender == NULL_SENDER else message.sender

    # What needs no processing

    @api.model
    def _is_automatic(self, message, contact):
        # RFC 5321, 4.5.5: only notifications come from there.
        return contact.is_automatic or message.sender == NULL_SENDER

    @api.model
    def _discard_automatic(self, message, contact):
        """Discard an automatic e-mail; record a delivery failure that it reports."""
        about = message.search(
            [("direction", "=", "out"), ("external_id", "in", contact.returned)]
        )
        refused = about.filtered(lambda one: one.external_id in contact.bounced)
        reason = " ".join(contact.text.split())[:200]
        refused._report_failed(self.env._("Undeliverable: %s", reason))
        why = contact.why_automatic or f"Return-Path: {NULL_SENDER}"
        words = self.env._("Automatic message (%s).", why)
        message._decide("discarded", words, request_id=about[:1].request_id.id)

    @api.model
    def _set_aside(self, message, contact):
        """Discard the same e-mail at another mailbox, and one from our own address."""
        if duplicate := self._find_duplicate(message, contact):
            message._decide(
                "discarded",
                self.env._(
                    "The same e-mail came in at %s.", duplicate.endpoint_id.name
                ),
                request_id=duplicate.request_id.id,
            )
            return True
        if self._is_own_address(message.sender):
            message._decide(
                "discarded", self.env._("Loop: the sender is one of our own addresses.")
            )
            return True
        return False

    @api.model
    def _find_duplicate(self, message, contact):
        """Return the same e-mail at another of our mailboxes that it was sent to."""
        earlier = Domain("direction", "=", "in") & Domain("id", "<", message.id)
        keys = {message.external_id, contact.message_id}
        found = message.search(earlier & Domain("external_id", "in", [*keys]))
        if not found:
            return found
        payload = message._raw_bytes()
        # Where its Message-ID was in use, this is its key.
        content = Domain("external_id", "=", email.content_key(payload))
        found |= message.search(earlier & content)
        return found.filtered(lambda one: self._is_same(one, payload))[:1]

    @api.model
    def _is_own_address(self, sender):
        own = self.env["channel.endpoint"].search([("address", "!=", False)])
        seen = address.skeleton(sender or "")
        return seen in map(address.skeleton, own.mapped("address"))

    # What it asks for

    @api.model
    def _process(self, message, intake):
        """Leave to staff what comes from a doubtful sender, or was not read whole."""
        if message.state != "discarded" and message.is_sender_unverified:
            raise UserError(
                self.env._(
                    "The sender claims to be %(sender)s, a user of this system, but"
                    " is not verified. Check with them before processing it.",
                    sender=message.sender,
                )
            )
        if message.state != "discarded" and intake.contact.is_incomplete:
            raise UserError(
                self.env._(
                    "The message has too many parts to be read completely. Open the"
                    " original."
                )
            )
        return super()._process(message, intake)

    # In the chatter of the request

    @api.model
    def _chatter_key(self, message):
        return message.external_id

    @api.model
    def _chatter_subtype(self, message, request):
        return "mail.mt_comment"

    @api.model
    def _prepare_post_values(self, message, contact):
        author = message.partner_id or message.officer_id.sudo().partner_id
        return {
            "message_type": "email",
            "email_from": contact.sender or message.sender,
            "reply_to": message.endpoint_id.address,
            "author_id": author.id,
            "incoming_email_to": contact.to,
            "incoming_email_cc": contact.cc,
        }

    @api.model
    def _prepare_html(self, contact):
        if contact.html:
            # lxml refuses a text with the declaration of a charset.
            return Markup(XML_DECLARATION.sub("", contact.html))
        return super()._prepare_html(replace(contact, text=""))
