"""Fill a database with a city's requests, three clocks each, by SQL.

One request in ten is open. Of these, one in twelve is late and one in eight at risk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from odoo.api import Environment
    from odoo.models import BaseModel
    from odoo.sql_db import Cursor

TEAMS = 10
OFFICERS_PER_TEAM = 6
SERVICES = 30
TABLES = ("service_request", "service_sla_clock")

REQUESTS = """
    INSERT INTO service_request (
        reference, name, partner_id, service_id, directorate_id, team_id, user_id,
        phase, state_id, priority, opened_at, closed_at, outcome_id, due_at, sla_state,
        at_risk_from, access_token, team_reason, create_date, write_date, create_uid,
        write_uid
    )
    SELECT
        'BENCH-' || made.n,
        service.name ->> 'en_US',
        person.ids[1 + made.n %% array_length(person.ids, 1)],
        service.id, service.directorate_id, service.team_id,
        CASE WHEN made.chance < 0.85 THEN member.ids[1 + made.n / 100 %% 6] END,
        state.phase, state.id,
        CASE WHEN made.n %% 50 = 0 THEN '2' WHEN made.n %% 9 = 0 THEN '1' ELSE '0' END,
        made.opened_at,
        CASE WHEN NOT made.is_open THEN made.opened_at + interval '3 days' END,
        CASE WHEN NOT made.is_open THEN %(outcome)s END,
        made.due_at,
        CASE WHEN made.is_open AND made.due_at < %(now)s THEN 'missed'
             WHEN state.phase = 'waiting' THEN 'paused'
             WHEN made.is_open THEN 'running' ELSE 'met' END,
        CASE WHEN made.is_open AND made.due_at >= %(now)s AND state.phase != 'waiting'
             THEN made.due_at - interval '2 days' END,
        md5(made.n::text), 'Team of the service', made.opened_at, made.opened_at, 1, 1
    FROM (
        SELECT n, is_open, chance,
            CASE WHEN is_open THEN %(now)s - chance * interval '30 days'
                 ELSE %(now)s - interval '31 days' - chance * interval '1000 days'
            END AS opened_at,
            CASE WHEN is_open THEN %(now)s + (n %% 24000 - 2000) * interval '1 minute'
                 ELSE %(now)s - interval '20 days' - chance * interval '1000 days'
            END AS due_at
        FROM (
            SELECT n, n %% 10 = 0 AS is_open, (n * 7919 %% 10007) / 10007.0 AS chance
            FROM generate_series(1, %(size)s::bigint) AS n
        ) AS numbered
    ) AS made
    JOIN unnest(%(services)s) WITH ORDINALITY AS chosen (id, place)
        ON chosen.place = 1 + (made.n * 31 + made.n / 10) %% %(service_count)s
    JOIN service_type service ON service.id = chosen.id
    JOIN LATERAL (
        SELECT id, phase FROM service_request_state state
        WHERE phase = CASE
            WHEN NOT made.is_open THEN 'closed'
            WHEN made.n %% 100 < 20 THEN 'waiting'
            WHEN made.n %% 100 < 60 THEN 'in_progress'
            ELSE 'open' END
        ORDER BY sequence, id LIMIT 1
    ) AS state ON TRUE
    JOIN (
        SELECT service_team_id, array_agg(res_users_id ORDER BY res_users_id) AS ids
        FROM res_users_service_team_rel GROUP BY service_team_id
    ) AS member ON member.service_team_id = service.team_id
    CROSS JOIN (
        SELECT array_agg(id) AS ids FROM (
            SELECT id FROM res_partner WHERE is_constituent ORDER BY id LIMIT 100000
        ) AS people
    ) AS person
"""
CLOCKS = """
    INSERT INTO service_sla_clock (
        request_id, kind, policy_id, calendar_id, budget_seconds, consumed_seconds,
        resumed_at, due_at, warn_at, stopped_at, warned_at, escalated_at, state,
        create_date, write_date, create_uid, write_uid
    )
    SELECT request.id, kind.name, kind.policy_id, %(calendar)s, 57600,
        CASE WHEN going.is_going THEN 0 ELSE 3600 END,
        CASE WHEN going.is_going THEN request.opened_at END,
        request.due_at,
        CASE WHEN going.is_going AND request.at_risk_from IS NOT NULL
             THEN request.at_risk_from END,
        CASE WHEN kind.name = 'acknowledge' OR request.closed_at IS NOT NULL
             THEN request.opened_at END,
        CASE WHEN request.at_risk_from <= %(now)s THEN request.at_risk_from END,
        CASE WHEN request.sla_state = 'missed' THEN request.due_at END,
        CASE WHEN kind.name = 'acknowledge' THEN 'met' ELSE request.sla_state END,
        request.opened_at, request.opened_at, 1, 1
    FROM service_request request
    CROSS JOIN unnest(%(kinds)s, %(policies)s) AS kind (name, policy_id)
    CROSS JOIN LATERAL (
        SELECT kind.name != 'acknowledge' AND request.closed_at IS NULL
            AND request.phase != 'waiting' AS is_going
    ) AS going
    WHERE request.reference LIKE 'BENCH-%%'
"""


@dataclass(frozen=True)
class Council:
    """The records that the requests refer to."""

    services: BaseModel
    teams: BaseModel
    officers: BaseModel
    policies: BaseModel
    calendar: BaseModel


def council(env: Environment) -> Council:
    """Create teams, services, officers and three SLA policies for all requests."""
    calendar = env.company.resource_calendar_id
    directorate = env["service.directorate"].create(
        {"name": "Bench", "code": "bench_directorate"}
    )
    groups = [
        env.ref("constituent_crm.group_officer").id,
        env.ref("constituent_crm.group_service_officer").id,
    ]
    officers = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            [
                {
                    "name": f"Officer {n}",
                    "login": f"bench_{n}",
                    "email": f"bench.{n}@example.org",
                    "group_ids": [(4, groups[n % 2])],
                }
                for n in range(TEAMS * OFFICERS_PER_TEAM)
            ]
        )
    )
    teams = env["service.team"].create(
        [
            {
                "name": f"Team {n}",
                "code": f"bench_team_{n}",
                "directorate_id": directorate.id,
                "resource_calendar_id": calendar.id,
                "member_ids": [(6, 0, officers[n::TEAMS].ids)],
            }
            for n in range(TEAMS)
        ]
    )
    policies = env["service.sla.policy"].create(
        [
            {"name": "Acknowledge", "kind": "acknowledge", "hours": 8},
            {"name": "Respond", "kind": "respond", "hours": 16},
            {"name": "Resolve", "kind": "resolve", "hours": 40},
        ]
    )
    policies.scope = "fitting"
    services = env["service.type"].create(
        [
            {
                "name": f"Bench service {n}",
                "code": f"bench_service_{n}",
                "directorate_id": directorate.id,
                "team_id": teams[n % TEAMS].id,
            }
            for n in range(SERVICES)
        ]
    )
    return Council(services, teams, officers, policies, calendar)


def fill(env: Environment, size: int) -> Council:
    """Add `size` requests to the database of an environment, and commit."""
    made = council(env)
    env.flush_all()
    values = {
        "size": size,
        "now": env.cr.now(),
        "services": made.services.ids,
        "service_count": len(made.services),
        "outcome": env["service.outcome"].search([], limit=1).id,
        "calendar": made.calendar.id,
        "kinds": made.policies.mapped("kind"),
        "policies": made.policies.ids,
    }
    postponed = _postponed(env.cr)
    env.cr.execute(REQUESTS, values)
    env.cr.execute(CLOCKS, values)
    for statement in postponed:
        env.cr.execute(statement)
    env.cr.commit()
    _analyse(env)
    env.invalidate_all()
    return made


def _postponed(cursor: Cursor) -> list[str]:
    """Drop the indexes of the tables; return the statements that restore them."""
    cursor.execute(
        "SELECT format('DROP INDEX %%s', indexrelid::regclass),"
        " pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
        (list(TABLES),),
    )
    found = cursor.fetchall()
    for drop, _make in found:
        cursor.execute(drop)
    return [make for _drop, make in found]


def _analyse(env: Environment) -> None:
    import odoo.sql_db

    connection = odoo.sql_db.db_connect(env.cr.dbname)
    with connection.cursor() as cursor:
        cursor._cnx.autocommit = True
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
