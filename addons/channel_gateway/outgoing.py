"""A message that is about to be sent."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from odoo import models
from odoo.tools import html2plaintext


@dataclass(frozen=True)
class Outgoing:
    """A message that is about to be sent.

    Attributes:
        partner: `res.partner` whom it goes to.
        subject: text; may be empty.
        body: text, or HTML as `Markup`.
        request: the `service.request` it is about; may be empty.
        event: what about the request it tells, or False.
        purpose: `constituent.purpose`.
        channel: `constituent.channel` it goes by.
        earliest: not before this time (UTC, naive), or None.
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
        """What a constituent is told once by one channel."""
        return self.event, self.request, self.partner, self.channel

    @property
    def text(self):
        """The body as plain text."""
        return html2plaintext(self.body) if isinstance(self.body, Markup) else self.body
