from odoo import models

from .service_request_state import FINAL_PHASES


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def action_move(self, state_id):
        """One of the buttons of what may follow.

        Args:
            state_id: id of a `service.request.state`.
        """
        then = self.env["service.request.state"].browse(state_id)
        if set(self.mapped("state")) - set(FINAL_PHASES):
            if then.phase == "closed":
                return self.action_close()
            if then.phase == "cancelled":
                return self._action_cancel_request(then)
        self._change_state_manually(then)
        return True

    def _action_cancel_request(self, then):
        """Ask why nothing more happens with it."""
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
        """What the dialogs are about that ask before a request ends."""
        context = {"default_request_ids": self.ids}
        return (
            context
            if then.phase == "closed"
            else {**context, "default_state_id": then.id}
        )

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
