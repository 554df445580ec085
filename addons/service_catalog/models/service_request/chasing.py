from odoo import api, fields, models
from odoo.fields import Domain

from ...phases import ACTIVE_PHASES, OPEN_SQL

# So many open requests of one person for one service are compared with a new one.
MAX_COMPARED = 20


class ServiceRequest(models.Model):
    """Contacts by which constituents chase the progress of a request.

    A request that is chased comes before the others of its priority: see
    `QUEUE_ORDER`.
    """

    _inherit = "service.request"

    chasing_ids = fields.One2many(
        "constituent.interaction",
        "chased_request_id",
        string="Contacts that Chase It",
    )
    # Precomputed, so that opening a request writes it once.
    chased_count = fields.Integer(
        string="Chased",
        compute="_compute_chased",
        store=True,
        precompute=True,
        help="Contacts in which the constituent asked about its progress, proposed or"
        " confirmed.",
    )
    last_chased_at = fields.Datetime(
        string="Last Chased", compute="_compute_chased", store=True, precompute=True
    )

    _chased_idx = models.Index(f"(due_at, id) WHERE chased_count > 0 AND {OPEN_SQL}")

    @api.depends("chasing_ids.started_at")
    def _compute_chased(self):
        for request in self:
            contacts = request.chasing_ids
            request.chased_count = len(contacts)
            request.last_chased_at = max(contacts.mapped("started_at"), default=False)

    def _find_chased(self):
        """Return the open request that this new one repeats, if any.

        It is the same person's, for the same service, at the same place: either at the
        same property or point, or both without any place. An empty record repeats
        none.
        """
        if not self.partner_id:
            return self.browse()
        self.ensure_one()
        others = self.search(
            Domain("partner_id", "=", self.partner_id.id)
            & Domain("service_id", "=", self.service_id.id)
            & Domain("phase", "in", ACTIVE_PHASES)
            & Domain("id", "!=", self.id),
            order="opened_at, id",
            limit=MAX_COMPARED,
        )
        return others.filtered(self._is_at_same_place)[:1]

    def _is_at_same_place(self, other):
        """Return whether both requests have the same place, or neither has one."""
        if self.property_id or other.property_id:
            return self.property_id == other.property_id
        if self._has_place() or other._has_place():
            return self._coordinates() == other._coordinates()
        return _words(self.address) == _words(other.address)


def _words(address):
    return (address or "").lower().replace(",", " ").split()
