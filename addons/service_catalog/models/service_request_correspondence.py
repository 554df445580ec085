from odoo import models
from odoo.fields import Domain


class ServiceRequest(models.Model):
    """What was written to and fro, as the constituent reads it on their page."""

    _inherit = "service.request"

    def _correspondence(self):
        """What was written between the constituent and staff: for their page.

        Returns:
            A list of dicts of is_mine, at (naive UTC) and body, the oldest first.
        """
        self.ensure_one()
        mine = self.env.ref("service_catalog.subtype_constituent")
        # What an officer wrote stays, whoever has left since.
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
        """What both may read; of letters that came in, theirs and those of staff."""
        mine = self.env.ref("service_catalog.subtype_constituent")
        letters = self.env.ref("mail.mt_comment")
        theirs = Domain("message_type", "=", "email") & Domain(
            "author_id", "in", self.partner_id.ids
        )
        # An officer may answer from their own mail program.
        staff = Domain("author_id.user_ids.share", "=", False) & Domain(
            "author_id.user_ids", "!=", False
        )
        # Who has joined writes for themselves, wherever they work.
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
        """What of a `mail.message` stands on the page."""
        return message.body
