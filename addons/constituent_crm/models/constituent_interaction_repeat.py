from odoo import api, fields, models
from odoo.fields import Domain

from ..matching import subjects
from .setting import days

# Four weeks: within it a council counts a second contact as a repeat, unless told
# otherwise by the system parameter.
REPEAT_DAYS = "constituent_crm.repeat_days", 28
# Whoever makes contact more often than this is compared with the latest only.
MAX_COMPARED = 50


class ConstituentInteraction(models.Model):
    _inherit = "constituent.interaction"

    suggested_repeat_id = fields.Many2one(
        "constituent.interaction",
        string="Possible Repeat Of",
        compute="_compute_suggested_repeat_id",
        help="The constituent's latest contact about the same; nothing is counted"
        " until an officer confirms it.",
    )

    @api.depends(
        "partner_id", "beneficiary_id", "subject", "started_at", "repeat_of_id"
    )
    def _compute_suggested_repeat_id(self):
        for row in self:
            row.suggested_repeat_id = not row.repeat_of_id and row._likely_repeat_of()

    def _likely_repeat_of(self):
        """The latest contact this one repeats, if it looks like one; else none."""
        self.ensure_one()
        whose = self.beneficiary_id or self.partner_id
        if self.direction != "in" or not whose or not self.started_at:
            return self.browse()
        for earlier in self._earlier_of(whose):
            if earlier != self._origin and self._is_about_same(earlier):
                return earlier
        return self.browse()

    def _earlier_of(self, whose):
        """The latest contacts of `whose` or for them, within the days that count."""
        counted = days(self.env, *REPEAT_DAYS)
        since = fields.Datetime.subtract(self.started_at, days=counted)
        within = (
            Domain("direction", "=", "in")
            & Domain("started_at", ">=", since)
            & Domain("started_at", "<=", self.started_at)
        )
        found = self.browse()
        # Two searches, as in the constituent's timeline.
        for role in ("partner_id", "beneficiary_id"):
            mine = Domain(role, "=", whose._origin.id) & within
            found |= self.search(mine, limit=MAX_COMPARED)
        return found.sorted(lambda row: (row.started_at, row.id), reverse=True)

    def _is_about_same(self, earlier):
        """Hook: whether this contact is about what `earlier` was about."""
        self.ensure_one()
        return subjects.alike(self.subject, earlier.subject)

    def action_confirm_repeat(self):
        """Say that the suggestion is right; nothing happens where there is none."""
        for row in self:
            if row.suggested_repeat_id:
                row.repeat_of_id = row.suggested_repeat_id
