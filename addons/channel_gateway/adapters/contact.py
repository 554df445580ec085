"""What every adapter hands on: one contact, whatever wire it came by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A file that came with a contact; its content stays in the raw message."""

    name: str
    mimetype: str
    size: int


@dataclass(frozen=True)
class InboundContact:
    """A contact as its sender meant it; '' or () where a part is missing.

    `text` is what the sender wrote now: without the quoted letter it answers and
    without the signature, which stands in `signature`. `why_automatic` names the
    sign by which no person has written it, '' for a person. `bounced` holds the
    Message-IDs of our own letters that this one reports as undeliverable, and
    `authentication` what mail servers found out about its sender, the topmost first.
    """

    sender: str = ""
    name: str = ""
    recipient: str = ""
    subject: str = ""
    text: str = ""
    signature: str = ""
    attachments: tuple[Attachment, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()
    why_automatic: str = ""
    bounced: tuple[str, ...] = ()
    authentication: tuple[str, ...] = ()

    @property
    def is_automatic(self) -> bool:
        return bool(self.why_automatic)

    @property
    def is_bounce(self) -> bool:
        return bool(self.bounced)

    @property
    def is_empty(self) -> bool:
        """Nothing to go by: no words and no file."""
        return not (self.text or self.attachments)
