from odoo import fields, models


class ServiceRequestBulkLine(models.Model):
    """The result of a bulk action for one request."""

    _name = "service.request.bulk.line"
    _description = "Request in a Bulk Action"
    _order = "result desc, id"
    _rec_name = "request_id"

    bulk_id = fields.Many2one(
        "service.request.bulk", required=True, ondelete="cascade", index=True
    )
    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    result = fields.Selection(
        [("done", "Done"), ("refused", "Not done"), ("undone", "Undone")],
        required=True,
    )
    reason = fields.Char()
    former = fields.Json(help="Values before.")
    after = fields.Json(help="Values after, by which a later change is seen.")

    def _undo(self):
        """Restore the requests, except those that have changed since."""
        # As in `service.request.bulk.action_apply`.
        for line in self.sudo().filtered(lambda line: line.result == "done"):
            if line.request_id._snapshot_for_undo() != line.after:
                line.reason = self.env._("Not undone: it has been changed since.")
                continue
            line.request_id._restore_snapshot(line.former)
            line._undo_referral()
            line.result = "undone"

    def _undo_referral(self):
        """Delete the referrals of the request made since the bulk action."""
        since = self.bulk_id.create_date
        made = self.request_id.referral_ids.filtered(
            lambda referral: referral.create_date >= since
        )
        made.unlink()
