from odoo import api, fields, models
from odoo.exceptions import UserError

from ..phases import OPEN_PHASES

CHASING = "chasing"
BASES = [
    ("reference", "It names the request"),
    ("reply", "It answers a message about the request"),
    ("attached", "An officer attached it to the request"),
    ("same", "It asks for the same service at the same place"),
]
PROPOSAL_FIELDS = ("proposed_reason", "proposed_basis", "proposed_request_id")


class ConstituentInteraction(models.Model):
    """Proposals to count a contact as avoidable (NI 14), which officers decide.

    A contact about an open request is proposed as progress chasing. Until an officer
    confirms it, it is not counted as avoidable. It lifts the request in its queue
    until an officer takes it back.
    """

    _inherit = "constituent.interaction"

    proposed_reason = fields.Selection(
        selection=lambda self: self._avoidable_reasons(),
        string="Proposed as Avoidable",
        readonly=True,
        copy=False,
        help="Not counted as avoidable until an officer confirms it.",
    )
    proposed_basis = fields.Selection(
        BASES, string="Why Proposed", readonly=True, copy=False
    )
    proposed_request_id = fields.Many2one(
        "service.request",
        string="Open Request",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        copy=False,
        help="The request that was open when the contact came in.",
    )
    chased_request_id = fields.Many2one(
        "service.request",
        compute="_compute_chased_request_id",
        store=True,
        ondelete="set null",
        index="btree_not_null",
    )

    _proposed_idx = models.Index("(started_at) WHERE proposed_reason IS NOT NULL")

    @api.model
    def _avoidable_reasons(self):
        return self._fields["avoidable_reason"]._description_selection(self.env)

    @api.model
    def _system_fields(self):
        return super()._system_fields() | {*PROPOSAL_FIELDS, "chased_request_id"}

    @api.depends(
        "direction",
        "is_avoidable",
        "avoidable_reason",
        "request_id",
        "proposed_reason",
        "proposed_request_id",
    )
    def _compute_chased_request_id(self):
        for contact in self:
            confirmed = contact.is_avoidable and contact.avoidable_reason == CHASING
            is_chasing = confirmed or contact.proposed_reason == CHASING
            contact.chased_request_id = (
                is_chasing
                and contact.direction == "in"
                and (contact.proposed_request_id or contact.request_id)
            )

    def _propose_chasing(self, request, basis):
        """Propose a contact as progress chasing of an open request.

        Args:
            request: `service.request`; one that is not open, or for which the council
                waits for the constituent, is not chased.
            basis: one of the values of `proposed_basis`.

        Returns:
            Whether it is proposed.
        """
        # sudo: channels propose; users decide.
        contact, request = self.sudo(), request.sudo()
        may_be = (
            contact
            and contact.direction == "in"
            and not contact.is_avoidable
            and request.phase in OPEN_PHASES
            and request.phase != "waiting"
        )
        if may_be:
            contact.write(
                {
                    "proposed_reason": CHASING,
                    "proposed_basis": basis,
                    "proposed_request_id": request.id,
                }
            )
        return bool(may_be)

    def action_confirm_avoidable(self):
        """Count the contacts as avoidable, for the reasons that are proposed."""
        # sudo: the proposal is the channel's; write access has been checked.
        for contact in self._proposed().sudo():
            contact.write(
                {
                    "is_avoidable": True,
                    "avoidable_reason": contact.proposed_reason,
                    "proposed_reason": False,
                }
            )

    def action_reject_avoidable(self):
        """Take the proposals back: the requests are not chased by these contacts."""
        # sudo: as above.
        self._proposed().sudo().write(dict.fromkeys(PROPOSAL_FIELDS, False))

    def _proposed(self):
        """Return those of the contacts that are proposed as avoidable.

        Raises:
            AccessError: when the user may not decide about them.
            UserError: when there are none.
        """
        self.check_access("write")
        proposed = self.filtered("proposed_reason")
        if not proposed:
            raise UserError(
                self.env._("There is no proposal, or it has been decided already.")
            )
        return proposed
