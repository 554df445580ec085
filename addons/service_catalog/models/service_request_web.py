from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from odoo.addons.constituent_crm.models import setting

from .service_request_state import OPEN_PHASES

LINK_DAYS = 90  # after closing
MAX_SENT_FILES = 50
NEW_LINK_DAYS = 7


class ServiceRequest(models.Model):
    """What residents do on the council's pages."""

    _inherit = "service.request"

    notification_preference = fields.Selection(
        [("email", "E-mail"), ("sms", "Text message"), ("none", "Not at all")],
        copy=False,
        help="As chosen on the form. If empty, the constituent's preferred channel"
        " applies.",
    )
    new_link_until = fields.Datetime(
        copy=False,
        help="Until when a link that they asked for again opens a closed request.",
    )
    sent_file_ids = fields.Many2many(
        "ir.attachment",
        "service_request_sent_file_rel",
        string="Files from the Constituent",
        copy=False,
        readonly=True,
        help="Files the constituent can download from their page. Does not include"
        " files attached by staff.",
    )

    # Opening

    @api.model
    def _open_from_web_form(self, values, who, photos=(), join=None):
        """Open what a resident has sent on the page of a service.

        Args:
            values: as those of `_open`, with source_key.
            who: a dict of partner (who is logged in, may be empty), name, email, phone,
                other_name (whom it is for, if not themselves); empty for nobody.
            photos: as `service.type._photos_in` gives them.
            join: the reference of a request near by that it is about.

        Returns:
            The `service.request`; or the `service.co.report` of one joined.

        Raises:
            UserError: with words for the resident.
        """
        # Whoever fills in a form may have no login; the door checks what it says.
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
    def _prepare_request(self, service, values):
        prepared = super()._prepare_request(service, values)
        if notification_preference := values.get("notification_preference"):
            prepared["notification_preference"] = notification_preference
        return prepared

    @api.model
    def _resolve_people(self, who):
        Partner = self.env["res.partner"]
        partner = who.get("partner") or Partner
        clues = {name: who.get(name) for name in ("name", "email", "phone")}
        known = Partner
        if not partner and any(clues.values()):
            # What strangers type sets nobody else's preference.
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
        """How they wish to hear from us, unless they have said so before."""
        if (
            partner
            and notification_preference in ("email", "sms")
            and not partner.preferred_channel_id
        ):
            Interaction = self.env["constituent.interaction"]
            partner.preferred_channel_id = Interaction._channel(notification_preference)

    @api.model
    def _record_web_interaction(self, values, service_id):
        return self._record_page_interaction(
            partner_id=values["partner_id"],
            beneficiary_id=values["beneficiary_id"],
            subject=self.env["service.type"].browse(service_id).name,
            source_key=values["source_key"],
        )

    @api.model
    def _record_page_interaction(self, **values):
        """Have the ledger say what a resident has just done on a page."""
        now = fields.Datetime.now()
        moment = dict.fromkeys(("started_at", "answered_at", "ended_at"), now)
        return self.env["constituent.interaction"]._record_contact(
            {"channel": "web", **moment, **values}
        )

    def _recipients(self):
        """Without who does not want to hear of it."""
        recipients = super()._recipients()
        if self.notification_preference != "none":
            return recipients
        return [one for one in recipients if one.partner != self.partner_id]

    # Afterwards

    def _reply(self, words, photos=()):
        """The constituent says more, or shows it.

        Args:
            words: their own words, may be empty where there are photographs.
            photos: as `service.type._photos_in` gives them.

        Raises:
            UserError: when nothing is said, or it is over.
        """
        self.ensure_one()
        # Residents have no login; the route has checked their token.
        request = self.sudo()
        words = request._validate_reply(words, photos, request.sent_file_ids)
        kept = request._keep_files(list(photos))
        request.sent_file_ids |= kept
        request._record_reply_interaction(self.env._("More about: %s", request.name))
        request._post_constituent_message(words or self.env._("Photos"), kept)
        request._schedule_reply_review()
        request._resume_after_reply()

    def _validate_reply(self, words, photos, sent):
        """The words of a reply, once something is said and it may be.

        Args:
            sent: the files that they have sent before, as `ir.attachment`.
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
        """The constituent no longer needs it; it goes on for others who have joined.

        Args:
            words: why, in their own words; may be empty.

        Raises:
            UserError: when it is over already.
        """
        self.ensure_one()
        # Residents have no login; the route has checked their token.
        request = self.sudo()
        if not request._may_reply():
            raise UserError(self.env._("This request is closed already."))
        request._record_reply_interaction(self.env._("Withdrawn: %s", request.name))
        words = self._clean_text(words)
        if request.active_co_report_ids:
            # It is no longer theirs alone: the others still wait for it.
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
        return self.state in OPEN_PHASES

    def _record_reply_interaction(self, subject, by=None):
        self._record_page_interaction(
            partner_id=(self.partner_id if by is None else by).id,
            request_id=self.id,
            service_id=self.service_id.id,
            subject=subject,
        )

    def _post_constituent_message(self, words, attachments=()):
        """Post what the constituent says, for staff and for their own page."""
        author = self.partner_id or self.env.ref("base.public_partner")
        self.message_post(
            # A line as it was typed stays one.
            body=plaintext2html(words),
            author_id=author.id,
            message_type="comment",
            subtype_xmlid="service_catalog.subtype_constituent",
            attachment_ids=[one.id for one in attachments],
        )

    def _resume_after_reply(self):
        """They have answered what they were asked: it waits for them no longer."""
        state = self.state_id
        then = state.next_ids.filtered(lambda one: one.phase == "in_progress")[:1]
        if state.event == "waiting" and then:
            self._change_state(then, by=self.partner_id)

    def _schedule_reply_review(self):
        who = self.user_id or self.team_id.member_ids
        self._schedule_task(who, self.env._("The constituent has replied"))

    def _public_status(self):
        """What the constituent reads first: how it ended, or where it stands."""
        self.ensure_one()
        if self.state == "closed":
            return self.outcome_id._public_heading()
        return self.state_id._public_heading()

    def _public_address(self):
        """Where it is, as they told it."""
        self.ensure_one()
        address, postcode = self.address or "", self.postcode or ""
        parts = [address, "" if postcode in address else postcode]
        return ", ".join(filter(None, parts))

    # The link

    def _is_link_expired(self):
        """Whether its link has expired: some time after it was closed."""
        self.ensure_one()
        days = setting.days(self.env, "service_catalog.link_days", LINK_DAYS)
        now = fields.Datetime.now()
        if not self.closed_at or self.closed_at + timedelta(days=days) > now:
            return False
        return not self.new_link_until or self.new_link_until < now

    def _send_link(self):
        """Send the constituent a link, to the e-mail address on record only.

        A new one where the old one has expired, which opens nothing ever after.

        Returns:
            Whether there was an address.
        """
        self.ensure_one()
        # Residents have no login; nothing of what is done here is shown to them.
        request = self.sudo()
        if not request.partner_id.email:
            return False
        if request._is_link_expired():
            until = fields.Datetime.now() + timedelta(days=NEW_LINK_DAYS)
            request.write({"access_token": str(uuid4()), "new_link_until": until})
        template = self.env.ref("service_catalog.mail_template_link").sudo()
        template.send_mail(request.id)
        return True
