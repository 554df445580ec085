from odoo.api import SUPERUSER_ID, Environment
from odoo.tests import new_test_user, tagged

from .race_case import RaceCase


@tagged("-at_install", "post_install")
class TestRoutingRace(RaceCase):
    """Requests opened at one time."""

    code = "routing_race"

    def build(self, env):
        self.officers = [
            new_test_user(env, f"{self.code}_{n}", "constituent_crm.group_officer").id
            for n in range(2)
        ]
        team = env["service.team"].create(
            {"name": "Race", "code": self.code, "member_ids": self.officers}
        )
        service = env["service.type"].create(
            {"name": "Race", "code": self.code, "team_id": team.id}
        )
        rule = env["service.routing.rule"].create(
            {
                "name": "Race",
                "sequence": -1000,
                "service_ids": service.ids,
                "assign": "rotation",
            }
        )
        self.rule_id = rule.id

    def clear(self, env):
        services = env["service.type"].search([("code", "=", self.code)])
        rules = env["service.routing.rule"]
        rules.search([("service_ids", "in", services.ids)]).unlink()
        cleared = super().clear(env)
        env["service.team"].search([("code", "=", self.code)]).unlink()
        env["res.users"].search([("login", "=like", f"{self.code}%")]).unlink()
        return cleared

    def opened(self, cr):
        """The id of the officer who gets a request that is not saved yet."""
        # Who has to wait for the other fails at once, rather than for ever.
        cr.execute("SET LOCAL lock_timeout = '2s'")
        env = Environment(cr, SUPERUSER_ID, {})
        request = env["service.request"]._open_request(
            {"service": self.code, "name": "Race"}
        )
        env.flush_all()
        return request.user_id.id

    def at_once(self):
        """Who gets which of two requests that know nothing of each other."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            # Both see what was saved before either of them began.
            for cr in (first, second):
                cr.execute("SELECT 1")
            return [self.opened(first), self.opened(second)]

    def assertShared(self):
        self.assertCountEqual(self.at_once(), self.officers)
        with self.registry.cursor() as cr:
            saved = Environment(cr, SUPERUSER_ID, {})["service.request"]
            requests = saved.search([("service_id.code", "=", self.code)])
            self.assertCountEqual(requests.user_id.ids, self.officers)

    def change(self, model, number, **values):
        with self.registry.cursor() as cr:
            Environment(cr, SUPERUSER_ID, {})[model].browse(number).write(values)

    def test_concurrent_requests_go_to_two_officers_in_turn(self):
        self.assertShared()

    def test_concurrent_requests_go_to_two_officers_with_equal_load(self):
        self.change("service.routing.rule", self.rule_id, assign="load")
        self.assertShared()

    def test_officer_with_more_load_gets_neither_request(self):
        busy, free = self.officers
        with self.registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            env["service.request"]._open_request(
                {"service": self.code, "user_id": busy}
            )
        self.change("service.routing.rule", self.rule_id, assign="load")
        self.assertEqual(self.at_once(), [free, free])
