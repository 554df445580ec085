from odoo import api, fields, models


class ChannelEndpoint(models.Model):
    """Clients of Open311."""

    _inherit = "channel.endpoint"

    may_change_state = fields.Boolean(
        string="Changes States",
        help="The status that it reports of a request becomes its state. For a body"
        " that does the work, not for a site of residents: staff are asked to look at"
        " what those report.",
    )
    takes_updates = fields.Boolean(compute="_compute_takes_updates")
    refused_report_ids = fields.One2many("channel.refused.report", "endpoint_id")
    refused_count = fields.Integer(
        string="Refused Reports",
        compute="_compute_refused_count",
        help="Reports that were refused so far, those included that are removed.",
    )

    @api.depends("kind")
    def _compute_takes_updates(self):
        for endpoint in self:
            endpoint.takes_updates = endpoint._kind()._takes_updates

    def _compute_refused_count(self):
        refused = [("endpoint_id", "in", self.ids), ("is_refused", "=", True)]
        Message = self.env["channel.message"]
        kept = dict(Message._read_group(refused, ["endpoint_id"], ["__count"]))
        removed = dict(
            self.env["channel.refused.report"]._read_group(
                [("endpoint_id", "in", self.ids)], ["endpoint_id"], ["reports:sum"]
            )
        )
        for endpoint in self:
            endpoint.refused_count = kept.get(endpoint, 0) + removed.get(endpoint, 0)
