from odoo import api, fields, models


class ServiceRequest(models.Model):
    _inherit = "service.request"

    channel_message_ids = fields.One2many(
        "channel.message", "request_id", string="Letters and Texts"
    )

    channel_message_count = fields.Integer(
        string="Channel Messages", compute="_compute_channel_message_count"
    )

    def _compute_channel_message_count(self):
        counts = dict(
            self.env["channel.message"]._read_group(
                [("request_id", "in", self.ids)], ["request_id"], ["__count"]
            )
        )
        for request in self:
            request.channel_message_count = counts.get(request, 0)

    def action_view_messages(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "channel_gateway.channel_message_action"
        )
        return {**action, "domain": [("request_id", "=", self.id)]}

    # In: Odoo's mail gateway

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        message = self._message_in_hand()
        if not message:
            return super().message_new(msg_dict, custom_values)
        if message.partner_id:
            msg_dict["author_id"] = message.partner_id.id
        return message._open_request()

    def message_update(self, msg_dict, update_vals=None):
        message = self._message_in_hand()
        if message:
            if message.partner_id:
                msg_dict["author_id"] = message.partner_id.id
            message._reach(self)
        return super().message_update(msg_dict, update_vals)

    @api.model
    def _message_in_hand(self):
        """The stored message that the mail gateway is working on for us, if any."""
        message_id = self.env.context.get("channel_message_id")
        return self.env["channel.message"].browse(message_id)

    def _note_reply(self, message):
        """Have somebody look at a reply to a request that nobody is working on."""
        self.ensure_one()
        if self.state not in ("closed", "cancelled", "waiting"):
            return
        who = self.user_id or self.team_id.member_ids[:1]
        summary = (
            self.env._("The constituent has answered")
            if self.state == "waiting"
            else self.env._("Reply to a closed request")
        )
        if who:
            self.activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=who.id
            )
        else:
            self._message_log(body=summary)

    def _notify_get_reply_to(self, default=None, author_id=False):
        """Answers to what staff write return to the council's mailbox."""
        found = super()._notify_get_reply_to(default=default, author_id=author_id)
        Message = self.env["channel.message"]
        for request in self:
            address = Message._mailbox(request).address
            if address:
                found[request.id] = address
        return found

    # Out

    def _message_post_after_hook(self, message, msg_values):
        """What staff write to the constituent is a contact, and counts as one."""
        result = super()._message_post_after_hook(message, msg_values)
        is_letter = message.message_type == "comment" and not message.is_internal
        if is_letter and self.partner_id and self.partner_id in message.partner_ids:
            self.env["constituent.interaction"]._record(
                {
                    "direction": "out",
                    "channel": "email",
                    "partner_id": self.partner_id.id,
                    "user_id": self.env.uid,
                    "subject": message.subject or self.display_name,
                    "request_id": self.id,
                    "service_id": self.service_id.id,
                    "source_key": f"mail.message:{message.id}",
                }
            )
        return result

    def _inform_constituent(self, event):
        result = super()._inform_constituent(event)
        if not self.env.context.get("channel_news_later"):
            for request in self:
                request._send_news(event)
        return result

    def _send_news(self, event):
        """Tell the constituent on their own channel, or note why not.

        Args:
            event: one of those of `_inform_constituent`.
        """
        self.ensure_one()
        # Residents' and crews' pages bring news too; they have no right to the rows.
        request = self.sudo()
        templates = request.env["channel.template"].search([("event", "=", event)])
        partner = request.partner_id
        if not partner or not templates:
            return
        Message = request.env["channel.message"]
        channel, answer = Message._way_to(partner, request)
        template = templates.filtered(lambda one: one.channel_id == channel)[:1]
        if template:
            subject, body = template._render(request)
            Message._send(
                partner, subject, body, request=request, channel=channel, event=event
            )
            if event == "closed":
                # The letter asks what they think of it, the first of them only.
                request._note_asked()
        elif not channel:
            request._message_log(body=Message._not_sent(answer))
