from odoo import api, fields, models


class ChannelMessageTelling(models.AbstractModel):
    """Wizard that tells the constituent what becomes of their message.

    The text is the `channel.template` of `_event`, in their language.
    """

    _name = "channel.message.telling"
    _description = "Tell the Constituent about Their Message"
    # Event of the template; each wizard sets its own.
    _event = None

    message_id = fields.Many2one("channel.message", required=True, ondelete="cascade")
    is_telling = fields.Boolean(
        string="Tell the Constituent",
        compute="_compute_is_telling",
        store=True,
        readonly=False,
    )
    not_told = fields.Char(string="Why Not", compute="_compute_preview")
    preview = fields.Html(string="They Read", compute="_compute_preview")
    note = fields.Text(string="Note for Staff")

    @api.depends("message_id")
    def _compute_is_telling(self):
        for wizard in self:
            wizard.is_telling = not wizard._find_template()[1]

    def _find_template(self):
        """Return the template that suits the constituent, and why there is none.

        Returns:
            A `channel.template`, empty with a reason as text.
        """
        message = self.message_id
        Template = self.env["channel.template"]
        if not message.partner_id:
            return Template, self.env._("It is not known who wrote it.")
        channel, answer = message._choose_channel(
            message.partner_id,
            message.request_id,
            message.channel_id & message._sending_channels() or None,
        )
        if not channel:
            return Template, answer.reason
        template = Template.search(
            [("event", "=", self._event), ("channel_id", "=", channel.id)], limit=1
        )
        reason = self.env._("There is no template for %s.", channel.name)
        return template, not template and reason

    def _template_values(self):
        """Return what the template may use besides the message."""
        return {}

    @api.depends("message_id")
    def _compute_preview(self):
        for wizard in self:
            template, reason = wizard._find_template()
            wizard.not_told = reason
            wizard.preview = template and wizard._render(template, with_layout=False)[1]

    def _render(self, template, **options):
        values = self._template_values()
        return template._render_answer(self.message_id, **values, **options)

    def _tell(self):
        """Send the constituent the text, if they are to be told.

        Returns:
            The `channel.message`, empty when nothing is sent.
        """
        message = self.message_id
        template, _reason = self._find_template()
        if not (self.is_telling and template):
            return message.browse()
        subject, body = self._render(template)
        is_same_way = template.channel_id == message.channel_id
        return message._send_message(
            message.partner_id,
            subject,
            body,
            channel=template.channel_id,
            event=self._event,
            about=message,
            address=(is_same_way and message.sender) or "",
        )
