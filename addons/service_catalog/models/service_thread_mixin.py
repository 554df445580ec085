from odoo import api, models


class ServiceThreadMixin(models.AbstractModel):
    """A thread that is for staff: outsiders write and read on our own pages only.

    Odoo's portal opens the thread of a record to whoever shows its access token, or a
    partner's signature of it. Our pages ask for more than the token: a link expires,
    files are examined, messages are counted. So the token opens nothing else.
    """

    _name = "service.thread.mixin"
    _description = "Thread for Staff"
    _inherit = ["mail.thread"]

    @api.model
    def _get_thread_with_access(self, thread_id, *, mode="read", **_proofs):
        """Open the thread to staff, by their own rights, whatever else is shown.

        Args:
            _proofs: the portal's token, hash and pid; none of them counts here.
        """
        if not self.env.user._is_internal():
            return self.browse()
        return super()._get_thread_with_access(thread_id, mode=mode)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        if not self.env.user._is_internal():
            return dict.fromkeys(self, False)
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    def _mail_group_by_operation_for_mail_message_operation(self, message_operation):
        # No operation on the record makes its messages those of an outsider.
        if not self.env.user._is_internal():
            return {}
        return super()._mail_group_by_operation_for_mail_message_operation(
            message_operation
        )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Let only those follow a thread who may write it.

        Odoo lets whoever reads a record follow it, and sends followers what staff
        write; constituents hear of their requests on the channel of their choice.
        """
        if not self.env.su and not self.env.user._is_internal():
            self.check_access("write")
        return super().message_subscribe(partner_ids, subtype_ids)
