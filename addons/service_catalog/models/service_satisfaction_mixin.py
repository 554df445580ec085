from odoo import fields, models
from odoo.exceptions import UserError

SATISFACTION = [
    ("5", "Very satisfied"),
    ("4", "Satisfied"),
    ("3", "Neither satisfied nor dissatisfied"),
    ("2", "Dissatisfied"),
    ("1", "Very dissatisfied"),
]
POOR = ("1", "2")
ANSWER_DAYS = 30  # after closing


class ServiceSatisfactionMixin(models.AbstractModel):
    """What somebody thought of how their request ended.

    Five points are the measure of national surveys; Odoo's rating takes three only.
    """

    _name = "service.satisfaction.mixin"
    _description = "Satisfaction Mixin"

    satisfaction = fields.Selection(SATISFACTION, copy=False)
    satisfaction_comment = fields.Text(copy=False)
    satisfaction_at = fields.Datetime(copy=False)
    satisfaction_asked_at = fields.Datetime(
        string="Asked", copy=False, help="Once, however often it is closed."
    )

    def _can_be_rated(self):
        """Whether they may say now what they think of it."""
        raise NotImplementedError

    def _follow_up(self):
        """Have somebody speak to one who is not content."""
        raise NotImplementedError

    def _mark_rating_requested(self):
        """They have been asked what they think of it."""
        first = self.filtered(lambda rated: not rated.satisfaction_asked_at)
        first.satisfaction_asked_at = fields.Datetime.now()

    def _rate(self, satisfaction, comment=None):
        """Keep what they think of it; a later word replaces an earlier.

        Args:
            satisfaction: "1" to "5", 5 being very satisfied.
            comment: their own words.

        Raises:
            UserError: when it is not closed, closed too long ago, or not on the scale.
        """
        self.ensure_one()
        # Residents rate without a login; the route has checked their token.
        rated = self.sudo()
        if not rated._can_be_rated():
            raise UserError(
                self.env._(
                    "A request can be rated for %s days after it is closed.",
                    ANSWER_DAYS,
                )
            )
        if satisfaction not in dict(SATISFACTION):
            raise UserError(self.env._("Choose one of the five answers."))
        was_poor = rated.satisfaction in POOR
        rated.write(
            {
                "satisfaction": satisfaction,
                "satisfaction_comment": self.env["service.request"]._clean_text(
                    comment
                ),
                "satisfaction_at": fields.Datetime.now(),
            }
        )
        # Whoever answers was asked, on the page if not by letter.
        rated._mark_rating_requested()
        if satisfaction in POOR and not was_poor:
            rated._follow_up()

    def _satisfaction_summary(self):
        self.ensure_one()
        words = dict(self._fields["satisfaction"]._description_selection(self.env))
        return words[self.satisfaction]
