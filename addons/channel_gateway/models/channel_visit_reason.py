from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ChannelVisitReason(models.Model):
    """What visitors come for; each is a queue that counters serve."""

    _name = "channel.visit.reason"
    _description = "Reason for Visits"
    _inherit = ["constituent.single.line.mixin"]
    _order = "sequence, name, id"
    _single_line_fields = ("name", "heading")

    name = fields.Char(required=True, translate=True, help="As visitors read it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(help="Font Awesome class of its button, such as fa-home.")
    heading = fields.Char(
        help="Heading of the catalogue of services that it belongs to, for figures."
    )
    service_id = fields.Many2one(
        "service.type",
        string="Usual Service",
        ondelete="set null",
        index="btree_not_null",
        help="Service that the Contact Desk opens with.",
    )
    minutes = fields.Integer(
        string="Expected Minutes",
        required=True,
        default=10,
        help="How long a visitor is served, to estimate waiting times.",
    )
    is_urgent = fields.Boolean(
        string="Goes First", help="Visitors for this are called before others."
    )

    _minutes_positive = models.Constraint(
        "CHECK (minutes > 0)", "The expected minutes are at least one."
    )

    @api.constrains("heading")
    def _check_heading(self):
        """Accept headings of the catalogue only, so that figures can be joined."""
        Service = self.env["service.type"].with_context(active_test=False)
        for reason in self.filtered("heading"):
            if not Service.search_count([("group", "=", reason.heading)], limit=1):
                raise ValidationError(
                    self.env._(
                        "No service has the heading “%(heading)s”.",
                        heading=reason.heading,
                    )
                )
