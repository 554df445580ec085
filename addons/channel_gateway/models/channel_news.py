from odoo import api, fields, models
from odoo.fields import Domain

MAX_SHOWN = 20


class ChannelNews(models.Model):
    """News of the council, for residents' pages and screens."""

    _name = "channel.news"
    _description = "Council News"
    _order = "date_from desc, id desc"

    name = fields.Char(string="Title", required=True, translate=True)
    body = fields.Text(
        string="Text",
        required=True,
        translate=True,
        help="A few short paragraphs: a screen shows about 60 words.",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", help="Last day; empty for no end.")
    active = fields.Boolean(default=True)

    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day is before the first.",
    )

    @api.model
    def _current(self):
        """Return the news of today, in sudo, the newest first."""
        today = fields.Date.context_today(self)
        shown = Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )
        # sudo: the news are public.
        return self.sudo().search(shown, limit=MAX_SHOWN)
