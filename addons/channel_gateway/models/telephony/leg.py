from odoo import fields, models


class ChannelCallLeg(models.Model):
    """A channel of a telephone system, and the conversation that it is part of."""

    _name = "channel.call.leg"
    _description = "Channel of a Telephone System"
    _rec_name = "uniqueid"
    _log_access = False

    endpoint_id = fields.Many2one("channel.endpoint", required=True, ondelete="cascade")
    uniqueid = fields.Char(required=True)
    conversation_id = fields.Many2one(
        "channel.call.conversation", required=True, ondelete="cascade", index=True
    )

    _uniqueid_uniq = models.UniqueIndex("(endpoint_id, uniqueid)")
