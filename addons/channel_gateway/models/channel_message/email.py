import re
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ...adapters import address, authentication, clues, email
from ...adapters.reports import NULL_SENDER
from ...intake import Intake, join_words, mentioned_references

# More e-mails of one sender within an hour than a person writes: two machines talk.
MAX_EMAILS_PER_HOUR = 20
MAX_NAMES = 500
XML_DECLARATION = re.compile(r"<\?xml[^<>]{0,200}>", re.I)


class ChannelMessage(models.Model):
    """E-mails: identification of the sender, and processing.

    The From header proves nothing. An e-mail counts as an officer's if the council's
    own mail server has verified it, or if it answers one that was sent to this officer
    alone.
    """

    _inherit = "channel.message"

    def _read_email(self):
        """Return the `Intake` of this e-mail."""
        contact = email.parse_email(self._raw_bytes())
        words = join_words(contact.subject, contact.text)
        region = self.env["constituent.identifier"]._region()
        found = clues.find_clues(words, region, contact.signature)
        if contact.own_text != contact.text:
            # Who is named in what they forward is not the sender.
            own = join_words(contact.subject, contact.own_text)
            sender = clues.find_clues(own, region, contact.signature)
            found = replace(found, phone=sender.phone, name=sender.name)
        hits, whose = self.env["service.type"]._suggest_or_whose(words)
        return Intake(contact, found, tuple(hits), whose)

    # Who and what

    def _understand_email(self):
        """Record sender and subject matter; set aside what needs no work.

        Returns:
            What `_process_email` takes.
        """
        intake = self._read_email()
        contact = intake.contact
        # RFC 5321, 4.5.5: only notifications come from there.
        is_automatic = contact.is_automatic or self.sender == NULL_SENDER
        names = ", ".join(file.name for file in contact.attachments)
        self.write(
            {
                "sender": contact.sender or self._envelope_sender(),
                "sender_name": contact.name,
                "recipient": self.recipient or contact.recipient,
                "subject": contact.subject,
                **self._prepare_text_values(contact),
                "attachment_names": names[:MAX_NAMES],
                "is_automatic": is_automatic,
            }
        )
        if is_automatic:
            self._discard_automatic(contact)
        elif duplicate := self._find_duplicate(contact):
            self._decide(
                "discarded",
                self.env._(
                    "The same e-mail came in at %s.", duplicate.endpoint_id.name
                ),
                request_id=duplicate.request_id.id,
            )
        elif self._is_own_address(self.sender):
            self._decide(
                "discarded", self.env._("Loop: the sender is one of our own addresses.")
            )
        else:
            self._identify(intake)
        return (intake,)

    def _prepare_text_values(self, contact):
        """Return what the e-mail says, and all of it where that is more."""
        body = contact.text
        if contact.own_text not in ("", body) and self._find_answered_message(contact):
            # The constituent's page shows it: what staff forward to a request is not
            # theirs.
            body = contact.own_text
        is_cut = contact.whole_text.split() != body.split()
        return {"body": body, "whole_text": is_cut and contact.whole_text}

    def _find_duplicate(self, contact):
        """Return the same e-mail at another of our mailboxes that it was sent to."""
        earlier = Domain("direction", "=", "in") & Domain("id", "<", self.id)
        keys = {self.external_id, contact.message_id}
        found = self.search(earlier & Domain("external_id", "in", [*keys]))
        if not found:
            return found
        payload = self._raw_bytes()
        # Where its Message-ID was in use, this is its key.
        content = Domain("external_id", "=", email.content_key(payload))
        found |= self.search(earlier & content)
        return found.filtered(lambda one: one._is_same_email(payload))[:1]

    @api.model
    def _is_own_address(self, email):
        own = self.env["channel.endpoint"].search([("address", "!=", False)])
        seen = address.skeleton(email or "")
        return seen in map(address.skeleton, own.mapped("address"))

    def _discard_automatic(self, contact):
        """Discard an automatic e-mail; record a delivery failure that it reports."""
        about = self.search(
            [("direction", "=", "out"), ("external_id", "in", contact.returned)]
        )
        refused = about.filtered(lambda one: one.external_id in contact.bounced)
        reason = " ".join(contact.text.split())[:200]
        refused._report_failed(self.env._("Undeliverable: %s", reason))
        why = contact.why_automatic or f"Return-Path: {NULL_SENDER}"
        words = self.env._("Automatic message (%s).", why)
        self._decide("discarded", words, request_id=about[:1].request_id.id)

    def _identify(self, intake):
        """Identify the sender and the request, and record the contact in the ledger.

        E-mails from staff, and those that only bear a staff address, are kept apart.
        """
        if not self._identify_officer(intake.contact):
            self._identify_constituent(intake)

    def _identify_officer(self, contact):
        """Record which officer sent this e-mail, and whether that is verified.

        Returns:
            Whether it is an officer's answer, or only bears the address of one.
        """
        results, server = contact.authentication, self.endpoint_id.authserv_id
        verdict = authentication.verdict(results, server or "", self.sender or "")
        users = self._users_with_address()
        request = self._find_answered_request(contact)
        if verdict != "passed":
            # If several users share an address, the recipient of the token.
            proven = users.filtered(
                lambda user: self._has_token_of(contact, user, request)
            )
        else:
            # It is verified as it is written, not as what it looks like.
            proven = users.filtered(lambda user: self._is_from(user.email_normalized))
        self.write(
            {
                "sender_verdict": verdict,
                "is_sender_unverified": bool(users and not proven),
                "officer_id": False,
            }
        )
        if proven and request and not self._is_their_own(request):
            self.officer_id = proven[0]
        return self.is_sender_unverified or bool(self.officer_id)

    def _identify_constituent(self, intake):
        """Record which constituent sent this e-mail, and what it may be about."""
        service = self.env["service.type"].browse(intake.suggested_service_id)
        # Where a pothole is tells nothing about where its reporter lives.
        is_home = intake.is_service_certain and not service.needs_location
        details = intake.sender_details(
            self._identifying_address(self.sender),
            with_place=is_home,
            phone=self._sender_phone(intake),
        )
        partner = self.env["res.partner"]._constituent_identify(details, create=True)
        interaction = self.env["constituent.interaction"]._record_contact(
            {
                "channel_id": self.channel_id.id,
                "direction": "in",
                "partner_id": partner.id,
                "subject": self.subject,
                "started_at": self.received_at,
                "lang": partner.lang,
                "source_key": self._source_key(),
            }
        )
        self.write(
            {
                "partner_id": partner.id,
                "service_id": service.id,
                "interaction_id": interaction.id,
            }
        )

    def _users_with_address(self):
        """Return the internal users whose address is like the sender's."""
        # The system processes e-mails; it only reads whether the sender is staff.
        User = self.env["res.users"].sudo()
        if not self.sender:
            return User
        spellings = [*address.spellings(self.sender)]
        internal = [("email_normalized", "in", spellings), ("share", "=", False)]
        return User.search(internal, order="id")

    def _is_from(self, email):
        """Return whether the sender has this very address."""
        return address.mailbox(email or "") == address.mailbox(self.sender)

    def _is_their_own(self, request):
        """Return whether the sender is one of those who reported the request."""
        reporters = request.partner_id | request.co_report_ids.partner_id
        return any(map(self._is_from, reporters.mapped("email_normalized")))

    # What it asks for

    def _process_email(self, intake):
        """Attach the e-mail to the request it answers, or open a new request.

        Returns:
            The request that has been opened, for its acknowledgement; else none.
        """
        if self.state == "discarded":
            return self.env["service.request"]
        if self.is_sender_unverified:
            raise UserError(
                self.env._(
                    "The sender claims to be %(sender)s, a user of this system, but"
                    " is not verified. Check with them before processing it.",
                    sender=self.sender,
                )
            )
        if intake.contact.is_incomplete:
            raise UserError(
                self.env._(
                    "The message has too many parts to be read completely. Open the"
                    " original."
                )
            )
        self._check_sender_rate()
        answered = self._find_answered_message(intake.contact)
        request = self.env["service.request"].browse(answered.res_id).exists()
        request = request or self._find_mentioned_request()
        if request:
            self._attach_email(request, intake, answered)
            return request.browse()
        opened = self._open_from_email(intake)
        if not intake.contact.why_unanswered:
            return opened
        opened._message_log(
            body=self.env._(
                "Not acknowledged automatically (%s).", intake.contact.why_unanswered
            )
        )
        return opened.browse()

    def _check_sender_rate(self):
        hour_ago = self.received_at - timedelta(hours=1)
        recent_count = self.search_count(
            [
                ("direction", "=", "in"),
                ("sender", "=", self.sender),
                ("received_at", ">", hour_ago),
                ("received_at", "<=", self.received_at),
            ]
        )
        if self.sender and recent_count > MAX_EMAILS_PER_HOUR:
            raise UserError(
                self.env._(
                    "%(sender)s wrote %(count)s times within an hour, possibly"
                    " automatically. No reply was sent.",
                    sender=self.sender,
                    count=recent_count,
                )
            )

    def _find_answered_message(self, contact):
        """Return the `mail.message` of a request that this e-mail answers, if any."""
        # Users who sort the inbox may not belong to the request's team.
        Message = self.env["mail.message"].sudo()
        if not contact.references:
            return Message
        return Message.search(
            [
                ("message_id", "in", contact.references),
                ("model", "=", "service.request"),
            ],
            order="id desc",
            limit=1,
        )

    def _find_answered_request(self, contact):
        """Return the `service.request` whose message the contact answers, if any."""
        answered = self._find_answered_message(contact)
        return answered.env["service.request"].browse(answered.res_id).exists()

    def _find_mentioned_request(self):
        """Return the sender's own request whose reference the e-mail names, if any.

        An e-mail from an officer is not searched for references: what it answers
        determines the request.
        """
        Request = self.env["service.request"]
        if self.officer_id:
            return Request
        references = mentioned_references(self._words())
        if not references or not self.partner_id:
            return Request
        any_of_them = Domain.OR(
            Domain("reference", "=like", f"%{one}") for one in references
        )
        own = Domain("partner_id", "=", self.partner_id.id)
        return Request.search(own & any_of_them, limit=1)

    def _attach_email(self, request, intake, answered=None):
        """Attach this e-mail to an existing request.

        Args:
            request: the `service.request`.
            intake: the e-mail as read.
            answered: the `mail.message` of the request that it answers, if any.
        """
        self._mark_attached(request)
        self._post_email(request, intake, answered)

    def _open_from_email(self, intake, **chosen):
        """Open the request that this e-mail asks for.

        Args:
            intake: the e-mail as read.
            chosen: what staff have chosen: see `_open_request`.

        Returns:
            The request, for its acknowledgement; none where that is another's.
        """
        # The acknowledgement follows what it acknowledges.
        request = self._open_request(
            found=(intake.hits, intake.whose),
            place=intake.clues,
            acknowledges=False,
            **chosen,
        )
        posted = [("message_id", "=", self.external_id), ("res_id", "=", request.id)]
        if self.env["mail.message"].sudo().search_count(posted, limit=1):
            # Restored by staff after it had been settled.
            return request.browse()
        self._post_email(request, intake)
        is_own = request.source_key == self._source_key()
        return request if is_own else request.browse()

    def _post_email(self, request, intake, answered=None):
        """Post the e-mail's body and files in the chatter of a request."""
        contact = intake.contact
        # Like Odoo's mail gateway: e-mails are posted by the system, not by a user.
        thread = request.with_user(SUPERUSER_ID).with_context(
            attachments_mime_plainxml=True, mail_post_autofollow_author_skip=True
        )
        # What answers an internal note is one.
        is_note = bool(answered) and answered.subtype_id.internal
        author = self.partner_id or self.officer_id.sudo().partner_id
        thread.message_post(
            body=self._body_of(contact),
            subject=contact.subject,
            message_type="email",
            message_id=self.external_id,
            email_from=contact.sender or self.sender,
            reply_to=self.endpoint_id.address,
            author_id=author.id,
            date=self.received_at,
            parent_id=bool(answered) and answered.id,
            is_internal=is_note,
            subtype_xmlid="mail.mt_note" if is_note else "mail.mt_comment",
            incoming_email_to=contact.to,
            incoming_email_cc=contact.cc,
            attachments=[
                (file.name, file.content, {"cid": file.content_id})
                if file.content_id
                else (file.name, file.content)
                for file in contact.attachments
            ],
        )

    @api.model
    def _body_of(self, contact):
        """Return the e-mail's body as HTML for the chatter, which sanitises it."""
        if contact.html:
            # lxml refuses a text with the declaration of a charset.
            return Markup(XML_DECLARATION.sub("", contact.html))
        return plaintext2html(contact.whole_text) if contact.whole_text else ""
