from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from .common import Council

MARK = "Zyxerasure"


@tagged("-at_install", "post_install")
class TestPrivacy(Council, TransactionCase):
    """Requests of who is erased."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.person = cls.make_constituent(MARK)

    def request(self, **values):
        return self.env["service.request"].create(
            {
                "service_id": self.bin.id,
                "partner_id": self.person.id,
                "name": MARK,
                "description": MARK,
                "address": MARK,
                "latitude": 53.7,
                **values,
            }
        )

    def test_open_request_blocks_an_erasure(self):
        request = self.request()
        with self.assertRaisesRegex(
            UserError, f"1 requests are open .{request.reference}"
        ):
            self.person._erase()
        self.assertEqual(request.description, MARK)

    def test_open_request_on_their_behalf_blocks_an_erasure(self):
        other = self.env["res.partner"].create({"name": "Carer"})
        self.request(partner_id=other.id, beneficiary_id=self.person.id)
        with self.assertRaisesRegex(UserError, "requests are open"):
            self.person._erase()

    def test_closed_request_is_anonymised(self):
        request = self.request(phase="closed")
        request.message_post(body=MARK)
        self.env["service.answer"].create(
            {"request_id": request.id, "question_id": self.which.id, "value": MARK}
        )
        token, reference = request.access_token, request.reference
        self.person._erase()
        self.assertFalse(self.person.exists())
        self.assertEqual(request.service_id, self.bin)
        self.assertEqual((request.name, request.reference), ("Test bin", reference))
        self.assertFalse(request.partner_id or request.description or request.address)
        self.assertFalse(request.latitude or request.answer_ids or request.message_ids)
        self.assertNotEqual(request.access_token, token)

    def test_bulk_action_loses_its_undo_values(self):
        request = self.request(phase="closed", closing_note=MARK)
        bulk = self.env["service.request.bulk"].create(
            {"action": "priority", "priority": "2", "request_ids": request.ids}
        )
        bulk.action_apply()
        self.assertIn(MARK, str(bulk.line_ids.former))
        self.person._erase()
        self.assertFalse(bulk.line_ids.former or bulk.line_ids.after)

    def test_note_that_names_an_erased_co_reporter_is_deleted(self):
        jane = self.env["res.partner"].create({"name": "Jane"})
        request = self.request(partner_id=jane.id, phase="closed", name="Bin")
        report = self.env["service.co.report"].create(
            {"request_id": request.id, "partner_id": self.person.id}
        )
        theirs = request.message_post(body=f"Call {MARK} back")
        janes = request.message_post(body="Call Jane back")
        self.person._erase()
        self.assertFalse(theirs.exists() or report.partner_id)
        self.assertTrue(janes.exists())

    def test_anonymous_contact_about_their_request_is_erased(self):
        request = self.request(phase="closed")
        contact = self.env["constituent.interaction"]._record_contact(
            {"channel": "phone", "request_id": request.id, "subject": MARK}
        )
        self.assertFalse(contact.partner_id)
        self.person._erase()
        self.assertFalse(contact.subject)

    def test_open_dialogs_about_the_person_are_deleted(self):
        request = self.request(phase="closed")
        outcome = self.env["service.outcome"].search([], limit=1)
        dialog = self.env["service.request.close"].create(
            {"request_ids": request.ids, "outcome_id": outcome.id, "note": MARK}
        )
        self.person._erase()
        self.assertFalse(dialog.exists())
