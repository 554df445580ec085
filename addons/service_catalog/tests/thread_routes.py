"""Odoo's own routes to the thread of a record, tried by outsiders with every proof."""

import inspect
import json

from odoo import http
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import Council

WORDS = "Words among staff"
FILE = "among-staff.txt"
# Names of parameters by which a route is told of a record, a message or a file.
REACH = {
    "attachment_id",
    "fetch_params",
    "file_ids",
    "message_id",
    "model",
    "res_id",
    "res_model",
    "thread_model",
}
ROOTS = ("/mail/", "/portal/")
# Routes that reach no thread of ours, and why.
ELSEWHERE = {
    "/mail/history/messages": "what the user was told of",
    "/mail/inbox/messages": "what the user was told of",
    "/mail/starred/messages": "what the user has marked",
    "/mail/unfollow": "a signature of its own, made with the database's secret",
    "/mail/view": "leads to the record's own page, with the token that it was given",
    "/mail/link_preview": "reads a message by the rights of the user alone",
    "/mail/read_subscription_data": "followers are read by staff alone",
    "/mail/scheduled_message/cancel": "for staff alone",
    "/mail/thread/recipients/fields": "names of fields",
}


class ThreadRoutesCase(Council, HttpCase):
    """Routes of Odoo that a token, or a partner's signature, might open.

    A subclass calls `check_routes` for a record with a thread.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsider = cls.make_user("test_outsider", "base.group_portal")
        cls.public = cls.env.ref("base.public_user")

    def core_routes(self):
        """Paths of installed routes that are told of a record or a message."""
        found = set()
        for rule in self.env["ir.http"].routing_map().iter_rules():
            endpoint = rule.endpoint.original_endpoint
            names = set(inspect.signature(endpoint).parameters)
            if rule.rule.startswith(ROOTS) and names & REACH:
                found.add(rule.rule)
        return found

    def check_routes(self, record):
        """Assert that no route opens the thread of `record` to an outsider."""
        partner = self.outsider.partner_id
        message = record.message_post(body=WORDS, subtype_xmlid="mail.mt_comment")
        file = self.env["ir.attachment"].create(
            {
                "name": FILE,
                "raw": b"%PDF-1.4",
                "res_model": record._name,
                "res_id": record.id,
            }
        )
        calls = self.calls(record, message, file)
        reached = self.core_routes()
        self.assertFalse(reached - set(calls) - set(ELSEWHERE), "untried routes")
        self.env.flush_all()
        before = self.state(record)
        signature = {"hash": record._sign_token(partner.id), "pid": partner.id}
        for login in (None, "test_outsider"):
            self.authenticate(login, login)
            for proof in ({"token": record.access_token}, signature, {}):
                for path in sorted(reached & set(calls)):
                    with self.subTest(path, login=login, proof=list(proof)):
                        self.check_refused(path, calls[path], proof)
        self.assertEqual(self.state(record), before)

    def calls(self, record, message, file):
        thread = {"thread_model": record._name, "thread_id": record.id}
        target = {"res_model": record._name, "res_id": record.id}
        asked = {**thread, "request_list": ["attachments", "followers"]}
        partners = self.outsider.partner_id.ids
        reading = {"fetch_params": [["mail.thread", asked]]}
        avatar = "/mail/avatar/mail.message/<int:res_id>/author_avatar/"
        return {
            "/mail/action": reading,
            "/mail/data": reading,
            "/mail/attachment/delete": {"attachment_id": file.id},
            "/mail/attachment/pdf_first_page/<int:attachment_id>": file.id,
            "/mail/attachment/update_thumbnail": {"attachment_id": file.id},
            "/mail/attachment/upload": thread,
            "/mail/attachment/zip": {"file_ids": str(file.id), "zip_name": "a.zip"},
            f"{avatar}<int:width>x<int:height>": message.id,
            "/mail/chatter_fetch": thread,
            "/mail/message/<int:message_id>": message.id,
            "/mail/message/post": {**thread, "post_data": {"body": "From outside"}},
            "/mail/message/reaction": {
                "message_id": message.id,
                "content": "👍",
                "action": "add",
            },
            "/mail/message/translate": {"message_id": message.id},
            "/mail/message/update_content": {
                "message_id": message.id,
                "update_data": {"body": "From outside"},
            },
            "/mail/partner/from_email": {**thread, "emails": ["new@example.org"]},
            "/mail/thread/messages": thread,
            "/mail/thread/recipients": thread,
            "/mail/thread/recipients/get_suggested_recipients": thread,
            "/mail/thread/subscribe": {**target, "partner_ids": partners},
            "/mail/thread/unsubscribe": {**target, "partner_ids": partners},
            "/mail/update_is_internal": {
                "message_id": message.id,
                "is_internal": False,
            },
            "/portal/attachment/remove": {"attachment_id": file.id},
            "/portal/chatter_init": thread,
        }

    def check_refused(self, path, arguments, proof):
        with mute_logger("odoo.http", "odoo.addons.mail.models.mail_thread"):
            answer = self.call(path, arguments, proof)
        if answer.headers.get("Content-Type", "").startswith("image/"):
            # The placeholder, as for a message that is not there.
            nobody = self.url_open("/mail/avatar/mail.message/1/author_avatar/50x50")
            self.assertEqual(answer.content, nobody.content)
            return
        self.assertNotIn(WORDS, answer.text)
        self.assertNotIn(FILE, answer.text)
        self.assertNotIn('"hasReadAccess": true', answer.text)
        self.assertNotIn('"can_react": true', answer.text)
        if answer.status_code == 200 and path not in self.answers_with_nothing:
            self.assertIn("error", answer.json())

    # Routes that answer anybody, with nothing in it.
    answers_with_nothing = {
        "/mail/action",
        "/mail/chatter_fetch",
        "/mail/data",
        "/mail/partner/from_email",
        "/mail/thread/messages",
        "/mail/thread/recipients",
        "/mail/thread/recipients/get_suggested_recipients",
        "/portal/chatter_init",
    }

    def call(self, path, arguments, proof):
        query = {
            {"token": "access_token", "hash": "_hash"}.get(name, name): value
            for name, value in proof.items()
        }
        if isinstance(arguments, int):
            place = "".join(
                f"/{part}" if "<" not in part else f"/{arguments}"
                for part in path.replace("<int:width>x<int:height>", "50x50").split("/")
                if part
            )
            words = "&".join(f"{name}={value}" for name, value in query.items())
            return self.url_open(f"{place}?{words}", allow_redirects=False)
        if path in ("/mail/attachment/upload", "/mail/attachment/zip"):
            form = {**arguments, **proof, "csrf_token": http.Request.csrf_token(self)}
            files = {"ufile": ("a.txt", b"From outside")} if "upload" in path else None
            return self.url_open(path, data=form, files=files)
        if "fetch_params" in arguments:
            [[name, params]] = arguments["fetch_params"]
            arguments = {"fetch_params": [[name, {**params, "access_params": proof}]]}
            proof = {}
        elif "attachment_id" in arguments:
            proof = {"access_token": proof.get("token") or proof.get("hash")}
        elif not self.takes_proof(path):
            proof = {}
        return self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "params": {**arguments, **proof}}),
            headers={"Content-Type": "application/json"},
        )

    def takes_proof(self, path):
        return path.startswith(("/mail/message/", "/mail/chatter", "/portal/chatter"))

    def state(self, record):
        """What an outsider might have changed."""
        self.env.invalidate_all()
        files = [("res_model", "in", (record._name, "mail.compose.message"))]
        Message = self.env["mail.message"]
        of_record = [("model", "=", record._name), ("res_id", "=", record.id)]
        messages = Message.search(of_record)
        return (
            messages.ids,
            messages.mapped("body"),
            messages.reaction_ids.ids,
            record.message_partner_ids.ids,
            self.env["ir.attachment"].search(files).ids,
        )
