from odoo.tests import tagged

from .common import ChannelCase

MARK = "Zyxerasure"


@tagged("-at_install", "post_install")
class TestPrivacy(ChannelCase):
    """What stays of messages and calls of somebody who is erased."""

    def test_messages_and_calls_stay_as_figures(self):
        person = self.env["res.partner"].create({"name": MARK, "is_constituent": True})
        email = self.env.ref("constituent_crm.channel_email")
        message = self.Message.create(
            {
                "channel_id": email.id,
                "partner_id": person.id,
                "state": "done",
                "raw": MARK.encode(),
                **dict.fromkeys(("sender", "sender_name", "subject", "body"), MARK),
            }
        )
        call = self.env["channel.call"].create(
            {
                "partner_id": person.id,
                "number": MARK,
                "queue": "Waste",
                "note": MARK,
                "draft": {"description": MARK},
                "state": "done",
            }
        )
        person._erase()
        self.assertFalse(person.exists())
        self.assertEqual((message.state, message.channel_id), ("done", email))
        self.assertEqual((call.state, call.queue), ("done", "Waste"))
        for record in (message, call):
            told = record.with_context(bin_size=False).read()[0]
            self.assertNotIn(MARK, str(told))
        self.assertFalse(message.raw)
