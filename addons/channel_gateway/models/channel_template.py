from odoo import api, fields, models
from odoo.tools import format_datetime

from odoo.addons.service_catalog.events import MESSAGE_EVENTS
from odoo.addons.service_catalog.phases import ACTIVE_PHASES

# What the council answers to a message for which no request is opened.
ANSWER_EVENTS = [
    ("not_ours", "Message not for the council"),
    ("forwarded", "Message forwarded to another organisation"),
]


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

    event = fields.Selection([*MESSAGE_EVENTS, *ANSWER_EVENTS], required=True)
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

    @api.depends("event")
    def _compute_render_model(self):
        answers = dict(ANSWER_EVENTS)
        for template in self:
            is_answer = template.event in answers
            template.render_model = (
                "channel.message" if is_answer else "service.request"
            )

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
        due = self._due(request, request.partner_id.lang or self.env.lang)
        return subject, self._render_layout(html, request, {"due": due, **more})

    def _render_answer(self, message, *, with_layout=True, **values):
        """Render subject and body of an answer to a message, in their language.

        Args:
            message: the `channel.message` that is answered.
            with_layout: whether an e-mail is put in the council's layout.
            values: what the template may use besides `object` and `company`.

        Returns:
            As `_render`.
        """
        self.ensure_one()
        more = {"company": self.env.company, "whose": "", **values}
        if self.channel_code != "email":
            return False, self._render_one("body_text", message, more)
        subject = self._render_one("subject", message, more)
        html = self._render_one("body_html", message, more)
        return subject, self._render_layout(
            html, message, more
        ) if with_layout else html

    def _render_layout(self, html, record, more):
        """Return an e-mail in the council's layout, in the language of its recipient.

        Args:
            html: its content.
            record: the request, or the message, that it is about.
            more: further values of the layout.
        """
        lang = record.partner_id.lang or self.env.lang
        layout = self.with_context(lang=lang).env["ir.qweb"]
        return layout._render(
            "channel_gateway.mail_layout",
            {"content": html, "object": record.with_context(lang=lang), **more},
        )

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
