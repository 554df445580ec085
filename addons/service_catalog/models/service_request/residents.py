from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ...phases import OPEN_PHASES
from ..service_satisfaction_mixin import ANSWER_DAYS

# Fields kept on erasure, besides those that `_erase_person` writes.
FIGURES = {"reference", "team_reason"}
MAX_COMMENT_LENGTH = 2000
MAX_SENT_FILES = 50


class ServiceRequest(models.Model):
    """Actions and correspondence of residents on the public pages."""

    _inherit = "service.request"

    # Opening

    @api.model
    def _open_from_web_form(self, values, who, photos=(), join=None):
        """Open a request from the web form, or join a nearby one.

        Args:
            values: as those of `_open_request`, with source_key.
            who: a dict of partner (who is logged in, may be empty), name, email, phone,
                other_name (whom it is for, if another); empty for anonymous residents.
            photos: as `service.type._photos_in` returns them.
            join: the reference of a nearby request to join.

        Returns:
            The `service.request`; or the `service.co.report` of one joined.

        Raises:
            UserError: with a message for the resident.
        """
        # sudo: residents have no login; `_open_request` checks the values.
        Request = self.sudo()
        known = Request._find_by_source_key(values["source_key"])
        if known:
            return known
        values = {**values, **Request._resolve_people(who), "channel": "web"}
        values["notification_preference"] = who.get("notification_preference")
        values["interaction"] = Request._record_web_interaction(
            values, values["service_id"]
        )
        if join:
            report = Request._co_report_nearby(join, values)
            report._keep_files({"answers": {"photos": list(photos)}})
            return report
        opened = Request._open_request(values)
        kept = opened._keep_files(list(photos))
        opened.sent_file_ids = kept | opened.answer_ids.attachment_ids
        return opened

    @api.model
    def _resolve_people(self, who):
        Partner = self.env["res.partner"]
        partner = who.get("partner") or Partner
        clues = {name: who.get(name) for name in ("name", "email", "phone")}
        known = Partner
        if not partner and any(clues.values()):
            # Unverified input must not change another person's preference.
            known = Partner._constituent_identify(clues)
            partner = Partner._constituent_identify(clues, create=True)
        if not known:
            self._set_preferred_channel(partner, who.get("notification_preference"))
        other = Partner
        if partner and who.get("other_name"):
            clues = {"name": who["other_name"]}
            other = Partner._constituent_identify(clues, create=True)
        return {"partner_id": partner.id, "beneficiary_id": other.id}

    @api.model
    def _set_preferred_channel(self, partner, notification_preference):
        """Set the preferred channel of a partner who has none."""
        if (
            partner
            and notification_preference in ("email", "sms")
            and not partner.preferred_channel_id
        ):
            Interaction = self.env["constituent.interaction"]
            partner.preferred_channel_id = Interaction._channel(notification_preference)

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

    def _validate_reply(self, words, photos, sent):
        """Return the cleaned text of a reply after checking that it is allowed.

        Args:
            words: the constituent's message; may be empty where there are photographs.
            photos: the photographs of this reply.
            sent: the files that the constituent has sent before, as `ir.attachment`.

        Returns:
            The cleaned text.

        Raises:
            UserError: when the reply is empty, the request no longer takes replies, or
                there are too many photographs.
        """
        words = self._clean_text(words)
        if not words and not photos:
            raise UserError(self.env._("Write your message, or choose a photo."))
        if not self._may_reply():
            raise UserError(
                self.env._("This request is closed. Please make a new request.")
            )
        if photos and len(sent) + len(photos) > MAX_SENT_FILES:
            raise UserError(
                self.env._(
                    "We have many photos of this already. Please tell us in words what"
                    " is new."
                )
            )
        return words

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

    # Correspondence on the tracking page

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

    @staticmethod
    def _clean_text(text):
        # PostgreSQL rejects null bytes in text.
        return (text or "").replace("\0", "").strip()[:MAX_COMMENT_LENGTH]

    # Privacy: subject access and erasure

    @api.model
    def _erasure_policy(self, field):
        """Anonymise erased constituents: service, ward and times remain as figures."""
        if field.comodel_name == "res.partner":
            return "anonymise"
        return super()._erasure_policy(field)

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        # Figures, and fields that `_erase_person` writes.
        for name in FIGURES | {"access_token", "name"}:
            values.pop(name, None)
        place = dict.fromkeys(("latitude", "longitude", "property_id"), False)
        return {**values, **place}

    def _erase_person(self, partners, names):
        # sudo: staff cannot delete feedback; it is part of the erasure.
        Lesson = self.env["service.matching.feedback"].sudo()
        Lesson.search([("request_id", "in", self.ids)]).unlink()
        homes = partners._homes_of_person()
        places = {
            request: request._coordinates()
            for request in self
            if request._is_public_location(partners, homes)
        }
        self._erase_answers_and_referrals()
        for request in self:
            # Invalidates the person's link.
            token = str(uuid4())
            request.write({"name": request.service_id.name, "access_token": token})
        result = super()._erase_person(partners, names)
        for request, (latitude, longitude) in places.items():
            request.write({"latitude": latitude, "longitude": longitude})
        return result

    def _is_public_location(self, partners, homes):
        """Return whether the request's point reveals nothing about some partners.

        A pothole's location is public; a point near a partner's home is not.

        Args:
            partners: `res.partner` who must not be revealed.
            homes: the `constituent.property` records where `partners` live.
        """
        self.ensure_one()
        point = self._coordinates()
        if not (point and self.service_id.needs_location):
            return False
        if self.property_id in homes or homes._is_any_near(point):
            return False
        # Where no home is known, the partners' postcode counts as near.
        return not self.postcode or self.postcode not in partners.mapped("zip")

    def _erase_answers_and_referrals(self):
        """Erase answers, notes of referrals and snapshots for undoing."""
        self.answer_ids._erase_rows()
        self.referral_ids.write(
            {"note": False, "answer": False, "their_reference": False}
        )
        # sudo: erasure includes bulk actions that the user cannot see.
        lines = self.env["service.request.bulk.line"].sudo()
        lines = lines.search([("request_id", "in", self.ids)])
        # An action without `after` cannot be undone.
        lines.write({"reason": False, "former": False, "after": False})
        actions = lines.bulk_id
        actions.filtered(lambda one: one.request_ids <= self).write({"note": False})

    @api.model
    def _subject_access_fields(self):
        names = super()._subject_access_fields()
        return [name for name in names if name != "source_key"]
