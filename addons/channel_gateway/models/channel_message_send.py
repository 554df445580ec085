from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import formataddr, html2plaintext, plaintext2html

from odoo.addons.constituent_crm.permission import Answer
from odoo.addons.constituent_crm.text import single_line

# Channels on which the system itself can send.
SENDING = ("email", "sms")
# What acknowledges what somebody has just sent is expected now, quiet hours or not.
EXPECTED_NOW = ("opened", "joined")
# Of these a person is told once, by one channel, however often it is asked for.
TOLD_ONCE = ("opened",)
LONGEST_SUBJECT = 60


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    purpose_id = fields.Many2one(
        "constituent.purpose", string="What For", ondelete="restrict", readonly=True
    )
    not_before = fields.Datetime(
        readonly=True, copy=False, help="It waits for the end of quiet hours."
    )

    _waiting_idx = models.Index(
        "(not_before) WHERE state = 'queued' AND not_before IS NOT NULL"
    )
    _told_once_uniq = models.UniqueIndex(
        "(request_id, partner_id, event, channel_id)"
        " WHERE direction = 'out' AND event = 'opened'",
        "The constituent has this acknowledgement already.",
    )

    @api.model
    def _send(
        self,
        partner,
        subject,
        body,
        request=None,
        channel=None,
        event=False,
        purpose=None,
        way=None,
    ):
        """Send a message to a constituent; the door out.

        It leaves after the transaction, by Odoo's own mail or SMS queue, and its row
        tells whether it did. What falls in quiet hours waits for their end, unless it
        acknowledges what the constituent has just sent or its purpose is urgent.

        Args:
            partner: whom to.
            body: text, or HTML as `Markup`.
            request: the `service.request` it is about.
            channel: a `constituent.channel` or its code; the constituent's own when
                left out.
            event: what about the request it tells.
            purpose: a `constituent.purpose` or its code; service delivery by default.
            way: what `_way_to` has answered, where that is known.

        Returns:
            The message, that of the first time for an event that is told once; empty
            when the constituent may or can not be written to, with the reason noted on
            the request.
        """
        # Whoever serves a contact sends, residents' and crews' pages included.
        out = self.sudo()
        request = (request or self.env["service.request"]).sudo()
        if isinstance(channel, str):
            channel = self.env["constituent.interaction"]._channel(channel)
        if not isinstance(purpose, models.BaseModel):
            purpose = self.env["constituent.purpose"]._named(purpose)
        found, answer = way or out._way_to(partner, request, channel, purpose)
        if not found:
            if request:
                request._message_log(body=out._not_sent(answer))
            return self.browse()
        sent_before = out._find_sent_before(partner, request, found, event)
        if sent_before:
            return sent_before.with_env(self.env)
        text = html2plaintext(body) if isinstance(body, Markup) else body
        box = out._mailbox(request) if found.code == "email" else out.endpoint_id
        message = out.create(
            {
                "direction": "out",
                "channel_id": found.id,
                "endpoint_id": box.id,
                "state": "queued",
                "partner_id": partner.id,
                "sender": box.address,
                "recipient": out._address(partner, found.code),
                "subject": subject or text[:LONGEST_SUBJECT],
                "body": text,
                "request_id": request.id,
                "service_id": request.service_id.id,
                "event": event,
                "purpose_id": purpose.id,
                "not_before": event not in EXPECTED_NOW and answer.earliest,
            }
        )
        getattr(message, f"_queue_{found.code}")(body)
        return message.with_env(self.env)

    @api.model
    def _find_sent_before(self, partner, request, channel, event):
        """Return the message that has told `partner` of an event that is told once."""
        if event not in TOLD_ONCE or not request:
            return self.browse()
        return self.search(
            [
                ("direction", "=", "out"),
                ("event", "=", event),
                ("request_id", "=", request.id),
                ("partner_id", "=", partner.id),
                ("channel_id", "=", channel.id),
            ],
            limit=1,
        )

    @api.model
    def _not_sent(self, answer):
        return self.env._("Not sent: %s", answer.reason)

    # Which way

    @api.model
    def _way_to(self, partner, request, channel=None, purpose=None):
        """The channel to reach `partner` on, and whether they may be contacted on it.

        The one that is asked for, or the constituent's preferred one, the one the
        request came by, e-mail, SMS: the first that has an address and that they have
        not refused.

        Returns:
            A `constituent.channel`, empty when there is none, and an `Answer`: it says
            why not, or from when.
        """
        # Residents' and crews' pages send too; channels are configuration.
        Channel = self.env["constituent.channel"].sudo()
        wanted = channel or partner.preferred_channel_id | request.channel_id
        codes = [*wanted.mapped("code"), *([] if channel else SENDING)]
        refused = []
        for code in codes:
            if code in SENDING and self._address(partner, code):
                found = Channel.search([("code", "=", code)], limit=1)
                answer = partner._may_contact(found, purpose)
                if answer or answer.earliest:
                    return found, answer
                refused.append(answer)
        reason = self.env._(
            "%s has neither an e-mail address nor a phone number for texts.",
            partner.display_name,
        )
        return Channel, (*refused, Answer(False, "no_address", reason))[0]

    @api.model
    def _address(self, partner, code):
        if code == "email":
            return partner.email_normalized or ""
        # As look-up knows it: new number ranges are not valid to every library.
        Identifier = self.env["constituent.identifier"]
        return Identifier._normalised("phone", partner.phone)

    @api.model
    def _mailbox(self, request):
        """The e-mail endpoint that letters about `request` come from and return to."""
        # Whoever causes a letter may not read endpoints, nor every message.
        came_by = (
            self.sudo()
            .search(
                [
                    ("request_id", "in", request.ids),
                    ("direction", "=", "in"),
                    ("endpoint_id.kind", "=", "email"),
                ],
                limit=1,
            )
            .endpoint_id
        )
        Endpoint = self.env["channel.endpoint"].sudo()
        return came_by or Endpoint.search(
            [("kind", "=", "email"), ("address", "!=", False)], limit=1
        )

    # E-mail

    def _queue_email(self, body):
        """Put the letter in Odoo's mail queue and wake it."""
        self.ensure_one()
        mail = self.env["mail.mail"].create(self._prepare_mail(body))
        self.write({"mail_id": mail.id, "external_id": mail.message_id})
        cron = self.env.ref("mail.ir_cron_mail_scheduler_action")
        cron._trigger(self.not_before or None)

    def _prepare_mail(self, body):
        company = self.env.company
        box = self.endpoint_id.address or company.email
        from_us = formataddr((single_line(company.name), single_line(box or "")))
        html = body if isinstance(body, Markup) else plaintext2html(body)
        answered = (
            self.search(
                [
                    ("request_id", "=", self.request_id.id),
                    ("direction", "=", "in"),
                    # Of several who reported it, none is to know the others' letters.
                    ("partner_id", "=", self.partner_id.id),
                ],
                limit=1,
            ).external_id
            if self.request_id
            else ""
        )
        # Of one without a usable Message-ID, the key is a hash.
        answered = answered if (answered or "").startswith("<") else ""
        # RFC 3834: nobody's autoresponder shall answer this.
        headers = {
            "Auto-Submitted": "auto-replied" if answered else "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        }
        if answered:
            headers["In-Reply-To"] = answered
        return {
            "subject": single_line(self.subject or ""),
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
            "subtype_id": self._letter_subtype().id,
            # What was sent stays in the chatter when the queue is cleared.
            "is_notification": True,
            "auto_delete": True,
            "scheduled_date": self.not_before,
        }

    def _format_recipient(self):
        name = single_line(self.partner_id.name or "")
        return formataddr((name, single_line(self.recipient)))

    def _letter_subtype(self):
        """A letter to somebody who has joined is none for the request's constituent."""
        others = self.request_id and self.partner_id != self.request_id.partner_id
        return self.env.ref("mail.mt_note" if others else "mail.mt_comment")

    # SMS

    def _queue_sms(self, body):
        """Put the text in Odoo's SMS queue, which wakes of itself.

        That queue knows no time to wait for: until then, the text waits in ours.
        """
        self.ensure_one()
        if self.not_before:
            self.env.ref("channel_gateway.cron_send_waiting")._trigger(self.not_before)
            return
        text = html2plaintext(body) if isinstance(body, Markup) else body
        note = self.request_id and self.request_id._message_log(
            body=text, message_type="sms"
        )
        self.sms_id = self.env["sms.sms"].create(
            {
                "number": self.recipient,
                "body": text,
                "partner_id": self.partner_id.id,
                "mail_message_id": note.id if note else False,
            }
        )

    @api.model
    def _send_waiting(self, limit=100):
        """Send the texts whose quiet hours are over; workers share the queue."""
        domain = [
            ("state", "=", "queued"),
            ("not_before", "<=", fields.Datetime.now()),
            ("channel_id.code", "=", "sms"),
        ]
        waiting = self.search(domain, order="not_before, id", limit=limit)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(domain))
        for message in waiting:
            message._run_step("_send_now", domain)
            if not cron._commit_progress(1):
                break

    def _send_now(self):
        """Send what has waited, unless they have said no or wish it later still."""
        self.ensure_one()
        answer = self.partner_id._may_contact(self.channel_id, self.purpose_id)
        if answer or answer.earliest:
            self.not_before = answer.earliest or False
            self._queue_sms(self.body)
        else:
            self._decide("failed", self._not_sent(answer))
