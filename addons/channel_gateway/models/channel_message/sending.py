from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formataddr, html2plaintext, ormcache, plaintext2html

from odoo.addons.constituent_crm.permission import Answer
from odoo.addons.constituent_crm.text import single_line

from ...outgoing import Outgoing

# Acknowledgements are sent even in quiet hours: the sender expects them now.
ACKNOWLEDGEMENTS = ("opened", "joined")
# Each person is notified of these events once, on one channel.
NOTIFIED_ONCE = ("opened",)
MAX_SUBJECT_LENGTH = 60


class ChannelMessage(models.Model):
    """Sending of messages, on the channels on which the system itself can send.

    These are the channels for whose code this model has two methods:

    - `_address_for_<code>(partner)` returns the address of a `res.partner`, or "";
    - `_send_via_<code>(bodies)` queues the messages of self and returns None. `bodies`
      is a dict of `channel.message` to text, or HTML as `Markup`. The
      channel's queue finally calls `_report_sent` or `_report_failed` of the message.
    """

    _inherit = "channel.message"

    @api.model
    def _send_message(
        self,
        partner,
        subject,
        body,
        request=None,
        channel=None,
        event=False,
        purpose=None,
    ):
        """Send a message to a constituent; every outgoing message passes here.

        It is sent after the transaction by Odoo's mail or SMS queue, and its row
        records the result. In quiet hours it waits for their end, unless it
        acknowledges what the constituent has just sent or its purpose is urgent.

        Args:
            partner: the recipient.
            subject: subject of an e-mail.
            body: text, or HTML as `Markup`.
            request: the `service.request` it is about.
            channel: a `constituent.channel` or its code; the constituent's own when
                left out.
            event: what about the request it tells.
            purpose: a `constituent.purpose` or its code; service delivery by default.

        Returns:
            The message, that of the first time for an event that is told once; empty
            when the constituent may or can not be written to, with the reason noted on
            the request.
        """
        # Callers include pages for residents and crews, without access rights.
        out = self.sudo()
        request = (request or self.env["service.request"]).sudo()
        if isinstance(channel, str):
            channel = self.env["constituent.interaction"]._channel(channel)
        if not isinstance(purpose, models.BaseModel):
            purpose = self.env["constituent.purpose"]._get_by_code(purpose)
        found, answer = out._choose_channel(partner, request, channel, purpose)
        if not found:
            if request:
                request._message_log(body=out._not_sent(answer))
            return self.browse()
        return self._send_all(
            [
                Outgoing(
                    partner=partner,
                    subject=subject,
                    body=body,
                    request=request,
                    event=event,
                    purpose=purpose,
                    channel=found,
                    earliest=answer.earliest,
                )
            ]
        )

    @api.model
    def _send_all(self, outgoing):
        """Send several messages in a constant number of queries.

        Args:
            outgoing: a list of `Outgoing`, each to somebody who may be written to.

        Returns:
            The messages; for what is told once, that of the first time.
        """
        # As in `_send_message`.
        out = self.sudo()
        before = out._find_notified(outgoing)
        new = [one for one in outgoing if one.key not in before]
        mailboxes = out._mailboxes_of(
            out.env["service.request"].union(
                *(one.request for one in new if one.channel.code == "email")
            )
        )
        messages = out.create(
            [out._prepare_outgoing(one, mailboxes.get(one.request)) for one in new]
        )
        bodies = {message: one.body for message, one in zip(messages, new, strict=True)}
        messages._send_by_channel(bodies)
        return messages.concat(*before.values()).with_env(self.env)

    @api.model
    def _prepare_outgoing(self, one, mailbox):
        """Return the field values of the message for an `Outgoing`."""
        return {
            "direction": "out",
            "channel_id": one.channel.id,
            "endpoint_id": mailbox and mailbox.id,
            "state": "queued",
            "partner_id": one.partner.id,
            "sender": mailbox and mailbox.address,
            "recipient": self._address(one.partner, one.channel.code),
            "subject": one.subject or one.text[:MAX_SUBJECT_LENGTH],
            "body": one.text,
            "request_id": one.request.id,
            "service_id": one.request.service_id.id,
            "event": one.event,
            "purpose_id": one.purpose.id,
            "not_before": one.event not in ACKNOWLEDGEMENTS and one.earliest,
        }

    @api.model
    def _find_notified(self, outgoing):
        """Return the former messages about events that are notified once.

        Returns:
            A dict of `Outgoing.key` to `channel.message`.
        """
        once = [one for one in outgoing if one.event in NOTIFIED_ONCE and one.request]
        if not once:
            return {}
        known = self.search(
            [
                ("direction", "=", "out"),
                ("event", "in", NOTIFIED_ONCE),
                ("request_id", "in", [one.request.id for one in once]),
            ]
        )
        by_key = {
            (one.event, one.request_id, one.partner_id, one.channel_id): one
            for one in known
        }
        return {one.key: by_key[one.key] for one in once if one.key in by_key}

    @api.model
    def _not_sent(self, answer):
        return self.env._("Not sent: %s", answer.reason)

    # Which way

    @api.model
    def _sending_channels(self):
        """Return the channels on which the system itself can send.

        Returns:
            Active `constituent.channel` records in their order.
        """
        # Residents' and crews' pages send too; channels are configuration.
        Channel = self.env["constituent.channel"].sudo()
        return Channel.browse(self._sending_channel_ids()).filtered("active").sorted()

    @api.model
    @ormcache()
    def _sending_channel_ids(self):
        # User-independent, hence cached; `constituent.code.mixin` clears the cache.
        Channel = self.env["constituent.channel"].sudo()
        return tuple(
            channel.id
            for channel in Channel.with_context(active_test=False).search([])
            if hasattr(self, f"_send_via_{channel.code}")
            and hasattr(self, f"_address_for_{channel.code}")
        )

    def _send_by_channel(self, bodies):
        """Queue messages, each on its own channel.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.

        Raises:
            UserError: nothing that is installed sends on the channel.
        """
        for channel, some in self.grouped("channel_id").items():
            send = getattr(some, f"_send_via_{channel.code}", None)
            if not send:
                raise UserError(
                    self.env._("Nothing is installed that sends by %s.", channel.name)
                )
            send(bodies)

    @api.model
    def _address(self, partner, code):
        """Return the address of a partner on the channel of `code`, "" for none."""
        find = getattr(self, f"_address_for_{code}", None)
        return find(partner) if find else ""

    @api.model
    def _choose_channel(self, partner, request, channel=None, purpose=None):
        """Choose the channel to reach `partner` on.

        Candidates are the channel that is asked for; else, in this order, the
        constituent's preferred channel, that of the request, and any other. The first
        for which there is an address and no refusal is chosen.

        Returns:
            A `constituent.channel`, empty when there is none, and an `Answer`: it says
            why not, or from when.
        """
        sending = self._sending_channels()
        preferred = partner.preferred_channel_id | request.channel_id
        candidates = channel or preferred | sending
        refused = []
        for found in (candidates & sending).sudo():
            if self._address(partner, found.code):
                answer = partner._may_contact(found, purpose)
                if answer or answer.earliest:
                    return found, answer
                refused.append(answer)
        reason = self.env._(
            "%s has neither an e-mail address nor a phone number for texts.",
            partner.display_name,
        )
        return sending.browse(), (*refused, Answer(False, "no_address", reason))[0]

    @api.model
    def _mailboxes_of(self, requests):
        """Return the e-mail endpoint that each request came by, or else the first.

        Returns:
            A dict of `service.request` to `channel.endpoint`; that of no request is
            there, too.
        """
        # Users who cause an e-mail may lack access to endpoints and messages.
        Message = self.sudo()
        Endpoint = self.env["channel.endpoint"].sudo()
        usual = Endpoint.search(
            [("kind", "=", "email"), ("address", "!=", False)], limit=1
        )
        latest = Message._read_group(
            [
                ("request_id", "in", requests.ids),
                ("direction", "=", "in"),
                ("endpoint_id.kind", "=", "email"),
            ],
            ["request_id"],
            ["id:max"],
        )
        came_by = {
            request.id: Message.browse(message_id).endpoint_id
            for request, message_id in latest
        }
        return {one: came_by.get(one.id, usual) for one in [*requests, requests[:0]]}

    # E-mail

    @api.model
    def _address_for_email(self, partner):
        return partner.email_normalized or ""

    def _send_via_email(self, bodies):
        """Put the e-mails in Odoo's mail queue and trigger it.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.
        """
        answered = self._find_answered()
        mails = self.env["mail.mail"].create(
            [one._prepare_mail(bodies[one], answered.get(one, "")) for one in self]
        )
        for message, mail in zip(self, mails, strict=True):
            message.write({"mail_id": mail.id, "external_id": mail.message_id})
        cron = self.env.ref("mail.ir_cron_mail_scheduler_action")
        moments = set(self.mapped("not_before"))
        # Odoo opens a connection for each notice.
        cron._trigger([one or fields.Datetime.now() for one in moments])

    def _find_answered(self):
        """Return the Message-ID of the e-mail that each of self answers.

        It is one of the same person's: people who reported the same request must not
        learn of each other's e-mails.

        Returns:
            A dict of `channel.message` to text, of those that answer one.
        """
        latest = self._read_group(
            [
                ("request_id", "in", self.request_id.ids),
                ("direction", "=", "in"),
                ("partner_id", "in", self.partner_id.ids),
            ],
            ["request_id", "partner_id"],
            ["id:max"],
        )
        keys = {
            (request, partner): self.browse(message_id).external_id or ""
            for request, partner, message_id in latest
        }
        found = {one: keys.get((one.request_id, one.partner_id), "") for one in self}
        # Of one without a usable Message-ID, the key is a hash.
        return {one: key for one, key in found.items() if key.startswith("<")}

    def _prepare_mail(self, body, answered):
        """Return the values of the `mail.mail`.

        Args:
            body: text, or HTML as `Markup`.
            answered: the Message-ID that it answers, or "".
        """
        company = self.env.company
        box = self.endpoint_id.address or company.email
        from_us = formataddr((single_line(company.name), box or ""))
        html = body if isinstance(body, Markup) else plaintext2html(body)
        # RFC 3834: no autoresponder shall answer this.
        headers = {
            "Auto-Submitted": "auto-replied" if answered else "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        }
        if answered:
            headers["In-Reply-To"] = answered
        return {
            "subject": self.subject,
            "body_html": html,
            "body": html,
            "author_id": company.partner_id.id,
            "email_from": from_us if box else False,
            "reply_to": from_us if box else False,
            "email_to": self._format_recipient(),
            "references": answered or False,
            "headers": repr(headers),
            "model": "service.request" if self.request_id else False,
            "res_id": self.request_id.id,
            "subtype_id": self._letter_subtype_id(),
            # What was sent stays in the chatter when the queue is cleared.
            "is_notification": True,
            "auto_delete": True,
            "scheduled_date": self.not_before,
        }

    def _format_recipient(self):
        return formataddr((single_line(self.partner_id.name or ""), self.recipient))

    def _letter_subtype_id(self):
        """Return the id of the subtype for the message in the request's discussion.

        A message to anyone but the request's constituent is posted as a note, so that
        the constituent does not receive it.
        """
        others = self.request_id and self.partner_id != self.request_id.partner_id
        name = "mail.mt_note" if others else "mail.mt_comment"
        return self.env["ir.model.data"]._xmlid_to_res_id(name, True)

    # SMS

    @api.model
    def _address_for_sms(self, partner):
        # As look-up knows it: new number ranges are not valid to every library.
        Identifier = self.env["constituent.identifier"]
        return Identifier._normalised("phone", partner.phone)

    def _send_via_sms(self, bodies):
        """Put the texts in Odoo's SMS queue, which triggers itself.

        That queue cannot delay a text. During quiet hours, texts wait in our own queue.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.
        """
        for message in self._without_waiting():
            body = bodies[message]
            text = html2plaintext(body) if isinstance(body, Markup) else body
            note = message.request_id and message.request_id._message_log(
                body=text, message_type="sms"
            )
            message.sms_id = self.env["sms.sms"].create(
                {
                    "number": message.recipient,
                    "body": text,
                    "partner_id": message.partner_id.id,
                    "mail_message_id": note.id if note else False,
                }
            )
