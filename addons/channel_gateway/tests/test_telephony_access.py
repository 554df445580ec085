from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from .telephony_case import TelephonyCouncil


@tagged("-at_install", "post_install")
class TestTelephonyAccess(TelephonyCouncil, TransactionCase):
    """Who reads and orders what of a telephone system."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_telephony()
        cls.service = cls.make_user("waste_officer", "service_officer")
        cls.manager = cls.make_user("phone_manager", "manager")
        cls.play("answered")

    def test_officers_give_orders_by_buttons_alone(self):
        for model in ("channel.call.command", "channel.call.outgoing"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(self.one).create(
                    {"endpoint_id": self.pbx.id, "action": "Originate", "content": {}}
                    if model == "channel.call.command"
                    else {"endpoint_id": self.pbx.id, "number": "999"}
                )

    def test_events_are_read_by_managers_alone(self):
        Event = self.env["channel.call.event"]
        self.assertTrue(Event.with_user(self.manager).search([]))
        for user in (self.one, self.service):
            with self.subTest(user.login), self.assertRaises(AccessError):
                Event.with_user(user).search([])

    def test_officers_of_services_read_no_call_backs(self):
        Callback = self.env["channel.callback"]
        for model in (Callback, self.env["channel.call.outgoing"]):
            with self.subTest(model._name), self.assertRaises(AccessError):
                model.with_user(self.service).search([])

    def test_what_the_telephone_system_says_is_not_entered(self):
        call = self.calls().with_user(self.one)
        for values in (
            {"result": "abandoned"},
            {"talk_seconds": 1},
            {"officer_channel": "PJSIP/102-1"},
            {"user_id": self.two.id},
            {"is_internal": True},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                call.write(values)

    def test_secret_is_the_managers(self):
        endpoint = self.pbx.with_user(self.one)
        for name in ("secret", "last_signature_id"):
            with self.subTest(name), self.assertRaises(AccessError):
                endpoint.read([name])
        self.assertTrue(endpoint._telephones())

    def test_officers_enter_their_own_extension(self):
        self.two.with_user(self.two).write({"telephone_extension": "202"})
        with self.assertRaises(AccessError):
            self.two.with_user(self.one).write({"telephone_extension": "303"})
