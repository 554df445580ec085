"""The common result of all adapters: one contact, independent of its wire format."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A file of a contact; `content_id` refers to it in the HTML, or is ""."""

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
    """A contact as its sender meant it; "" or () where a part is missing.

    Attributes:
        sender: address of who wrote it: an e-mail address in lower case (see
            `mailboxes.writer`), a phone number, or a name in another network.
        name: display name of who wrote it.
        phone: phone number of who wrote it, where the format states it beside `sender`.
        recipient: address that it was delivered to.
        to: addresses in To, separated by commas.
        cc: addresses in Cc, separated by commas.
        subject: subject, decoded, on one line.
        text: what is new to us: the sender's own text and what they forward, without
            quoted e-mails and without the signature. It is never "" if the e-mail
            contains words.
        own_text: what of it the sender wrote; "" if all of it is quoted or forwarded.
        signature: the signature as plain text.
        html: whole body as HTML, unsanitised; "" where there is none, or where it
            exceeds the bounds of `markup.is_bounded`.
        whole_text: whole body as plain text.
        attachments: files of the contact.
        message_id: key of the e-mail, see `email.key`.
        references: keys of the messages it replies to, the nearest last; of e-mails
            their Message-IDs.
        why_automatic: the sign that a machine wrote it, "" for a person.
        why_unanswered: the sign that it must not be answered automatically, "" for
            what may be answered.
        returned: Message-IDs of our own e-mails that an automatic one is about.
        bounced: those of them that it reports as undeliverable.
        is_incomplete: whether it has more parts than were read.
        authentication: results of mail servers about its sender, the topmost first.
    """

    sender: str = ""
    name: str = ""
    phone: str = ""
    recipient: str = ""
    to: str = ""
    cc: str = ""
    subject: str = ""
    text: str = ""
    own_text: str = ""
    signature: str = ""
    html: str = ""
    whole_text: str = ""
    attachments: tuple[Attachment, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()
    why_automatic: str = ""
    why_unanswered: str = ""
    returned: tuple[str, ...] = ()
    bounced: tuple[str, ...] = ()
    is_incomplete: bool = False
    authentication: tuple[str, ...] = ()

    @property
    def is_automatic(self) -> bool:
        """Return whether a machine wrote it."""
        return bool(self.why_automatic)
