from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, plaintext2html

from odoo.addons.service_catalog.phases import FINAL_PHASES

from ..open311 import privacy
from ..open311.documents import request_document
from ..open311.problems import not_found

FALLBACK_ZONE = "Europe/London"


class ServiceRequest(models.Model):
    """Correspondence about requests, and their public view over Open311.

    Open311 discloses what and where, never who.
    """

    _inherit = "service.request"

    channel_message_ids = fields.One2many(
        "channel.message", "request_id", string="E-mails and Text Messages"
    )
    conversation_ids = fields.One2many("channel.conversation", "request_id")
    channel_message_count = fields.Integer(
        string="Channel Messages", compute="_compute_channel_message_count"
    )
    undelivered_message_count = fields.Integer(
        string="Messages Not Delivered",
        compute="_compute_undelivered_message_count",
        search="_search_undelivered_message_count",
    )
    media_url = fields.Char(
        string="Photo",
        help="Web address of a picture that came with it; never fetched by us.",
    )
    # Stored, as everybody may read the list as often as they like.
    public_description = fields.Text(
        compute="_compute_public_description",
        store=True,
        compute_sudo=True,
        help="What Open311 shows of the description: no names, addresses or numbers.",
    )

    def write(self, vals):
        if "description" in vals:
            # Other words are scrubbed anew.
            changed = self.filtered(lambda one: one.description != vals["description"])
            super(ServiceRequest, changed).write({"public_description": False})
        return super().write(vals)

    # Messages

    def _compute_channel_message_count(self):
        counts = self._count_messages([])
        for request in self:
            request.channel_message_count = counts.get(request, 0)

    def action_view_messages(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "channel_gateway.channel_message_action"
        )
        return {**action, "domain": [("request_id", "=", self.id)]}

    def _compute_undelivered_message_count(self):
        counts = self._count_messages(self._undelivered_domain())
        for request in self:
            request.undelivered_message_count = counts.get(request, 0)

    def _count_messages(self, domain):
        """Return the number of messages of each request that has any in `domain`."""
        own = [*domain, ("request_id", "in", self.ids)]
        return dict(
            self.env["channel.message"]._read_group(own, ["request_id"], ["__count"])
        )

    def _search_undelivered_message_count(self, operator, value):
        if (operator, value) != (">", 0):
            return NotImplemented
        undelivered = self.env["channel.message"]._search(self._undelivered_domain())
        return [("channel_message_ids", "in", undelivered)]

    @api.model
    def _undelivered_domain(self):
        """Return the domain of outgoing messages that need staff to proceed."""
        return [
            ("direction", "=", "out"),
            "|",
            ("state", "=", "uncertain"),
            "&",
            ("state", "=", "failed"),
            ("next_attempt_at", "=", False),
        ]

    def action_view_undelivered(self):
        return {
            **self.action_view_messages(),
            "domain": [("request_id", "=", self.id), *self._undelivered_domain()],
        }

    # In

    def message_update(self, msg_dict, update_vals=None):
        """Omit the author of an incoming e-mail if it claims to be from staff."""
        if self._is_staff(msg_dict.get("author_id")):
            msg_dict["author_id"] = False
        return super().message_update(msg_dict, update_vals)

    @api.model
    def _is_staff(self, partner_id):
        # The gateway runs as the user whom the e-mail claims as its sender.
        users = self.env["res.partner"].sudo().browse(partner_id or []).user_ids
        return bool(users.filtered(lambda user: not user.share))

    def _handle_reply(self, message):
        """Schedule a task for a reply; resume a request that waited for it.

        A reply by e-mail never reopens a closed request: an officer decides. The
        constituent reopens it on the tracking page (`_dispute`).

        Args:
            message: the incoming `channel.message`.
        """
        self.ensure_one()
        if self.phase not in (*FINAL_PHASES, "waiting") or message.officer_id:
            return
        if self.phase == "waiting":
            self._schedule_reply_review()
        else:
            who = self.user_id or self.team_id.member_ids
            self._schedule_task(who, self.env._("Reply to a closed request"))
        if self._is_from_requester(message.partner_id):
            self._resume_after_reply()

    def _is_from_requester(self, partner):
        """Return whether `partner` made the request. An empty partner never matches."""
        return bool(partner) and partner == self.partner_id

    def _notify_get_reply_to(self, default=None, author_id=False):
        """Return the council's mailbox as the reply address of e-mails from staff."""
        found = super()._notify_get_reply_to(default=default, author_id=author_id)
        mailboxes = self.env["channel.message"]._mailboxes_of(self)
        for request in self:
            address = mailboxes[request].address
            if address:
                found[request.id] = address
        return found

    # What the constituent sees of it on their page

    def _correspondence_domain(self):
        """Exclude the message that opened the request: the description repeats it."""
        opening = self.channel_message_ids.filtered(
            lambda one: one._source_key() == self.source_key
        )
        seen = super()._correspondence_domain()
        keys = [one.endpoint_id._kind()._chatter_key(one) for one in opening]
        return seen & Domain("message_id", "not in", keys)

    def _public_body(self, message):
        """Return an e-mail's own text, without the quoted e-mails that it answers."""
        emails = self.channel_message_ids.filtered(
            lambda one: one.external_id == message.message_id
        )
        words = emails[:1].body
        return plaintext2html(words) if words else super()._public_body(message)

    def _share_own_attachments(self, message):
        """Let the constituent download the files that they sent themselves."""
        is_own = self._is_from_requester(message.author_id)
        if message.message_type == "email" and is_own:
            # The mail gateway posts without a logged-in user.
            self.sudo().sent_file_ids |= message.sudo().attachment_ids

    # Out

    def _message_post_after_hook(self, message, msg_values):
        """Record an e-mail from staff to the constituent as a contact."""
        result = super()._message_post_after_hook(message, msg_values)
        self._share_own_attachments(message)
        is_email = message.message_type == "comment" and not message.is_internal
        if is_email and self.partner_id and self.partner_id in message.partner_ids:
            self.env["constituent.interaction"]._record_contact(
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

    def _send_event_messages(self, event):
        """Notify each person who reported these requests, on their own channel.

        The reason why somebody is not notified is noted on the request.

        Args:
            event: the event of a template.

        Returns:
            Result of super.
        """
        result = super()._send_event_messages(event)
        # Pages for residents and crews, which have no access rights, call it, too.
        requests = self.sudo()
        requests._send_event(
            event,
            [
                (request, recipient)
                for request in requests
                for recipient in request._recipients()
            ],
        )
        if event == "opened":
            # The others cannot be acknowledged by a message.
            (self - self._with_acknowledgement())._complete_clocks("acknowledge")
        return result

    @api.model
    def _send_event(self, event, people):
        """Notify people of an event of their requests, in a constant number of queries.

        Args:
            event: the event of a template.
            people: a list of (request, recipient), the latter from `_recipients`.
        """
        templates = self.env["channel.template"].search([("event", "=", event)])
        if not templates:
            return
        by_channel = {one.channel_id: one for one in templates}
        Message = self.env["channel.message"]
        purpose = self.env["constituent.purpose"]._get_by_code(None)
        outgoing = []
        for request, recipient in people:
            message = Message._address_message(
                recipient.partner, request, event, purpose, seen_as=recipient.request
            )
            template = message and by_channel.get(message.channel)
            if template:
                outgoing.append(message.with_content(*template._render(recipient)))
                if event == "closed":
                    # The message asks for a rating, the first time only.
                    recipient.source._mark_rating_requested()
        Message._send_all(outgoing)

    def _note_acknowledged(self, at):
        """Mark requests as acknowledged if they came by other channels.

        Requests by e-mail or text are acknowledged by a message. People who call, visit
        or use a form receive the acknowledgement at once.
        """
        sending = self.env["channel.message"]._sending_channels()
        at_once = self.filtered(lambda one: one.channel_id not in sending)
        return super(ServiceRequest, at_once)._note_acknowledged(at)

    def _with_acknowledgement(self):
        """Return the requests with an acknowledgement sent or queued."""
        # Users who cause a message may lack access to it.
        messages = self.env["channel.message"].sudo()
        sent = messages.search_fetch(
            [
                ("request_id", "in", self.ids),
                ("direction", "=", "out"),
                ("event", "=", "opened"),
            ],
            ["request_id"],
        )
        return self & sent.request_id.with_env(self.env)

    # Open311

    @api.model
    def _open311_published(self):
        return Domain("service_id.is_published", "=", True)

    @api.model
    def _open311_find(self, reference):
        domain = Domain("reference", "=", reference.upper())
        # What is shown of a published request is for everybody.
        found = self.sudo().search(domain & self._open311_published())
        if not found:
            raise not_found(f"There is no service request {reference}.")
        return found

    @api.model
    def _open311_search(self, asked):
        """Return the requests that a `parse.Listing` asks for, newest first."""
        domain = self._open311_published()
        if asked.ids:
            domain &= Domain("reference", "in", [one.upper() for one in asked.ids])
        else:
            domain &= Domain("opened_at", ">=", asked.start.replace(tzinfo=None))
            domain &= Domain("opened_at", "<=", asked.end.replace(tzinfo=None))
            if len(asked.statuses) == 1:
                operator = "in" if asked.statuses == ("closed",) else "not in"
                domain &= Domain("phase", operator, FINAL_PHASES)
            if asked.service_codes:
                domain &= Domain("service_id.code", "in", asked.service_codes)
        # What is shown of a published request is for everybody.
        return self.sudo().search(
            domain,
            order="opened_at desc, id desc",
            limit=asked.page_size,
            offset=(asked.page - 1) * asked.page_size,
        )

    def _open311_documents(self, with_extensions=False):
        return [
            request_document(request, with_extensions=with_extensions)
            for request in self
        ]

    def _open311_came_in_public(self):
        """Return whether the reporter knowingly used a public interface."""
        return self.channel_id.code == "api"

    @api.depends(
        "description",
        "channel_id.code",
        "partner_id.name",
        "partner_id.email",
        "beneficiary_id.name",
        "beneficiary_id.email",
    )
    def _compute_public_description(self):
        """Compute the public description, without names and e-mail addresses.

        It is empty unless the request came in by a public channel. What has been
        hidden stays hidden until the description is emptied: it may still name the
        constituent by a name that has since been changed or erased.
        """
        for request in self:
            if not request.description or not request._open311_came_in_public():
                request.public_description = False
                continue
            text = request.public_description or request.description
            who = request.partner_id | request.beneficiary_id
            names = [
                personal_data
                for one in who
                for personal_data in (one.name, one.email)
                if personal_data
            ]
            request.public_description = privacy.scrub(text, names)

    def _open311_status_notes(self):
        self.ensure_one()
        if self.phase == "closed":
            return self.outcome_id.public_text or None
        return {
            "in_progress": self.env._("Work is under way."),
            "waiting": self.env._("Waiting for the person who reported it."),
            "cancelled": self.env._("Withdrawn."),
        }.get(self.phase)

    def _open311_notice(self):
        """Return a sentence with the due day; None if closed or without a deadline."""
        if self.phase in FINAL_PHASES or not self.due_at:
            return None
        zone = self.env.company.resource_calendar_id.tz or FALLBACK_ZONE
        here = self.with_context(tz=zone)
        day = fields.Datetime.context_timestamp(here, self.due_at).date()
        when = format_date(self.env, day, date_format="long")
        return self.env._("We aim to have this done by %s.", when)
