from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from odoo.addons.constituent_crm.models.context_defaults import without_defaults

from .service_request_state import FINAL_PHASES

# What reopening takes away.
CLOSURE_FIELDS = (
    "outcome_id",
    "closed_at",
    "closing_note",
    "receiving_organisation_id",
    "reopen_until",
)
# What only the doors write.
PROTECTED_FIELDS = {
    "state",
    *CLOSURE_FIELDS,
    "opened_at",
    "reference",
    "satisfaction",
    "satisfaction_at",
    "satisfaction_asked_at",
    "satisfaction_comment",
    "source_key",
    # Opens the request's page to whoever knows it.
    "access_token",
    # What clocks and routing make of it
    "due_at",
    "sla_state",
    "at_risk_from",
    "team_reason",
    "directorate_id",
    # What was asked
    "form_id",
}


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def _change_state(self, state, outcome=None, note=None, by=None, body=None):
        """Move a request on; the door for whoever works it.

        Moving to where it is does nothing, but closing twice is refused.

        Args:
            state: `service.request.state`, its code, or a phase: then the first
                state of that phase that may follow.
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
        then = request._resolve_next_state(state)
        if not then:
            return
        event = request.state_id._transition_event(then)
        request.write(request._prepare_transition(then, outcome, note, body))
        request._update_clocks(then.phase)
        request._log_transition(note, by)
        if event == "closed" and request.receiving_organisation_id:
            request._create_referral(request.receiving_organisation_id, note, by)
        if event:
            self._notify_constituent(event)

    def _resolve_next_state(self, asked):
        """The state to go to; empty when it is there already.

        Args:
            asked: as `state` of `_change_state`.

        Raises:
            UserError: when that may not follow.
        """
        now = self.state_id
        if isinstance(asked, str):
            of_phase = now.next_ids.filtered(lambda state: state.phase == asked)[:1]
            there = now if now.phase == asked else of_phase
            then = there or now._by_code(asked)
        else:
            then = asked.sudo()
        if then == now and now.phase != "closed":
            return now.browse()
        if not then or then == now or then not in now.next_ids:
            raise UserError(self._transition_error(then.name or asked))
        return then

    def _transition_error(self, then):
        now = self.state_id
        return self.env._(
            "%(reference)s is “%(now)s” and cannot become “%(then)s”."
            " What may follow: %(next)s.",
            reference=self.reference,
            now=now.name,
            then=then,
            next=", ".join(now.next_ids.mapped("name")) or self.env._("nothing"),
        )

    def _prepare_transition(self, then, outcome, note, body):
        values = {"state_id": then.id}
        if then.phase == self.state:
            # From one end to a later one: nothing is asked or told again.
            return (
                {**values, "reopen_until": False}
                if self.state in FINAL_PHASES
                else values
            )
        if then.phase == "closed":
            values |= self._prepare_closing(self._resolve_outcome(outcome), note, body)
        elif then.phase == "cancelled":
            values["closing_note"] = note
        if then.phase in FINAL_PHASES:
            values["closed_at"] = fields.Datetime.now()
        elif self.state in FINAL_PHASES:
            values |= dict.fromkeys(CLOSURE_FIELDS, False)
        return values

    def _log_transition(self, note, by):
        if not note:
            return
        author = by.partner_id if by and by._name == "res.users" else by
        self.message_post(
            body=note,
            author_id=author.id if author else None,
            subtype_xmlid="mail.mt_note",
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_creation_values(vals)
            # Nor does a default of the context say what only the doors write.
            self = without_defaults(self, PROTECTED_FIELDS)
        return super().create(vals_list)

    @api.model
    def _check_creation_values(self, vals):
        """Refuse a request that begins with what only the doors write, or ended."""
        state_id = vals.get("state_id") or self.env.context.get("default_state_id")
        state = self.env["service.request.state"].browse(state_id or [])
        # Routing says why this team before the request is kept.
        guarded = PROTECTED_FIELDS - {"team_reason"}
        if guarded & vals.keys() or state.phase in FINAL_PHASES:
            raise UserError(
                self.env._(
                    "A new request must be open. Outcome and other results cannot be"
                    " entered on creation."
                )
            )

    def write(self, vals):
        if not self.env.su:
            vals = self._apply_state_change(vals)
        result = super().write(vals)
        if "service_id" in vals:
            self._reroute(vals)
        return result

    def _apply_state_change(self, vals):
        """Move where `vals` says so, as dragging a card does; what is left to write."""
        if PROTECTED_FIELDS & vals.keys():
            raise UserError(
                self.env._("Use the buttons to change the state of a request.")
            )
        if "state_id" not in vals:
            return vals
        then = self.env["service.request.state"].browse(vals["state_id"])
        self._change_state_manually(then)
        return {name: value for name, value in vals.items() if name != "state_id"}

    def _change_state_manually(self, then):
        """Move to `then` for a person, who is asked first how, or why, it ends.

        Raises:
            RedirectWarning: with the way to the dialog that asks.
        """
        # The door opens to all; a button only to those who may write.
        self.check_access("write")
        for request in self:
            ends = then.phase in FINAL_PHASES and request.state not in FINAL_PHASES
            if ends and request._resolve_next_state(then):
                raise self._closure_dialog_warning(then)
            request._change_state(then)

    def _closure_dialog_warning(self, then):
        """The way to the dialog that asks before a request ends in state `then`."""
        if then.phase == "closed":
            why = self.env._("Choose an outcome to close the request.")
            dialog, button = "close", self.env._("Choose Outcome")
        else:
            why = self.env._(
                "Give a reason for the cancellation. The constituent can read it."
            )
            dialog, button = "cancel", self.env._("Give Reason")
        action = self.env.ref(f"service_catalog.service_request_{dialog}_action")
        return RedirectWarning(why, action.id, button, self._closure_context(then))
