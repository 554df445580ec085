from odoo import api, fields, models
from odoo.tools import SQL

from ..measures.period import KINDS, YEAR
from .council_time import period_of


class EsdInventory(models.Model):
    """Usage of the service in the period selected in the search."""

    _inherit = "esd.inventory"

    contact_count = fields.Integer(
        string="Contacts",
        compute="_compute_usage",
        help="Incoming contacts about the service in the period.",
    )
    electronic_contact_count = fields.Integer(
        string="Electronic Contacts",
        compute="_compute_usage",
        help="Those of them on an electronic channel.",
    )
    electronic_share = fields.Float(
        compute="_compute_usage", help="Electronic contacts of all, from 0 to 1."
    )
    request_count = fields.Integer(
        string="Requests", compute="_compute_usage", help="Opened in the period."
    )
    satisfaction_average = fields.Float(
        string="Satisfaction",
        compute="_compute_usage",
        help="Mean rating of the service in the period, from 1 to 5.",
    )
    satisfaction_count = fields.Integer(string="Ratings", compute="_compute_usage")

    @api.depends_context("esd_period")
    @api.depends("service_id")
    def _compute_usage(self):
        """Compute contacts, requests and ratings of the service."""
        kind = self.env.context.get("esd_period")
        period = period_of(self.env, kind if kind in KINDS else YEAR)
        services = tuple(self.service_id.ids)
        contacts = self._contact_usage(services, period)
        opened = self._request_usage(services, period)
        ratings = self._rating_usage(services, period)
        for row in self:
            service = row.service_id.id
            row.contact_count, row.electronic_contact_count = contacts.get(
                service, (0, 0)
            )
            row.electronic_share = (
                row.electronic_contact_count / row.contact_count
                if row.contact_count
                else 0
            )
            row.request_count = opened.get(service, 0)
            row.satisfaction_count, row.satisfaction_average = ratings.get(
                service, (0, 0)
            )

    # Aggregates hold no personal data, so SQL may read them for analysts.

    def _contact_usage(self, services, period):
        """Return incoming contacts by service id: all and electronic."""
        if not services:
            return {}
        self.env["constituent.interaction"].flush_model()
        query = SQL(
            """
            SELECT contact.service_id,
                   count(*),
                   count(*) FILTER (WHERE channel.is_electronic)
              FROM constituent_interaction contact
              JOIN constituent_channel channel ON channel.id = contact.channel_id
             WHERE contact.service_id IN %s
               AND contact.direction = 'in'
               AND contact.started_at >= %s AND contact.started_at < %s
             GROUP BY contact.service_id
            """,
            services,
            period.start,
            period.end,
        )
        return {
            service: (total, electronic)
            for service, total, electronic in self.env.execute_query(query)
        }

    def _request_usage(self, services, period):
        """Return the requests opened in the period by service id."""
        if not services:
            return {}
        self.env["service.request"].flush_model()
        query = SQL(
            """
            SELECT service_id, count(*)
              FROM service_request
             WHERE service_id IN %s AND opened_at >= %s AND opened_at < %s
             GROUP BY service_id
            """,
            services,
            period.start,
            period.end,
        )
        return dict(self.env.execute_query(query))

    def _rating_usage(self, services, period):
        """Return the ratings given in the period by service id: number and mean.

        These are ratings by first reporters and co-reporters, from 1 to 5.
        """
        if not services:
            return {}
        self.env["service.co.report"].flush_model()
        query = SQL(
            """
            SELECT service_id, count(*), avg(points)::float
              FROM (%s) AS rating
             WHERE service_id IN %s AND satisfaction IS NOT NULL
               AND answered_at >= %s AND answered_at < %s
             GROUP BY service_id
            """,
            self.env["service.satisfaction"]._table_query,
            services,
            period.start,
            period.end,
        )
        return {
            service: (number, average)
            for service, number, average in self.env.execute_query(query)
        }
