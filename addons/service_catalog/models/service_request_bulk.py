from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

MAX_REQUESTS = 500  # requests at a time: what a person waits for
UNDO_MINUTES = 60
# The value that each action sets, by its name here and on the request.
SETS = {"assign": "user_id", "team": "team_id", "priority": "priority"}


class ServiceRequestBulk(models.Model):
    """A bulk action on requests, which can be undone until they change."""

    _name = "service.request.bulk"
    _description = "Bulk Action"
    _order = "id desc"

    action = fields.Selection(
        [
            ("assign", "Assign to officer"),
            ("team", "Assign to team"),
            ("priority", "Change the priority"),
            ("move", "Move to another state"),
            ("close", "Close with an outcome"),
        ],
        required=True,
        default="assign",
    )
    request_ids = fields.Many2many(
        "service.request",
        string="Requests",
        default=lambda self: self._chosen_requests(),
    )
    request_count = fields.Integer(string="Chosen", compute="_compute_counts")
    user_id = fields.Many2one("res.users", string="Officer")
    team_id = fields.Many2one("service.team")
    priority = fields.Selection(
        selection=lambda self: self.env["service.request"]._fields["priority"].selection
    )
    state_id = fields.Many2one(
        "service.request.state",
        # A duplicate is one of another request, each of its own.
        domain=[("phase", "!=", "closed"), ("code", "!=", "duplicate")],
    )
    state_phase = fields.Selection(related="state_id.phase")
    outcome_id = fields.Many2one("service.outcome")
    needs_organisation = fields.Boolean(related="outcome_id.needs_organisation")
    needs_reason = fields.Boolean(related="outcome_id.needs_reason")
    receiving_organisation_id = fields.Many2one(
        "service.external.organisation", string="Referred To"
    )
    note = fields.Text(string="Additional Message")
    line_ids = fields.One2many("service.request.bulk.line", "bulk_id", readonly=True)
    done_count = fields.Integer(string="Done", compute="_compute_counts")
    refused_count = fields.Integer(string="Not Done", compute="_compute_counts")
    undone_count = fields.Integer(string="Undone", compute="_compute_counts")
    undo_until = fields.Datetime(readonly=True)
    can_undo = fields.Boolean(compute="_compute_can_undo")

    @api.depends("action")
    def _compute_display_name(self):
        labels = dict(self._fields["action"]._description_selection(self.env))
        for bulk in self:
            bulk.display_name = labels.get(bulk.action)

    @api.model
    def _chosen_requests(self):
        context = self.env.context
        is_list = context.get("active_model") == "service.request"
        return self.env["service.request"].browse(
            context["active_ids"] if is_list else []
        )

    @api.depends("request_ids", "line_ids.result")
    def _compute_counts(self):
        for bulk in self:
            results = bulk.line_ids.mapped("result")
            bulk.request_count = len(bulk.request_ids)
            bulk.done_count = results.count("done")
            bulk.refused_count = results.count("refused")
            bulk.undone_count = results.count("undone")

    @api.depends("undo_until", "line_ids.result")
    def _compute_can_undo(self):
        now = fields.Datetime.now()
        for bulk in self:
            in_time = bulk.undo_until and bulk.undo_until > now
            bulk.can_undo = bool(in_time and bulk.done_count)

    def action_apply(self):
        """Apply the action to each request; a refusal is recorded on its line."""
        self.ensure_one()
        if self.line_ids:
            raise UserError(self.env._("This update has already been applied."))
        if len(self.request_ids) > MAX_REQUESTS:
            raise UserError(
                self.env._("Choose at most %s requests at a time.", MAX_REQUESTS)
            )
        self.request_ids.check_access("write")
        lines = [self._apply(request) for request in self.request_ids]
        # sudo: officers may only read the lines of an action.
        self.env["service.request.bulk.line"].sudo().create(lines)
        self.undo_until = fields.Datetime.now() + timedelta(minutes=UNDO_MINUTES)
        return self._show()

    def _apply(self, request):
        """Apply the action to `request`; return the values of its line."""
        former = request._snapshot_for_undo()
        line_values = {"bulk_id": self.id, "request_id": request.id}
        try:
            with self.env.cr.savepoint():
                self._do(request)
                request.flush_recordset()
        except (UserError, AccessError, ValidationError) as error:
            request.invalidate_recordset()
            return {**line_values, "result": "refused", "reason": str(error)}
        after = request._snapshot_for_undo()
        return {**line_values, "result": "done", "former": former, "after": after}

    def _do(self, request):
        if self.action == "close":
            request._change_state(
                "closed",
                outcome=self.outcome_id,
                note=self.note,
                body=self.receiving_organisation_id,
            )
        elif self.action == "move":
            request._change_state(self.state_id, note=self.note)
        else:
            name = SETS[self.action]
            request[name] = self[name]

    def action_undo(self):
        """Restore each request, unless it has changed since."""
        self.ensure_one()
        if not self.can_undo:
            raise UserError(self.env._("The undo period has ended."))
        self.request_ids.check_access("write")
        self.line_ids._undo()
        return self._show()

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Bulk Update"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
