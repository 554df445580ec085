from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import plaintext2html


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
            elif message.officer_id:
                msg_dict["author_id"] = message.officer_id.partner_id.id
            message._reach(self)
        return super().message_update(msg_dict, update_vals)

    @api.model
    def _message_in_hand(self):
        """The stored message that the mail gateway is working on for us, if any.

        The gateway works as the system: a user's context names no message.
        """
        message_id = self.env.su and self.env.context.get("channel_message_id")
        return self.env["channel.message"].browse(message_id or [])

    def _note_reply(self, message):
        """Have somebody look at a reply to a request that nobody is working on."""
        self.ensure_one()
        if self.state not in ("closed", "cancelled", "waiting") or message.officer_id:
            return
        if self.state == "waiting":
            self._have_it_read()
        else:
            who = self.user_id or self.team_id.member_ids
            self._give_task(who, self.env._("Reply to a closed request"))
        if self._is_from_constituent(message.partner_id):
            self._go_on()

    def _is_from_constituent(self, partner):
        """Whether it is the one who asked; nobody is nobody in particular."""
        return bool(partner) and partner == self.partner_id

    def _notify_get_reply_to(self, default=None, author_id=False):
        """Answers to what staff write return to the council's mailbox."""
        found = super()._notify_get_reply_to(default=default, author_id=author_id)
        Message = self.env["channel.message"]
        for request in self:
            address = Message._mailbox(request).address
            if address:
                found[request.id] = address
        return found

    # What the constituent sees of it on their page

    def _correspondence_domain(self):
        """The letter that opened it stands there as what they told us."""
        opening = self.channel_message_ids.filtered(
            lambda one: one._source_key() == self.source_key
        )
        seen = super()._correspondence_domain()
        return seen & Domain("message_id", "not in", opening.mapped("external_id"))

    def _written(self, message):
        """Of a letter its own words, without all that it answers."""
        letters = self.channel_message_ids.filtered(
            lambda one: one.external_id == message.message_id
        )
        words = letters[:1].body
        return plaintext2html(words) if words else super()._written(message)

    def _keep_what_they_sent(self, message):
        """Their own files are theirs to have back."""
        is_theirs = self._is_from_constituent(message.author_id)
        if message.message_type == "email" and is_theirs:
            # The mail gateway posts as nobody who is logged in.
            self.sudo().sent_file_ids |= message.sudo().attachment_ids

    # Out

    def _message_post_after_hook(self, message, msg_values):
        """What staff write to the constituent is a contact, and counts as one."""
        result = super()._message_post_after_hook(message, msg_values)
        self._keep_what_they_sent(message)
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
        """Tell each who has reported it on their own channel, or note why not.

        Args:
            event: one of those of `_inform_constituent`.
        """
        self.ensure_one()
        # Residents' and crews' pages bring news too; they have no right to the rows.
        request = self.sudo()
        for informed in request._people_to_inform():
            request._send_word(informed, event)

    def _send_word(self, informed, event):
        """Tell one of them.

        Args:
            informed: one of `_people_to_inform`.
            event: that of a template.
        """
        templates = self.env["channel.template"].search([("event", "=", event)])
        if not templates:
            return
        Message = self.env["channel.message"]
        partner = informed.partner
        channel, answer = Message._way_to(partner, informed.request)
        template = templates.filtered(lambda one: one.channel_id == channel)[:1]
        if template:
            subject, body = template._render(informed)
            Message._send(
                partner, subject, body, request=self, channel=channel, event=event
            )
            if event == "closed":
                # The letter asks what they think of it, the first of them only.
                informed.source._note_asked()
        elif not channel:
            self._message_log(body=Message._not_sent(answer))
