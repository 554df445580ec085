import hashlib
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

SEVERITY = ["caution", "vulnerability", "accessibility", "language"]
# Red, orange, blue and green of Odoo's tags.
COLOURS = [1, 2, 4, 10]
STYLES = ["alert-danger", "alert-warning", "alert-info", "alert-success"]
ICONS = ["fa-exclamation-triangle", "fa-heart", "fa-wheelchair", "fa-language"]
# Cautions should be reviewed at least once a year: Information Commissioner, "The use
# of violent warning markers".
REVIEW_MONTHS = 12
# Fields that disclose more of a restricted marker than its existence.
REVEALING = {"reason", "evidence", "non_disclosure_reason", "end_reason"}
# Fields that are reviewed. When one of them changes, an open review must be repeated.
REVIEWED = (
    "category",
    "reason",
    "evidence",
    "review_date",
    "expiry_date",
    "is_restricted",
    "ended_at",
)


class ConstituentMarker(models.Model):
    """Information that staff must know before they serve a constituent."""

    _name = "constituent.marker"
    _description = "Constituent Marker"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "severity, id desc"
    _rec_names_search = ["partner_id"]

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    category = fields.Selection(
        [
            ("caution", "Caution"),
            ("vulnerability", "Vulnerability"),
            ("accessibility", "Accessibility"),
            ("language", "Language"),
        ],
        required=True,
        default="caution",
        tracking=True,
    )
    severity = fields.Integer(
        compute="_compute_severity",
        store=True,
        help="Smaller numbers come first.",
        export_string_translation=False,
    )
    color = fields.Integer(compute="_compute_color", export_string_translation=False)
    reason = fields.Char(
        required=True, help="What staff need to know or do, in one line."
    )
    evidence = fields.Text(help="What the marker rests on.")
    is_restricted = fields.Boolean(
        string="Restricted",
        groups="constituent_crm.group_supervisor,constituent_crm.group_dpo",
        help="Visible only to supervisors, data protection officers and the groups"
        " below.",
    )
    group_ids = fields.Many2many(
        "res.groups",
        string="Also Seen By",
        groups="constituent_crm.group_supervisor,constituent_crm.group_dpo",
        help="Groups whose members may see a restricted marker.",
    )
    active = fields.Boolean(default=True)
    # Validity and review
    review_date = fields.Date(
        compute="_compute_review_date",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
        help="When the marker is due for review.",
    )
    reviewer_id = fields.Many2one(
        "res.users",
        ondelete="set null",
        domain=lambda self: self._reviewers(),
        help="Notified before the review is due.",
    )
    expiry_date = fields.Date(
        tracking=True, help="Last day of validity. The marker expires automatically."
    )
    ended_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    end_reason = fields.Char(string="Reason for Ending", readonly=True, copy=False)
    review_ids = fields.One2many(
        "constituent.marker.review",
        "marker_id",
        string="Reviews",
        groups="constituent_crm.group_supervisor,constituent_crm.group_dpo",
    )
    state = fields.Selection(
        [
            ("current", "Current"),
            ("due", "To Review"),
            ("expired", "Expired"),
            ("ended", "Ended"),
        ],
        compute="_compute_state",
    )
    # Disclosure to the constituent
    may_be_disclosed = fields.Selection(
        [("yes", "Yes"), ("no", "No")], required=True, default="yes"
    )
    non_disclosure_reason = fields.Char(
        string="Reason Not Disclosed",
        help="For example: disclosure would put a worker at risk.",
    )
    disclosed_on = fields.Date(help="When the marker was disclosed to the constituent.")
    view_ids = fields.One2many(
        "constituent.marker.view",
        "marker_id",
        string="Viewings",
        groups="constituent_crm.group_dpo",
    )

    _expires_after_review = models.Constraint(
        "CHECK (expiry_date IS NULL OR review_date IS NULL"
        " OR expiry_date >= review_date)",
        "A marker is reviewed before it expires.",
    )

    # The name of a restricted marker never contains its reason, because reading that is
    # logged.
    @api.depends("category", "reason", "is_restricted")
    def _compute_display_name(self):
        labels = dict(self._fields["category"]._description_selection(self.env))
        # Users who see a restricted marker may know that it is restricted.
        restricted = self.sudo().filtered("is_restricted")
        for marker in self:
            label = labels.get(marker.category, "")
            hidden = self.env._("%s (restricted)", label)
            is_hidden = marker in restricted
            marker.display_name = hidden if is_hidden else marker.reason or label

    @api.depends("severity")
    def _compute_color(self):
        for marker in self:
            marker.color = COLOURS[marker.severity]

    @api.depends("category")
    def _compute_severity(self):
        for marker in self:
            marker.severity = SEVERITY.index(marker.category or SEVERITY[-1])

    @api.depends("category")
    def _compute_review_date(self):
        for marker in self:
            kept = marker.review_date if marker._origin else False
            due = kept or marker._next_review()
            marker.review_date = min(due, marker.expiry_date or due)

    def _next_review(self):
        """Return the date of the next review of a marker that is reviewed today."""
        months = self._review_months(self.category or SEVERITY[0])
        return fields.Date.context_today(self) + relativedelta(months=months)

    @api.model
    def _review_months(self, category):
        # Officers may not read the configuration.
        setting = self.env["ir.config_parameter"].sudo()
        months = setting.get_param(f"constituent_crm.review_months_{category}")
        return max(0, int(months or 0)) or REVIEW_MONTHS

    @api.model
    def _reviewers(self):
        groups = self.env.ref("constituent_crm.group_supervisor")
        groups |= self.env.ref("constituent_crm.group_dpo")
        return [("all_group_ids", "in", groups.ids)]

    @api.depends("ended_at", "expiry_date", "review_date")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for marker in self:
            if marker.ended_at:
                marker.state = "ended"
            elif marker.expiry_date and marker.expiry_date < today:
                marker.state = "expired"
            elif marker.review_date and marker.review_date <= today:
                marker.state = "due"
            else:
                marker.state = "current"

    @api.onchange("expiry_date")
    def _onchange_expiry_date(self):
        if self.expiry_date and self.review_date:
            self.review_date = min(self.review_date, self.expiry_date)

    @api.constrains("may_be_disclosed", "non_disclosure_reason")
    def _check_told(self):
        for marker in self:
            if marker.may_be_disclosed == "no" and not marker.non_disclosure_reason:
                raise ValidationError(
                    self.env._(
                        "Give a reason why the marker may not be disclosed to the"
                        " constituent."
                    )
                )

    # Display

    @api.model
    def _current(self):
        """Return the domain of markers that have neither ended nor expired.

        Returns:
            `Domain` on `constituent.marker`.
        """
        today = fields.Date.context_today(self)
        unexpired = Domain("expiry_date", "=", False)
        unexpired |= Domain("expiry_date", ">=", today)
        return Domain("ended_at", "=", False) & unexpired

    def _banner(self, screen):
        """Render the markers as HTML, and log that restricted ones have been viewed.

        Args:
            screen: where they are shown, a value of `constituent.marker.view.screen`.

        Returns:
            `Markup`, "" without markers.
        """
        if not self:
            return ""
        self._log_viewing(screen)
        field = self._fields["category"]
        return self.env["ir.qweb"]._render(
            "constituent_crm.marker_banner",
            {
                "markers": self,
                "today": fields.Date.context_today(self),
                # As in `_compute_display_name`.
                "restricted": self.sudo().filtered("is_restricted"),
                "labels": dict(field._description_selection(self.env)),
                "styles": dict(zip(SEVERITY, STYLES, strict=True)),
                "icons": dict(zip(SEVERITY, ICONS, strict=True)),
            },
        )

    # Log of viewings

    def _log_viewing(self, screen):
        """Log that the user has viewed the restricted ones of these markers.

        Args:
            screen: where they are shown, a value of `constituent.marker.view.screen`.
        """
        # Automatic access by the system is not logged.
        if self.env.su:
            return
        # As in `_compute_display_name`.
        restricted = self._origin.sudo().filtered("is_restricted")
        if restricted:
            self.env["constituent.marker.view"]._log(restricted, screen)

    def _read_format(self, fnames, load="_classic_read"):
        """Log the viewing when revealing fields are read."""
        if REVEALING & set(fnames):
            self._log_viewing("record")
        return super()._read_format(fnames, load)

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        """Log the viewing when revealing fields are exported."""
        if REVEALING & {path[0] for path in fields if path}:
            self._log_viewing("export")
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

    def _read_group_groupby(self, alias, groupby_spec, query):
        """Refuse to group by revealing fields."""
        self._check_not_revealing(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        """Refuse to aggregate revealing fields."""
        self._check_not_revealing(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    @api.model
    def _check_not_revealing(self, spec):
        """Raise a UserError for a specification with a revealing field."""
        if spec.split(":")[0] in REVEALING:
            raise UserError(self.env._("Markers cannot be grouped by their content."))

    # Review

    def _review_digest(self):
        """Return a digest of the reviewed fields, to detect changes."""
        self.ensure_one()
        # Reviewers may have no access to some of these fields.
        marker = self.sudo()
        content = repr([str(marker[name] or "") for name in REVIEWED])
        return hashlib.sha256(content.encode()).hexdigest()

    def action_review(self):
        return self._action_review("keep", self.env._("Review Marker"))

    def action_end(self):
        return self._action_review("end", self.env._("End Marker"))

    def _action_review(self, outcome, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "constituent.marker.review",
            "view_mode": "form",
            "target": "new",
            "context": {"default_marker_id": self.id, "default_outcome": outcome},
        }

    @api.model
    def _cron_remind(self, days=14):
        """Schedule an activity for each reviewer before a review is due.

        Args:
            days: how many days before.
        """
        ahead = fields.Date.context_today(self) + timedelta(days=days)
        due = self.search(
            Domain("review_date", "<=", ahead)
            & Domain("activity_ids", "=", False)
            & self._current()
        )
        usual = self.env.company.marker_reviewer_id
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for marker in due:
            reviewer = marker.reviewer_id or usual
            if reviewer:
                marker.activity_schedule(
                    "mail.mail_activity_data_todo",
                    marker.review_date,
                    summary=self.env._("Review a marker"),
                    user_id=reviewer.id,
                )
            if not self.env["ir.cron"]._commit_progress(1):
                break
