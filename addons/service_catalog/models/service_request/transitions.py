from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from odoo.addons.constituent_crm.models.context_defaults import without_defaults

from ...phases import FINAL_PHASES, OPEN_PHASES

BATCH = 500
# Fields that reopening clears.
CLOSURE_FIELDS = (
    "outcome_id",
    "closed_at",
    "closing_note",
    "receiving_organisation_id",
    "reopen_until",
)
# Fields that only the API methods write.
PROTECTED_FIELDS = {
    "phase",
    *CLOSURE_FIELDS,
    "opened_at",
    "reference",
    "satisfaction",
    "satisfaction_at",
    "satisfaction_asked_at",
    "satisfaction_comment",
    "source_key",
    # Grants access to the request's page.
    "access_token",
    # Results of clocks and routing
    "due_at",
    "sla_state",
    "at_risk_from",
    "team_reason",
    "directorate_id",
    # The form that was asked
    "form_id",
}
# Fields that undoing a bulk action restores.
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


class ServiceRequest(models.Model):
    """Transitions between states, closure and referral."""

    _inherit = "service.request"

    def _change_state(self, state, outcome=None, note=None, by=None, body=None):
        """Change the state of the request; the entry point of staff and pages.

        Changing to the current state does nothing, but closing twice is refused.

        Args:
            state: `service.request.state`, its code, or a phase: then the first
                state of that phase that may follow.
            outcome: `service.outcome` or its code; closing needs one.
            note: additional message to the constituent.
            by: the user or partner who did it, when not the current user.
            body: the organisation it is referred to, for outcomes that need one.

        Raises:
            UserError: when the transition is not allowed, or the outcome is missing.
        """
        self.ensure_one()
        merged = self._merged_as_co_report()
        # sudo: crews and residents change states without a login.
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
        if merged and request.phase in OPEN_PHASES:
            # A merged request that is reopened is separate again.
            merged._withdraw_co_report()

    def _resolve_next_state(self, asked):
        """Return the state to change to.

        Args:
            asked: as `state` of `_change_state`.

        Returns:
            A `service.request.state`, empty when the request is in it already.

        Raises:
            UserError: when the transition is not allowed.
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
        if then.phase == self.phase:
            # Between final states: no questions and no notification.
            return (
                {**values, "reopen_until": False}
                if self.phase in FINAL_PHASES
                else values
            )
        if then.phase == "closed":
            values |= self._prepare_closing(self._resolve_outcome(outcome), note, body)
        elif then.phase == "cancelled":
            values["closing_note"] = note
        if then.phase in FINAL_PHASES:
            values["closed_at"] = fields.Datetime.now()
        elif self.phase in FINAL_PHASES:
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

    # Manual changes

    @api.model
    def _check_creation(self, vals_list):
        """Check the values that a user creates requests with.

        Returns:
            Self without the context's defaults of protected fields.
        """
        if self.env.su:
            return self
        for vals in vals_list:
            self._check_creation_values(vals)
        return without_defaults(self, PROTECTED_FIELDS)

    @api.model
    def _check_creation_values(self, vals):
        """Refuse protected fields and final states on creation."""
        state_id = vals.get("state_id") or self.env.context.get("default_state_id")
        state = self.env["service.request.state"].browse(state_id or [])
        # Routing sets the reason for the team before creation.
        guarded = PROTECTED_FIELDS - {"team_reason"}
        if guarded & vals.keys() or state.phase in FINAL_PHASES:
            raise UserError(
                self.env._(
                    "A new request must be open. Outcome and other results cannot be"
                    " entered on creation."
                )
            )

    def _apply_state_change(self, vals):
        """Apply the state change in `vals`; return the other values to write."""
        if self.env.su:
            return vals
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
        """Change the state for a user; ask for outcome or reason before a final one.

        Raises:
            RedirectWarning: with an action that opens the dialog.
        """
        # `_change_state` uses sudo, so buttons check access here.
        self.check_access("write")
        for request in self:
            ends = then.phase in FINAL_PHASES and request.phase not in FINAL_PHASES
            if ends and request._resolve_next_state(then):
                raise self._closure_dialog_warning(then)
            request._change_state(then)

    def _closure_dialog_warning(self, then):
        """Return the warning that leads to the dialog to close or cancel the request.

        Args:
            then: the final `service.request.state`.

        Returns:
            A `RedirectWarning` to raise.
        """
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

    def action_move(self, state_id):
        """Change the state, or open the dialog that a final state needs.

        Args:
            state_id: id of a `service.request.state`.
        """
        then = self.env["service.request.state"].browse(state_id)
        if set(self.mapped("phase")) - set(FINAL_PHASES):
            if then.phase == "closed":
                return self.action_close()
            if then.phase == "cancelled":
                return self._action_cancel_request(then)
        self._change_state_manually(then)
        return True

    def _action_cancel_request(self, then):
        """Open the dialog that asks for the reason of a cancellation."""
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_cancel_action"
        )
        return {
            **action,
            "name": then.verb or then.name,
            "context": self._closure_context(then),
        }

    def _closure_context(self, then):
        """Return the context of the dialog that closes or cancels requests.

        Args:
            then: the final `service.request.state`.
        """
        context = {"default_request_ids": self.ids}
        return (
            context
            if then.phase == "closed"
            else {**context, "default_state_id": then.id}
        )

    def action_close(self):
        """Open the dialog that asks for the outcome."""
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_close_action"
        )
        return {**action, "context": {"default_request_ids": self.ids}}

    # Closure

    def _public_outcome(self):
        """Return the public text about how the request ended."""
        self.ensure_one()
        if self.phase == "cancelled":
            paragraphs = [self.state_id.public_text, self.closing_note]
            return "\n".join(filter(None, paragraphs))
        return self.outcome_id._public_words(
            self.receiving_organisation_name, self.closing_note
        )

    @api.model
    def _resolve_outcome(self, outcome):
        if isinstance(outcome, str):
            outcome = self.env["service.outcome"].search([("code", "=", outcome)])
        if not outcome:
            raise UserError(self.env._("Choose an outcome to close the request."))
        return outcome

    def _prepare_closing(self, outcome, note, body):
        self.service_id._check_outcome(outcome)
        if outcome.needs_organisation and not body:
            raise UserError(
                self.env._("Choose the external organisation that takes it over.")
            )
        if outcome.needs_reason and not (note or "").strip():
            raise UserError(
                self.env._(
                    "“%s”: give a reason. The constituent can read it.", outcome.name
                )
            )
        if isinstance(body, str):
            body = self.env["service.external.organisation"]._find_or_create(body)
        days = self.service_id.reopen_days if outcome.can_reopen else 0
        return {
            "outcome_id": outcome.id,
            "closing_note": note,
            "receiving_organisation_id": body.id
            if body and outcome.needs_organisation
            else False,
            "reopen_until": fields.Datetime.now() + timedelta(days=days),
        }

    def _create_referral(self, body, note=None, by=None):
        """Record the referral of the request to an external organisation.

        Args:
            body: `service.external.organisation`.
            note: message to the constituent.
            by: the user or partner who did it, when not the current user.
        """
        self.ensure_one()
        user = by if by and by._name == "res.users" else self.env.user
        return self.env["service.referral"].create(
            {
                "request_id": self.id,
                "organisation_id": body.id,
                "user_id": user.id,
                "note": note,
                "constituent_notified_at": self.partner_id and fields.Datetime.now(),
            }
        )

    def _can_be_reopened(self):
        """Return whether the constituent may still dispute the outcome."""
        self.ensure_one()
        now = fields.Datetime.now()
        return bool(self.reopen_until and self.reopen_until > now)

    @api.model
    def _cron_close_permanently(self):
        """Close requests permanently whose time to reopen is over."""
        over = [("reopen_until", "<=", fields.Datetime.now())]
        requests = self.search(over, limit=BATCH)
        closed = self.env["service.request.state"]._by_code("closed")
        requests.write({"state_id": closed.id, "reopen_until": False})
        left = self.search_count(over)
        self.env["ir.cron"]._commit_progress(len(requests), remaining=left)

    # Bulk actions

    def _snapshot_for_undo(self):
        """Return the values that undoing a bulk action restores, ready for JSON."""
        self.ensure_one()
        return {name: self._snapshot_value(name) for name in SNAPSHOT_FIELDS}

    def _snapshot_value(self, name):
        value = self[name]
        if isinstance(value, models.BaseModel):
            return value.id
        return fields.Datetime.to_string(value) if name in DATES else value

    def _restore_snapshot(self, former):
        """Restore the values that `_snapshot_for_undo` returned, and the clocks.

        The constituent is notified when the request is open again.
        """
        was_ended, phase = self.phase in FINAL_PHASES, self.phase
        self.write(former)
        if self.phase != phase:
            self._update_clocks(self.phase)
        if was_ended and self.phase not in FINAL_PHASES:
            self._notify_constituent("reopened")
