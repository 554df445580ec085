"""Benchmark of requests at city scale: opening, lists and replanning.

Run as `python -m devkit.bench.requests DATABASE SIZE`; SIZE requests are added first.
Peer: a ticket of OCA's helpdesk with three deadlines of its SLA addon. Limit: bare SQL.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from .inside import environment
from .requests_fill import Council, fill
from .table import Table
from .timing import Timing, summed

if TYPE_CHECKING:
    from odoo.api import Environment
    from odoo.models import BaseModel

# A domain of Odoo: conditions, and operators between them.
Domain = list[Any]

OPENINGS = 150
LISTINGS = 40
REPLANNED = 10_000
PAGE = 80
# The client's limit of counting, to show "1-80 of 10000+".
COUNTED = 10_001
FILTERS = {
    "mine": "mine",
    "my team": "my_teams",
    "at risk": "at_risk",
    "breached": "missed",
    "waiting": "waiting",
    "unclaimed": "unassigned",
}
LIMIT_REQUEST = """
    INSERT INTO service_request (reference, name, service_id, team_id, partner_id,
        phase, state_id, priority, opened_at, due_at, sla_state)
    VALUES (%s, 'Bare', %s, %s, %s, 'open', %s, '0', now(), now(), 'running')
    RETURNING id
"""
LIMIT_CLOCKS = """
    INSERT INTO service_sla_clock (request_id, kind, policy_id, budget_seconds, due_at,
        state)
    SELECT %s, kind, id, 3600, now(), 'running' FROM service_sla_policy
    WHERE id = ANY(%s)
"""
NOTE = """\
Opening: milliseconds until committed, in one process: identified by name and e-mail,
routed, with three clocks, acknowledged on its page; then also by the letter of the
e-mail channel. The peer's ticket has its constituent given and three deadlines; then
also the letter of its stage. Lists: the first page of a saved filter of open requests,
as the list asks for it, for sixty officers in turn; the bare SQL reads the same columns
of the same rows. One request in ten is open."""


def main(database: str, size: int) -> None:
    with environment(database) as env:
        system = env(user=1)
        made = fill(system, size)
        lines = [
            *_openings(env, system, made),
            *_lists(system, made),
        ]
        remarks = f"{_replanning(system, made)} {_busy()}"
    headings = ["what", "ours", "peer", "bare SQL", "ours / peer", "ours / SQL"]
    Table(headings, lines, NOTE, remarks).tell()


def _line(
    name: str, ours: Timing, limit: Timing, peer: Timing | None = None
) -> list[str]:
    ratio = f"{ours.median / peer.median:.2f}" if peer else ""
    return [
        name,
        str(ours),
        str(peer or ""),
        str(limit),
        ratio,
        f"{ours.median / limit.median:.1f}",
    ]


# Opening


def _openings(
    env: Environment, system: Environment, made: Council
) -> Iterator[list[str]]:
    people = system["res.partner"].search(
        [("is_constituent", "=", True), ("email", "!=", False)], limit=OPENINGS + 5
    )
    peer = _peer(system, people)
    yield _opening("opening a request", env, system, made, people, peer, False)
    # The peer sends an e-mail where a stage has a template.
    first = system["helpdesk.ticket.stage"].search([], order="sequence, id", limit=1)
    first.mail_template_id = system.ref("helpdesk_mgmt.changed_stage_template")
    yield _opening("… and writing to them", env, system, made, people, peer, True)


def _opening(
    name: str,
    env: Environment,
    system: Environment,
    made: Council,
    people: BaseModel,
    peer: Callable[[int], None],
    sends: bool = False,
) -> list[str]:
    ways: dict[str, Callable[[int], None]] = {
        "ours": lambda at: _open_request(env, made, people[at], sends),
        "peer": peer,
        "limit": lambda at: _bare(system, made, people[at]),
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    # In turn, so that other load on the machine affects all alike.
    for at in range(-5, OPENINGS):
        for way, call in ways.items():
            start = time.perf_counter()
            call(at + 5)
            system.cr.commit()
            if at >= 0:
                taken[way].append((time.perf_counter() - start) * 1000)
    ours, theirs, limit = (summed(taken[way]) for way in ways)
    return _line(name, ours, limit, theirs)


def _open_request(
    env: Environment, made: Council, person: BaseModel, sends: bool
) -> None:
    clues = {"name": person.name, "email": person.email, "postcode": person.zip}
    found = env["res.partner"]._constituent_identify(clues)
    assert found == person, "somebody else was identified"
    service = made.services[person.id % len(made.services)]
    env["service.request"]._open_request(
        {
            "service": service.code,
            "partner_id": found.id,
            "description": "It was not emptied on Monday.",
            "channel": "phone",
        },
        acknowledges=sends,
    )


def _peer(system: Environment, people: BaseModel) -> Callable[[int], None]:
    """Return a function by which the peer opens a ticket with three deadlines."""
    stage = system["helpdesk.ticket.stage"].search([], order="sequence desc", limit=1)
    team = system["helpdesk.ticket.team"].create(
        {
            "name": "Bench",
            "use_sla": True,
            "resource_calendar_id": system.company.resource_calendar_id.id,
        }
    )
    system["helpdesk.sla"].create(
        [
            {"name": name, "hours": hours, "stage_id": stage.id}
            for name, hours in (("Acknowledge", 8), ("Respond", 16), ("Resolve", 40))
        ]
    )

    def opened(at: int) -> None:
        ticket = system["helpdesk.ticket"].create(
            {
                "name": "Bin",
                "description": "It was not emptied on Monday.",
                "partner_id": people[at].id,
                "team_id": team.id,
            }
        )
        assert len(ticket.ticket_sla_ids) == 3, "the peer has set no deadlines"

    return opened


def _bare(system: Environment, made: Council, person: BaseModel) -> None:
    service = made.services[0]
    first = system["service.request.state"].search([], limit=1)
    system.cr.execute(
        LIMIT_REQUEST,
        (
            f"BARE-{time.perf_counter_ns()}",
            service.id,
            service.team_id.id,
            person.id,
            first.id,
        ),
    )
    (number,) = system.cr.fetchone()
    system.cr.execute(LIMIT_CLOCKS, (number, made.policies.ids))


# Lists


def _lists(system: Environment, made: Council) -> Iterator[list[str]]:
    domains = _domains(system["service.request"])
    for name, key in FILTERS.items():
        ours: list[float] = []
        limit: list[float] = []
        for at in range(-2, LISTINGS):
            user = made.officers[at % len(made.officers)]
            Request = system["service.request"].with_user(user)
            domain = [*domains["open"], *domains[key]]
            domain = [_of(user, part) for part in domain]
            took, query = _listed(Request, domain), _bare_page(Request, domain)
            if at >= 0:
                ours.append(took)
                limit.append(query)
        yield _line(f"first page: {name}", summed(ours), summed(limit))


def _of(user: BaseModel, part: Any) -> Any:
    """Return a part of a domain with the user's id for `uid`."""
    if isinstance(part, (list, tuple)) and part[2] == "uid":
        return (part[0], part[1], user.id)
    return part


def _domains(Request: BaseModel) -> dict[str, Domain]:
    from odoo.tools.safe_eval import safe_eval

    arch = ET.fromstring(Request.get_view(view_type="search")["arch"])
    return {
        node.attrib["name"]: safe_eval(node.attrib["domain"], {"uid": "uid"})
        for node in arch.iter("filter")
        if node.get("domain")
    }


def _specification(Request: BaseModel) -> dict[str, object]:
    arch = ET.fromstring(Request.get_view(view_type="list")["arch"])
    named = {node.get("name") for node in arch.iter("field")}
    return {
        name: {"fields": {"display_name": {}}}
        if Request._fields[name].relational
        else {}
        for name in named & Request._fields.keys()
    }


def _listed(Request: BaseModel, domain: Domain) -> float:
    specification = _specification(Request)
    Request.env.invalidate_all()
    start = time.perf_counter()
    Request.web_search_read(
        domain, specification, limit=PAGE, order="due_at, id", count_limit=COUNTED
    )
    return (time.perf_counter() - start) * 1000


def _bare_page(Request: BaseModel, domain: Domain) -> float:
    """Return the milliseconds of page and count as two bare statements."""
    query = Request._search(domain, limit=PAGE, order="due_at, id")
    stored = [
        name
        for name in Request._fields
        if Request._fields[name].column_type and Request._fields[name].store
    ]
    page = query.select(*(Request._field_to_sql("service_request", n) for n in stored))
    count = Request._search(domain, limit=COUNTED).select()
    start = time.perf_counter()
    for statement in (page, count):
        Request.env.cr.execute(statement)
        Request.env.cr.fetchall()
    return (time.perf_counter() - start) * 1000


# Replanning


def _replanning(system: Environment, made: Council) -> str:
    """Return a sentence on the time of replanning after a change of policy."""
    policy = made.policies.filtered(lambda one: one.kind == "resolve")
    requests = system["service.request"].search(
        [("is_with_council", "=", True)], limit=REPLANNED, order="id"
    )
    clocks = system["service.sla.clock"].search_count(
        [("request_id", "in", requests.ids)]
    )
    seconds: list[float] = []
    own: list[float] = []
    queries = 0
    for hours in (48, 56, 64):
        # Changed by SQL, so that replanning is timed alone.
        system.cr.execute(
            "UPDATE service_sla_policy SET hours = %s WHERE id = %s", (hours, policy.id)
        )
        system.invalidate_all()
        system.registry.clear_cache()
        before = system.cr.sql_log_count
        start, computed = time.perf_counter(), time.process_time()
        requests._replan()
        system.cr.commit()
        seconds.append(time.perf_counter() - start)
        own.append(time.process_time() - computed)
        queries = system.cr.sql_log_count - before
    return (
        f"Planned anew: {len(requests):,} requests with {clocks:,} clocks in"
        f" {statistics.median(seconds):.1f} s, {statistics.median(own):.1f} s of it"
        f" computing, and {queries} queries (median of three)."
    )


def _busy() -> str:
    """Return a sentence on the other load of the machine, which figures include."""
    load, cores = os.getloadavg()[1], os.cpu_count()
    return (
        f"Meanwhile {load:.1f} processes wanted the {cores} cores, this one included."
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
