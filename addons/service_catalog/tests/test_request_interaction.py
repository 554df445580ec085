from odoo.tests import tagged

from .common import ServiceCatalogCase


@tagged("-at_install", "post_install")
class TestRequestInteraction(ServiceCatalogCase):
    """What the catalogue tells the ledger: which service a contact was about."""

    def contact(self, service, **values):
        return self.env["constituent.interaction"]._record_contact(
            {
                "channel": "phone",
                "partner_id": self.jane.id,
                "service_id": service.id,
                "user_id": self.officer.id,
                **values,
            }
        )

    def test_second_contact_about_a_service_is_a_suggested_repeat(self):
        first = self.contact(self.bin, subject="Where is my bin?")
        self.contact(self.pothole, subject="Where is my bin?")
        again = self.contact(self.bin, subject="Not emptied")
        self.assertEqual(again.suggested_repeat_id, first)

    def test_the_service_of_a_contact_is_corrected(self):
        contact = self.contact(self.bin).with_user(self.officer)
        made = contact._correct({"service_id": self.pothole.id}, "Misheard")
        self.assertEqual(contact.service_id, self.pothole)
        self.assertEqual(made.old_display, self.bin.display_name)

    def test_second_request_does_not_change_the_service_of_the_contact(self):
        contact = self.contact(self.bin)
        first = self.open_request(interaction=contact)
        self.open_request("test_pothole", address="x", interaction=contact)
        self.assertEqual((contact.request_id, contact.service_id), (first, self.bin))
