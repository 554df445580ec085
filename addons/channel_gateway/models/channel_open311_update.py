from odoo import fields, models


class ChannelOpen311Update(models.Model):
    """An update of another body that is added to our request already."""

    _name = "channel.open311.update"
    _description = "Update of an Organisation"
    _order = "id desc"
    _rec_name = "update_id"

    referral_id = fields.Many2one(
        "service.referral", required=True, ondelete="cascade", index=True
    )
    update_id = fields.Char(required=True, help="Their own id of it.")
    status = fields.Char(help="Extended status of Open311.")

    _update_uniq = models.Constraint(
        "UNIQUE (referral_id, update_id)", "This update is known already."
    )
