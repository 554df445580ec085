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
        cls.person = cls.env["res.partner"].create(
            {"name": MARK, "is_constituent": True}
        )

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

    def test_open_case_blocks(self):
        request = self.request()
        with self.assertRaisesRegex(
            UserError, f"1 requests are open .{request.reference}"
        ):
            self.person._erase()
        self.assertEqual(request.description, MARK)

    def test_open_case_on_their_behalf_blocks(self):
        other = self.env["res.partner"].create({"name": "Carer"})
        self.request(partner_id=other.id, beneficiary_id=self.person.id)
        with self.assertRaisesRegex(UserError, "requests are open"):
            self.person._erase()

    def test_closed_case_stays_as_a_figure(self):
        request = self.request(state="closed")
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
