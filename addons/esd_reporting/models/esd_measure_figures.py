from odoo import api, fields, models

from ..measures.figure import light
from ..measures.period import DAY, KINDS, WEEK
from .aggregates import Aggregates
from .council_time import date_of, period_of
from .esd_measure import FORMULAS

TREND_DAYS = 14
# For each kind of counts the action that lists its rows, and the date field for the
# period.
EVIDENCE = {
    "calls": ("esd_contact_fact_action", "started_at"),
    "contacts": ("esd_contact_fact_action", "started_at"),
    "requests": ("esd_request_fact_action", "opened_at"),
    "bvpi_157": ("esd_inventory_action", None),
    "planned_work": ("esd_snapshot_action", None),
}


class EsdMeasure(models.Model):
    """The data of the Figures screen."""

    _inherit = "esd.measure"

    @api.model
    @api.readonly
    def figures(self, kind=WEEK):
        """Return the figures so far in the current period.

        Args:
            kind: day, week, month or year; other values mean a week.

        Returns:
            A dict with `kind`, `first` and `last` (days of the period), and `measures`.
            Each of these has name, unit, value (None when nothing was measured),
            target, light, the value of the comparable part of the previous period, and
            the values of recent days.
        """
        self.check_access("read")
        now = fields.Datetime.now()
        period = period_of(self.env, kind if kind in KINDS else WEEK)
        aggregates = Aggregates(self.env, *period.until(now))
        before = aggregates.earlier(*period.comparable_before(now))
        measures = self.search([("active", "=", True)])
        targets = self.env["esd.target"]._valid_on(period.last, measures)
        trends = measures._trends(now)
        return {
            "kind": period.kind,
            "first": fields.Date.to_string(period.first),
            "last": fields.Date.to_string(period.last),
            "measures": [
                measure._figure_data(
                    measure._figure(aggregates),
                    measure._figure(before),
                    targets.get(measure),
                    trends.get(measure, []),
                )
                for measure in measures
            ],
        }

    def _figure_data(self, figure, before, target, trend):
        """Return one measure as the screen shows it."""
        self.ensure_one()
        goal = target.value if target else None
        change = None
        if figure.value is not None and before.value is not None:
            change = figure.value - before.value
        return {
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "unit": self.unit,
            "definition": self.definition,
            "is_headline": self.is_headline,
            "higher_is_better": self.higher_is_better,
            "value": figure.value,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "before": before.value,
            "change": change,
            "target": goal,
            "light": light(
                figure,
                goal,
                target.margin if target else 0,
                higher_is_better=self.higher_is_better,
            ),
            "trend": trend,
        }

    def _trends(self, now):
        """Return stored figures of recent days by measure, oldest first.

        Args:
            now: naive UTC.

        Returns:
            A dict of measure to values; None for a day without a figure.
        """
        today = date_of(self.env, now)
        rows = self.env["esd.snapshot"].search(
            [
                ("measure_id", "in", self.ids),
                ("kind", "=", DAY),
                ("first", ">=", fields.Date.subtract(today, days=TREND_DAYS)),
                ("first", "<", today),
            ],
            order="first",
        )
        trends = {}
        for row in rows:
            values = trends.setdefault(row.measure_id, [])
            values.append(row.value if row.is_measured else None)
        return trends

    def action_view_evidence(self, kind=WEEK):
        """Open the rows behind the figure in the current period.

        Args:
            kind: day, week, month or year; other values mean a week.

        Returns:
            An action.
        """
        self.ensure_one()
        subject = FORMULAS.get(self.formula, (self.formula, None))[0]
        name, date = EVIDENCE.get(subject, EVIDENCE["contacts"])
        action = self.env["ir.actions.act_window"]._for_xml_id(f"esd_reporting.{name}")
        if not date:
            return action
        period = period_of(self.env, kind if kind in KINDS else WEEK)
        domain = [(date, ">=", period.start), (date, "<", period.end)]
        if self.channel_ids and date == "started_at":
            domain.append(("channel_id", "in", self.channel_ids.ids))
        return {
            **action,
            "name": self.name,
            "domain": domain,
            "context": {},
        }

    def action_view_snapshots(self):
        """Open the stored figures of the measure."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "esd_reporting.esd_snapshot_action"
        )
        return {
            **action,
            "domain": [("measure_id", "in", self.ids)],
            "context": {"search_default_by_period": True},
        }
