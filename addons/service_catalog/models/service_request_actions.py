from odoo import models


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def action_start(self):
        self._move_by_hand("in_progress")

    def action_wait(self):
        self._move_by_hand("waiting")

    def action_reopen(self):
        self._move_by_hand("open")

    def action_cancel(self):
        self._move_by_hand("cancelled")

    def action_assign_to_me(self):
        self.write({"user_id": self.env.uid})

    def _move_by_hand(self, state):
        # The door opens to all; a button only to those who may write.
        self.check_access("write")
        for request in self:
            request._move(state)

    def action_close(self):
        """Ask for the outcome."""
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close"),
            "res_model": "service.request.close",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_ids": self.ids},
        }

    def action_open_tracking(self):
        """See what the constituent sees."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": self._tracking_url(),
            "target": "new",
        }

    def _tell_overdue(self):
        """Ask the officer to look at what has become overdue."""
        for request in self:
            if request.user_id:
                request.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Overdue"),
                    user_id=request.user_id.id,
                )
            else:
                request._message_log(body=self.env._("The deadline has passed."))
