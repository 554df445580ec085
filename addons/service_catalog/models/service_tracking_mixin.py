from odoo import api, fields, models
from odoo.exceptions import UserError

MAX_COMMENT_LENGTH = 2000
MAX_SENT_FILES = 50


class ServiceTrackingMixin(models.AbstractModel):
    """What a constituent reported, and follows on a public page by a link of their own.

    The model has the fields `partner_id` and `access_token`.
    """

    _name = "service.tracking.mixin"
    _description = "Record with a Tracking Page"

    tracking_url = fields.Char(string="Tracking Link", compute="_compute_tracking_url")

    def _compute_tracking_url(self):
        for record in self:
            record.tracking_url = record._tracking_url() if record.id else False

    def _tracking_url(self):
        """Return the URL of the public page of the record.

        It includes the access token, so it is for the constituent only.

        Returns:
            Text; "" where the record has no page any more.
        """
        self.ensure_one()
        # sudo: those who may send the link need not read the token field.
        path = self.sudo()._tracking_path()
        return f"{self.get_base_url()}{path}" if path else ""

    def _tracking_path(self):
        """Return the path of the public page with its access token, "" for none."""
        raise NotImplementedError

    def _matches_contact(self, proof):
        """Return whether `proof` is an e-mail address or number of the constituent.

        Args:
            proof: text, as typed.
        """
        Identifier = self.env["constituent.identifier"]
        given = {
            kind: Identifier._normalised(kind, proof, self.partner_id)
            for kind in ("email", "phone")
        }
        current = self.partner_id.identifier_ids.filtered("is_current")
        return any(
            given.get(one.type) and one.value_normalised == given[one.type]
            for one in current
        )

    # What residents send by a page

    def _take_from_page(self, method, *arguments):
        """Do what a resident has sent by a page.

        Hook for addons that store what is sent before it is processed.

        Args:
            method: name of the method of self that does it.
            *arguments: its arguments: plain data, or a `res.partner` as value of a
                dict.

        Returns:
            What the method returns; None where it was stored to be done later.

        Raises:
            UserError: with a message for the resident.
        """
        return getattr(self, method)(*arguments)

    # Replies

    def _may_reply(self):
        """Return whether the constituent may still add to it."""
        raise NotImplementedError

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

    @staticmethod
    def _clean_text(text):
        """Return what a constituent wrote as it is stored."""
        # PostgreSQL rejects null bytes in text.
        return (text or "").replace("\0", "").strip()[:MAX_COMMENT_LENGTH]

    # Privacy

    @api.model
    def _erasure_policy(self, field):
        """Anonymise erased constituents: that it was reported stays as a figure."""
        if field.comodel_name == "res.partner":
            return "anonymise"
        return super()._erasure_policy(field)
