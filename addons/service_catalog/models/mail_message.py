from odoo import models


class MailMessage(models.Model):
    """Protection of messages in threads for staff."""

    _inherit = "mail.message"

    def _get_forbidden_access(self, operation):
        """Forbid outsiders to change messages of a staff thread, even their own.

        Odoo lets followers and notified partners add messages, and authors edit theirs.
        What a constituent wrote on our pages must stay unchanged.
        """
        forbidden = super()._get_forbidden_access(operation)
        if operation == "read" or self.env.user._is_internal():
            return forbidden
        # sudo: only the model of the message is read.
        rest = (self - forbidden).sudo()
        closed = rest.filtered(lambda message: message._is_of_staff_thread())
        return forbidden + closed.sudo(False)

    def _is_of_staff_thread(self):
        """Return whether the message belongs to a thread for staff."""
        self.ensure_one()
        kind = self.env.registry["service.thread.mixin"]
        return self.model in self.env and isinstance(self.env[self.model], kind)
