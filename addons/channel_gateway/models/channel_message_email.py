import base64
import re
from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.service_catalog.finding import SURE
from odoo.addons.service_catalog.references import parse

from ..adapters import clues, email

# More letters of one sender within an hour than a person writes: two machines talk.
MOST_AN_HOUR = 20
REFERENCE = re.compile(r"\b(?:[A-Z]{1,6}-)?[0-9A-Z]{4}-[0-9A-Z]{4}\b", re.I)
LONGEST_NAMES = 500
# Each is looked up; nobody writes about so many requests at once.
MAX_REFERENCES = 20


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    def _raw_bytes(self):
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).raw or b"")

    # Who and what

    def _understand_email(self):
        contact = email.read(self._raw_bytes())
        names = ", ".join(file.name for file in contact.attachments)
        self.write(
            {
                "sender": contact.sender or self.sender,
                "sender_name": contact.name,
                "recipient": self.recipient or contact.recipient,
                "subject": contact.subject,
                "body": contact.text,
                "attachment_names": names[:LONGEST_NAMES],
                "is_automatic": contact.is_automatic,
            }
        )
        own = self.env["channel.endpoint"].search([("address", "!=", False)])
        if contact.is_automatic:
            self._file_automatic(contact)
        elif self._twin():
            words = self.env._("The same letter came in at %s.")
            twin = self._twin()
            self._decide(
                "discarded",
                words % twin.endpoint_id.name,
                request_id=twin.request_id.id,
            )
        elif self.sender in {address.lower() for address in own.mapped("address")}:
            self._decide("discarded", self.env._("One of our own letters came back."))
        else:
            self._identify(contact)

    def _twin(self):
        """The same letter, at another of our mailboxes that it was sent to as well."""
        return self.search(
            [
                ("external_id", "=", self.external_id),
                ("direction", "=", "in"),
                ("id", "<", self.id),
            ],
            limit=1,
        )

    def _file_automatic(self, contact):
        """Keep what no person wrote, without answer; note what it says of our own."""
        refused = self.search(
            [("direction", "=", "out"), ("external_id", "in", contact.bounced)]
        )
        refused._decide(
            "failed",
            self.env._("Undeliverable: %s", " ".join(contact.text.split())[:200]),
        )
        words = self.env._("Written by a machine (%s).", contact.why_automatic)
        self._decide("discarded", words, request_id=refused[:1].request_id.id)

    def _identify(self, contact):
        """Find who wrote and what about; write the contact in the ledger."""
        words = self._words()
        region = self.env["constituent.identifier"]._region()
        found = clues.read(f"{words}\n{contact.signature}", region)
        hits = self.env["service.type"]._suggest(words, limit=1)
        service = self.env["service.type"].browse(hits[0]["id"] if hits else None)
        is_sure = bool(hits) and hits[0]["score"] >= SURE
        name = self._sender_called(found)
        given = {"email": self.sender, "phone": found.phone, "name": name}
        # Where a pothole is tells nothing about where its reporter lives.
        if is_sure and not service.needs_location:
            given |= {"postcode": found.postcode, "street": found.street}
        partner = self.env["res.partner"]._constituent_identify(given, create=True)
        for name, value in (("email", self.sender), ("phone", found.phone)):
            if partner and value and not partner[name]:
                partner[name] = value
        interaction = self.env["constituent.interaction"]._record(
            {
                "channel_id": self.channel_id.id,
                "direction": "in",
                "partner_id": partner.id,
                "subject": self.subject,
                "started_at": self.received_at,
                "lang": partner.lang,
                "source_key": f"channel.message:{self.id}",
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
        return "\n".join(filter(None, [self.subject, self.body]))

    def _sender_called(self, found):
        """The fuller of the name in the header and the one in the letter."""
        header = self.sender_name or ""
        return header if " " in header else found.name or header

    # What it asks for

    def _process_email(self):
        if self.state == "discarded":
            return
        self._check_flood()
        self._into_chatter(self._request_mentioned())

    def _check_flood(self):
        hour_ago = self.received_at - timedelta(hours=1)
        letters = self.search_count(
            [
                ("direction", "=", "in"),
                ("sender", "=", self.sender),
                ("received_at", ">", hour_ago),
                ("received_at", "<=", self.received_at),
            ]
        )
        if self.sender and letters > MOST_AN_HOUR:
            raise UserError(
                self.env._(
                    "%(sender)s wrote %(count)s times within an hour:"
                    " perhaps a machine. Nothing was answered.",
                    sender=self.sender,
                    count=letters,
                )
            )

    def _request_mentioned(self):
        """The sender's own request whose reference the letter names, if any."""
        Request = self.env["service.request"]
        for text in dict.fromkeys(REFERENCE.findall(self._words())[:MAX_REFERENCES]):
            reference = parse(text)
            request = reference and Request.search(
                [
                    ("reference", "=like", f"%{str(reference)[-9:]}"),
                    ("partner_id", "=", self.partner_id.id),
                ],
                limit=1,
            )
            if request:
                return request
        return Request

    def _into_chatter(self, request):
        """Hand the letter to Odoo's mail gateway.

        That finds the request it answers, or asks `service.request.message_new` for
        a new one, and keeps body and attachments in the request's chatter.

        Args:
            request: the request to put it on when it answers none; or an empty one.
        """
        # Like Odoo's own gateway: letters are worked by the system, not by a user.
        thread = self.env["mail.thread"].sudo()
        thread.with_context(
            channel_message_id=self.id, channel_news_later=True
        ).message_process(
            "service.request",
            email.repaired(self._raw_bytes()),
            thread_id=request.id or None,
        )
        if not self.request_id:
            raise UserError(
                self.env._(
                    "The mail gateway took it for a loop or a repetition:"
                    " nothing was opened."
                )
            )
        if not request and self.request_id.source_key == self._source_key():
            self.request_id._send_news("opened")

    def _source_key(self):
        self.ensure_one()
        return f"channel.message:{self.id}"

    def _open_request(self, **chosen):
        """Open the request that this letter asks for.

        Args:
            chosen: what staff have chosen: any values of `service.request._open`.

        Raises:
            UserError: when the letter does not say enough.
        """
        self.ensure_one()
        chosen = chosen or self.env.context.get("channel_chosen") or {}
        service_id = chosen.get("service_id") or self._sure_service()
        service = self.env["service.type"].browse(service_id)
        region = self.env["constituent.identifier"]._region()
        place = clues.read(self._words(), region)
        request = self.env["service.request"]._open(
            {
                "partner_id": self.partner_id.id,
                "channel_id": self.channel_id.id,
                "description": self.body or self.subject,
                "address": place.street,
                "postcode": place.postcode,
                "opened_at": self.received_at,
                "source_key": self._source_key(),
                "interaction": self.interaction_id,
                "answers": self._answers_told(service),
                **chosen,
                "service_id": service_id,
            }
        )
        self._decide("done", request_id=request.id, service_id=service_id)
        return request

    def _answers_told(self, service):
        """Answers that the letter names in so many words: the brown bin."""
        lists = service.question_ids.filtered(
            lambda question: (
                question.is_input and question.datatype == "singlevaluelist"
            )
        )
        told = {
            question.code: clues.choose(
                self._words(), question.option_ids.mapped("code")
            )
            for question in lists
        }
        return {code: answer for code, answer in told.items() if answer}

    def _sure_service(self):
        if not self.body and not self.subject:
            raise UserError(
                self.env._("There are only files in it.")
                if self.attachment_names
                else self.env._("The message is empty.")
            )
        hits = self.env["service.type"]._suggest(self._words())
        if hits and hits[0]["score"] >= SURE:
            return hits[0]["id"]
        if not hits:
            raise UserError(self.env._("No service was recognised in it."))
        names = ", ".join(hit["name"] for hit in hits[:3])
        raise UserError(self.env._("Not certain which service: %s?", names))

    def _reach(self, request):
        """Note that the letter answers, or is about, an open or closed `request`."""
        self.ensure_one()
        self._decide("done", request_id=request.id, service_id=request.service_id.id)
        # The ledger is corrected in what the contact was about, not in its facts.
        self.interaction_id.sudo().write(
            {"request_id": request.id, "service_id": request.service_id.id}
        )
        request._note_reply(self)
