from psycopg2.errors import SerializationFailure

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

CODE = "version_race"


@tagged("-at_install", "post_install")
class TestVersionRace(BaseCase):
    """Two ask for a service whose questions were just edited, at one time."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.forget()
        self.addCleanup(self.forget)
        with self.registry.cursor() as cr:
            question = Command.create({"name": "Which?"})
            Environment(cr, SUPERUSER_ID, {})["service.type"].create(
                {"name": "Version race", "code": CODE, "question_ids": [question]}
            )

    def forget(self):
        with self.registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {"active_test": False})
            services = env["service.type"].search([("code", "=", CODE)])
            env["service.request"].search([("service_id", "in", services.ids)]).unlink()
            services.unlink()

    def opened(self, cr):
        request = Environment(cr, SUPERUSER_ID, {})["service.request"]._open(
            {"service": CODE, "answers": {"which": "This one"}}
        )
        request.env.flush_all()
        return request

    @mute_logger("odoo.sql_db")
    def test_the_second_tries_again_and_shares_the_version(self):
        with self.registry.cursor() as second:
            # From here on it does not see what others commit.
            second.execute("SELECT FROM service_type WHERE code = %s", [CODE])
            with self.registry.cursor() as first:
                asked = self.opened(first).form_id.id
            # Which Odoo answers by running the whole call again.
            with self.assertRaises(SerializationFailure):
                self.opened(second)
            second.rollback()
            self.assertEqual(self.opened(second).form_id.id, asked)
