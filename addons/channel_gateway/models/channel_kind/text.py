import logging
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...adapters import clues
from ...adapters.contact import InboundContact
from ...intake import Intake, join_words, mentioned_references
from ..channel_message.processing import DATABASE_ERRORS, MESSAGE_ERRORS

_logger = logging.getLogger(__name__)

MAX_NAMES = 500
# Of what cannot be parsed, staff see so much.
MAX_OUTLINE_BYTES = 10_000


class ChannelKind(models.AbstractModel):
    """Texts of constituents: e-mails, text messages, chats, faxes and letters.

    What is read of a message is an `Intake`. Automatic messages are set aside, a
    message about an open request of its sender is attached to it, and any other opens
    a request, or waits for staff where it is not certain which.
    """

    _inherit = "channel.kind"

    # More messages of one sender within an hour than a person writes: two machines
    # talk. 0 for no limit.
    _max_per_hour = 20

    @api.model
    def _understand(self, message):
        """Record what a message says and who wrote it; set aside what needs no work.

        What it writes is kept although the processing fails.

        Returns:
            What `_process` takes: an `Intake`.
        """
        intake = self._prepare_intake(message, self._read(message))
        self._record(message, intake)
        return intake

    @api.model
    def _read(self, message):
        """Parse a message.

        Returns:
            An `adapters.contact.InboundContact`.

        Raises:
            UserError: it cannot be read, and staff decide.
        """
        raise UserError(
            self.env._("Nothing is installed that reads messages of this endpoint.")
        )

    @api.model
    def _prepare_intake(self, message, contact):
        """Return the `Intake` of a contact: also where it is, and what it asks for."""
        words = join_words(contact.subject, contact.text)
        return Intake(
            contact,
            self._find_clues(contact, words),
            tuple(self.env["service.type"]._suggest(words)),
        )

    @api.model
    def _find_clues(self, contact, words):
        """Return what the words of a contact tell of its sender, and of where."""
        region = self.env["constituent.identifier"]._region()
        return clues.find_clues(words, region, contact.signature)

    @api.model
    def _record(self, message, intake):
        contact = intake.contact
        names = ", ".join(file.name for file in contact.attachments)
        message.write(
            {
                "sender": contact.sender or self._envelope_sender(message),
                "sender_name": contact.name,
                "recipient": message.recipient or contact.recipient,
                "subject": contact.subject,
                **self._prepare_text_values(contact),
                "attachment_names": names[:MAX_NAMES],
                "is_automatic": self._is_automatic(message, contact),
            }
        )
        if message.is_automatic:
            self._discard_automatic(message, contact)
        elif not self._set_aside(message, contact):
            self._identify(message, intake)

    @api.model
    def _prepare_text_values(self, contact):
        """Return the text of a message, and all of it where that is more."""
        is_more = contact.whole_text not in ("", contact.text)
        return {"body": contact.text, "whole_text": is_more and contact.whole_text}

    @api.model
    def _envelope_sender(self, message):
        """Return the address that the envelope gave as the sender's, "" for none."""
        return message.sender

    @api.model
    def _is_automatic(self, message, contact):
        """Return whether a machine wrote it."""
        return contact.is_automatic

    @api.model
    def _discard_automatic(self, message, contact):
        message._decide(
            "discarded", self.env._("Automatic message (%s).", contact.why_automatic)
        )

    @api.model
    def _set_aside(self, message, contact):
        """Decide about a message that needs no processing.

        Returns:
            Whether it is one.
        """
        return False

    # What it asks for

    @api.model
    def _process(self, message, intake):
        """Attach a message to the request it answers, or open a new request.

        Args:
            message: the `channel.message`.
            intake: what `_understand` returned.

        Returns:
            The request that has been opened, for its acknowledgement; else none.

        Raises:
            UserError: staff decide.
        """
        if message.state == "discarded":
            return self.env["service.request"]
        self._check_sender_rate(message)
        contact = intake.contact
        answered = self._find_answered_message(contact)
        request = self.env["service.request"].browse(answered.res_id).exists()
        request = request or self._find_mentioned_request(message)
        if request:
            self._attach_text(message, request, intake, answered)
            return request.browse()
        opened = self._open_from(message, intake)
        if not contact.why_unanswered:
            return opened
        opened._message_log(
            body=self.env._(
                "Not acknowledged automatically (%s).", contact.why_unanswered
            )
        )
        return opened.browse()

    @api.model
    def _check_sender_rate(self, message):
        if not message.sender or not self._max_per_hour:
            return
        hour_ago = message.received_at - timedelta(hours=1)
        recent_count = message.search_count(
            [
                ("direction", "=", "in"),
                ("sender", "=", message.sender),
                ("received_at", ">", hour_ago),
                ("received_at", "<=", message.received_at),
            ]
        )
        if recent_count > self._max_per_hour:
            raise UserError(
                self.env._(
                    "%(sender)s wrote %(count)s times within an hour, possibly"
                    " automatically. No reply was sent.",
                    sender=message.sender,
                    count=recent_count,
                )
            )

    @api.model
    def _find_answered_message(self, contact):
        """Return the `mail.message` of a request that a contact answers, if any."""
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

    @api.model
    def _find_mentioned_request(self, message):
        """Return the sender's own request whose reference the message names, if any.

        A message from an officer is not searched for references: what it answers
        determines the request.
        """
        Request = self.env["service.request"]
        if message.officer_id:
            return Request
        references = mentioned_references(message._words())
        if not references or not message.partner_id:
            return Request
        any_of_them = Domain.OR(
            Domain("reference", "=like", f"%{one}") for one in references
        )
        own = Domain("partner_id", "=", message.partner_id.id)
        return Request.search(own & any_of_them, limit=1)

    @api.model
    def _attach_text(self, message, request, intake, answered=None):
        """Attach a message to an existing request.

        Args:
            message: the `channel.message`.
            request: the `service.request`.
            intake: the message as read.
            answered: the `mail.message` of the request that it answers, if any.
        """
        message._mark_attached(request)
        self._post(message, request, intake, answered)

    @api.model
    def _open_from(self, message, intake, **chosen):
        """Open the request that a message asks for.

        Args:
            message: the `channel.message`.
            intake: the message as read.
            chosen: what staff have chosen: see `channel.message._open_request`.

        Returns:
            The request, for its acknowledgement; none where that is another's.
        """
        # The acknowledgement follows what it acknowledges.
        request = message._open_request(
            hits=intake.hits,
            place=intake.clues,
            acknowledges=False,
            **{**self._prepare_request_values(message, intake), **chosen},
        )
        key = self._chatter_key(message)
        posted = [("message_id", "=", key), ("res_id", "=", request.id)]
        if self.env["mail.message"].sudo().search_count(posted, limit=1):
            # Restored by staff after it had been settled.
            return request.browse()
        self._post(message, request, intake)
        is_own = request.source_key == message._source_key()
        return request if is_own else request.browse()

    @api.model
    def _prepare_request_values(self, message, intake):
        """Return values of the request that the format itself states.

        Args:
            message: the `channel.message`.
            intake: the message as read.

        Returns:
            Values of `channel.message._open_request`, such as answers.
        """
        return {}

    # What staff have decided

    @api.model
    def _open_chosen(self, message, **chosen):
        """Open the request that staff have chosen for a message.

        Args:
            message: the `channel.message`.
            chosen: values of `service.request._open_request`, at least service_id.
        """
        opened = self._settle(
            message, lambda intake: self._open_from(message, intake, **chosen)
        )
        opened._send_event_messages("opened")

    @api.model
    def _attach(self, message, request):
        """Attach a message to the request that staff have chosen."""
        self._settle(
            message, lambda intake: self._attach_text(message, request, intake)
        )

    @api.model
    def _settle(self, message, settle):
        """Settle a message as staff have decided, whatever is wrong with it.

        Args:
            message: the `channel.message`.
            settle: called with the message as read, an `Intake`; after a fault of ours
                once more, with its outline.

        Returns:
            What `settle` returns.
        """
        try:
            with self.env.cr.savepoint():
                contact = self._read_or_outline(message)
                return settle(self._prepare_intake(message, contact))
        except UserError:
            raise
        except Exception as problem:
            if isinstance(problem, DATABASE_ERRORS) and not isinstance(
                problem, MESSAGE_ERRORS
            ):
                raise
            _logger.exception("Message %s is settled by its outline", message.id)
        return settle(Intake(self._read_outline(message), clues.Clues(), ()))

    # After a fault

    @api.model
    def _read_or_outline(self, message):
        try:
            return self._read(message)
        except UserError:
            return self._read_outline(message)

    @api.model
    def _outline(self, message):
        """Show staff something of a message whose understanding has failed."""
        if message.subject or message.body or message.attachment_names:
            return
        contact = self._read_outline(message)
        message.write(
            {
                "sender": contact.sender or self._envelope_sender(message),
                "sender_name": contact.name,
                "subject": contact.subject,
                "body": contact.text,
            }
        )

    @api.model
    def _read_outline(self, message):
        """Return what can be read of a message without a parser of its format.

        Returns:
            An `adapters.contact.InboundContact`.
        """
        payload = message._raw_bytes()[:MAX_OUTLINE_BYTES]
        text = "" if b"\0" in payload else payload.decode(errors="replace")
        return InboundContact(sender=message.sender or "", text=text)
