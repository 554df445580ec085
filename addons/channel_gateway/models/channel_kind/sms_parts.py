from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...adapters import clues
from ...adapters.contact import InboundContact
from ...intake import Intake
from ...sms import joining
from ..channel_message.message import UNDECIDED

# So long after a part, others of its text may come: a gateway waits for half an hour,
# and then hands on all that it has.
PARTS_WITHIN = timedelta(minutes=10)
# Where it is known that parts are missing, the others wait for them once.
WAIT = timedelta(minutes=1)
MAX_PARTS = 50


class ChannelKindSms(models.AbstractModel):
    """Parts of one text that came as texts of their own.

    The first of them stands for the text: it is read with the words of the others,
    which are set aside. What comes after a request was opened is attached to it.
    """

    _inherit = "channel.kind.sms"

    @api.model
    def _join_parts(self, message, received):
        """Return the `Joined` text of a message and of those that are its parts."""
        return joining.join([one for _message, one in self._parts(message, received)])

    @api.model
    def _parts(self, message, received):
        """Return pairs of message and `ReceivedText` of one text, in their order.

        Args:
            message: the `channel.message`.
            received: the text in it.
        """
        found = [(message, received), *self._other_parts(message, received)]
        order = joining.in_order([one for _message, one in found])
        return [found[position] for position in order]

    @api.model
    def _other_parts(self, message, received):
        if not (received.sent_at or received.group):
            return []
        nearby = message.search(
            [
                ("direction", "=", "in"),
                ("sender", "=", message.sender),
                ("endpoint_id", "=", message.endpoint_id.id),
                ("id", "!=", message.id),
                ("received_at", ">", message.received_at - PARTS_WITHIN),
                ("received_at", "<", message.received_at + PARTS_WITHIN),
            ],
            order="id",
            limit=MAX_PARTS,
        )
        read = [(one, self._received_or_none(one)) for one in nearby]
        return [
            (one, other)
            for one, other in read
            if other
            and other.recipient == received.recipient
            and joining.belong_together(received, other)
        ]

    @api.model
    def _received_or_none(self, message):
        try:
            return self._received(message)
        except UserError:
            return None

    @api.model
    def _set_part_aside(self, message, received):
        """Decide about a message that is a part of a longer text.

        Returns:
            Whether it needs no processing of its own.
        """
        parts = self._parts(message, received)
        if self._waits_for_parts(message, parts):
            self._wait_for_parts(message, parts)
            return True
        if len(parts) == 1:
            return False
        others = message.concat(*(one for one, _text in parts)) - message
        if request := others.request_id[:1]:
            self._attach_part(message, received, request, others)
            return True
        undecided = others.filtered(lambda one: one.state in UNDECIDED)
        first = parts[0][0]
        if first in undecided:
            self._join_to(message, first)
            return True
        self._absorb(undecided, message)
        return False

    @api.model
    def _waits_for_parts(self, message, parts):
        """Return whether parts are known to be missing, and may still come."""
        joined = joining.join([one for _message, one in parts])
        is_numbered = bool(parts[0][1].count)
        return is_numbered and not joined.is_complete and message.attempts <= 1

    @api.model
    def _wait_for_parts(self, message, parts):
        again = fields.Datetime.now() + WAIT
        words = self.env._(
            "Waiting for the rest of the text: %(count)s of %(total)s parts are here.",
            count=len(parts),
            total=parts[0][1].count,
        )
        message._decide("failed", words, next_attempt_at=again)
        message._wake(again)

    @api.model
    def _attach_part(self, message, received, request, others):
        """Attach a part that came late to the request that the others opened."""
        contact = InboundContact(sender=received.sender, text=received.text)
        message.write(
            {"body": received.text, "partner_id": others.partner_id[:1].id},
        )
        intake = Intake(contact, clues.Clues(), ())
        self._attach_text(message, request, intake)

    @api.model
    def _join_to(self, message, first):
        """Have the first part processed anew, with the words of this one."""
        self._absorb(message, first)
        if first.state != "received":
            first._decide("received")
            first._wake()

    @api.model
    def _absorb(self, others, message):
        """Discard the messages that are parts of the text of another."""
        others._decide(
            "discarded",
            self.env._("A part of the text that message %s has.", message.id),
        )

    @api.model
    def _is_part_set_aside(self, message):
        """Return whether `_set_part_aside` has decided about the message."""
        if message.state in ("discarded", "done"):
            return True
        return message.state == "failed" and bool(
            message.next_attempt_at and message.next_attempt_at > fields.Datetime.now()
        )
