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
    """The rating of a closed request.

    The scale has five points as in national surveys; `rating` of Odoo has three.
    """

    _name = "service.satisfaction.mixin"
    _description = "Satisfaction Mixin"

    satisfaction = fields.Selection(SATISFACTION, copy=False)
    satisfaction_comment = fields.Text(copy=False)
    satisfaction_at = fields.Datetime(index="btree_not_null", copy=False)
    satisfaction_asked_at = fields.Datetime(
        string="Asked", copy=False, help="Once, however often it is closed."
    )

    def _can_be_rated(self):
        """Return whether a rating is accepted now."""
        raise NotImplementedError

    def _follow_up(self):
        """Schedule a task to contact a dissatisfied constituent."""
        raise NotImplementedError

    def _mark_rating_requested(self):
        """Store when the constituent was first asked for a rating."""
        first = self.filtered(lambda rated: not rated.satisfaction_asked_at)
        first.satisfaction_asked_at = fields.Datetime.now()

    def _rate(self, satisfaction, comment=None):
        """Store a rating; a later one replaces it.

        Args:
            satisfaction: "1" to "5"; 5 is very satisfied.
            comment: the constituent's own words.

        Raises:
            UserError: when the request is not closed or closed too long ago, or the
                value is not on the scale.
        """
        self.ensure_one()
        # sudo: residents have no login; the route has verified their token.
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
                "satisfaction_comment": self.env["service.tracking.mixin"]._clean_text(
                    comment
                ),
                "satisfaction_at": fields.Datetime.now(),
            }
        )
        # The page asks, too, even if no message was sent.
        rated._mark_rating_requested()
        if satisfaction in POOR and not was_poor:
            rated._follow_up()

    def _satisfaction_summary(self):
        """Return the label of the rating."""
        self.ensure_one()
        labels = dict(self._fields["satisfaction"]._description_selection(self.env))
        return labels[self.satisfaction]
