import ast

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

SAMPLE = 10
AT_ONCE = 200


class ConstituentRetentionRule(models.Model):
    """A rule of how long rows of a model are kept, why, and what happens then."""

    _name = "constituent.retention.rule"
    _description = "Retention Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=False, help="Only active rules are run. Check the preview first."
    )
    model_id = fields.Many2one(
        "ir.model",
        required=True,
        ondelete="cascade",
        domain=[("transient", "=", False), ("abstract", "=", False)],
    )
    model = fields.Char(related="model_id.model", string="Model Name")
    domain = fields.Char(
        string="Filter",
        default="[]",
        required=True,
        help="Leave empty for all records.",
    )
    date_field_id = fields.Many2one(
        "ir.model.fields",
        string="Retention Starts From",
        required=True,
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', 'in', ('date', 'datetime'))]",
    )
    months = fields.Integer(string="Kept For (Months)", required=True, default=72)
    action = fields.Selection(
        [
            ("anonymise", "Anonymise (keep for statistics)"),
            ("archive", "Archive"),
            ("delete", "Delete"),
        ],
        required=True,
        default="anonymise",
    )
    legal_ground = fields.Char(
        required=True, help="Legal basis of the retention period."
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    last_run = fields.Datetime(readonly=True, copy=False)
    last_count = fields.Integer(
        string="Records in Last Run", readonly=True, copy=False, aggregator=None
    )
    # Last processed id, so that a run skips rows that must be kept. The next run checks
    # them again.
    last_id = fields.Integer(
        readonly=True, copy=False, aggregator=None, export_string_translation=False
    )

    _months_positive = models.Constraint(
        "CHECK (months > 0)", "The retention period must be at least one month."
    )

    @api.constrains("domain", "model_id", "date_field_id", "action")
    def _check_rule(self):
        for rule in self:
            if rule.date_field_id.model_id != rule.model_id:
                raise ValidationError(
                    self.env._("Choose a date of the rule's own model.")
                )
            records = self.env[rule.model]
            if rule.action == "archive" and "active" not in records._fields:
                raise ValidationError(self.env._("These cannot be archived."))
            if rule.action == "anonymise" and not self._names_of_persons(records):
                raise ValidationError(
                    self.env._(
                        "These records do not refer to a person, so they cannot be"
                        " anonymised."
                    )
                )
            if not records._auto or records._name.startswith(("ir.", "res.users")):
                raise ValidationError(
                    self.env._("Retention rules cannot apply to these records.")
                )
            try:
                records.sudo().search(rule._due_domain(), limit=1)
            except (ValueError, SyntaxError, TypeError, UserError) as problem:
                raise ValidationError(
                    self.env._("Invalid filter: %s", problem)
                ) from problem

    @api.model
    def _names_of_persons(self, records):
        return [name for name in records._fields if records._is_of_persons(name)]

    def _due_domain(self):
        """Return the domain of the rows whose retention period is over."""
        self.ensure_one()
        before = fields.Date.subtract(
            fields.Date.context_today(self), months=self.months
        )
        return Domain(ast.literal_eval(self.domain or "[]")) & Domain(
            self.date_field_id.sudo().name, "<", before
        )

    def _target_model(self):
        """Return the model as the superuser, unless archiving with archived rows."""
        records = self.env[self.model].sudo()
        if self.action != "archive" and "active" in records._fields:
            records = records.with_context(active_test=False)
        return records

    def _pending_domain(self):
        """Return the domain of the rows that the rule still has to process."""
        domain = self._due_domain()
        if self.action == "anonymise":
            # Anonymised rows refer to no person.
            names = self._names_of_persons(self._target_model())
            domain &= Domain.OR(Domain(name, "!=", False) for name in names)
        return domain

    # Preview

    @api.depends("model_id", "domain", "date_field_id", "months", "action")
    def _compute_preview(self):
        for rule in self:
            try:
                rule.preview = rule._preview_html() if rule._is_complete() else ""
            except (ValueError, SyntaxError, TypeError, UserError) as problem:
                rule.preview = Markup("<p>%s</p>") % str(problem)

    def _is_complete(self):
        return self.model_id and self.date_field_id and self.months > 0

    def _preview_html(self):
        date_field = self.date_field_id.sudo().name
        records, domain = self._target_model(), self._pending_domain()
        # Oldest first, and few, because a ledger has millions of rows.
        rows = records.search(domain, order=f"{date_field}, id", limit=AT_ONCE)
        if not rows:
            return Markup("<p>%s</p>") % self.env._("No records are due.")
        held = {row: why for row in rows if (why := self._retention_reason(row))}
        preview = Markup("<p>%s</p>") % self.env._(
            "%(count)s due, the oldest of %(oldest)s.",
            count=records.search_count(domain),
            oldest=fields.Date.to_string(rows[0][date_field]),
        )
        sample = [row for row in rows if row not in held][:SAMPLE]
        preview += self._list_html(
            self.env._("For example"), [row.display_name for row in sample]
        )
        return preview + self._list_html(
            self.env._("Retained"),
            [f"{row.display_name}: {why}" for row, why in [*held.items()][:SAMPLE]],
        )

    @api.model
    def _list_html(self, title, lines):
        if not lines:
            return Markup()
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        return Markup("<h4>%s</h4><ul>%s</ul>") % (title, items)

    def _retention_reason(self, row):
        """Return why a row is kept beyond its period; "" if it is not."""
        if row._name == "res.partner":
            return " ".join(row._erasure_blockers())
        for name in self._names_of_persons(row):
            if row[name].legal_hold:
                return self.env._("legal hold")
        return ""

    # Running

    def action_run(self):
        """Trigger the scheduled action, which runs the rule in the background."""
        if not all(self.mapped("active")):
            raise UserError(self.env._("Activate the rule first."))
        # Users who manage rules may have no access to scheduled actions.
        self.env.ref("constituent_crm.cron_retention").sudo()._trigger()

    @api.model
    def _cron_run(self):
        for rule in self.search([("active", "=", True)]):
            if not rule._run():
                return

    def _run(self):
        """Process the rule in batches, committing each.

        Returns:
            Whether time is left for other rules.
        """
        cron = self.env["ir.cron"]
        count = 0
        while True:
            domain = self._pending_domain() & Domain("id", ">", self.last_id)
            batch = self._target_model().search(domain, order="id", limit=AT_ONCE)
            done = batch.filtered(lambda row: not self._retention_reason(row))
            self.last_id = batch[-1:].id or 0
            self._apply(done)
            count += len(done)
            if done:
                self._note_run(len(done))
            is_last = len(batch) < AT_ONCE
            has_time = cron._commit_progress(len(batch), remaining=int(not is_last))
            if is_last:
                self.write(
                    {
                        "last_run": fields.Datetime.now(),
                        "last_count": count,
                        "last_id": 0,
                    }
                )
                return has_time
            if not has_time:
                return False

    def _note_run(self, count):
        self.env["constituent.privacy.register"]._log(
            "retention",
            details=self.env._(
                "%(rule)s: %(count)s (%(action)s, %(model)s). %(ground)s",
                rule=self.name,
                count=count,
                action=self.action,
                model=self.model,
                ground=self.legal_ground,
            ),
        )

    def _apply(self, rows):
        if self.action == "archive":
            rows.action_archive()
        elif self.action == "anonymise":
            names = self._names_of_persons(rows)
            partners = rows.env["res.partner"].union(*(rows[name] for name in names))
            rows.with_context(tracking_disable=True)._erase_person(partners, names)
        elif rows._name == "res.partner":
            for partner in rows:
                partner._erase()
        else:
            rows.unlink()
