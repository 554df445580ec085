from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

WORDS = "the zorblax has grumbled at my wotsit"


@tagged("post_install", "-at_install")
class TestMatchingFeedback(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Service = cls.env["service.type"]
        cls.Feedback = cls.env["service.matching.feedback"]
        cls.manager = cls.make_user("test_manager", "manager")
        cls.make_keyword(cls.bin, "zorblax grumbled")

    def opened(self, service="test_bin", words=WORDS, user=None, **values):
        return (
            self.env["service.request"]
            .with_user(user or self.officer)
            ._open_request(
                {
                    "service": service,
                    "description": words,
                    "address": "1 Qwertyville Row",
                    "partner_id": self.jane.id,
                    **values,
                }
            )
        )

    def feedback(self, request):
        return self.Feedback.search([("request_id", "=", request.id)])

    def test_choice_of_another_service_is_feedback(self):
        feedback = self.feedback(self.opened("test_pothole"))
        self.assertEqual(feedback.service_id, self.pothole)
        self.assertEqual(feedback.suggested_id, self.bin)
        self.assertFalse(feedback.is_applied)

    def test_accepted_suggestion_is_no_feedback(self):
        self.assertFalse(self.feedback(self.opened("test_bin")))

    def test_channels_give_no_feedback(self):
        public = self.env.ref("base.public_user")
        self.assertFalse(self.feedback(self.opened("test_pothole", user=public)))

    def test_changed_service_is_feedback(self):
        request = self.opened("test_bin")
        request.service_id = self.pothole
        self.assertEqual(self.feedback(request).service_id, self.pothole)

    def test_latest_choice_counts(self):
        request = self.opened("test_pothole")
        request.service_id = self.bin
        self.assertFalse(self.feedback(request))

    def test_feedback_keeps_words_but_no_names_or_places(self):
        request = self.opened(
            "test_pothole",
            "Zorblax by wotsit, Carruthers, 01482 300300."
            f" {self.jane.name.lower()} qwertyville a1b2c3",
        )
        self.assertEqual(self.feedback(request).stems, "zorblax wotsit")

    def test_scheduled_action_applies_all_feedback(self):
        unknown = "plimsoll flumped wildly"
        self.assertFalse(self.Service._suggest(unknown))
        for _each in range(3):
            self.opened("test_pothole", unknown)
        self.assertFalse(self.Service._suggest(unknown))
        self.Feedback._cron_apply_feedback()
        self.assertEqual(self.Service._suggest(unknown)[0]["code"], "test_pothole")

    def test_deleted_feedback_no_longer_affects_suggestions(self):
        unknown = "plimsoll flumped wildly"
        requests = [self.opened("test_pothole", unknown) for _each in range(3)]
        self.Feedback._cron_apply_feedback()
        manager = self.Feedback.with_user(self.manager)
        manager.search(
            [("request_id", "in", [r.id for r in requests])]
        ).action_discard()
        self.assertFalse(self.Service._suggest(unknown))

    def test_feedback_is_read_by_managers_only(self):
        feedback = self.feedback(self.opened("test_pothole"))
        with self.assertRaises(AccessError):
            feedback.with_user(self.officer).read(["stems"])
        with self.assertRaises(AccessError):
            feedback.with_user(self.manager).write({"stems": "zorblax"})
        self.assertTrue(feedback.with_user(self.manager).read(["stems"]))

    def test_feedback_is_deleted_after_its_time(self):
        feedback = self.feedback(self.opened("test_pothole"))
        self.env["ir.config_parameter"].set_param("service_catalog.feedback_months", 1)
        self.Feedback._gc_feedback()
        self.assertTrue(feedback.exists())
        before = fields.Datetime.now() - timedelta(days=32)
        self.env.cr.execute(
            "UPDATE service_matching_feedback SET create_date = %s WHERE id = %s",
            (before, feedback.id),
        )
        feedback.invalidate_recordset()
        self.Feedback._gc_feedback()
        self.assertFalse(feedback.exists())

    def test_erasure_deletes_the_feedback_of_the_person(self):
        request = self.opened("test_pothole")
        feedback = self.feedback(request)
        request.sudo()._erase_person(self.jane, ["partner_id"])
        self.assertFalse(feedback.exists())

    def test_feedback_keeps_the_cached_matcher(self):
        finder = self.Service._service_matcher()
        self.opened("test_pothole")
        self.assertIs(self.Service._service_matcher(), finder)
