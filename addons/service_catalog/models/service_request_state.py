from odoo import api, fields, models
from odoo.exceptions import UserError

# From each state, where a request may go, and what that is to the constituent.
MOVES = {
    ("open", "in_progress"): "started",
    ("open", "waiting"): "waiting",
    ("open", "closed"): "closed",
    ("open", "cancelled"): "cancelled",
    ("in_progress", "waiting"): "waiting",
    ("in_progress", "closed"): "closed",
    ("in_progress", "cancelled"): "cancelled",
    ("waiting", "in_progress"): "started",
    ("waiting", "closed"): "closed",
    ("waiting", "cancelled"): "cancelled",
    ("closed", "open"): "reopened",
    ("cancelled", "open"): "reopened",
}
# What only the doors write.
GUARDED = {
    "state",
    "outcome_id",
    "closed_at",
    "opened_at",
    "reference",
    "satisfaction",
    "satisfaction_at",
    "source_key",
}


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def _move(self, state, outcome=None, note=None, by=None, body=None):
        """Move a request on; the door for whoever works it.

        Moving to the state it is in does nothing, but closing twice is refused.

        Args:
            state: the state to go to.
            outcome: `service.outcome` or its code; closing needs one.
            note: what else to tell the constituent.
            by: the user or partner who did it, when not the current user.
            body: who takes it over, for an outcome that names one.

        Raises:
            UserError: when it cannot go there from here, or the outcome is missing.
        """
        self.ensure_one()
        # Crews' and residents' pages move requests without a login.
        request = self.sudo()
        if state == request.state and state != "closed":
            return
        event = MOVES.get((request.state, state))
        if not event:
            raise UserError(request._cannot_move(state))
        request.write(request._prepare_move(state, outcome, note, body))
        request._move_clock(state)
        request._log_move(note, by)
        self._inform_constituent(event)

    def _cannot_move(self, state):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(reference)s is “%(now)s” and cannot become “%(then)s”.",
            reference=self.reference,
            now=labels[self.state],
            then=labels.get(state, state),
        )

    def _prepare_move(self, state, outcome, note, body):
        values = {"state": state}
        if state == "closed":
            values |= self._prepare_closing(self._outcome(outcome), note, body)
        if state in ("closed", "cancelled"):
            values["closed_at"] = fields.Datetime.now()
        elif state == "open":
            undone = ("outcome_id", "closed_at", "closing_note", "receiving_body")
            values |= dict.fromkeys(undone, False)
        return values

    @api.model
    def _outcome(self, outcome):
        if isinstance(outcome, str):
            outcome = self.env["service.outcome"].search([("code", "=", outcome)])
        if not outcome:
            raise UserError(
                self.env._("Say how it ended: nothing is closed without an outcome.")
            )
        return outcome

    def _prepare_closing(self, outcome, note, body):
        if outcome.needs_body and not body:
            raise UserError(self.env._("Name the body that takes it over."))
        return {"outcome_id": outcome.id, "closing_note": note, "receiving_body": body}

    def _log_move(self, note, by):
        if not note:
            return
        author = by.partner_id if by and by._name == "res.users" else by
        self.message_post(
            body=note,
            author_id=author.id if author else None,
            subtype_xmlid="mail.mt_note",
        )

    def write(self, vals):
        if GUARDED & vals.keys() and not self.env.su:
            raise UserError(
                self.env._("A request moves by its buttons, not by writing its state.")
            )
        result = super().write(vals)
        if "service_id" in vals:
            self._take_other_service(vals)
        return result
