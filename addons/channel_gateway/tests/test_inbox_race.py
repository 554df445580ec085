from psycopg2.errors import SerializationFailure

from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.race_case import RaceCase


@tagged("-at_install", "post_install")
class TestInboxRace(RaceCase):
    """Two officers at one inbox, each in a transaction that is committed."""

    code = "inbox_race"
    logins = ("inbox_race_first", "inbox_race_second")

    def build(self, env):
        group = "constituent_crm.group_officer"
        self.users = [new_test_user(env, login, group).id for login in self.logins]
        channel = env.ref("constituent_crm.channel_email").id
        # Before all others.
        waiting = {
            "channel_id": channel,
            "state": "triage",
            "subject": self.code,
            "sender": "jane.testsmith@example.net",
            "received_at": "2001-01-01 00:00:00",
        }
        self.messages = env["channel.message"].create([waiting, waiting]).ids

    def clear(self, env):
        messages = env["channel.message"].search([("subject", "=", self.code)])
        env["channel.reply"].search([("message_id", "in", messages.ids)]).unlink()
        messages.unlink()
        env["res.users"].search([("login", "in", self.logins)]).unlink()
        return super().clear(env)

    def seen_by(self, cr, which):
        user_id = self.users[which] if which is not None else SUPERUSER_ID
        Message = Environment(cr, user_id, {})["channel.message"]
        return Message.browse(self.messages[0])

    def test_two_do_not_answer_at_once(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self.seen_by(first, 0).action_reply()
            with self.assertRaisesRegex(UserError, "by another officer"):
                self.seen_by(second, 1).action_reply()

    def test_stale_answer_is_retried_and_names_the_officer(self):
        with self.registry.cursor() as second:
            # From here on it does not see what others commit.
            self.assertFalse(self.seen_by(second, 1).user_id)
            with self.registry.cursor() as first:
                self.seen_by(first, 0).action_take()
            refused = self.assertRaises(SerializationFailure)
            with refused, mute_logger("odoo.sql_db"):
                self.seen_by(second, 1).action_reply()
            second.rollback()
            # As Odoo does with a request that met another.
            with self.assertRaisesRegex(UserError, "inbox_race_first"):
                self.seen_by(second, 1).action_reply()

    def test_next_messages_differ(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            taken = [
                self.seen_by(cr, which).action_take_next()["res_id"]
                for which, cr in enumerate((first, second))
            ]
        self.assertEqual(sorted(taken), sorted(self.messages))
