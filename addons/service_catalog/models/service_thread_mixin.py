from odoo import api, models


class ServiceThreadMixin(models.AbstractModel):
    """A thread for staff; outsiders read and write on our own pages only.

    Odoo's portal opens the thread of a record to holders of its access token or of a
    partner's signature. Our pages apply further checks: links expire, files are
    examined and messages are counted. Hence the token gives no access through Odoo's
    routes.
    """

    _name = "service.thread.mixin"
    _description = "Thread for Staff"
    _inherit = ["mail.thread"]

    @api.model
    def _get_thread_with_access(self, thread_id, *, mode="read", **_proofs):
        """Return the thread to staff with access, and to nobody else.

        Args:
            thread_id: id of the record.
            mode: the access needed.
            _proofs: the portal's token, hash and pid, which are ignored here.

        Returns:
            The record, or an empty one.
        """
        if not self.env.user._is_internal():
            return self.browse()
        return super()._get_thread_with_access(thread_id, mode=mode)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Deny outsiders every operation on messages."""
        if not self.env.user._is_internal():
            return dict.fromkeys(self, False)
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    def _mail_group_by_operation_for_mail_message_operation(self, message_operation):
        """Deny outsiders every operation on messages."""
        # No right on the record gives outsiders access to its messages.
        if not self.env.user._is_internal():
            return {}
        return super()._mail_group_by_operation_for_mail_message_operation(
            message_operation
        )

    def message_notify(self, *, author_id=None, email_from=None, **kwargs):
        """Send notifications that a public user causes as the system.

        The public user has no e-mail address to send from.
        """
        if not (author_id or email_from) and self.env.user._is_public():
            author_id = self.env.ref("base.partner_root").id
        return super().message_notify(
            author_id=author_id, email_from=email_from, **kwargs
        )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Let only users with write access add followers.

        Odoo lets readers of a record follow it and sends them messages of staff.
        Constituents are notified on the channel of their choice instead.

        Args:
            partner_ids: ids of the partners to add.
            subtype_ids: ids of the subtypes to follow.

        Returns:
            True, as Odoo's method.
        """
        if not self.env.su and not self.env.user._is_internal():
            self.check_access("write")
        return super().message_subscribe(partner_ids, subtype_ids)
