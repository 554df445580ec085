import base64
import json

from odoo.tests import HttpCase, tagged

from odoo.addons.service_catalog.tests.test_pages_access import axe

from ..pages import rendering
from .common import ChannelCase
from .sample_pages_files import make_fax, make_tiff

INBOX = "/odoo/channel-inbox"
# What is ours: Odoo's own bars, tabs, drop-downs, avatars and colours are left out.
CHECK = """
%s;
(async () => {
    const {part, button, dialog} = %s;
    if (button) {
        document.querySelector(button).click();
        while (!document.querySelector(dialog)) {
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        // The dialog fades in.
        await new Promise((resolve) => setTimeout(resolve, 600));
    }
    const found = await axe.run(part, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        rules: {
            "aria-allowed-attr": {enabled: false},
            "aria-required-parent": {enabled: false},
            "autocomplete-valid": {enabled: false},
            "color-contrast": {enabled: false},
            "image-alt": {enabled: false},
        },
    });
    const faults = found.violations.map((one) =>
        one.id + ": " + one.nodes.map((node) => node.html.slice(0, 200)).join(" | ")
    );
    if (faults.length) {
        console.error(faults.join("\\n"));
    } else {
        console.log("test successful");
    }
})();
"""


@tagged("post_install", "-at_install", "browser")
class TestTours(HttpCase, ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_user("tour_channel_officer", "officer")
        # Demo messages wait, too.
        cls.Message.search([("state", "in", ("triage", "failed"))]).write(
            {"state": "discarded"}
        )
        cls.message = cls.receive(
            subject="Tour e-mail", body="The orange monster left. Jane Testsmith"
        )

    def test_officer_opens_a_request_from_a_message(self):
        self.start_tour(INBOX, "channel_triage_open", login="tour_channel_officer")
        request = self.message.request_id
        self.assertEqual(request.service_id, self.missed_bin)
        self.assertIn("orange monster", " ".join(request.message_ids.mapped("body")))

    def test_officer_discards_and_restores_a_message(self):
        self.start_tour(INBOX, "channel_triage_discard", login="tour_channel_officer")
        self.assertEqual(self.message.state, "triage")

    def test_officer_answers_and_goes_on_to_the_next_message(self):
        self.env["service.keyword"].create(
            {"phrase": "wombat escaped", "owner": "the zoo"}
        )
        wombat = self.receive(
            subject="Tour wombat",
            body="A wombat escaped. Jane Testsmith",
            message_id="<wombat@example.org>",
        )
        self.message.received_at = "2026-03-02 10:00:00"
        self.start_tour(INBOX, "channel_inbox_answer", login="tour_channel_officer")
        self.assertEqual(self.message.outcome, "answered")
        self.assertEqual(self.message.answer_ids.body, "We are looking into it.")
        self.assertEqual(wombat.outcome, "nothing")
        self.assertIn("a matter for the zoo", wombat.answer_ids.body)

    def test_message_and_its_dialogs_are_accessible(self):
        source = axe()
        path = f"{INBOX}/{self.message.id}"
        parts = (
            (".o_form_view .o_form_sheet_bg", None, None),
            (".modal-body", "action_reply", "[name=body]"),
            (".modal-body", "action_answered", "[name=note]"),
            (".modal-body", "action_forward", "[name=organisation_id]"),
            (".modal-body", "action_not_ours", "[name=whose]"),
            (".modal-body", "action_correct", "[name=charset]"),
        )
        # On a phone, the other buttons are in a menu.
        for size, shown in (("375x667", parts[:2]), ("1280x900", parts)):
            self.browser_size = size
            for part, name, field in shown:
                button = name and f".o_form_statusbar button[name={name}]"
                dialog = field and f".modal {field}"
                options = {"part": part, "button": button, "dialog": dialog}
                code = CHECK % (source, json.dumps(options))
                ready = "!!document.querySelector('.o_form_view [name=action_reply]')"
                with self.subTest(name, size=size):
                    self.browser_js(path, code, ready, login="tour_channel_officer")

    def test_officer_reads_a_fax_and_opens_a_request(self):
        faxes = self.make_endpoint("Test fax", "fax", channel="fax")
        fax = self.Message._accept_message(faxes, make_fax())
        fax._process()
        page = rendering.render(make_tiff(), recognises=False).pages[0]
        self.env["channel.message.page"].create(
            {
                "message_id": fax.id,
                "number": 1,
                "image": base64.b64encode(page.image),
                "words": "My bin was missed at 12 Park Avenue HU5 3ER",
            }
        )
        fax.write({"pages_state": "done", "service_id": self.missed_bin.id})
        self.start_tour(INBOX, "channel_fax_open", login="tour_channel_officer")
        self.assertEqual(fax.request_id.service_id, self.missed_bin)

    def test_officer_posts_a_letter_and_undoes_it(self):
        ada = self.make_constituent(
            "Ada Testsmith", street="12 Park Avenue", city="Hull", zip="HU5 3ER"
        )
        ada.preferred_channel_id = self.env.ref("constituent_crm.channel_letter")
        letter = self.Message._send_message(ada, "Your request", "Dear Ada")
        self.start_tour(
            "/odoo/channel-letters", "channel_letter_post", login="tour_channel_officer"
        )
        self.assertEqual((letter.state, letter.posted_at), ("queued", False))
