from odoo import fields, models
from odoo.tools import SQL

from .council_time import zone

WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
]


class EsdContactFact(models.Model):
    """The ledger of contacts for analysts, without personal data.

    A share is 0 or 100 % for each contact and empty where it does not apply, so that
    its average over any group of contacts is correct.
    """

    _name = "esd.contact.fact"
    _description = "Contact Analysis"
    _auto = False
    _order = "started_at desc, id desc"
    _rec_name = "started_at"
    _depends = {
        "constituent.interaction": [
            "started_at",
            "direction",
            "channel_id",
            "service_id",
            "request_id",
            "user_id",
            "waiting_seconds",
            "handling_seconds",
            "answered_at",
            "is_abandoned",
            "is_resolved_first_contact",
            "is_avoidable",
            "avoidable_reason",
            "repeat_of_id",
        ],
        "constituent.channel": ["is_electronic"],
        "service.type": ["directorate_id", "team_id"],
        "service.request": ["team_id"],
        "esd.measure": ["code", "threshold_seconds"],
    }

    # When
    started_at = fields.Datetime(string="Date", readonly=True)
    hour = fields.Char(readonly=True, help="Hour of the day, in the council's time.")
    weekday = fields.Selection(WEEKDAYS, readonly=True)
    # How
    direction = fields.Selection([("in", "In"), ("out", "Out")], readonly=True)
    channel_id = fields.Many2one("constituent.channel", readonly=True)
    is_electronic = fields.Boolean(string="Electronic", readonly=True)
    # Subject and responsibility
    service_id = fields.Many2one("service.type", readonly=True)
    directorate_id = fields.Many2one("service.directorate", readonly=True)
    team_id = fields.Many2one("service.team", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Officer",
        readonly=True,
        groups="constituent_crm.group_supervisor",
    )
    # Result
    waiting_seconds = fields.Integer(
        string="Waiting (s)", readonly=True, aggregator="avg"
    )
    handling_seconds = fields.Integer(
        string="Handling (s)", readonly=True, aggregator="avg"
    )
    is_abandoned = fields.Boolean(string="Abandoned", readonly=True)
    is_resolved_first_contact = fields.Boolean(
        string="Resolved at First Contact", readonly=True
    )
    is_avoidable = fields.Boolean(string="Avoidable", readonly=True)
    is_repeat = fields.Boolean(string="Repeat", readonly=True)
    avoidable_reason = fields.Selection(
        selection=lambda self: self._avoidable_reasons(), readonly=True
    )
    # Shares, in per cent
    answered_in_time_share = fields.Float(
        string="Answered in Time (%)",
        readonly=True,
        aggregator="avg",
        help="Of offered contacts, within T of the measure “answered in time”.",
    )
    abandoned_share = fields.Float(
        string="Abandoned of Offered (%)", readonly=True, aggregator="avg"
    )
    resolved_share = fields.Float(
        string="Resolved at Once (%)", readonly=True, aggregator="avg"
    )
    avoidable_share = fields.Float(
        string="Avoidable of All (%)", readonly=True, aggregator="avg"
    )
    electronic_share = fields.Float(
        string="Electronic of All (%)", readonly=True, aggregator="avg"
    )

    def _avoidable_reasons(self):
        """Return the reasons of the ledger."""
        ledger = self.env["constituent.interaction"]
        return ledger._fields["avoidable_reason"]._description_selection(self.env)

    @property
    def _table_query(self):
        """Return the query of the view."""
        # A flat query with outer joins on keys: PostgreSQL skips unused joins and finds
        # the period by the ledger's index.
        return SQL(
            "SELECT %s, %s FROM %s", self._columns(), self._shares(), self._rows()
        )

    def _columns(self):
        """Return the columns."""
        return SQL(
            """
            contact.id,
            contact.started_at,
            to_char(
                contact.started_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s, 'HH24:00'
            ) AS hour,
            to_char(
                contact.started_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s, 'ID'
            ) AS weekday,
            contact.direction,
            contact.channel_id,
            channel.is_electronic,
            contact.service_id,
            service.directorate_id,
            coalesce(request.team_id, service.team_id) AS team_id,
            contact.user_id,
            CASE WHEN contact.answered_at IS NOT NULL OR contact.is_abandoned
                 THEN contact.waiting_seconds END AS waiting_seconds,
            nullif(contact.handling_seconds, 0) AS handling_seconds,
            contact.is_abandoned,
            contact.is_resolved_first_contact,
            contact.is_avoidable,
            contact.repeat_of_id IS NOT NULL AS is_repeat,
            contact.avoidable_reason
            """,
            zone=zone(self.env),
        )

    def _shares(self):
        """Return the columns of shares, in per cent."""
        return SQL(
            """
            CASE WHEN contact.direction = 'in'
                  AND (contact.answered_at IS NOT NULL OR contact.is_abandoned)
                 THEN (contact.is_abandoned IS NOT TRUE AND contact.waiting_seconds <= (
                     SELECT threshold_seconds
                       FROM esd_measure
                      WHERE code = 'answered_in_time'
                 ))::integer * 100::float END AS answered_in_time_share,
            CASE WHEN contact.direction = 'in'
                  AND (contact.answered_at IS NOT NULL OR contact.is_abandoned)
                 THEN (contact.is_abandoned IS TRUE)::integer * 100::float
                  END AS abandoned_share,
            CASE WHEN contact.direction = 'in' AND contact.is_abandoned IS NOT TRUE
                 THEN (contact.is_resolved_first_contact IS TRUE)::integer * 100::float
                  END AS resolved_share,
            CASE WHEN contact.direction = 'in'
                 THEN (contact.is_avoidable IS TRUE)::integer * 100::float
                  END AS avoidable_share,
            CASE WHEN contact.direction = 'in'
                 THEN (channel.is_electronic IS TRUE)::integer * 100::float
                  END AS electronic_share
            """
        )

    def _rows(self):
        """Return the joined tables."""
        return SQL(
            """
            constituent_interaction contact
            LEFT JOIN constituent_channel channel ON channel.id = contact.channel_id
            LEFT JOIN service_type service ON service.id = contact.service_id
            LEFT JOIN service_request request ON request.id = contact.request_id
            """
        )
