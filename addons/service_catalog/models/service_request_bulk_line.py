from odoo import fields, models

from .service_request_state import FINAL_PHASES

SNAPSHOT_FIELDS = (
    "user_id",
    "team_id",
    "priority",
    "state_id",
    "outcome_id",
    "closed_at",
    "closing_note",
    "receiving_organisation_id",
    "reopen_until",
)
DATES = {"closed_at", "reopen_until"}


class ServiceRequestBulkLine(models.Model):
    """What a bulk action did to one request."""

    _name = "service.request.bulk.line"
    _description = "Request in a Bulk Action"
    _order = "result desc, id"
    _rec_name = "request_id"

    bulk_id = fields.Many2one(
        "service.request.bulk", required=True, ondelete="cascade", index=True
    )
    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    result = fields.Selection(
        [("done", "Done"), ("refused", "Not done"), ("undone", "Undone")],
        required=True,
    )
    reason = fields.Char()
    former = fields.Json(help="Values before.")
    after = fields.Json(help="Values after, by which a later change is seen.")

    def _undo(self):
        """Put the requests back as they were; one that has changed since stays."""
        # As in `service.request.bulk.action_apply`.
        for line in self.sudo().filtered(lambda one: one.result == "done"):
            if line.request_id._snapshot_for_undo() != line.after:
                line.reason = self.env._("Not undone: it has been changed since.")
                continue
            line.request_id._restore_snapshot(line.former)
            line._undo_referral()
            line.result = "undone"

    def _undo_referral(self):
        """What was handed over by this action is not, after all."""
        since = self.bulk_id.create_date
        made = self.request_id.referral_ids.filtered(
            lambda one: one.create_date >= since
        )
        made.unlink()


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def _snapshot_for_undo(self):
        """What undoing a bulk action puts back, as JSON."""
        self.ensure_one()
        return {name: self._snapshot_value(name) for name in SNAPSHOT_FIELDS}

    def _snapshot_value(self, name):
        value = self[name]
        if isinstance(value, models.BaseModel):
            return value.id
        return fields.Datetime.to_string(value) if name in DATES else value

    def _restore_snapshot(self, former):
        """Put back what `_snapshot_for_undo` gave, its clocks with it.

        The constituent, who was told that it ended, is told that it goes on.
        """
        was_ended, phase = self.state in FINAL_PHASES, self.state
        self.write(former)
        if self.state != phase:
            self._update_clocks(self.state)
        if was_ended and self.state not in FINAL_PHASES:
            self._notify_constituent("reopened")
