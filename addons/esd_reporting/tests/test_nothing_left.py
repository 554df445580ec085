"""Somebody is erased who has used all that the five addons offer."""

from odoo.tests import tagged

from odoo.addons.constituent_crm.tests.every_trace import mark, traces_in_store

from .erasure_case import TEXTS, WORD, ErasureCase

# What outlives an erasure, and why.
FIGURES = {
    # Which case it was, by a number that tells nothing of anybody.
    ("service.request", "reference"),
    ("dispatch.job", "number"),
    # Why the council's own rules gave it to a team; what a message told of.
    ("service.request", "team_reason"),
    ("channel.message", "event"),
    # The council's line and counter.
    ("channel.call", "queue"),
    ("channel.visit", "place"),
}
# By these, rows are known to be the person's: they keep the addresses they have.
KNOWN_BY = {
    ("channel.call", "number"),
    ("channel.message", "external_id"),
    ("channel.message", "recipient"),
    ("channel.message", "sender"),
    ("constituent.identifier", "value"),
    ("constituent.identifier", "value_normalised"),
    ("constituent.import.row", "cells"),
    ("mail.mail", "email_to"),
    ("mail.message", "email_from"),
    ("mail.message", "message_id"),
    ("res.partner", "email"),
    ("res.partner", "email_normalized"),
    ("res.partner", "name"),
    ("res.partner", "phone"),
    ("res.partner", "phone_sanitized"),
}
MARKED = {
    "channel.call",
    "channel.message",
    "channel.visit",
    "constituent.interaction",
    "constituent.marker",
    "constituent.match",
    "constituent.merge",
    "constituent.relationship",
    "constituent.subject.access",
    "dispatch.job",
    "dispatch.job.check",
    "ir.attachment",
    "mail.activity",
    "mail.mail",
    "mail.message",
    "res.partner",
    "service.answer",
    "service.matching.feedback",
    "service.referral",
    "service.request",
    "service.request.bulk.line",
    "service.co.report",
    "sms.sms",
}


@tagged("-at_install", "post_install")
class TestNothingLeft(ErasureCase):
    def test_nothing_is_left_of_all_they_did(self):
        self.assertGreater(len(self.left()), 30)
        self.erase()
        self.assertEqual(self.left(), [])

    def test_nothing_is_left_of_what_a_row_about_them_can_hold(self):
        marked = mark(self.person, WORD, FIGURES | KNOWN_BY)
        # What is marked would be little, were the rows not found.
        self.assertLessEqual(MARKED, {model for model, _field in marked})
        self.erase()
        self.assertEqual(self.left(), [])

    def test_figures_stay(self):
        requests = self.person._own_requests()
        jobs, count = requests.job_ids, len(requests)
        self.assertGreater(len(jobs), 1)
        states = {job: (job.number, job.state, job.done_at) for job in jobs}
        self.erase()
        self.assertEqual(len(requests.exists()), count)
        self.assertEqual(
            {job: (job.number, job.state, job.done_at) for job in jobs.exists()}, states
        )


@tagged("-at_install", "post_install")
class TestStoreIsEmpty(ErasureCase):
    """Apart, as what goes from the store does not come back with a savepoint."""

    def test_files_go_from_the_store(self):
        self.assertTrue(traces_in_store(self.env, TEXTS))
        self.erase()
        # As each night, without the lock that it takes by committing.
        self.env["ir.attachment"]._gc_file_store_unsafe()
        self.assertEqual(traces_in_store(self.env, TEXTS), [])
