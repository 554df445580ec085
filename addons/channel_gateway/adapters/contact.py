"""What every adapter hands on: one contact, whatever wire it came by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A file that came with a contact; `content_id` names it in the HTML, or is ''."""

    name: str
    mimetype: str
    content: bytes
    content_id: str = ""

    @property
    def size(self) -> int:
        """Return the size in bytes."""
        return len(self.content)


@dataclass(frozen=True)
class InboundContact:
    """A contact as its sender meant it; '' or () where a part is missing.

    Attributes:
        text: what the sender wrote now, without the e-mail it answers and without the
            signature, which stands in `signature`.
        html: the whole body as HTML, unsanitised; '' where there is none, or where it
            is beyond the bounds of `markup.is_bounded`.
        whole_text: the whole body as plain text.
        to, cc: addresses that it was sent to, as in the headers.
        references: Message-IDs of the e-mails it answers, the nearest last.
        why_automatic: the sign by which no person has written it, '' for a person.
        bounced: Message-IDs of our own e-mails that it reports as undeliverable.
        authentication: what mail servers found out about its sender, the topmost first.
        is_incomplete: whether there are more parts in it than were read.
    """

    sender: str = ""
    name: str = ""
    recipient: str = ""
    to: str = ""
    cc: str = ""
    subject: str = ""
    text: str = ""
    signature: str = ""
    html: str = ""
    whole_text: str = ""
    attachments: tuple[Attachment, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()
    why_automatic: str = ""
    bounced: tuple[str, ...] = ()
    is_incomplete: bool = False
    authentication: tuple[str, ...] = ()

    @property
    def is_automatic(self) -> bool:
        return bool(self.why_automatic)
