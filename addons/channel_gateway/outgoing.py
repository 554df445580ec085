"""Value object of a message that is to be sent."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from odoo import models
from odoo.tools import html2plaintext


@dataclass(frozen=True)
class Outgoing:
    """A message that is to be sent.

    Attributes:
        partner: recipient, a `res.partner`.
        subject: text; may be empty.
        body: text, or HTML as `Markup`.
        request: `service.request` it is about; may be empty.
        event: event of the request that it reports, or False.
        purpose: `constituent.purpose`.
        channel: `constituent.channel` it is sent by.
        earliest: earliest time to send it (UTC, naive), or None.
    """

    partner: models.BaseModel
    subject: str
    body: str
    request: models.BaseModel
    event: str | bool
    purpose: models.BaseModel
    channel: models.BaseModel
    earliest: datetime | None

    @property
    def key(self):
        """Return the key under which a constituent is notified once by one channel."""
        return self.event, self.request, self.partner, self.channel

    @property
    def text(self):
        """Return the body as plain text."""
        return html2plaintext(self.body) if isinstance(self.body, Markup) else self.body
