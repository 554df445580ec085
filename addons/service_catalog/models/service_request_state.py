from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from ..events import HISTORY_EVENTS
from ..phases import FINAL_PHASES, PHASES


class ServiceRequestState(models.Model):
    """A state of requests, with the states that may follow.

    A state belongs to one of five phases, which is all that clocks, figures and other
    addons need to know of it; councils add states of their own to a phase.
    """

    _name = "service.request.state"
    _description = "State of a Request"
    _inherit = ["constituent.code.mixin", "service.portal.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    verb = fields.Char(
        translate=True, help="Label of the button that leads to this state."
    )
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    phase = fields.Selection(
        PHASES, required=True, help="Deadlines are paused in the waiting phase."
    )
    fold = fields.Boolean(string="Folded", help="Folded in the board of requests.")
    next_ids = fields.Many2many(
        "service.request.state",
        "service_request_state_next_rel",
        "state_id",
        "next_id",
        string="Next States",
    )
    previous_ids = fields.Many2many(
        "service.request.state",
        "service_request_state_next_rel",
        "next_id",
        "state_id",
        string="Previous States",
    )
    is_final = fields.Boolean(
        string="Final", compute="_compute_is_final", help="No further states."
    )
    event = fields.Selection(
        HISTORY_EVENTS,
        string="Notification",
        help="Notification sent to the constituent on reaching the state. Leave empty"
        " for none.",
    )
    public_name = fields.Char(translate=True, help="Public name of the state.")
    public_text = fields.Text(translate=True, help="Public text about the next steps.")

    @api.model
    def _portal_readable_fields(self):
        shown = {"phase", "public_name", "public_text", "sequence"}
        return super()._portal_readable_fields() | shown

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")

    def _public_heading(self):
        """Return the public name of the state."""
        return self.public_name or self.name

    @api.depends("next_ids")
    def _compute_is_final(self):
        for state in self:
            state.is_final = not state.next_ids

    def write(self, vals):
        if "phase" in vals and self._with_other_phase(vals["phase"])._is_used():
            raise UserError(
                self.env._(
                    "The phase cannot be changed while requests are in this state."
                )
            )
        result = super().write(vals)
        if "phase" in vals:
            self.env.registry.clear_cache()
        return result

    @api.model
    @ormcache()
    def _phases(self):
        """Return the phase of each state by its id, without a query."""
        # sudo: the phases are the same for all users, hence cached.
        return {state.id: state.phase for state in self.sudo().search([])}

    def _with_other_phase(self, phase):
        return self.filtered(lambda state: state.phase != phase)

    def _is_used(self):
        # sudo: counts include requests hidden from the user.
        requests = self.env["service.request"].sudo()
        return bool(self and requests.search_count([("state_id", "in", self.ids)], 1))

    def _default_next_state(self, now):
        """Return the usual next state: in progress, or else closed; none when final."""
        if now.phase in FINAL_PHASES:
            return self.browse()
        work = self.filtered(lambda state: state.phase == "in_progress")
        return (work or self.filtered(lambda state: state.phase == "closed"))[:1]

    def _transition_event(self, next_state):
        """Return the notification to send for a change from this state to another.

        Leaving a final phase counts as reopening. A notification that this state has
        sent is not sent again by the next.

        Args:
            next_state: the next `service.request.state`.

        Returns:
            One of `HISTORY_EVENTS`, or False for none.
        """
        self.ensure_one()
        if self.phase in FINAL_PHASES and next_state.phase not in FINAL_PHASES:
            return "reopened"
        return next_state.event if next_state.event != self.event else False
