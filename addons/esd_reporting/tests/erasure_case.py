"""Somebody who has used all that the five addons offer, and who can be erased."""

import base64
import contextlib
import io
from unittest.mock import patch

from PIL import Image

from odoo.addons.channel_gateway.open311.problems import Problem
from odoo.addons.channel_gateway.tests.common import ChannelCase
from odoo.addons.channel_gateway.tests.sample_emails import make_email
from odoo.addons.constituent_crm.tests.every_trace import traces
from odoo.addons.field_dispatch.tests.common import NOW, Council, freeze_time

WORD = "Zyxerasure"
EMAIL = "zyxerasure@example.org"
PHONE = "07400 123456"
TEXTS = (WORD, EMAIL, PHONE, "7400123456", "+44 7400 123456")
EXIF_COMMENT = 0x9286


def photo(shade=90):
    """A JPEG whose EXIF has the word."""
    content, picture = io.BytesIO(), Image.new("RGB", (64, 48), (shade,) * 3)
    exif = Image.Exif()
    exif[EXIF_COMMENT] = WORD.encode()
    exif[0x010E] = WORD
    picture.save(content, "JPEG", exif=exif)
    return content.getvalue()


class ErasureCase(ChannelCase, Council):
    """A person who has used everything, and is known for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(NOW)
        clock.start()
        cls.addClassCleanup(clock.stop)
        # Both councils have a pothole.
        cls.pothole.code = "test_other_pothole"
        cls.env.flush_all()
        cls.build_council()
        cls.pothole.needs_location = True
        cls.home = cls.env["constituent.property"].create(
            {
                "uprn": "99000000777",
                "house": "77",
                "street": "Larch Row",
                "postcode": "HU5 3ZY",
                "latitude": 53.75,
                "longitude": -0.36,
            }
        )
        cls.person = cls.env["res.partner"].create(
            {
                "name": f"Quill {WORD}",
                "email": EMAIL,
                "phone": PHONE,
                "is_constituent": True,
                "property_id": cls.home.id,
            }
        )
        cls.use_everything()

    # The ways in

    @classmethod
    def use_everything(cls):
        cls.write_emails()
        # What came before stays in the database, what comes now goes to the store.
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param("ir_attachment.location", "file")
        request = cls.ask_on_the_web()
        cls.report_by_open311()
        cls.work(request)
        cls.call_and_visit(request)
        cls.join_another()
        cls.import_files()
        cls.merge()
        cls.act_on_many(request)
        cls.serve(request)
        cls.know()
        cls.ask_for_access()
        cls.close_all()

    @classmethod
    def write_emails(cls):
        sender = f"Quill {WORD} <{EMAIL}>"
        cls.receive(
            make_email(
                f"My brown bin was missed, {WORD}, {PHONE}",
                sender,
                WORD,
                "<a1@example.org>",
                [(f"{WORD}.jpg", photo(10))],
            )
        )
        # For staff; written by a machine; twice; not read yet; too large.
        cls.receive(make_email(f"Hello {WORD}", sender, WORD, "<a2@example.org>"))
        cls.receive(
            make_email(
                f"Away, {WORD}",
                sender,
                WORD,
                "<a3@example.org>",
                Auto_Submitted="auto-replied",
            )
        )
        raw = make_email(f"Waiting {WORD}", sender, WORD, "<a4@example.org>")
        cls.Message._accept_message(cls.mailbox, raw)
        head = make_email("", sender, WORD, "<a5@example.org>")
        cls.Message._accept_too_large(cls.mailbox, head, 9**9)
        cls.receive(
            make_email(
                f"Could not be delivered to {EMAIL}",
                "MAILER-DAEMON@example.org",
                "Undeliverable",
                "<a6@example.org>",
                Auto_Submitted="auto-replied",
            )
        )
        other = cls.mailbox.copy({"address": "second@council.test"})
        twin = cls.Message._accept_message(
            other,
            make_email(
                f"My brown bin was missed, {WORD}", sender, WORD, "<a1@example.org>"
            ),
        )
        twin._process()

    @classmethod
    def ask_on_the_web(cls):
        return cls.env["service.request"]._open_from_web_form(
            {
                "service_id": cls.pothole.id,
                "description": f"Deep hole, {WORD}",
                "address": f"Near {WORD}",
                "latitude": 53.7617,
                "longitude": -0.3489,
                "source_key": f"web:{WORD}",
            },
            {"name": cls.person.name, "email": EMAIL, "phone": PHONE},
        )

    @classmethod
    def report_by_open311(cls):
        client = cls.env["channel.endpoint"].create(
            {
                "name": "Client",
                "kind": "open311",
                "channel_id": cls.env.ref("constituent_crm.channel_api").id,
                "token": "key-of-client",
            }
        )
        cls.noise.is_published = True
        said = [
            ("service_code", cls.noise.code),
            ("description", f"Loud, {WORD}"),
            ("email", EMAIL),
            ("first_name", "Quill"),
            ("last_name", WORD),
            ("lat", "53.75"),
            ("long", "-0.36"),
        ]
        client._kind()._accept_report(client, said)
        # A fault of theirs: kept, with nobody known to have sent it.
        with contextlib.suppress(Problem):
            client._kind()._accept_report(client, [*said[1:], ("service_code", "none")])

    @classmethod
    def work(cls, request):
        job = request.job_ids
        job.write({"name": f"Call on {WORD}", "instructions": f"Ask {WORD}"})
        job._plan()
        job.action_dispatch()
        job.message_post(body=f"Rang {WORD}")
        job._start()
        job._add_photo(photo(60))
        for check in job.check_ids:
            job._set_check(check.id, True)
        job._complete(f"Spoke to {WORD}")
        other = cls.open_request(partner_id=cls.person.id, description=WORD).job_ids
        other._plan()
        other.action_dispatch()
        other._start()
        other._give_up("other", f"{WORD} was out")

    @classmethod
    def call_and_visit(cls, request):
        known = {"partner_id": cls.person.id, "note": WORD, "draft": {"note": WORD}}
        cls.env["channel.call"].create(
            [
                {**known, "number": PHONE, "state": "done"},
                # Nobody answered, or asked who it was.
                {"number": "+447400123456", "state": "abandoned", "subject": WORD},
                {"number": "0044 7400 123456", "state": "abandoned"},
            ]
        )
        cls.env["channel.visit"].create(
            [
                {**known, "state": "done"},
                {"request_id": request.id, "note": WORD, "state": "done"},
            ]
        )

    @classmethod
    def join_another(cls):
        others = cls.open_request(description="A hole")
        report = cls.env["service.request"]._add_co_report(
            others,
            {
                "partner_id": cls.person.id,
                "description": f"Saw it too, {WORD}",
                "channel": "web",
                "attachments": [(f"{WORD}.jpg", photo(30))],
            },
        )
        report._reply(f"Still there, {WORD}")
        report._notify_co_reporters("closed")
        report.write({"satisfaction": "1", "satisfaction_comment": WORD})
        report._follow_up()
        # Done, it is said in the discussion of the request.
        others.activity_ids[-1:].action_feedback(feedback=f"Spoke to {WORD}")
        report._follow_up()
        others.job_ids.action_cancel()
        cls.others = others

    @classmethod
    def import_files(cls):
        header = "Name,E-mail,Phone"
        rows = [
            f"Quill {WORD},{EMAIL},{PHONE}",
            "Ann Other,ann@example.org,",
            f",{EMAIL},",
        ]
        job = cls._import("\n".join([header, *rows]))
        job.action_check()
        cls._work_imports()
        job.action_run()
        cls._work_imports()
        # Chosen, and not run yet.
        cls._import("\n".join([header, rows[0]]), f"{WORD}.csv")

    @classmethod
    def _import(cls, text, name="people.csv"):
        job = cls.env["constituent.import"].create(
            {"file": base64.b64encode(text.encode()), "file_name": name}
        )
        job.action_read()
        return job

    @classmethod
    def _work_imports(cls):
        cron = cls.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", lambda *_a, **_k: 60):
            cls.env["constituent.import"].sudo()._cron_work()
        cls.env.invalidate_all()

    @classmethod
    def merge(cls):
        twin = cls.person.copy({"name": f"Q. {WORD}", "email": False, "phone": False})
        cls.env["constituent.merge"]._merge(cls.person, twin, {}, WORD)

    @classmethod
    def act_on_many(cls, request):
        bulk = cls.env["service.request.bulk"].create(
            {
                "action": "priority",
                "priority": "2",
                "request_ids": request.ids,
                "note": WORD,
            }
        )
        bulk.action_apply()

    @classmethod
    def serve(cls, request):
        """What officers do with a request."""
        question = cls.env["service.question"].create(
            {"service_id": cls.pothole.id, "code": "more", "name": "What else?"}
        )
        answer = cls.env["service.answer"].create(
            {"request_id": request.id, "question_id": question.id, "value": WORD}
        )
        file = {"res_model": answer._name, "res_id": answer.id, "raw": photo(70)}
        answer.attachment_ids = cls.env["ir.attachment"].create(
            {"name": f"{WORD}.jpg", **file}
        )
        body = cls.env["service.external.organisation"].create({"name": "Water"})
        request._create_referral(body, f"{WORD} is wet").answer = f"{WORD} is dry"
        feedback = {"service_id": cls.pothole.id, "stems": WORD.lower()}
        cls.env["service.matching.feedback"].create(
            {**feedback, "request_id": request.id}
        )
        cls.env["service.request.close"].create(
            {
                "request_ids": request.ids,
                "outcome_id": cls.env["service.outcome"].search([], limit=1).id,
                "note": WORD,
            }
        )
        for number, partner in ((PHONE, False), ("+441482300300", cls.person.id)):
            cls.env["sms.sms"].create(
                {"number": number, "partner_id": partner, "body": WORD}
            )
        cls.env["mail.scheduled.message"].create(
            {
                "model": request._name,
                "res_id": request.id,
                "author_id": cls.env.user.partner_id.id,
                "body": WORD,
                "scheduled_date": "2027-04-01",
            }
        )
        cls.others.message_post(
            body="Read what you wrote", partner_ids=cls.person.ids, subject="Reply"
        )
        cls.env["mail.mail"].create(
            {"email_to": f'"{cls.person.name}" <{EMAIL}>', "body_html": WORD}
        )

    @classmethod
    def know(cls):
        """What the council knows of the person."""
        create = {"partner_id": cls.person.id}
        cls.env["constituent.marker"].create(
            {**create, "category": "language", "reason": WORD, "evidence": WORD}
        )
        role = cls.env["constituent.relationship.role"].search([], limit=1)
        cls.env["constituent.relationship"].create(
            {**create, "role_id": role.id, "other_id": cls.resident.id, "note": WORD}
        )
        cls.env["constituent.match"].create(
            {**create, "other_id": cls.resident.id, "reason": WORD}
        )
        cls.env["constituent.consent"].create(
            {
                **create,
                "purpose_id": cls.env["constituent.purpose"].search([], limit=1).id,
            }
        )
        cls.env["privacy.lookup.wizard"].create(
            {**create, "name": cls.person.name, "email": EMAIL}
        ).action_lookup()
        cls.env["mail.blacklist"].create({"email": EMAIL})
        cls.env["phone.blacklist"].create({"number": "+447400123456"})

    @classmethod
    def ask_for_access(cls):
        access = cls.env["constituent.subject.access"].create(
            {"partner_id": cls.person.id, "identity_check": "known"}
        )
        access.action_collect()
        access.item_ids.write({"decision": "tell"})
        access.action_make()
        with patch.object(
            cls.env.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 60
        ):
            access._cron_make()
        cls.access = access

    @classmethod
    def close_all(cls):
        cls.access.action_close()
        requests = cls.person._own_requests()
        requests.job_ids.action_cancel()
        for request in requests.filtered(lambda one: one.phase != "closed"):
            request._change_state("closed", outcome="fixed")
        for request in requests:
            request.message_post(body=f"Wrote to {WORD}")
            request.activity_schedule("mail.mail_activity_data_todo", summary=WORD)

    # What is left

    def erase(self):
        self.env.cr.precommit.run()
        erasure = self.env["constituent.erasure"].create({"partner_id": self.person.id})
        erasure.with_user(self.env.ref("base.user_admin")).action_erase()
        self.assertFalse(self.person.exists())

    def left(self):
        return [one for one in traces(self.env, TEXTS) if one[0] != "bus_bus"]
