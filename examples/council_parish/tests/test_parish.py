import json
from types import SimpleNamespace

from odoo.tests import HttpCase, tagged

from odoo.addons.channel_gateway.tests.common import Council
from odoo.addons.esd_reporting.measures.contacts import Contacts

from ..plots import read_plot

TOKEN = "test-parish-token"


@tagged("post_install", "-at_install")
class TestParish(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = cls.env.ref("council_parish.channel_parish_app")
        cls.endpoint = cls.make_endpoint(
            "Test Parish App", "parish_app", channel_id=cls.channel.id, token=TOKEN
        )
        # The only service to recognise, whatever demo data there is.
        cls.env["service.type"].search([]).action_archive()
        cls.service = cls.make_service(
            "Test Broken Allotment Tap", "test_allotment_tap"
        )
        cls.make_keyword(cls.service, "allotment tap", weight=1.0)
        cls.make_question(cls.service, "plot", name="Which plot?", datatype="plot")

    def post(self, token=TOKEN, **report):
        default = {
            "name": "Ada Testplot",
            "email": "ada.testplot@example.net",
            "service": "allotment tap",
            "text": "The tap drips.",
            "answers": {"plot": "b 7"},
        }
        return self.url_open(
            f"/{self.endpoint._route()}",
            data=json.dumps({**default, **report}),
            headers={"Authorization": f"Bearer {token}"},
        )

    def process(self, **report):
        message_id = self.post(**report).json()["message"]
        message = self.env["channel.message"].browse(message_id)
        message._process()
        return message

    def fetch(self):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        return self.url_open(f"/{self.endpoint._route()}", headers=headers).json()

    def test_report_of_the_app_opens_a_request(self):
        message = self.process()
        self.assertEqual(message.state, "done", message.error)
        request = message.request_id
        self.assertEqual(request.service_id, self.service)
        self.assertEqual(request.answer_ids.value, "B7")
        self.assertEqual(request.partner_id.email, "ada.testplot@example.net")
        self.assertEqual(message.interaction_id.channel_id, self.channel)

    def test_report_with_a_wrong_token_is_refused(self):
        self.assertEqual(self.post(token="wrong").status_code, 401)

    def test_report_that_is_too_large_is_refused(self):
        self.endpoint.limit_mb = 1
        self.assertEqual(self.post(text="x" * 1024 * 1024).status_code, 413)

    def test_app_fetches_the_acknowledgement_once(self):
        request = self.process().request_id
        expected = f"Your reference is {request.reference}."
        waiting = {"to": "ada.testplot@example.net", "text": expected}
        self.assertEqual(self.fetch(), [waiting])
        self.assertEqual(self.fetch(), [])

    def test_fetched_message_stands_in_the_ledger(self):
        request = self.process().request_id
        self.fetch()
        sent = request.channel_message_ids.filtered(lambda one: one.direction == "out")
        self.assertEqual(sent.interaction_id.channel_id, self.channel)

    def test_answer_that_is_no_plot_is_explained(self):
        _values, faults = self.service._check_answers({"plot": "behind the shed"})
        self.assertIn("such as B7", faults["plot"])

    def test_plot_has_one_spelling(self):
        self.assertEqual(read_plot(None, None, "b 7"), "B7")

    def test_outcome_closes_a_request(self):
        request = self.process().request_id
        request._change_state("closed", outcome="parish_meeting")
        outcome = self.env.ref("council_parish.outcome_next_meeting")
        self.assertEqual(request.outcome_id, outcome)

    def test_measure_is_the_share_of_contacts(self):
        phone = self.env.ref("constituent_crm.channel_phone")
        counted = {
            self.channel.id: Contacts(received=1),
            phone.id: Contacts(received=3),
        }
        measure = self.env.ref("council_parish.measure_parish_app")
        figure = measure._figure(SimpleNamespace(contacts=counted))
        self.assertEqual(figure.value, 25)
