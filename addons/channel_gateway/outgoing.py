"""Value object of a message that is to be sent."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from markupsafe import Markup

from odoo import models
from odoo.tools import html2plaintext


@dataclass(frozen=True)
class Outgoing:
    """A message that is to be sent.

    Attributes:
        partner: recipient, a `res.partner`.
        request: `service.request` it is about; may be empty.
        event: event of the request that it reports, or False.
        purpose: `constituent.purpose`.
        channel: `constituent.channel` it is sent by.
        earliest: earliest time to send it (UTC, naive), or None.
        subject: text; may be empty.
        body: text, or HTML as `Markup`.
        about: `channel.message` that it answers; may be None.
        address: where to send it; the recipient's own address when left out.
    """

    partner: models.BaseModel
    request: models.BaseModel
    event: str | bool
    purpose: models.BaseModel
    channel: models.BaseModel
    earliest: datetime | None
    subject: str | bool = ""
    body: str = ""
    about: models.BaseModel | None = None
    address: str = ""

    def with_content(self, subject: str | bool, body: str) -> Self:
        """Return the message with its subject and body."""
        return replace(self, subject=subject, body=body)

    @property
    def key(self):
        """Return the key under which a constituent is notified once by one channel."""
        return self.event, self.request, self.partner, self.channel

    @property
    def text(self):
        """Return the body as plain text."""
        return as_text(self.body)


def as_text(body: str) -> str:
    """Return the body of a message as plain text.

    Args:
        body: text, or HTML as `Markup`.
    """
    return html2plaintext(body) if isinstance(body, Markup) else body
