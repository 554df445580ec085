from odoo import fields, models


class ServiceHandoff(models.Model):
    """What was handed to another body, when, and what became of it."""

    _name = "service.handoff"
    _description = "Referral"
    _order = "handed_at desc, id desc"
    _rec_name = "body_id"

    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    service_id = fields.Many2one(related="request_id.service_id")
    body_id = fields.Many2one(
        "service.body", required=True, ondelete="restrict", index=True
    )
    handed_at = fields.Datetime(
        string="Handed Over", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        default=lambda self: self.env.uid,
    )
    note = fields.Text(string="What Was Said")
    their_reference = fields.Char()
    told_at = fields.Datetime(
        string="Constituent Notified",
        readonly=True,
        help="When the constituent was told whose it is.",
    )
    answered_at = fields.Datetime(string="Answered")
    answer = fields.Text(string="Their Answer")
