from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .open311_case import KEY, PIXEL, Open311HttpCase

PATH = "/open311/v2/servicerequestupdates"


class UpdateCase(Open311HttpCase):
    """Requests that were reported over Open311, and clients that follow them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.uk")
        cls.jane = cls.make_constituent("Jane Hobbs", email="jane.hobbs@example.org")
        cls.officer = cls.make_user("open311_officer", "officer")
        cls.reported = cls.report(user_id=cls.officer.id)

    @classmethod
    def report(cls, service=None, **values):
        service = service or cls.hole
        return cls.env["service.request"]._open_request(
            {
                "service_id": service.id,
                "partner_id": cls.jane.id,
                "channel": "api",
                "answers": {"size": "l"} if service == cls.hole else {},
                "address": "Park Avenue",
                **values,
            }
        )

    def updates(self, request=None, **parameters):
        reference = (request or self.reported).reference
        return self.ask(
            "servicerequestupdates.json", service_request_id=reference, **parameters
        )

    def send(self, expect=200, form="json", files=None, **given):
        values = {
            "api_key": KEY,
            "service_request_id": self.reported.reference,
            "description": "It is larger now.",
            "update_id": "17",
            **given,
        }
        data = {name: value for name, value in values.items() if value is not None}
        answer = self.url_open(f"{PATH}.{form}", data=data, files=files)
        return self.answered(answer, expect)

    def messages(self):
        return self.env["channel.message"].search(
            [("endpoint_id", "=", self.endpoint.id)]
        )


@tagged("-at_install", "post_install")
class TestOpen311UpdatesRead(UpdateCase):
    """What has become of requests: GET servicerequestupdates."""

    def test_opening_is_no_update(self):
        self.assertEqual(self.updates(), [])

    def test_each_change_is_an_update(self):
        self.reported._change_state("in_progress")
        self.reported._change_state("closed", outcome="fixed")
        started, closed = self.updates()
        self.assertEqual(started["service_request_id"], self.reported.reference)
        self.assertEqual(started["status"], "in_progress")
        self.assertEqual(started["description"], "Work is under way.")
        self.assertTrue(started["updated_datetime"].endswith("Z"))
        self.assertEqual(closed["status"], "fixed")
        self.assertEqual(closed["description"], "What you asked for is done.")
        self.assertNotEqual(started["update_id"], closed["update_id"])
        self.assertEqual(
            set(started),
            {
                "update_id",
                "service_request_id",
                "status",
                "updated_datetime",
                "description",
                "media_url",
            },
        )

    def test_updates_in_xml(self):
        self.reported._change_state("in_progress")
        root = self.ask("servicerequestupdates.xml")
        self.assertEqual(root.tag, "service_request_updates")
        self.assertEqual({one.tag for one in root}, {"request_update"})
        row = next(
            one
            for one in root
            if one.findtext("service_request_id") == self.reported.reference
        )
        self.assertEqual(row.findtext("status"), "in_progress")
        self.assertEqual(row.findtext("media_url"), "")

    def test_refusals_are_told_from_what_is_done(self):
        body = self.env["service.external.organisation"].create({"name": "Water Co"})
        for outcome, status, options in (
            ("fixed", "fixed", {}),
            ("refused", "no_further_action", {"note": "Key under Jane's mat"}),
            ("not_ours", "not_councils_responsibility", {"body": body}),
            ("no_fault", "no_further_action", {}),
            ("part", "closed", {"note": "Key under Jane's mat"}),
        ):
            with self.subTest(outcome):
                request = self.report()
                request._change_state("closed", outcome=outcome, **options)
                (row,) = self.updates(request)
                self.assertEqual(row["status"], status)
                outcomes = self.env["service.outcome"]
                found = outcomes.search([("code", "=", outcome)])
                self.assertEqual(row["description"], found.public_text)
                # Only open and closed are statuses of the specification itself.
                path = f"requests/{request.reference}.json"
                (row,) = self.ask(path)
                self.assertEqual(row["status"], "closed")
                self.assertNotIn("extended_status", row)
                (row,) = self.ask(path, extensions="true")
                self.assertEqual(row["extended_status"], status)

    def test_cancelled_requests_are_told_apart(self):
        for state, status, words in (
            ("withdrawn", "closed", "Withdrawn"),
            ("duplicate", "duplicate", "We know about this already"),
            ("rejected", "no_further_action", "We cannot take this request"),
        ):
            with self.subTest(state):
                request = self.report()
                request._change_state(state)
                (row,) = self.updates(request)
                self.assertEqual((row["status"], row["description"]), (status, words))
                (row,) = self.ask(f"requests/{request.reference}.json")
                self.assertEqual(row["status_notes"], words)

    def test_waiting_for_others_is_not_waiting_for_the_reporter(self):
        self.reported._change_state("waiting_others")
        (row,) = self.updates()
        self.assertEqual(row["description"], "Waiting for somebody else.")

    def test_update_keeps_the_status_of_its_time(self):
        self.reported._change_state("closed", outcome="refused", note="No")
        self.reported._change_state("open")
        self.reported._change_state("closed", outcome="fixed")
        self.assertEqual(
            [row["status"] for row in self.updates()],
            ["no_further_action", "open", "fixed"],
        )

    def test_event_of_an_earlier_version_has_a_status(self):
        self.reported._change_state("in_progress")
        self.reported._change_state("closed", outcome="fixed")
        self.reported.event_ids.write({"state_id": False, "outcome_id": False})
        self.assertEqual(
            [row["status"] for row in self.updates()], ["in_progress", "fixed"]
        )

    def test_status_is_what_the_council_configures(self):
        state = self.env.ref("service_catalog.request_state_in_progress")
        state.open311_status = "action_scheduled"
        outcome = self.env.ref("service_catalog.outcome_no_fault")
        outcome.open311_status = "unable_to_fix"
        self.reported._change_state("in_progress")
        self.reported._change_state("closed", outcome=outcome)
        self.assertEqual(
            [row["status"] for row in self.updates()],
            ["action_scheduled", "unable_to_fix"],
        )

    def test_updates_are_filtered_by_time(self):
        self.reported._change_state("in_progress")
        (event,) = self.reported.event_ids.filtered(lambda one: one.event == "started")
        event.happened_at = fields.Datetime.now() - timedelta(days=3)
        mine = f"{self.reported.reference}-{event.id}"
        day = event.happened_at.strftime("%Y-%m-%d")

        def ids(**window):
            rows = self.ask("servicerequestupdates.json", **window)
            return [row["update_id"] for row in rows]

        self.assertIn(mine, ids())
        self.assertIn(mine, ids(start_date=day, end_date=day))
        exact = event.happened_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.assertIn(mine, ids(start_date=exact, end_date=exact))
        hour_ago = fields.Datetime.now() - timedelta(hours=1)
        self.assertNotIn(mine, ids(start_date=hour_ago.isoformat()))
        self.ask("servicerequestupdates.xml", expect=400, start_date="yesterday")

    def test_updates_are_turned_page_by_page(self):
        self.reported._change_state("in_progress")
        self.reported._change_state("closed", outcome="fixed")
        path = f"{PATH}.json?service_request_id={self.reported.reference}&page_size=1"
        first = self.url_open(path)
        self.assertEqual(first.json()[0]["status"], "in_progress")
        self.assertIn("next", first.links)
        second = self.url_open(f"{path}&page=2")
        self.assertEqual(second.json()[0]["status"], "fixed")
        self.assertNotIn("next", second.links)

    def test_private_services_have_no_updates(self):
        secret = self.report(service=self.hidden)
        secret._change_state("in_progress")
        self.assertEqual(self.updates(secret), [])
        references = {
            row["service_request_id"] for row in self.ask("servicerequestupdates.json")
        }
        self.assertNotIn(secret.reference, references)

    def test_jurisdiction_counts_here_too(self):
        self.ask("servicerequestupdates.json", jurisdiction_id="x.org", expect=404)


@tagged("-at_install", "post_install")
class TestOpen311UpdatesSent(UpdateCase):
    """What clients tell of a request: POST servicerequestupdates."""

    def test_update_is_added_to_the_request(self):
        rows = self.send(
            first_name="Jane",
            last_name="Hobbs",
            email="jane.hobbs@example.org",
            account_id="42",
        )
        self.assertEqual(set(rows[0]), {"update_id", "account_id"})
        self.assertTrue(rows[0]["update_id"])
        message = self.messages()
        self.assertEqual(message.request_id, self.reported)
        self.assertEqual(message.state, "done")
        self.assertEqual(message.partner_id, self.jane)
        self.assertEqual(message.interaction_id.request_id, self.reported)
        posted = self.reported.message_ids.filtered(
            lambda one: "It is larger now." in one.body
        )
        self.assertEqual(posted.author_id, self.jane)
        self.assertIn(
            "It is larger now.",
            " ".join(one["body"] for one in self.reported._correspondence()),
        )

    def test_update_in_xml(self):
        root = self.send(form="xml")
        self.assertEqual(root.tag, "service_request_updates")
        self.assertTrue(root.findtext("request_update/update_id"))

    def test_words_of_others_are_not_on_the_page_of_the_reporter(self):
        self.send(first_name="Una", last_name="Test", email="una@example.org")
        seen = " ".join(one["body"] for one in self.reported._correspondence())
        self.assertNotIn("larger", seen)
        self.assertIn("larger", "".join(self.reported.message_ids.mapped("body")))

    def test_name_alone_makes_nobody_a_constituent(self):
        before = self.env["res.partner"].search_count([])
        self.send(first_name="Una", last_name="-")
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertEqual(self.messages().sender_name, "Una")

    def test_same_update_is_added_once(self):
        first = self.send()
        self.assertEqual(self.send(), first)
        self.assertEqual(len(self.messages()), 1)
        self.messages().received_at = "2020-01-01 00:00:00"
        self.assertEqual(self.send(), first)
        self.assertNotEqual(self.send(update_id="18"), first)
        other = self.report()
        self.assertNotEqual(self.send(service_request_id=other.reference), first)

    def test_update_without_an_id_is_the_same_for_some_minutes(self):
        first = self.send(update_id=None)
        self.assertEqual(self.send(update_id=None), first)
        self.assertNotEqual(self.send(update_id=None, description="Another"), first)

    def test_key_is_needed(self):
        self.send(api_key=None, expect=403)
        self.send(api_key="wrong", expect=403, form="xml")
        self.assertFalse(self.messages())

    def test_unknown_request_is_404(self):
        self.send(service_request_id="NO-SUCH", expect=404)
        secret = self.report(service=self.hidden)
        self.send(service_request_id=secret.reference, expect=404)

    def test_faults_are_400_and_named(self):
        for given, word in (
            ({"service_request_id": None}, "service_request_id"),
            ({"description": None}, "Nothing"),
            ({"status": "perhaps"}, "status"),
            ({"email": "jane@"}, "email"),
            ({"phone": "n/a"}, "phone"),
            ({"updated_datetime": "soon"}, "updated_datetime"),
        ):
            with self.subTest(given):
                self.assertIn(word, self.send(**given, expect=400))
        self.assertTrue(all(self.messages().mapped("is_refused")))

    def test_refused_update_is_accepted_once_it_is_mended(self):
        reference = self.reported.reference
        self.send(service_request_id="LATER", expect=404)
        self.reported.reference = "LATER"
        self.send(service_request_id="LATER")
        self.assertFalse(self.messages().is_refused)
        self.reported.reference = reference

    def test_pictures_and_files_come_along(self):
        self.send(
            description=None,
            media_url=["https://a.example/1.jpg", "https://a.example/2.jpg"],
            files={"media": ("hole.png", PIXEL, "image/png")},
        )
        bodies = "".join(self.reported.message_ids.mapped("body"))
        self.assertIn("https://a.example/1.jpg", bodies)
        self.assertIn("https://a.example/2.jpg", bodies)
        self.assertEqual(self.reported.photo_ids.mapped("name"), ["hole.png"])

    def tasks(self):
        return " ".join(
            summary or "" for summary in self.reported.activity_ids.mapped("summary")
        )

    def test_status_of_a_site_of_residents_is_a_task(self):
        self.send(status="FIXED")
        self.assertEqual(self.reported.phase, "open")
        self.assertIn("Fixed", self.tasks())
        self.assertIn(
            "Status: Fixed", "".join(self.reported.message_ids.mapped("body"))
        )

    def test_status_that_is_known_is_no_task(self):
        self.send(status="OPEN")
        self.send(status="IN_PROGRESS", update_id="18")
        self.assertFalse(self.tasks())

    def test_reopening_is_left_to_staff(self):
        self.reported._change_state("closed", outcome="fixed")
        self.send(status="REOPEN")
        self.assertEqual(self.reported.phase, "closed")
        self.assertIn("Reopened", self.tasks())

    def test_status_of_a_trusted_body_becomes_the_state(self):
        self.endpoint.may_change_state = True
        for number, (status, phase) in enumerate(
            (
                ("INVESTIGATING", "in_progress"),
                ("IN_PROGRESS", "in_progress"),
                ("FIXED", "closed"),
                ("REOPEN", "open"),
                ("NO_FURTHER_ACTION", "closed"),
            )
        ):
            with self.subTest(status):
                self.send(status=status, update_id=str(number))
                self.assertEqual(self.reported.phase, phase)
        self.assertEqual(self.reported.outcome_id.open311_status, "no_further_action")

    def test_status_without_an_outcome_of_ours_is_a_task(self):
        self.endpoint.may_change_state = True
        self.send(status="UNABLE_TO_FIX")
        self.assertEqual(self.reported.phase, "open")
        self.assertIn("Unable to fix", self.tasks())

    def test_waiting_request_goes_on_after_its_reporter_answers(self):
        self.reported._change_state("waiting_constituent")
        self.send(email="jane.hobbs@example.org")
        self.assertNotEqual(self.reported.phase, "waiting")

    def test_fault_of_ours_keeps_the_update_for_later(self):
        Kind = self.env.registry["channel.kind.open311"]
        with (
            patch.object(Kind, "_follow_status", side_effect=RuntimeError("Oh")),
            self.assertLogs(
                "odoo.addons.channel_gateway.models.channel_message.processing"
            ),
        ):
            rows = self.send()
        self.assertTrue(rows[0]["update_id"])
        message = self.messages()
        self.assertTrue(message.next_attempt_at)
        message._process()
        self.assertEqual(message.request_id, self.reported)
