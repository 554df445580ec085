from odoo import fields, models

from ..measures import costs


class EsdUnitCost(models.Model):
    """The cost of one contact on one channel, with its source and year."""

    _name = "esd.unit.cost"
    _description = "Unit Cost"
    _order = "active desc, year desc, channel_id"
    _rec_name = "channel_id"

    channel_id = fields.Many2one(
        "constituent.channel", required=True, ondelete="restrict", index=True
    )
    amount = fields.Monetary(required=True, aggregator=None)
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.ref("base.GBP"),
    )
    source = fields.Char(required=True)
    year = fields.Integer(required=True, aggregator=None)
    active = fields.Boolean(
        string="In Use", default=True, help="One cost for each channel is in use."
    )

    _channel_uniq = models.UniqueIndex(
        "(channel_id) WHERE active", "Another cost of this channel is in use."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "A cost is not negative."
    )

    def _in_use(self):
        """Return the active costs as `measures.costs` takes them, by channel id."""
        return tuple(
            costs.UnitCost(cost.channel_id.id, cost.amount, cost.source, cost.year)
            for cost in self.search([("active", "=", True)])
        )
