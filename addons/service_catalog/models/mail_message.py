from odoo import models


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _get_forbidden_access(self, operation):
        """Have outsiders change no message of a thread for staff, not even their own.

        Odoo lets followers, and whoever was notified, add messages; authors rewrite
        theirs. What a constituent said on our pages stays as it was said.
        """
        forbidden = super()._get_forbidden_access(operation)
        if operation == "read" or self.env.user._is_internal():
            return forbidden
        # The model is read to decide, not shown.
        rest = (self - forbidden).sudo()
        closed = rest.filtered(lambda message: message._is_of_staff_thread())
        return forbidden + closed.sudo(False)

    def _is_of_staff_thread(self):
        self.ensure_one()
        kind = self.env.registry["service.thread.mixin"]
        return self.model in self.env and isinstance(self.env[self.model], kind)
