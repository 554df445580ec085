from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date


class ConstituentErasure(models.Model):
    """A request for erasure: preview, result, and what is kept."""

    _name = "constituent.erasure"
    _description = "Erasure"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        ondelete="set null",
        index="btree_not_null",
    )
    partner_number = fields.Integer(string="Record", readonly=True, aggregator=None)
    requested_on = fields.Date(required=True, default=fields.Date.context_today)
    ground = fields.Selection(
        [
            ("unneeded", "No longer needed"),
            ("withdrawn", "Consent withdrawn"),
            ("objection", "Objection"),
            ("unlawful", "Held unlawfully"),
            ("law", "Required by law"),
        ],
        required=True,
        default="unneeded",
        help="Article 17(1) of the UK GDPR.",
    )
    user_id = fields.Many2one(
        "res.users", string="Handled By", default=lambda self: self.env.user
    )
    state = fields.Selection(
        [
            ("draft", "To Decide"),
            ("done", "Erased"),
            ("kept", "Partly Erased"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
        index=True,
        copy=False,
    )
    refusal = fields.Char(string="Reason for Refusal")
    blockers = fields.Text(compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    result = fields.Html(readonly=True, sanitize=False, copy=False)
    kept_until = fields.Date(readonly=True, copy=False)
    done_at = fields.Datetime(string="Erased On", readonly=True, copy=False)

    @api.depends("partner_number", "partner_id")
    def _compute_display_name(self):
        for erasure in self:
            number = erasure.partner_number or erasure.partner_id.id
            erasure.display_name = self.env._("Erasure of constituent #%s", number)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("partner_id"):
                raise UserError(self.env._("Choose the constituent to erase."))
            vals["partner_number"] = vals["partner_id"]
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("partner_id"):
            vals = {**vals, "partner_number": vals["partner_id"]}
        return super().write(vals)

    @api.depends("partner_id", "state")
    def _compute_preview(self):
        for erasure in self:
            partner = erasure.partner_id._origin
            is_open = partner and erasure.state == "draft"
            blockers = partner._erasure_blockers() if is_open else []
            erasure.blockers = "\n".join(blockers)
            erasure.preview = (
                erasure._plan_as_html(*partner._erasure_plan()) if is_open else ""
            )

    def _plan_as_html(self, plan, keeps):
        """Return the plan as HTML, with numbers of rows and no personal data."""
        emptied = self.env._("The constituent record: name, address and other details")
        titles = {
            "delete": self.env._("Deleted"),
            "anonymise": self.env._("Kept anonymised for statistics"),
            "detach": self.env._("Kept without link to the person"),
        }
        parts = []
        for policy, title in titles.items():
            lines = [
                Markup("<li>%s: %s</li>") % (self._label(name), len(rows))
                for name, (rows, _names) in plan[policy].items()
            ]
            if policy == "delete":
                lines.insert(0, Markup("<li>%s</li>") % emptied)
            if lines:
                parts.append(
                    Markup("<h4>%s</h4><ul>%s</ul>") % (title, Markup().join(lines))
                )
        kept = [self._describe_kept(kept_rows) for kept_rows in keeps]
        if kept:
            title = self.env._("Retained by law")
            parts.append(
                Markup("<h4>%s</h4><ul>%s</ul>") % (title, Markup().join(kept))
            )
        return Markup().join(parts)

    def _describe_kept(self, kept):
        until = self.env._("open end")
        if kept.until:
            until = self.env._("until %s", format_date(self.env, kept.until))
        label = self._label(kept.rows._name)
        parts = (label, len(kept.rows), kept.ground, until)
        return Markup("<li>%s: %s. %s; %s.</li>") % parts

    def _label(self, model_name):
        return self.env["ir.model"]._get(model_name).name

    def action_erase(self):
        """Erase the constituent in one transaction. This cannot be undone."""
        for erasure in self:
            erasure._erase()
        return True

    def _erase(self):
        self.ensure_one()
        if not self.env.user.has_group("constituent_crm.group_dpo"):
            raise AccessError(
                self.env._("Only data protection officers can erase constituents.")
            )
        if self.state != "draft" or not self.partner_id:
            raise UserError(self.env._("This erasure request has already been closed."))
        partner = self.partner_id
        report = self._plan_as_html(*partner._erasure_plan())
        keeps = partner._erase()
        self._close(partner, report, keeps)
        self._note()
        # Close other requests for the same person.
        self.search(
            [("partner_number", "=", self.partner_number), ("state", "=", "draft")]
        ).write(
            {
                "state": "refused",
                "refusal": self.env._("This constituent has already been erased."),
            }
        )

    def _note(self):
        # The person is erased: the register has the id of the record only.
        reference = self.env._("Constituent #%s", self.partner_number)
        self.env["constituent.privacy.register"]._log("erasure", details=reference)

    def _close(self, partner, report, keeps):
        until = [kept.until for kept in keeps]
        self.write(
            {
                "state": "kept" if keeps else "done",
                # Linked again, for complete erasure when the retention period is over.
                "partner_id": partner.id if keeps else False,
                "result": report,
                "kept_until": max(until) if until and all(until) else False,
                "done_at": fields.Datetime.now(),
            }
        )

    def action_refuse(self):
        """Close without erasure. The constituent must be informed of the reason."""
        for erasure in self:
            if erasure.state != "draft":
                raise UserError(
                    self.env._("This erasure request has already been closed.")
                )
            if not erasure.refusal:
                raise UserError(self.env._("Give a reason for the refusal."))
        self.write({"state": "refused"})

    @api.model
    def _cron_finish(self):
        """Erase what had to be kept once its retention period is over."""
        today = fields.Date.context_today(self)
        due = self.search([("state", "=", "kept"), ("kept_until", "<=", today)])
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for erasure in due:
            partner = erasure.partner_id
            if partner and not partner._erasure_blockers():
                keeps = partner._erase()
                erasure._close(partner, erasure.result, keeps)
                erasure._note()
            if not self.env["ir.cron"]._commit_progress(1):
                break
