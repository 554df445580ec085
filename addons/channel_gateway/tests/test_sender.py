from odoo.tests import tagged

from .common import ChannelCase
from .sample_emails import make_email

CAROLS = "07700 900460"
UNKNOWN = "nobody.known@example.net"


@tagged("-at_install", "post_install")
class TestSender(ChannelCase):
    """Whose e-mail it is, where it names numbers and people of others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carol = cls.make_constituent(
            "Carol Testneighbour", CAROLS, email="carol@example.net"
        )

    def receive_body(self, body, sender=UNKNOWN, number=1, **headers):
        message_id = f"<sender-{number}@example.org>"
        return self.receive(
            body=body, sender=sender, message_id=message_id, subject="Bin", **headers
        )

    def test_number_of_a_neighbour_is_not_the_senders(self):
        for number, (body, sender) in enumerate(
            (
                (f"Missed bin: please ring my neighbour Carol on {CAROLS}", UNKNOWN),
                (f"Missed bin. Ring Carol Testneighbour, {CAROLS}", "x@example.net"),
                (
                    f"Missed bin\n\nCarol Testneighbour\n{CAROLS}",
                    "Bob O <b@example.net>",
                ),
            )
        ):
            with self.subTest(body):
                message = self.receive_body(body, sender, number)
                partner = message.partner_id
                self.assertNotEqual(partner, self.carol)
                self.assertEqual(message.request_id.partner_id, partner)
                self.assertEqual(message.interaction_id.partner_id, partner)
                self.assertFalse(partner.phone)
                answer = self.sent_to(partner)
                self.assertNotIn(self.carol.email, answer.mapped("recipient"))
        self.assertFalse(self.sent_to(self.carol))
        self.assertFalse(
            self.env["service.request"].search([("partner_id", "=", self.carol.id)])
        )

    def test_nameless_sender_with_the_number_of_another_is_proposed(self):
        message = self.receive_body(f"Missed bin, my number is {CAROLS}")
        self.assertNotEqual(message.partner_id, self.carol)
        Match = self.env["constituent.match"]
        match = Match.search(Match._partner_domain(message.partner_id))
        self.assertEqual(match.other_id, self.carol)

    def test_address_that_only_looks_like_anothers_is_not_theirs(self):
        for number, sender in enumerate(
            ("ca\u200brol@example.net", "Bob Stranger <carol\u2060@example.net>")
        ):
            with self.subTest(ascii(sender)):
                raw = make_email(
                    body="Missed bin",
                    sender="SENDER",
                    message_id=f"<look-alike-{number}@example.org>",
                )
                message = self.receive(raw.replace(b"SENDER", sender.encode()))
                self.assertNotEqual(message.partner_id, self.carol)
                self.assertFalse(message.partner_id.email)
        self.assertFalse(self.sent_to(self.carol))

    def test_council_number_that_is_quoted_is_not_the_senders(self):
        self.env.company.phone = "01482 300 300"
        for number, body in enumerate(
            (
                "Missed bin. I rang you on 01482 300 300",
                "Missed bin\n\nHull City Council\nTel: 01482 300300",
                "Missed bin. My number is 01482 300300",
            )
        ):
            with self.subTest(body):
                message = self.receive_body(body, f"caller{number}@example.net", number)
                self.assertTrue(message.partner_id)
                self.assertFalse(message.partner_id.phone)

    def test_date_that_two_strangers_mention_is_no_number(self):
        one = self.receive_body("Missed bin on 07.11.2026", "a.first@example.net", 1)
        two = self.receive_body("Missed bin on 07.11.2026", "b.second@example.net", 2)
        self.assertNotEqual(one.partner_id, two.partner_id)
        self.assertFalse((one | two).partner_id.filtered("phone"))
        self.assertEqual(two.request_id.partner_id, two.partner_id)

    def test_own_number_after_a_date_is_kept(self):
        message = self.receive_body(
            "Missed bin on 07.11.2026. Please ring me. Jane Testcase, 07700 900123",
            "jane.testcase@example.net",
        )
        self.assertEqual(message.partner_id.phone, "+447700900123")
        self.assertEqual(message.partner_id.name, "Jane Testcase")

    def test_number_inside_an_attached_message_is_not_the_senders(self):
        attached = make_email(
            body=f"My number is {CAROLS}\n\nCarol Testneighbour\n{CAROLS}",
            sender="Carol Testneighbour <carol@example.net>",
        ).decode()
        raw = (
            f"From: {UNKNOWN}\r\nTo: contact@council.test\r\nSubject: Missed bin\r\n"
            "Message-ID: <attached@example.org>\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/mixed; boundary="edge"\r\n\r\n'
            "--edge\r\nContent-Type: text/plain\r\n\r\nMissed bin, see attached.\r\n"
            f"--edge\r\nContent-Type: message/rfc822\r\n\r\n{attached}\r\n--edge--\r\n"
        )
        message = self.receive(raw.encode())
        self.assertTrue(message.partner_id)
        self.assertNotEqual(message.partner_id, self.carol)
        self.assertFalse(message.partner_id.phone)

    def test_number_of_a_forwarded_message_is_not_the_senders(self):
        message = self.receive_body(
            "Missed bin\n\n-----Original Message-----\n"
            "From: Carol <carol@example.net>\nSent: today\nTo: me\n\n"
            f"My number is {CAROLS}"
        )
        self.assertNotEqual(message.partner_id, self.carol)
        self.assertFalse(message.partner_id.phone)

    def test_verified_number_tells_apart_who_share_an_address(self):
        ann, ben = (
            self.make_constituent(name, email="house@example.net")
            for name in ("Ann Testhouse", "Ben Testhouse")
        )
        self.env["constituent.identifier"].create(
            {
                "partner_id": ben.id,
                "type": "phone",
                "value": "07700 900461",
                "is_verified": True,
            }
        )
        body = "Missed bin. Ben is at home: 07700 900461"
        self.assertEqual(self.receive_body(body, "house@example.net").partner_id, ben)
        # Carol has not verified it for this address.
        body = f"Missed bin. Carol is at home: {CAROLS}"
        message = self.receive_body(body, "house@example.net", 2)
        self.assertNotIn(message.partner_id, ann | self.carol)

    def test_closing_words_name_nobody(self):
        message = self.receive_body("Missed bin\n\nKind Regards", "k.r@example.net")
        self.assertEqual(message.partner_id.name, "k.r@example.net")
        message = self.receive_body("Missed bin\n\nThank You", "t.y@example.net", 2)
        self.assertEqual(message.partner_id.name, "t.y@example.net")

    def test_postcode_is_no_hour(self):
        message = self.receive_body(
            "Missed bin again. House B2 3am collection. I am at 21 Cottage Lane HU5 2DZ"
        )
        self.assertEqual(message.request_id.postcode, "HU5 2DZ")
        self.assertEqual(message.request_id.address, "21 Cottage Lane")
