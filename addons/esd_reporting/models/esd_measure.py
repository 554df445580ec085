from datetime import timedelta

from odoo import api, fields, models

from ..measures import calls, contacts, costs, requests
from ..measures.calls import Calls
from ..measures.contacts import Contacts
from ..measures.eservice import bvpi_157
from .council_time import date_of

# For each formula the counts that it needs and its function.
FORMULAS = {
    "of_offered": ("calls", calls.of_offered),
    "of_patient": ("calls", calls.of_patient),
    "of_answered": ("calls", calls.of_answered),
    "early_as_met": ("calls", calls.early_as_met),
    "abandonment": ("calls", calls.abandonment),
    "handling_time": ("calls", calls.handling_time),
    "first_contact": ("contacts", contacts.first_contact),
    "avoidable": ("contacts", contacts.avoidable),
    "electronic": ("contacts", contacts.electronic),
    "received": ("contacts", contacts.received),
    "sent": ("contacts", contacts.sent),
    "satisfied": ("requests", requests.satisfied),
    "satisfaction": ("requests", requests.satisfaction),
    "response_rate": ("requests", requests.response_rate),
    "deadlines_met": ("requests", requests.deadlines_met),
    "planned_work": ("planned_work", requests.planned_work_done),
}
FORMULA_NAMES = [
    ("of_offered", "Service level: answered in time of all offered"),
    ("of_patient", "Service level: without callers who gave up early"),
    ("of_answered", "Service level: answered in time of all answered"),
    ("early_as_met", "Service level: callers who gave up early count as met"),
    ("abandonment", "Abandoned of all offered"),
    ("handling_time", "Average handling time"),
    ("first_contact", "Resolved at the first contact"),
    ("avoidable", "Avoidable contact (NI 14)"),
    ("electronic", "Contacts on electronic channels"),
    ("received", "Contacts in"),
    ("sent", "Contacts out"),
    ("satisfied", "Satisfied of all ratings"),
    ("satisfaction", "Mean rating"),
    ("response_rate", "Response rate: answered of all who were asked"),
    ("deadlines_met", "Deadlines met"),
    ("planned_work", "Planned visits done"),
    ("bvpi_157", "Interactions enabled for electronic delivery (BVPI 157)"),
    ("shift_saving", "Saved by channel shift since a year ago"),
]
TIMED = ("of_offered", "of_patient", "of_answered", "early_as_met")
EARLY = ("of_patient", "early_as_met")


class EsdMeasure(models.Model):
    """A measure with its formula, threshold and channels.

    Another addon adds a formula by `selection_add` and a method `_figure_<formula>`.
    """

    _name = "esd.measure"
    _description = "Measure"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short name for imports and interfaces.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_headline = fields.Boolean(
        string="Headline", help="Shown large at the top of the figures."
    )
    formula = fields.Selection(FORMULA_NAMES, required=True)
    unit = fields.Selection(
        [
            ("percent", "Per cent"),
            ("seconds", "Seconds"),
            ("number", "Number"),
            ("rating", "Rating, 1 to 5"),
            ("money", "Pounds"),
        ],
        required=True,
        default="percent",
    )
    higher_is_better = fields.Boolean(
        default=True, help="Unset if lower is better, e.g. for abandoned calls."
    )
    # Settings of the formula
    threshold_seconds = fields.Integer(
        string="T (seconds)",
        default=10,
        aggregator=None,
        help="A call answered within this time is answered in time.",
    )
    short_abandon_seconds = fields.Integer(
        string="Short Abandon (seconds)",
        default=5,
        aggregator=None,
        help="A caller who gives up within this time has given up early.",
    )
    channel_ids = fields.Many2many(
        "constituent.channel", string="Channels", help="Empty: all channels."
    )
    is_procurement_counted = fields.Boolean(
        string="Count Procurement",
        default=True,
        help="Councils differ on whether procurement is a public-facing interaction.",
    )
    definition = fields.Char(compute="_compute_definition")
    target_ids = fields.One2many("esd.target", "measure_id", string="Targets")
    snapshot_ids = fields.One2many("esd.snapshot", "measure_id", string="Snapshots")

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
    _seconds_positive = models.Constraint(
        "CHECK (threshold_seconds >= 0 AND short_abandon_seconds >= 0)",
        "Times are not negative.",
    )

    def _figure(self, aggregates):
        """Compute the figure from the counts of one period.

        Args:
            aggregates: `Aggregates` of the period.

        Returns:
            `measures.figure.Figure`.
        """
        self.ensure_one()
        own = getattr(self, f"_figure_{self.formula}", None)
        if own:
            return own(aggregates)
        subject, compute = FORMULAS[self.formula]
        return compute(getattr(self, f"_read_{subject}")(aggregates))

    def _read_calls(self, aggregates):
        """Return the live contacts on the channels of the measure."""
        by_channel = aggregates.live_contacts(
            self.threshold_seconds, self.short_abandon_seconds
        )
        return sum(self._of_channels(by_channel), Calls())

    def _read_contacts(self, aggregates):
        """Return the contacts on the channels of the measure."""
        return sum(self._of_channels(aggregates.contacts), Contacts())

    def _read_requests(self, aggregates):
        """Return the counts of requests."""
        return aggregates.requests

    def _read_planned_work(self, aggregates):
        """Return the counts of programme visits done or due."""
        return aggregates.planned_work

    def _of_channels(self, by_channel):
        """Return the counts of the selected channels, or of all."""
        wanted = set(self.channel_ids.ids)
        return [
            counts
            for channel, counts in by_channel.items()
            if not wanted or channel in wanted
        ]

    def _figure_bvpi_157(self, aggregates):
        """Compute BVPI 157 on the last day of the period."""
        last = aggregates.end - timedelta(microseconds=1)
        return bvpi_157(
            aggregates.pairs,
            as_at=date_of(self.env, last),
            count_procurement=self.is_procurement_counted,
        )

    def _figure_shift_saving(self, aggregates):
        """Compute the saving by channel shift since a year ago."""
        year = timedelta(days=364)  # whole weeks, so that weekdays match
        before = aggregates.earlier(aggregates.start - year, aggregates.end - year)
        unit_costs = self.env["esd.unit.cost"]._in_use()
        year_ago, now = (
            costs.cost_per_need(
                {
                    channel: costs.Volume(counts.received, counts.repeats)
                    for channel, counts in period.contacts.items()
                },
                unit_costs,
            )[0]
            for period in (before, aggregates)
        )
        return costs.shift_saving(year_ago, now)

    @api.depends(
        "formula",
        "threshold_seconds",
        "short_abandon_seconds",
        "channel_ids.name",
        "is_procurement_counted",
    )
    @api.depends_context("lang")
    def _compute_definition(self):
        """Compute the definition from formula and settings."""
        texts = self._formula_texts()
        for measure in self:
            parts = [texts.get(measure.formula, "")]
            if measure.formula in TIMED:
                parts.append(self.env._("T = %s s", measure.threshold_seconds))
            if measure.formula in EARLY:
                parts.append(
                    self.env._("early: up to %s s", measure.short_abandon_seconds)
                )
            if measure.channel_ids and measure.formula in FORMULAS:
                parts.append(", ".join(measure.channel_ids.mapped("name")))
            if measure.formula == "bvpi_157" and not measure.is_procurement_counted:
                parts.append(self.env._("without procurement"))
            measure.definition = " · ".join(filter(None, parts))

    @api.model
    def _formula_texts(self):
        """Return the definition of each formula in words; other addons may extend it.

        Returns:
            A dict of formula to text.
        """
        return {
            "of_offered": self.env._("answered within T ÷ (answered + abandoned)"),
            "of_patient": self.env._(
                "answered within T ÷ (answered + abandoned later than early)"
            ),
            "of_answered": self.env._("answered within T ÷ answered"),
            "early_as_met": self.env._(
                "(answered within T + abandoned early) ÷ (answered + abandoned)"
            ),
            "abandonment": self.env._("abandoned ÷ (answered + abandoned)"),
            "handling_time": self.env._("talk, hold and wrap-up ÷ contacts handled"),
            "first_contact": self.env._(
                "resolved at the first contact ÷ contacts dealt with"
            ),
            "avoidable": self.env._(
                "marked as of low or no value ÷ all contacts in (NI 14)"
            ),
            "electronic": self.env._(
                "contacts in on electronic channels ÷ all contacts in"
            ),
            "received": self.env._("contacts in, on all channels"),
            "sent": self.env._("contacts out, on all channels"),
            "satisfied": self.env._("ratings 4 and 5 ÷ all ratings"),
            "satisfaction": self.env._("mean of all ratings, 1 to 5"),
            "response_rate": self.env._("asked and answered ÷ asked"),
            "deadlines_met": self.env._(
                "closed within the deadline ÷ closed with a deadline"
            ),
            "planned_work": self.env._("planned visits done ÷ done or due"),
            "bvpi_157": self.env._(
                "interaction types enabled ÷ permissible (BVPI 157)"
            ),
            "shift_saving": self.env._(
                "cost for each need a year ago less now, times the needs met now"
            ),
        }
