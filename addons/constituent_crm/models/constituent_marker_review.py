from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ConstituentMarkerReview(models.Model):
    """A review of a marker, which is then kept until a date, or ended.

    Creating one updates the marker. Reviews stay as its history.
    """

    _name = "constituent.marker.review"
    _description = "Marker Review"
    _order = "reviewed_at desc, id desc"
    _rec_name = "marker_id"

    marker_id = fields.Many2one(
        "constituent.marker", required=True, ondelete="cascade", index=True
    )
    marker_reason = fields.Char(
        string="Reason for the Marker", compute="_compute_marker_reason"
    )
    outcome = fields.Selection(
        [("keep", "Keep"), ("end", "End")], required=True, default="keep"
    )
    review_date = fields.Date(
        string="Review Again On",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    expiry_date = fields.Date(
        string="Keep Until",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        help="Leave empty to keep it until a later review ends it.",
    )
    note = fields.Char(string="Why", help="What the decision rests on.")
    user_id = fields.Many2one(
        "res.users",
        string="Reviewed By",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        readonly=True,
    )
    reviewed_at = fields.Datetime(
        string="Reviewed", required=True, default=fields.Datetime.now, readonly=True
    )
    seen = fields.Char(
        default=lambda self: self._default_seen(),
        store=False,
        export_string_translation=False,
    )

    @api.model
    def _default_seen(self):
        marker_id = self.env.context.get("default_marker_id")
        marker = self.env["constituent.marker"].browse(marker_id or []).exists()
        return marker._review_digest() if marker else False

    @api.depends("marker_id")
    def _compute_marker_reason(self):
        self.marker_id._log_viewing("record")
        for review in self:
            review.marker_reason = review.marker_id.reason

    @api.depends("marker_id", "outcome")
    def _compute_dates(self):
        for review in self:
            kept = review.outcome == "keep" and review.marker_id
            review.review_date = kept and kept._next_review()
            review.expiry_date = False

    @api.constrains("outcome", "note", "review_date", "expiry_date")
    def _check_decision(self):
        today = fields.Date.context_today(self)
        for review in self:
            if review.outcome == "end" and not review.note:
                raise ValidationError(
                    self.env._("Give a reason for ending the marker.")
                )
            if review.outcome == "keep" and (
                not review.review_date or review.review_date <= today
            ):
                raise ValidationError(
                    self.env._("A marker that is kept is reviewed again later.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_unchanged(vals)
        reviews = super().create(vals_list)
        for review in reviews:
            review.marker_id.write(review._marker_values())
            review.marker_id.activity_unlink(["mail.mail_activity_data_todo"])
        return reviews

    @api.model
    def _check_unchanged(self, vals):
        """Refuse a review if the marker has changed since the reviewer read it."""
        marker = self.env["constituent.marker"].browse(vals.get("marker_id")).exists()
        if not marker:
            raise UserError(self.env._("This marker is not there any more."))
        if vals.get("seen") and vals["seen"] != marker._review_digest():
            raise UserError(
                self.env._(
                    "%s has changed this marker since you opened it."
                    " Read it again, then review it.",
                    marker.write_uid.name,
                )
            )
        if marker.ended_at:
            raise UserError(self.env._("This marker has ended already."))

    def _marker_values(self):
        """Return the values that the review sets in its marker."""
        self.ensure_one()
        if self.outcome == "end":
            return {"ended_at": self.reviewed_at, "end_reason": self.note}
        return {
            "review_date": min(self.review_date, self.expiry_date or self.review_date),
            "expiry_date": self.expiry_date,
        }
