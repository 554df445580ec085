from psycopg2.errors import SerializationFailure

from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

NAME = "Join race"


@tagged("-at_install", "post_install")
class TestJoinRace(BaseCase):
    """Two residents join one request at one time, each in a transaction of its own."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.forget()
        self.addCleanup(self.forget)
        with self.registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            service = env["service.type"].create({"name": NAME, "code": "join_race"})
            self.request_id = env["service.request"]._open({"service": service.code}).id

    def forget(self):
        with self.registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {"active_test": False})
            services = env["service.type"].search([("code", "=", "join_race")])
            env["service.request"].search([("service_id", "in", services.ids)]).unlink()
            services.unlink()

    def join(self, cr):
        request = Environment(cr, SUPERUSER_ID, {})["service.request"].browse(
            self.request_id
        )
        request._join(request, {"description": "Me too"})
        request.env.flush_all()
        return request

    @mute_logger("odoo.sql_db")
    def test_the_second_tries_again_and_both_are_counted(self):
        with self.registry.cursor() as second:
            # From here on it does not see what others commit.
            second.execute(
                "SELECT FROM service_request WHERE id = %s", [self.request_id]
            )
            with self.registry.cursor() as first:
                self.join(first)
            # Which Odoo answers by running the whole call again.
            with self.assertRaises(SerializationFailure):
                self.join(second)
            second.rollback()
            request = self.join(second)
            self.assertEqual(request.report_count, 3)
            self.assertEqual(len(request.report_ids), 2)
