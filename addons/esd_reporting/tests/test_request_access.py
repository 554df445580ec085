"""What a service officer reads of another team's requests: nothing, in any addon.

Here, as this addon is the last of the five: all models are known.
"""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import EsdReportingCase

ADDONS = {
    "constituent_crm",
    "service_catalog",
    "channel_gateway",
    "field_dispatch",
    "esd_reporting",
}
# Models that lead to a request and that service officers may not read at all.
REFUSED = {"service.matching.feedback"}
# Models that lead to a request but hold nothing of it, or rows of the user's own only.
NOTHING_OF_A_REQUEST = {
    # Figures of a day; the jobs that are left out are read as jobs.
    "dispatch.plan",
    # How often a message was read; managers alone see it.
    "channel.message.attempt",
    # Read by officers of the contact centre, who see all requests, or managers alone.
    "channel.call.command",
    "channel.call.outgoing",
    "channel.callback",
    "channel.delivery",
    "channel.reply",
    # Which updates of another body are added already; managers alone see it.
    "channel.open311.update",
}
# Seen by whoever made them.
OWN = {"service.request.bulk", "service.request.bulk.line"}


@tagged("post_install", "-at_install")
class TestRequestAccess(EsdReportingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.waste_officer = cls.make_user("esd_waste", "service_officer")
        cls.resident = cls.make_constituent("Jane Test")
        cls.bins.team_id = cls.make_team(
            "Waste", "esd_waste", member_ids=cls.waste_officer
        )
        cls.roads.team_id = cls.make_team("Roads", "esd_roads")
        policy = cls.make_sla_policy("Soon", hours=8)
        (cls.bins | cls.roads).sla_policy_id = policy
        cls.own = cls.rows(cls.bins)
        cls.theirs = cls.rows(cls.roads)

    @classmethod
    def rows(cls, service):
        """A row of each model for a new request of `service`: {model: records}."""
        request, other = (
            cls.env["service.request"]._open_request(
                {"service_id": service.id, "partner_id": cls.resident.id}
            )
            for _time in range(2)
        )
        request._change_state("closed", outcome="not_ours", body="Water Board")
        request.write({"satisfaction": "5", "satisfaction_asked_at": request.closed_at})
        of_request = {"request_id": request.id}
        rows = {"service.request": request}

        def create(model, **values):
            rows[model] = cls.env[model].create(values)
            return rows[model]

        create("service.answer", **of_request, code="where", value="Here")
        create("service.co.report", **of_request, partner_id=cls.resident.id)
        create("service.request.duplicate", **of_request, other_id=other.id)
        create(
            "service.matching.feedback",
            **of_request,
            service_id=service.id,
            stems="hole",
        )
        bulk = create("service.request.bulk", request_ids=request.ids)
        create(
            "service.request.bulk.line", **of_request, bulk_id=bulk.id, result="done"
        )
        contact = create(
            "constituent.interaction", **of_request, channel_id=cls.phone.id
        )
        create(
            "constituent.interaction.correction",
            interaction_id=contact.id,
            field_name="subject",
            reason="Misheard",
        )
        message = create(
            "channel.message", **of_request, channel_id=cls.email.id, body="Hello"
        )
        create("channel.message.page", message_id=message.id, number=1)
        create("channel.call", **of_request)
        create("channel.visit", **of_request)
        job = create("dispatch.job", **of_request, name="Look at it")
        create("dispatch.job.check", job_id=job.id, name="Cones out")
        plan = cls.env["dispatch.plan"]._for_day("2019-05-06")
        create("dispatch.stop", job_id=job.id, plan_id=plan.id)
        cls.env.flush_all()
        for model in (
            "channel.conversation",
            "service.request.event",
            "service.sla.clock",
            "service.referral",
            "service.satisfaction",
        ):
            rows[model] = cls.env[model].search([("request_id", "=", request.id)])
        return rows

    def as_officer(self, records):
        return records.with_user(self.waste_officer)

    def leading_to_requests(self):
        """The stored models of the five addons with a way to `service.request`."""
        ours = {
            name
            for name, model in self.env.registry.items()
            if model._original_module in ADDONS
            and not model._abstract
            and not model._transient
        }
        found, before = {"service.request"}, set()
        while found != before:
            before = set(found)
            found |= {
                name
                for name in ours
                for field in self.env[name]._fields.values()
                if field.store
                and field.type in ("many2one", "many2many")
                and field.comodel_name in before
            }
        return found

    def test_every_model_that_leads_to_a_request_is_tried(self):
        self.assertEqual(
            self.leading_to_requests(),
            self.theirs.keys() | NOTHING_OF_A_REQUEST,
            "Give your model a row in `rows`, above, and a record rule that follows"
            " the request; or say in NOTHING_OF_A_REQUEST that it needs none.",
        )

    def test_every_model_has_a_row(self):
        for model in self.theirs:
            with self.subTest(model):
                self.assertTrue(self.own[model] and self.theirs[model])

    def test_officer_reads_what_belongs_to_a_request_of_their_team(self):
        for model in self.own.keys() - REFUSED - OWN:
            with self.subTest(model):
                self.as_officer(self.own[model]).read(["display_name"])

    def test_officer_finds_no_row_of_another_team(self):
        for model, rows in self.theirs.items():
            if model in REFUSED:
                continue
            with self.subTest(model):
                domain = [("id", "in", rows.ids)]
                records = self.as_officer(self.env[model])
                self.assertFalse(records.search(domain))
                self.assertEqual(records._read_group(domain, [], ["__count"]), [(0,)])

    def test_officer_reads_no_row_of_another_team(self):
        for model, rows in self.theirs.items():
            with self.subTest(model), self.assertRaises(AccessError):
                self.as_officer(rows[:1]).read(["display_name"])

    def test_officer_finds_no_constituent_by_another_teams_request(self):
        partners = self.as_officer(self.env["res.partner"])
        request = self.theirs["service.request"]
        contact = self.theirs["constituent.interaction"]
        for domain in (
            [("request_ids", "in", request.ids)],
            [("request_ids.reference", "=", request.reference)],
            [("open_request_ids", "any", [("service_id", "=", self.roads.id)])],
            [("interaction_ids", "in", contact.ids)],
        ):
            with self.subTest(domain):
                self.assertFalse(partners.search(domain))

    def test_officer_reads_no_message_or_file_of_another_teams_rows(self):
        for model in ("service.request", "service.co.report", "dispatch.job"):
            row = self.theirs[model][:1]
            file = self.env["ir.attachment"].create(
                {"name": "a.txt", "raw": b"x", "res_model": model, "res_id": row.id}
            )
            with self.subTest(model), self.assertRaises(AccessError):
                self.as_officer(file).read(["name"])
        note = self.theirs["service.request"].message_post(body="Between us")
        with self.assertRaises(AccessError):
            self.as_officer(note).read(["body"])

    def test_officer_reads_contacts_without_request_only_if_they_took_part(self):
        mine = self.record_contact(user_id=self.waste_officer.id)
        another = self.record_contact()
        found = self.as_officer(self.env["constituent.interaction"]).search(
            [("id", "in", (mine | another).ids)]
        )
        self.assertEqual(found, mine)

    def test_officer_gives_another_teams_request_no_job(self):
        with self.assertRaises(AccessError):
            self.as_officer(self.env["dispatch.job"]).create(
                {"name": "Go", "request_id": self.theirs["service.request"].id}
            )
