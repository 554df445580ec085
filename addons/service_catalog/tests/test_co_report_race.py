from psycopg2.errors import SerializationFailure

from odoo.api import SUPERUSER_ID, Environment
from odoo.tests import tagged
from odoo.tools import mute_logger

from .race_case import RaceCase


@tagged("-at_install", "post_install")
class TestCoReportRace(RaceCase):
    """Two residents join one request at one time."""

    code = "join_race"

    def build(self, env):
        env["service.type"].create({"name": "Join race", "code": self.code})
        self.request_id = (
            env["service.request"]._open_request({"service": self.code}).id
        )

    def join(self, cr):
        request = Environment(cr, SUPERUSER_ID, {})["service.request"].browse(
            self.request_id
        )
        request._add_co_report(request, {"description": "Me too"})
        request.env.flush_all()
        return request

    @mute_logger("odoo.sql_db")
    def test_second_transaction_is_retried_and_both_reporters_are_counted(self):
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
            self.assertEqual(request.reporter_count, 3)
            self.assertEqual(len(request.co_report_ids), 2)
