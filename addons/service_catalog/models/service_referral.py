from odoo import fields, models


class ServiceReferral(models.Model):
    """A referral to an external organisation, with its result.

    It is about a request; other addons refer what no request was opened for.
    """

    _name = "service.referral"
    _description = "Referral"
    _order = "referred_at desc, id desc"
    _rec_name = "organisation_id"

    request_id = fields.Many2one("service.request", ondelete="cascade", index=True)
    service_id = fields.Many2one(related="request_id.service_id")
    organisation_id = fields.Many2one(
        "service.external.organisation", required=True, ondelete="restrict", index=True
    )
    referred_at = fields.Datetime(
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
    constituent_notified_at = fields.Datetime(
        string="Constituent Notified",
        readonly=True,
        help="When the constituent was told whose it is.",
    )
    answered_at = fields.Datetime(string="Answered")
    answer = fields.Text(string="Their Answer")
