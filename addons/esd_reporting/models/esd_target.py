from odoo import api, fields, models


class EsdTarget(models.Model):
    """The target of a measure, valid from a day until the next target."""

    _name = "esd.target"
    _description = "Target"
    _order = "measure_id, valid_from desc"

    measure_id = fields.Many2one(
        "esd.measure", required=True, ondelete="cascade", index=True
    )
    unit = fields.Selection(related="measure_id.unit")
    valid_from = fields.Date(required=True, default=fields.Date.context_today)
    value = fields.Float(string="Target", required=True, aggregator=None)
    margin = fields.Float(
        string="Amber Within",
        aggregator=None,
        help="Distance from the target that still counts as amber, in the unit of the"
        " measure.",
    )
    source = fields.Char(help="Origin of the target: plan, committee or contract.")

    _start_uniq = models.Constraint(
        "UNIQUE (measure_id, valid_from)", "One target a day for each measure."
    )
    _margin_positive = models.Constraint(
        "CHECK (margin >= 0)", "A margin is not negative."
    )

    @api.depends("measure_id.name", "valid_from")
    def _compute_display_name(self):
        for target in self:
            target.display_name = f"{target.measure_id.name} · {target.valid_from}"

    @api.model
    def _valid_on(self, day, measures):
        """Return the targets that are valid on a day.

        Args:
            day: the date.
            measures: `esd.measure`.

        Returns:
            A dict of measure to target.
        """
        rows = self.search(
            [("measure_id", "in", measures.ids), ("valid_from", "<=", day)],
            order="valid_from",
        )
        return {row.measure_id: row for row in rows}
