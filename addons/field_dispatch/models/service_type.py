from odoo import fields, models


class ServiceType(models.Model):
    _inherit = "service.type"

    job_template_id = fields.Many2one(
        "dispatch.job.template",
        string="Field Work",
        ondelete="set null",
        index="btree_not_null",
        help="A request for this service sends a crew out with a job of this kind.",
    )
