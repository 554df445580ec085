from psycopg2.errors import SerializationFailure

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .race_case import RaceCase


@tagged("-at_install", "post_install")
class TestFormVersionRace(RaceCase):
    """Two ask for a service whose questions were just edited, at one time."""

    code = "version_race"

    def build(self, env):
        question = Command.create({"name": "Which?"})
        env["service.type"].create(
            {"name": "Version race", "code": self.code, "question_ids": [question]}
        )

    def opened(self, cr):
        request = Environment(cr, SUPERUSER_ID, {})["service.request"]._open_request(
            {"service": self.code, "answers": {"which": "This one"}}
        )
        request.env.flush_all()
        return request

    @mute_logger("odoo.sql_db")
    def test_second_transaction_is_retried_and_shares_the_version(self):
        with self.registry.cursor() as second:
            # From here on it does not see what others commit.
            second.execute("SELECT FROM service_type WHERE code = %s", [self.code])
            with self.registry.cursor() as first:
                asked = self.opened(first).form_id.id
            # Which Odoo answers by running the whole call again.
            with self.assertRaises(SerializationFailure):
                self.opened(second)
            second.rollback()
            self.assertEqual(self.opened(second).form_id.id, asked)
