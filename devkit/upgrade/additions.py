"""What a dump has beside demo data, added in Odoo's shell. People are invented."""

import base64
from email.message import EmailMessage
from typing import Any

from odoo.api import Environment
from odoo.models import BaseModel

from odoo.addons.channel_gateway.telephony.events import read_event

# Settings that demo data leaves as they are shipped: model → values of one more.
SETTINGS: dict[str, dict[str, Any]] = {
    "channel.template": {"subject": "About {{ object.reference }}", "active": False},
    "constituent.channel": {"name": "Video call", "code": "video_call"},
    "constituent.kind": {"name": "Parish Council", "code": "parish_council"},
    "constituent.matter": {"name": "Allotments", "code": "allotments"},
    "constituent.purpose": {"name": "Almanac", "code": "almanac"},
    "constituent.relationship.role": {"name": "Warden of"},
    "constituent.retention.rule": {"name": "Old calls", "months": 30},
    "esd.interaction.type": {"name": "Bookings", "lgil_id": 90},
    "esd.measure": {"name": "Calls in a minute", "code": "calls_in_a_minute"},
    "esd.unit.cost": {"source": "Own survey", "year": 2025, "active": False},
    "service.request.state": {"name": "On site", "code": "on_site"},
}
EMAIL = "olive.quill@example.org"
PHONE = "07700 900345"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJ"
    "RU5ErkJggg=="
)


def add(env: Environment) -> None:
    """Add settings, a resident who uses everything, and what officers do with it.

    Args:
        env: environment of the superuser; the transaction is committed.
    """
    officer = env.ref("base.user_admin")
    # As the superuser: much of it residents, crews and scheduled actions do.
    env = env(user=officer.id, su=True)
    for model, values in SETTINGS.items():
        shipped = env[model].with_context(active_test=False).search([], limit=1)
        shipped.copy(values)
    person = _person(env)
    request = _requests(env, person)
    _messages(env, person)
    _desk(env, person, request)
    _jobs(env)
    _data_protection(env, person)
    _telephone(env)
    _import(env)
    _rows(env)
    env["esd.snapshot"]._store_closed_periods()
    env.cr.commit()


def _person(env: Environment) -> BaseModel:
    place = env["constituent.property"].search([], limit=1)
    person = env["res.partner"].create(
        {
            "name": "Olive Quill",
            "email": EMAIL,
            "phone": PHONE,
            "is_constituent": True,
            "kind_id": env["constituent.kind"]._by_code("parish_council").id,
            "property_id": place.id,
            "birth_date": "1980-02-29",
        }
    )
    env["constituent.identifier"].create(
        {"partner_id": person.id, "type": "business_rates", "value": "7700 1001"}
    )
    duplicate = person.copy({"name": "O. Quill", "email": False, "phone": False})
    env["constituent.merge"]._merge(person, duplicate, {}, "The same person")
    env["constituent.match"].create(
        {
            "partner_id": person.id,
            "other_id": env["res.partner"].create({"name": "Oliver Quill"}).id,
            "reason": "A similar name",
        }
    )
    env["constituent.marker"].create(
        {
            "partner_id": person.id,
            "category": "language",
            "reason": "Speaks Welsh",
            "evidence": "Told us herself",
        }
    )
    return person


def _requests(env: Environment, person: BaseModel) -> BaseModel:
    """Open requests as residents and officers do, and lead one to its end."""
    Request = env["service.request"]
    pothole = env["service.type"].search([("code", "=", "pothole")])
    request = Request._open_from_web_form(
        {
            "service_id": pothole.id,
            "description": "A deep hole by the bus stop",
            "address": "Beverley Road",
            "latitude": 53.7617,
            "longitude": -0.3489,
            "answers": {"size": "larger", "depth": "12"},
            "source_key": "web:upgrade",
        },
        {"name": person.name, "email": EMAIL, "phone": PHONE},
    )
    report = Request._add_co_report(
        request,
        {
            "partner_id": env["res.partner"]
            .create({"name": "Bo Reeve", "email": "bo.reeve@example.org"})
            .id,
            "description": "Saw it too",
            "channel": "web",
            "attachments": [("hole.png", PIXEL)],
        },
    )
    report.write({"satisfaction": "2", "satisfaction_comment": "Slow"})
    noise = Request._open_request(
        {
            "service": "noise",
            "partner_id": person.id,
            "channel": "phone",
            "answers": {"from": "The yard next door", "effect": ["sleep", "work"]},
        }
    )
    noise.message_post(body="Rang the yard", partner_ids=person.ids)
    noise.activity_schedule("mail.mail_activity_data_todo", summary="Ring again")
    organisation = env["service.external.organisation"].search([], limit=1)
    noise._create_referral(organisation, "Is it yours?").answer = "No"
    env["service.request.bulk"].create(
        {
            "action": "priority",
            "priority": "2",
            "request_ids": (request | noise).ids,
            "note": "Before the fair",
        }
    ).action_apply()
    noise._change_state("closed", outcome="fixed", note="Quiet again")
    noise._mark_rating_requested()
    noise.write({"satisfaction": "4", "satisfaction_comment": "Thank you"})
    env["service.matching.feedback"].create(
        {"service_id": noise.service_id.id, "stems": "yard", "request_id": noise.id}
    )
    env["service.link.request"].create({"reference": noise.reference})
    return request


def _messages(env: Environment, person: BaseModel) -> None:
    """Receive an e-mail that opens a request, one for staff and one that waits."""
    Message = env["channel.message"]
    mailbox = env["channel.endpoint"].search([("kind", "=", "email")], limit=1)
    for number, text in enumerate(("My brown bin was missed again", "Hello", "Wait")):
        email = EmailMessage()
        email["From"] = f"{person.name} <{EMAIL}>"
        email["To"] = "contact@example.org"
        email["Subject"] = "Bin"
        email["Message-ID"] = f"<upgrade-{number}@example.org>"
        email.set_content(text)
        if not number:
            email.add_attachment(PIXEL, "image", "png", filename="bin.png")
        message = Message._accept_message(mailbox, email.as_bytes())
        if text != "Wait":
            message._process()
    env["channel.authentication.failure"]._count_failure("email", "192.0.2.7")


def _desk(env: Environment, person: BaseModel, request: BaseModel) -> None:
    known = {"partner_id": person.id, "note": "About the hole", "draft": {"note": "x"}}
    env["channel.call"].create({**known, "number": PHONE, "state": "done"})
    env["channel.visit"].create({**known, "request_id": request.id, "state": "done"})


def _jobs(env: Environment) -> None:
    """Have a crew complete one job and give up another."""
    jobs = env["dispatch.job"].search([("state", "=", "draft")], limit=2)
    jobs._plan()
    planned = jobs.filtered("crew_id")
    planned.action_dispatch()
    for job in planned:
        job._start()
        job._add_photo(PIXEL)
        for check in job.check_ids:
            job._set_check(check.id, True)
    planned[:1]._complete("Filled")
    if planned[1:]:
        planned[1:]._give_up("other", "Nobody there")
    env["dispatch.programme"].search([("site_ids", "!=", False)])._create_round_jobs()


def _data_protection(env: Environment, person: BaseModel) -> None:
    """Answer one subject access request, and erase somebody else."""
    access = env["constituent.subject.access"].create(
        {"partner_id": person.id, "identity_check": "known", "note": "All of it"}
    )
    access.action_collect()
    access.item_ids.write({"decision": "tell"})
    access.action_make()
    access._cron_make()
    gone = env["res.partner"].create({"name": "Ivy Quill", "is_constituent": True})
    env["constituent.erasure"].create({"partner_id": gone.id}).action_erase()
    place = env["constituent.property"].search([], limit=2)[1:]
    env["constituent.occupancy"].create(
        {"partner_id": person.id, "property_id": place.id, "role": "owner"}
    )


def _telephone(env: Environment) -> None:
    """Add a telephone system, with a call that it told and one that it dialled."""
    system = env["channel.endpoint"].create(
        {
            "name": "Telephones",
            "kind": "asterisk",
            "channel_id": env.ref("constituent_crm.channel_phone").id,
            "secret": "whsec_YSBzZWNyZXQgb2YgdHdlbnR5LWZvdXI=",
            "heard_at": "2099-01-01 09:00:00",
        }
    )
    env.user.telephone_extension = "101"
    join = {
        "Event": "QueueCallerJoin",
        "Timestamp": "1793610000.5",
        "Uniqueid": "1793610000.1",
        "Queue": "streets",
        "CallerIDNum": PHONE,
    }
    env["channel.call.conversation"]._take(system, [read_event(join)])
    env["res.partner"].search([("phone", "=", PHONE)], limit=1).action_dial()


def _rows(env: Environment) -> None:
    """Add rows that only the passing of time or other people's attempts bring."""
    marker = env["constituent.marker"].search([], limit=1)
    env["constituent.marker.review"].create(
        {"marker_id": marker.id, "outcome": "keep", "note": "Still so"}
    )
    env["constituent.marker.view"]._log(marker, "constituent")
    env["constituent.match.search"].create({"scope": "all"})
    env["constituent.match.search"]._cron_find()
    env["service.national"].create({"number": 9999, "name": "Maypoles"})
    env["service.rate.limit"].create(
        {
            "hour": "2026-11-02 09:00:00",
            "kind": "track",
            "address": "192.0.2.7",
            "attempts": 3,
        }
    )
    env["channel.message.attempt"].create(
        {
            "message_id": env["channel.message"]
            .search([("direction", "=", "out")], limit=1)
            .id,
            "begun": 1,
            "shared": 1,
        }
    )


def _import(env: Environment) -> None:
    text = "Name,E-mail\nAnn Reeve,ann.reeve@example.org\n,nobody@example.org\n"
    job = env["constituent.import"].create(
        {"file": base64.b64encode(text.encode()), "file_name": "people.csv"}
    )
    job.action_read()
    job.action_check()
    env["constituent.import"]._cron_work()
    job.action_run()
    env["constituent.import"]._cron_work()
