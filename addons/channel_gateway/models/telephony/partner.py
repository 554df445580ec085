from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_dial(self):
        """Ring the user's telephone, and then the constituent's."""
        self.ensure_one()
        self.check_access("read")
        endpoint = self.env["channel.endpoint"]._telephones()
        if not endpoint:
            raise UserError(self.env._("There is no telephone system to dial with."))
        if not self.phone:
            raise UserError(self.env._("%s has no telephone number.", self.name))
        # Only buttons create outgoing calls.
        call = (
            self.env["channel.call.outgoing"]
            .sudo()
            .create(
                {
                    "endpoint_id": endpoint.id,
                    "partner_id": self.id,
                    "number": self.phone,
                    "user_id": self.env.uid,
                }
            )
        )
        call._dial()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("Your telephone rings. Pick it up to dial."),
                "type": "info",
            },
        }

    def action_callback(self):
        """Open a form for a call-back to the constituent."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call-Back"),
            "res_model": "channel.callback",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.id},
        }
