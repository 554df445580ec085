from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceReferral(models.Model):
    """Referrals of messages for which no request was opened."""

    _inherit = "service.referral"

    message_id = fields.Many2one(
        "channel.message",
        ondelete="cascade",
        index="btree_not_null",
        readonly=True,
    )
    sent_message_id = fields.Many2one(
        "channel.message",
        string="Sent As",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="The e-mail with which it was forwarded.",
    )
    delivery_state = fields.Selection(related="sent_message_id.state")

    @api.constrains("request_id", "message_id")
    def _check_subject(self):
        if self.filtered(lambda one: not (one.request_id or one.message_id)):
            raise ValidationError(
                self.env._("A referral is about a request or a message.")
            )
