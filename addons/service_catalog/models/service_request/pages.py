from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from odoo.addons.constituent_crm.matching.places import postcode as normal_form
from odoo.addons.constituent_crm.models import setting

from ...phases import OPEN_PHASES
from ..service_satisfaction_mixin import ANSWER_DAYS

LINK_DAYS = 90  # after closing
# Fields that the tracking page shows to the constituent.
PORTAL_READABLE_FIELDS = frozenset(
    {
        "id",
        "display_name",
        "reference",
        "name",
        "description",
        "partner_id",
        "service_id",
        "address",
        "postcode",
        "phase",
        "opened_at",
        "due_at",
        "closed_at",
        "access_url",
    }
)


class ServiceRequest(models.Model):
    """What residents see of a request on its pages, and do there."""

    _inherit = "service.request"

    # Keys of the pages, besides the one of portal.mixin; made at once, so that reading
    # the link never writes.
    access_token = fields.Char(default=lambda self: str(uuid4()))
    new_link_until = fields.Datetime(
        copy=False,
        help="Until when a link that they asked for again opens a closed request.",
    )

    # Links

    @api.model
    def _portal_readable_fields(self):
        return super()._portal_readable_fields() | PORTAL_READABLE_FIELDS

    def _get_share_url(self, *args, **kwargs):
        # sudo: readers of a request need not read its token field.
        self.check_access("read")
        return super(ServiceRequest, self.sudo())._get_share_url(*args, **kwargs)

    def _compute_access_url(self):
        for request in self:
            request.access_url = f"/track/{request.reference}"

    def _tracking_path(self):
        token = self._portal_ensure_token()
        return f"/track/{self.reference}?access_token={token}"

    def action_open_tracking(self):
        """Open the public tracking page in a new window."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": self._tracking_url(),
            "target": "new",
        }

    def _is_link_expired(self):
        """Return whether the tracking link has expired, some time after closing."""
        self.ensure_one()
        days = setting.days(self.env, "service_catalog.link_days", LINK_DAYS)
        now = fields.Datetime.now()
        if not self.closed_at or self.closed_at + timedelta(days=days) > now:
            return False
        return not self.new_link_until or self.new_link_until < now

    def _verified_path(self, proof):
        """Return the path of the tracking page for somebody who proves who they are.

        Args:
            proof: an e-mail address, a phone number, a postcode or the PIN, as typed.

        Returns:
            The path with its token: of the request for its constituent, of their own
            report for a co-reporter; "" for anybody else.
        """
        if (
            self._matches_contact(proof)
            or self._matches_home_postcode(proof)
            or self._matches_pin(proof)
        ):
            return self._tracking_path()
        for report in self.active_co_report_ids:
            if report._matches_contact(proof):
                return report._tracking_path()
        return ""

    def _matches_home_postcode(self, proof):
        """Return whether `proof` is the postcode of the constituent's address.

        A postcode proves nothing for requests that others see with their reference:
        those with a location, and those with co-reporters.
        """
        given = normal_form(proof)
        is_known_to_others = self.service_id.needs_location or self.co_report_ids
        if not given or is_known_to_others or self.channel_id.code == "api":
            return False
        known = (self.postcode, self.property_id.postcode, self.partner_id.zip)
        return given in map(normal_form, known)

    # What the pages show

    def _public_zone(self):
        """Return the name of the time zone to show times to the constituent in."""
        self.ensure_one()
        company = self.env.company
        calendar = self.team_id.resource_calendar_id or company.resource_calendar_id
        return self.partner_id.tz or calendar.tz or "UTC"

    def _public_status(self):
        """Return the public heading of the outcome, or else of the current state."""
        self.ensure_one()
        if self.phase == "closed":
            return self.outcome_id._public_heading()
        return self.state_id._public_heading()

    def _public_address(self):
        """Return the address and postcode of the request as text."""
        self.ensure_one()
        address, postcode = self.address or "", self.postcode or ""
        parts = [address, "" if postcode in address else postcode]
        return ", ".join(filter(None, parts))

    def _correspondence(self):
        """Return the messages between the constituent and staff, for the public page.

        Returns:
            A list of dicts of is_mine, at (naive UTC) and body, the oldest first.
        """
        self.ensure_one()
        mine = self.env.ref("service_catalog.subtype_constituent")
        # Messages of archived officers are included.
        Message = self.env["mail.message"].with_context(active_test=False)
        found = Message.search(self._correspondence_domain(), order="id")
        return [
            {
                "is_mine": one.subtype_id == mine
                or (one.message_type == "email" and one.author_id == self.partner_id),
                "at": one.date,
                "body": self._public_body(one),
            }
            for one in found
        ]

    def _correspondence_domain(self):
        """Return the domain of the messages that the constituent and staff may read.

        Of incoming e-mails, only those of the constituent and of staff are included.
        Those of co-reporters are not, even if they are staff.
        """
        mine = self.env.ref("service_catalog.subtype_constituent")
        letters = self.env.ref("mail.mt_comment")
        theirs = Domain("message_type", "=", "email") & Domain(
            "author_id", "in", self.partner_id.ids
        )
        # Officers may answer from their own e-mail client.
        staff = Domain("author_id.user_ids.share", "=", False) & Domain(
            "author_id.user_ids", "!=", False
        )
        # Co-reporters write for themselves, even if they are staff.
        staff &= Domain("author_id", "not in", self.co_report_ids.partner_id.ids)
        answers = Domain("message_type", "=", "email") & staff
        return Domain(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("subtype_id", "in", (mine | letters).ids),
                ("is_internal", "=", False),
            ]
        ) & (Domain("message_type", "=", "comment") | theirs | answers)

    def _public_body(self, message):
        """Return the part of a `mail.message` that the public page shows."""
        return message.body

    # Replies and withdrawal

    def _reply(self, words, photos=()):
        """Record a reply of the constituent, with photographs, and resume the request.

        Args:
            words: the constituent's message; may be empty where there are photographs.
            photos: as `service.type._photos_in` returns them.

        Raises:
            UserError: when the reply is empty, the request no longer takes replies, or
                there are too many photographs.
        """
        self.ensure_one()
        # sudo: residents have no login; the route has checked their token.
        request = self.sudo()
        words = request._validate_reply(words, photos, request.sent_file_ids)
        kept = request._keep_files(list(photos))
        request.sent_file_ids |= kept
        request._record_reply_interaction(self.env._("More about: %s", request.name))
        request._post_constituent_message(words or self.env._("Photos"), kept)
        request._schedule_reply_review()
        request._resume_after_reply()

    def _withdraw(self, words=None):
        """Withdraw the request for its constituent.

        It stays open while co-reporters still wait for it.

        Args:
            words: the reason, in the constituent's words; may be empty.

        Raises:
            UserError: when the request is closed.
        """
        self.ensure_one()
        # sudo: residents have no login; the route has checked their token.
        request = self.sudo()
        if not request._may_reply():
            raise UserError(self.env._("This request is closed already."))
        request._record_reply_interaction(self.env._("Withdrawn: %s", request.name))
        words = self._clean_text(words)
        if request.active_co_report_ids:
            # The request stays open for the co-reporters.
            request.notification_preference = "none"
            request._post_constituent_message(
                words or self.env._("I no longer need this.")
            )
            request._schedule_reply_review()
            return
        if words:
            request._post_constituent_message(words)
        request._change_state("withdrawn", by=request.partner_id)

    def _may_reply(self):
        self.ensure_one()
        return self.phase in OPEN_PHASES

    def _record_reply_interaction(self, subject, by=None):
        self._record_page_interaction(
            partner_id=(self.partner_id if by is None else by).id,
            request_id=self.id,
            service_id=self.service_id.id,
            subject=subject,
        )

    def _post_constituent_message(self, words, attachments=()):
        """Post a message of the constituent, for staff and the tracking page."""
        author = self.partner_id or self.env.ref("base.public_partner")
        self.message_post(
            # Keeps line breaks.
            body=plaintext2html(words),
            author_id=author.id,
            message_type="comment",
            subtype_xmlid="service_catalog.subtype_constituent",
            attachment_ids=[one.id for one in attachments],
        )

    def _resume_after_reply(self):
        """Resume a request that was waiting for the constituent's reply."""
        state = self.state_id
        then = state.next_ids.filtered(lambda one: one.phase == "in_progress")[:1]
        if state.event == "waiting" and then:
            self._change_state(then, by=self.partner_id)

    def _schedule_reply_review(self):
        who = self.user_id or self.team_id.member_ids
        self._schedule_task(who, self.env._("The constituent has replied"))

    # Satisfaction

    def _within_rating_period(self):
        """Return whether the constituent may still rate the request."""
        self.ensure_one()
        since = fields.Datetime.now() - timedelta(days=ANSWER_DAYS)
        return self.phase == "closed" and self.closed_at >= since

    def _can_be_rated(self):
        return self._within_rating_period()

    def _follow_up(self):
        """Schedule a task to contact a dissatisfied constituent."""
        self.ensure_one()
        who = self.team_id.lead_id or self.user_id or self.team_id.member_ids
        self._schedule_task(
            who,
            self.env._("Follow up: %s", self._satisfaction_summary()),
            self.satisfaction_comment,
        )

    def _schedule_task(self, who, summary, note=None):
        """Schedule a task for the first of some users, or log it when there are none.

        Args:
            who: `res.users`; may be empty.
            summary: title of the task, plain text.
            note: more details, plain text.
        """
        if who:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=plaintext2html(note) if note else "",
                user_id=who[0].id,
            )
        else:
            self._message_log(body=summary)

    def _dispute(self, comment, by=None):
        """Reopen a closed request because the constituent says it is not done.

        Args:
            comment: what is still wrong, in the constituent's words.
            by: the `res.partner` who disputes, when a co-reporter does; empty for an
                anonymous one. None for the constituent of the request.

        Raises:
            UserError: when the comment is empty, or the time to reopen is over.
        """
        self.ensure_one()
        words = self._clean_text(comment)
        if not words:
            raise UserError(self.env._("Tell us what is still wrong."))
        if not self._can_be_reopened():
            raise UserError(
                self.env._("It was closed too long ago. Please make a new request.")
            )
        by = self.partner_id if by is None else by
        self.env["constituent.interaction"]._record_contact(
            {
                "channel": "web",
                "partner_id": by.id,
                "request_id": self.id,
                "service_id": self.service_id.id,
                "subject": self.env._("Not done: %s", self.name),
                "repeat_of_id": self.interaction_ids[-1:].id,
            }
        )
        self._change_state("open", note=words, by=by)
