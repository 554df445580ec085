import base64
import re
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from odoo.addons.service_catalog.references import parse
from odoo.addons.service_catalog.service_matching import CERTAIN_SCORE

from ..adapters import address, clues, email
from ..adapters.contact import InboundContact

# More e-mails of one sender within an hour than a person writes: two machines talk.
MAX_EMAILS_PER_HOUR = 20
REFERENCE = re.compile(r"\b(?:[A-Z]{1,6}-)?[0-9A-Z]{4}-[0-9A-Z]{4}\b", re.I)
MAX_REFERENCES = 20
MAX_NAMES = 500
# Of a long e-mail, what it asks for stands at its beginning.
MAX_WORDS = 5_000


@dataclass(frozen=True)
class Intake:
    """An e-mail as it was read, once, for all that is done with it.

    Attributes:
        contact: what is written in it.
        clues: what it tells of its sender, and of where.
        hits: the services it may be about, as `service.type._suggest` returns them.
    """

    contact: InboundContact
    clues: clues.Clues
    hits: tuple[dict, ...]


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    def _raw_bytes(self):
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).raw or b"")

    def _read_email(self):
        """Return the `Intake` of this e-mail."""
        contact = email.read(self._raw_bytes())
        words = _words(contact.subject, contact.text)
        region = self.env["constituent.identifier"]._region()
        return Intake(
            contact,
            clues.read(f"{words}\n{contact.signature}", region),
            tuple(self.env["service.type"]._suggest(words)),
        )

    # Who and what

    def _understand_email(self):
        """Write who wrote and what; set aside what nobody is to work on.

        Returns:
            What `_process_email` takes.
        """
        intake = self._read_email()
        contact = intake.contact
        names = ", ".join(file.name for file in contact.attachments)
        self.write(
            {
                "sender": contact.sender or self.sender,
                "sender_name": contact.name,
                "recipient": self.recipient or contact.recipient,
                "subject": contact.subject,
                "body": contact.text,
                "attachment_names": names[:MAX_NAMES],
                "is_automatic": contact.is_automatic,
            }
        )
        if contact.is_automatic:
            self._discard_automatic(contact)
        elif duplicate := self._find_duplicate():
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

    def _find_duplicate(self):
        """Return the same e-mail at another of our mailboxes that it was sent to."""
        return self.search(
            [
                ("external_id", "=", self.external_id),
                ("direction", "=", "in"),
                ("id", "<", self.id),
            ],
            limit=1,
        )

    @api.model
    def _is_own_address(self, email):
        own = self.env["channel.endpoint"].search([("address", "!=", False)])
        seen = address.skeleton(email or "")
        return seen in map(address.skeleton, own.mapped("address"))

    def _discard_automatic(self, contact):
        """Keep what no person wrote, without answer; note what it says of our own."""
        refused = self.search(
            [("direction", "=", "out"), ("external_id", "in", contact.bounced)]
        )
        reason = " ".join(contact.text.split())[:200]
        refused._report_failed(self.env._("Undeliverable: %s", reason))
        words = self.env._("Automatic message (%s).", contact.why_automatic)
        self._decide("discarded", words, request_id=refused[:1].request_id.id)

    def _identify(self, intake):
        """Find who wrote and what about; write the contact in the ledger."""
        found, best = intake.clues, next(iter(intake.hits), None)
        service = self.env["service.type"].browse(best and best["id"])
        is_sure = bool(best) and best["score"] >= CERTAIN_SCORE
        name = self._sender_display_name(found)
        given = {"email": self.sender, "phone": found.phone, "name": name}
        # Where a pothole is tells nothing about where its reporter lives.
        if is_sure and not service.needs_location:
            given |= {"postcode": found.postcode, "street": found.street}
        partner = self.env["res.partner"]._constituent_identify(given, create=True)
        for name, value in (("email", self.sender), ("phone", found.phone)):
            if partner and value and not partner[name]:
                partner[name] = value
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

    def _words(self):
        self.ensure_one()
        return _words(self.subject, self.body)

    def _sender_display_name(self, found):
        """The fuller of the name in the header and the one in the letter."""
        header = self.sender_name or ""
        return header if " " in header else found.name or header

    # What it asks for

    def _process_email(self, intake):
        """Put the e-mail on the request it answers, or open the one it asks for.

        Returns:
            The request that has been opened, for its acknowledgement; else none.
        """
        if self.state == "discarded":
            return self.env["service.request"]
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
        return self._open_from_email(intake)

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
        # Whoever sorts the inbox need not be of the request's team.
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

    def _find_mentioned_request(self):
        """The sender's own request whose reference the letter names, if any."""
        Request = self.env["service.request"]
        named = map(parse, REFERENCE.findall(self._words()))
        references = list(dict.fromkeys(str(one)[-9:] for one in named if one))
        if not references or not self.partner_id:
            return Request
        any_of_them = Domain.OR(
            Domain("reference", "=like", f"%{one}")
            for one in references[:MAX_REFERENCES]
        )
        own = Domain("partner_id", "=", self.partner_id.id)
        return Request.search(own & any_of_them, limit=1)

    def _attach_email(self, request, intake=None, answered=None):
        """Put this e-mail on a request there is.

        Args:
            request: the `service.request`.
            intake: the e-mail as read; read anew when left out.
            answered: the `mail.message` of the request that it answers, if any.
        """
        self._mark_attached(request)
        self._post_email(request, intake or self._read_email(), answered)

    def _open_from_email(self, intake=None, **chosen):
        """Open the request that this e-mail asks for.

        Args:
            intake: the e-mail as read; read anew when left out.
            chosen: what staff have chosen: see `_open_request`.

        Returns:
            The request, for its acknowledgement; none where that is another's.
        """
        intake = intake or self._read_email()
        # The acknowledgement follows what it acknowledges.
        later = self.with_context(defer_event_messages=True)
        request = later._open_request(hits=intake.hits, place=intake.clues, **chosen)
        request = request.with_env(self.env)
        posted = [("message_id", "=", self.external_id), ("res_id", "=", request.id)]
        if self.env["mail.message"].sudo().search_count(posted, limit=1):
            # Restored by staff after it had been settled.
            return request.browse()
        self._post_email(request, intake)
        is_own = request.source_key == self._source_key()
        return request if is_own else request.browse()

    def _post_email(self, request, intake, answered=None):
        """Keep the e-mail's body and files in the chatter of a request."""
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
        """The e-mail's body for the chatter, which sanitises it."""
        if contact.html:
            return Markup(contact.html)
        return plaintext2html(contact.whole_text) if contact.whole_text else ""

    def _source_key(self):
        self.ensure_one()
        return f"channel.message:{self.id}"

    def _open_request(self, hits=None, place=None, **chosen):
        """Open the request that this message asks for.

        Args:
            hits: the services that were found in it; looked for when left out.
            place: the `clues.Clues` of where it is; read when left out.
            chosen: what staff have chosen: any values of
                `service.request._open_request`.

        Returns:
            The request.

        Raises:
            UserError: when the message does not say enough.
        """
        self.ensure_one()
        service_id = chosen.get("service_id") or self._certain_service(hits)
        service = self.env["service.type"].browse(service_id)
        if place is None:
            region = self.env["constituent.identifier"]._region()
            place = clues.read(self._words(), region)
        request = self.env["service.request"]._open_request(
            {
                "partner_id": self.partner_id.id,
                "channel_id": self.channel_id.id,
                "description": self.body or self.subject,
                "address": place.street,
                "postcode": place.postcode,
                "opened_at": self.received_at,
                "source_key": self._source_key(),
                "interaction": self.interaction_id,
                "answers": self._mentioned_answers(service),
                **chosen,
                "service_id": service_id,
            }
        )
        self._decide("done", request_id=request.id, service_id=service_id)
        return request

    def _mentioned_answers(self, service):
        """Answers that the letter names in so many words: the brown bin."""
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

    def _certain_service(self, hits=None):
        if not self.body and not self.subject:
            raise UserError(
                self.env._("The message contains only files.")
                if self.attachment_names
                else self.env._("The message is empty.")
            )
        if hits is None:
            hits = self.env["service.type"]._suggest(self._words())
        if hits and hits[0]["score"] >= CERTAIN_SCORE:
            return hits[0]["id"]
        if not hits:
            raise UserError(self.env._("No service was recognised in it."))
        names = ", ".join(hit["name"] for hit in hits[:3])
        raise UserError(self.env._("Not certain which service: %s?", names))

    def _mark_attached(self, request):
        """Note that the letter answers, or is about, an open or closed `request`."""
        self.ensure_one()
        self._decide("done", request_id=request.id, service_id=request.service_id.id)
        # The ledger is corrected in what the contact was about, not in its facts.
        self.interaction_id.sudo().write(
            {"request_id": request.id, "service_id": request.service_id.id}
        )
        request._handle_reply(self)


def _words(subject, body):
    return "\n".join(filter(None, [subject, body]))[:MAX_WORDS]
