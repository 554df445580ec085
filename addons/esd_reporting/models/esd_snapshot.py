from odoo import api, fields, models
from odoo.tools import SQL

from ..measures.figure import light
from ..measures.period import KINDS, Period
from .aggregates import Aggregates
from .council_time import period_of, zone

COLOURS = [("green", "Green"), ("amber", "Amber"), ("red", "Red")]
CATCH_UP_DAYS = 14


class EsdSnapshot(models.Model):
    """A published figure with its definition, period and target.

    It is not recomputed when definitions change, so that years can be compared. Users
    may rebuild it from the ledger.
    """

    _name = "esd.snapshot"
    _description = "Snapshot"
    _order = "first desc, kind, measure_id"

    measure_id = fields.Many2one(
        "esd.measure", required=True, ondelete="cascade", index=True, readonly=True
    )
    kind = fields.Selection(
        [("day", "Day"), ("week", "Week"), ("month", "Month"), ("year", "Year")],
        string="Period",
        required=True,
        readonly=True,
    )
    first = fields.Date(string="From", required=True, index=True, readonly=True)
    last = fields.Date(string="To", required=True, readonly=True)
    # Figure
    value = fields.Float(readonly=True, aggregator="avg", digits=(16, 2))
    is_measured = fields.Boolean(
        string="Measured", readonly=True, help="If unset, there was no data to measure."
    )
    numerator = fields.Float(readonly=True)
    denominator = fields.Float(readonly=True)
    unit = fields.Selection(related="measure_id.unit")
    # Definition at that time
    definition = fields.Char(readonly=True)
    threshold_seconds = fields.Integer(
        string="T (seconds)", readonly=True, aggregator=None
    )
    target = fields.Float(readonly=True, aggregator=None)
    has_target = fields.Boolean(readonly=True)
    light = fields.Selection(COLOURS, readonly=True)
    taken_at = fields.Datetime(readonly=True)

    _period_uniq = models.Constraint(
        "UNIQUE (measure_id, kind, first)", "A snapshot of this period already exists."
    )

    @api.depends("measure_id.name", "first")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.measure_id.name} · {row.first}"

    def _read_group_select(self, aggregate_spec, query):
        """Weight the average by the denominators of measured figures."""
        if aggregate_spec != "value:avg":
            return super()._read_group_select(aggregate_spec, query)
        # Days are weighted by their denominator; days without a figure are left out.
        value, weight, is_measured = (
            self._field_to_sql(self._table, name, query)
            for name in ("value", "denominator", "is_measured")
        )
        return SQL(
            "sum(%(value)s * %(weight)s) FILTER (WHERE %(measured)s)"
            " / nullif(sum(%(weight)s) FILTER (WHERE %(measured)s), 0)",
            value=value,
            weight=weight,
            measured=is_measured,
        )

    def action_rebuild(self):
        """Recompute the figures from the ledger with the current definitions."""
        self.check_access("write")
        aggregates = {}
        for row in self:
            period = Period(row.kind, row.first, row.last, zone(self.env))
            key = (row.first, row.last)
            if key not in aggregates:
                aggregates[key] = Aggregates(self.env, period.start, period.end)
            row.write(row._frozen_values(row.measure_id, aggregates[key], period))
        return True

    @api.model
    def _store_snapshots(self, period):
        """Store the figures of all measures for a closed period.

        Existing snapshots are not changed.

        Args:
            period: `measures.period.Period`.

        Returns:
            The new snapshots.
        """
        done = self.search([("kind", "=", period.kind), ("first", "=", period.first)])
        measures = (
            self.env["esd.measure"].search([("active", "=", True)]) - done.measure_id
        )
        aggregates = Aggregates(self.env, period.start, period.end)
        return self.create(
            [
                {
                    "measure_id": measure.id,
                    "kind": period.kind,
                    "first": period.first,
                    "last": period.last,
                    **self._frozen_values(measure, aggregates, period),
                }
                for measure in measures
            ]
        )

    @api.model
    def _frozen_values(self, measure, aggregates, period):
        """Return the values of a snapshot."""
        figure = measure._figure(aggregates)
        targets = self.env["esd.target"]._valid_on(period.last, measure)
        target = targets.get(measure)
        return {
            "value": figure.value or 0,
            "is_measured": figure.value is not None,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "definition": measure.definition,
            "threshold_seconds": measure.threshold_seconds,
            "has_target": bool(target),
            "target": target.value if target else 0,
            "light": target
            and light(
                figure,
                target.value,
                target.margin,
                higher_is_better=measure.higher_is_better,
            ),
            "taken_at": fields.Datetime.now(),
        }

    @api.model
    def _closed_periods(self):
        """Return the last closed week, month and year, and the last closed days."""
        periods = [period_of(self.env, kind).previous for kind in KINDS]
        day = periods[0]
        for _day in range(CATCH_UP_DAYS - 1):
            day = day.previous
            periods.append(day)
        return periods

    @api.model
    def _store_closed_periods(self):
        """Store missing snapshots of closed periods, also after a cron failure."""
        for period in self._closed_periods():
            self._store_snapshots(period)

    @api.model
    def _cron_store_snapshots(self):
        """Store missing snapshots, period by period."""
        periods = self._closed_periods()
        self.env["ir.cron"]._commit_progress(remaining=len(periods))
        for period in periods:
            self._store_snapshots(period)
            if not self.env["ir.cron"]._commit_progress(1):
                break
