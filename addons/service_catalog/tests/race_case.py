from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name


class RaceCase(BaseCase):
    """Two at one time, each in a transaction of its own that is committed.

    `code` is that of the service they meet at; `build` makes it, and afterwards it goes
    with its requests.
    """

    code = None

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.forget()
        self.addCleanup(self.forget)
        with self.registry.cursor() as cr:
            self.build(Environment(cr, SUPERUSER_ID, {}))

    def build(self, env):
        raise NotImplementedError

    def forget(self):
        with self.registry.cursor() as cr:
            self.clear(Environment(cr, SUPERUSER_ID, {"active_test": False}))

    def clear(self, env):
        services = env["service.type"].search([("code", "=", self.code)])
        env["service.request"].search([("service_id", "in", services.ids)]).unlink()
        return services.unlink()
