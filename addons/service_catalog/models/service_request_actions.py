from odoo import models

from .service_request_state import ENDED


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def action_move(self, state_id):
        """One of the buttons of what may follow.

        Args:
            state_id: id of a `service.request.state`.
        """
        then = self.env["service.request.state"].browse(state_id)
        if then.phase == "closed" and set(self.mapped("state")) - set(ENDED):
            return self.action_close()
        self._move_by_hand(then)
        return True

    def action_close(self):
        """Ask for the outcome."""
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_close_action"
        )
        return {**action, "context": {"default_request_ids": self.ids}}

    def action_open_tracking(self):
        """See what the constituent sees."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": self._tracking_url(),
            "target": "new",
        }
