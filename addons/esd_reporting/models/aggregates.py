"""Counts of one period, read by SQL.

Aggregates hold no personal data, so analysts may read them without access to the rows.
"""

from functools import cached_property

from odoo.tools import SQL

from ..measures.calls import Calls
from ..measures.contacts import Contacts
from ..measures.eservice import Pair
from ..measures.requests import SATISFIED, PlannedWork, Requests


class Aggregates:
    """Counts from `start` to before `end`.

    Each count is queried once, however many measures use it.

    Args:
        env: the environment.
        start: naive UTC.
        end: naive UTC.
    """

    def __init__(self, env, start, end):
        self.env = env
        self.start = start
        self.end = end
        self._live_contacts = {}

    def earlier(self, start, end):
        """Return the counts of another period."""
        return type(self)(self.env, start, end)

    def live_contacts(self, threshold, early):
        """Return counts of incoming live contacts by channel id.

        Args:
            threshold: T, the seconds within which an answer is in time.
            early: seconds within which a call does not count as abandoned.

        Returns:
            A dict of channel id to `measures.calls.Calls`.
        """
        key = (threshold, early)
        if key not in self._live_contacts:
            self._live_contacts[key] = self._read_live_contacts(threshold, early)
        return self._live_contacts[key]

    def _read_live_contacts(self, threshold, early):
        """Query the counts of `live_contacts`."""
        self.env["constituent.interaction"].flush_model()
        query = SQL(
            """
            SELECT channel_id,
                   count(*) FILTER (WHERE is_abandoned IS NOT TRUE),
                   count(*) FILTER (
                       WHERE is_abandoned IS NOT TRUE AND waiting_seconds <= %(limit)s
                   ),
                   count(*) FILTER (WHERE is_abandoned),
                   count(*) FILTER (
                       WHERE is_abandoned AND waiting_seconds <= %(early)s
                   ),
                   coalesce(
                       sum(handling_seconds) FILTER (WHERE is_abandoned IS NOT TRUE), 0
                   ),
                   count(*) FILTER (
                       WHERE is_abandoned IS NOT TRUE AND handling_seconds > 0
                   )
              FROM constituent_interaction
             WHERE started_at >= %(start)s AND started_at < %(end)s
               AND direction = 'in' AND (answered_at IS NOT NULL OR is_abandoned)
             GROUP BY channel_id
            """,
            limit=threshold,
            early=early,
            start=self.start,
            end=self.end,
        )
        return {
            channel: Calls(*counts)
            for channel, *counts in self.env.execute_query(query)
        }

    @cached_property
    def contacts(self):
        """Return counts of incoming and outgoing contacts by channel id."""
        self.env["constituent.interaction"].flush_model()
        query = SQL(
            """
            SELECT contact.channel_id,
                   count(*) FILTER (WHERE direction = 'in'),
                   count(*) FILTER (WHERE direction = 'out'),
                   count(*) FILTER (
                       WHERE direction = 'in' AND is_abandoned IS NOT TRUE
                   ),
                   count(*) FILTER (
                       WHERE direction = 'in' AND is_abandoned IS NOT TRUE
                         AND is_resolved_first_contact
                   ),
                   count(*) FILTER (WHERE direction = 'in' AND is_avoidable),
                   count(*) FILTER (WHERE direction = 'in' AND channel.is_electronic),
                   count(*) FILTER (
                       WHERE direction = 'in' AND repeat_of_id IS NOT NULL
                   )
              FROM constituent_interaction contact
              JOIN constituent_channel channel ON channel.id = contact.channel_id
             WHERE started_at >= %s AND started_at < %s
             GROUP BY contact.channel_id
            """,
            self.start,
            self.end,
        )
        return {
            channel: Contacts(*counts)
            for channel, *counts in self.env.execute_query(query)
        }

    @cached_property
    def requests(self):
        """Return counts of requests and ratings, as `measures.requests.Requests`."""
        Satisfaction = self.env["service.satisfaction"]
        for name in ("service.request", "service.co.report"):
            self.env[name].flush_model()
        closed = SQL(
            """
            SELECT count(*),
                   count(*) FILTER (WHERE sla_state IN ('met', 'missed')),
                   count(*) FILTER (WHERE sla_state = 'met')
              FROM service_request
             WHERE closed_at >= %s AND closed_at < %s AND phase = 'closed'
            """,
            self.start,
            self.end,
        )
        rated = SQL(
            """
            SELECT count(*),
                   count(*) FILTER (WHERE satisfaction::integer >= %s),
                   coalesce(sum(satisfaction::integer), 0)
              FROM (%s) AS rating
             WHERE answered_at >= %s AND answered_at < %s AND satisfaction IS NOT NULL
            """,
            SATISFIED,
            Satisfaction._table_query,
            self.start,
            self.end,
        )
        asked = SQL(
            """
            SELECT count(*), count(satisfaction)
              FROM (%s) AS rating
             WHERE asked_at >= %s AND asked_at < %s
            """,
            Satisfaction._table_query,
            self.start,
            self.end,
        )
        (closed_counts,) = self.env.execute_query(closed)
        (rated_counts,) = self.env.execute_query(rated)
        (asked_counts,) = self.env.execute_query(asked)
        return Requests(*closed_counts, *rated_counts, *asked_counts)

    @cached_property
    def pairs(self):
        """Return the inventory as pairs of BVPI 157."""
        self.env["esd.inventory"].flush_model()
        query = SQL(
            """
            SELECT lgil_id, is_permissible,
                   CASE WHEN is_enabled THEN enabled_since END
              FROM esd_inventory
             WHERE active
            """
        )
        return [Pair(*row) for row in self.env.execute_query(query)]

    @cached_property
    def planned_work(self):
        """Return counts of programme visits done or due in the period."""
        self.env["dispatch.job"].flush_model()
        query = SQL(
            """
            SELECT count(*), count(*) FILTER (WHERE state = 'done')
              FROM dispatch_job
             WHERE programme_id IS NOT NULL AND state != 'cancelled'
               AND ((state = 'done' AND done_at >= %(start)s AND done_at < %(end)s)
                    OR (state != 'done' AND due_at >= %(start)s AND due_at < %(end)s))
            """,
            start=self.start,
            end=self.end,
        )
        (counts,) = self.env.execute_query(query)
        return PlannedWork(*counts)
