from odoo.tests import tagged

from .common import ChannelCase

INJECTED = "Jane\r\nBcc: other@example.org\u2028\x85"
CLEAN = "Jane Bcc: other@example.org"


@tagged("-at_install", "post_install")
class TestHeaderInjection(ChannelCase):
    """No name, place or subject adds a header to an e-mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jane = cls.make_constituent(INJECTED, email="jane@example.org")

    def sent(self, **values):
        return self.Message._send_message(
            self.jane, f"About {INJECTED}", "Hello", channel="email", **values
        ).mail_id

    def test_email_to_a_constituent_has_one_recipient(self):
        mail = self.sent()
        self.assertEqual(mail.email_to, f'"{CLEAN}" <jane@example.org>')
        self.assertEqual(mail.subject, f"About {CLEAN}")

    def test_sender_is_on_one_line(self):
        self.mailbox.name = INJECTED
        self.env.company.name = INJECTED
        mail = self.sent()
        for header in (mail.email_from, mail.reply_to):
            self.assertEqual(header, f'"{CLEAN}" <contact@council.test>')

    def test_names_of_the_catalogue_are_on_single_lines(self):
        for model in ("service.directorate", "service.team", "service.type"):
            with self.subTest(model):
                row = self.env[model].create({"name": INJECTED, "code": "test_lines"})
                self.assertEqual(row.name, CLEAN)
                row.name = f"{INJECTED} again"
                self.assertEqual(row.name, f"{CLEAN} again")

    def test_line_break_in_a_teams_address_adds_no_recipient(self):
        self.waste.email = "waste@council.test\nother@example.org"
        self.assertEqual(self.waste.email, "waste@council.test")

    def test_file_of_an_email_has_a_name_of_one_line(self):
        name = "bin\u2028Bcc: other@example.org\x9f.jpg"
        message = self.receive(attachments=[(name, b"x")])
        clean = "bin Bcc: other@example.org .jpg"
        self.assertEqual(message.attachment_names, clean)
        files = message.request_id.message_ids.attachment_ids
        self.assertEqual(files.mapped("name"), [clean])

    def test_name_stored_with_line_breaks_is_cleaned_in_headers(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET name = %s WHERE id = %s", [INJECTED, self.jane.id]
        )
        self.jane.invalidate_recordset(["name"])
        self.assertEqual(self.sent().email_to, f'"{CLEAN}" <jane@example.org>')

    def test_request_opens_on_single_lines(self):
        request = self.env["service.request"]._open_request(
            {
                "service_id": self.missed_bin.id,
                "partner_id": self.jane.id,
                "name": INJECTED,
                "address": INJECTED,
                "description": "One\ntwo",
            }
        )
        self.assertEqual((request.name, request.address), (CLEAN, CLEAN))
        self.assertEqual(request.description, "One\ntwo")

    def test_message_is_kept_on_single_lines(self):
        names = ("sender", "sender_name", "recipient", "subject")
        message = self.Message.create(
            {
                "channel_id": self.env.ref("constituent_crm.channel_email").id,
                **dict.fromkeys(names, INJECTED),
            }
        )
        for name in names:
            is_address = name in ("sender", "recipient")
            with self.subTest(name):
                self.assertEqual(message[name], "Jane" if is_address else CLEAN)
