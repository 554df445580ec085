from odoo import api, fields, models
from odoo.tools import format_datetime

from odoo.addons.service_catalog.events import MESSAGE_EVENTS
from odoo.addons.service_catalog.phases import ACTIVE_PHASES


class ChannelTemplate(models.Model):
    """Template of notifications to constituents, for one event and channel.

    An addon adds its events with `selection_add`, here and on `service.request.event`,
    and reports them with `service.request._notify_constituent`.
    """

    _name = "channel.template"
    _description = "Message Template"
    _inherit = ["mail.render.mixin"]
    _order = "event, channel_id, id"
    _rec_name = "event"

    # Only administrators of the contact centre may write templates.
    _unrestricted_rendering = True

    event = fields.Selection(MESSAGE_EVENTS, required=True)
    channel_id = fields.Many2one(
        "constituent.channel",
        required=True,
        ondelete="restrict",
        index=True,
        domain=lambda self: [("id", "in", self._sending_channels().ids)],
    )
    channel_code = fields.Char(related="channel_id.code")
    subject = fields.Char(translate=True, help="Of an e-mail.")
    body_html = fields.Html(
        string="E-mail Body",
        translate=True,
        sanitize="email_outgoing",
        render_engine="qweb",
        render_options={"post_process": True},
    )
    body_text = fields.Text(
        string="Text",
        translate=True,
        help="Of every channel but e-mail; of an SMS best under 160 characters.",
    )
    lang = fields.Char(default="{{ object.partner_id.lang }}")
    active = fields.Boolean(default=True)

    _event_channel_uniq = models.UniqueIndex(
        "(event, channel_id) WHERE active",
        "There is a template for this event and channel already.",
    )

    @api.model
    def _sending_channels(self):
        return self.env["channel.message"]._sending_channels()

    def _compute_render_model(self):
        self.render_model = "service.request"

    @api.depends("event", "channel_id.name")
    def _compute_display_name(self):
        labels = dict(self._fields["event"]._description_selection(self.env))
        for template in self:
            channel = template.channel_id.name or ""
            template.display_name = f"{labels.get(template.event, '')} · {channel}"

    def _render(self, recipient):
        """Render subject and body for one recipient, in their language.

        Args:
            recipient: one of `service.request._recipients`.

        Returns:
            Subject, and the body as HTML in the council's layout for an e-mail; False
            and plain text for any other channel.
        """
        self.ensure_one()
        request = recipient.request
        more = {"tracking_url": recipient.tracking_url, "company": self.env.company}
        if self.channel_code != "email":
            text = self._render_one("body_text", request, more)
            return False, text
        subject = self._render_one("subject", request, more)
        html = self._render_one("body_html", request, more)
        lang = request.partner_id.lang or self.env.lang
        layout = (
            self.with_context(lang=lang)
            .env["ir.qweb"]
            ._render(
                "channel_gateway.mail_layout",
                {
                    "content": html,
                    "object": request.with_context(lang=lang),
                    "due": self._due(request, lang),
                    **more,
                },
            )
        )
        return subject, layout

    @api.model
    def _due(self, request, lang):
        """Return the due time of an active request as text; '' if there is none."""
        if not request.due_at or request.phase not in ACTIVE_PHASES:
            return ""
        zone = request.env.company.resource_calendar_id.tz
        return format_datetime(
            self.env,
            request.due_at,
            tz=zone,
            dt_format="d MMMM y, HH:mm",
            lang_code=lang,
        )

    def _render_one(self, name, request, more):
        # Not `ids`: the request as a co-reporter sees it is a new record.
        rendered = self._render_field(
            name, list(request._ids), compute_lang=True, add_context=more
        )
        return rendered[request.id]
