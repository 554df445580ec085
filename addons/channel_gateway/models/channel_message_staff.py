from odoo import fields, models


class ChannelMessage(models.Model):
    """What officers answer from their own mail program."""

    _inherit = "channel.message"

    officer_id = fields.Many2one(
        "res.users",
        string="Written by Officer",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="Who answers, as staff, what the system told them of a request.",
    )

    def _identify(self, intake):
        """Staff who answer are no constituents, and what they write is no contact."""
        officer = self._answering_officer(intake.contact)
        if not officer:
            return super()._identify(intake)
        self.officer_id = officer
        return None

    def _answering_officer(self, contact):
        """The `res.users` who answers a message of a request that is not their own."""
        # Letters are worked by the system; that they are staff is all that is read.
        User = self.env["res.users"].sudo()
        at_work = [("email_normalized", "=", self.sender), ("share", "=", False)]
        officer = User.search(at_work, limit=1) if self.sender else User
        if not officer or not contact.references:
            return User
        answered = self._answered_message(contact)
        request = self.env["service.request"].sudo().browse(answered.res_id).exists()
        theirs = request.partner_id | request.report_ids.partner_id
        is_their_own = self.sender in theirs.mapped("email_normalized")
        return officer if request and not is_their_own else User

    def _request_mentioned(self):
        """What an officer answers says itself which request it is about."""
        if self.officer_id:
            return self.env["service.request"]
        return super()._request_mentioned()
