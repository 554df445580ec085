from odoo import api, fields, models

from odoo.addons.constituent_crm.models.ruled_search import ruled_search

from ..phases import OPEN_PHASES

MAX_NAMED = 5


class ResPartner(models.Model):
    _inherit = "res.partner"

    request_ids = fields.One2many(
        "service.request",
        "partner_id",
        string="Requests",
        search=ruled_search("request_ids"),
    )
    open_request_ids = fields.One2many(
        "service.request",
        "partner_id",
        string="Open Requests",
        domain=[("phase", "in", OPEN_PHASES)],
        search=ruled_search("open_request_ids"),
    )
    request_count = fields.Integer(compute="_compute_request_count")

    def _compute_request_count(self):
        Request = self.env["service.request"]
        counts = {}
        if Request.has_access("read"):
            domain = [("partner_id", "in", self.ids)]
            counts = dict(Request._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.request_count = counts.get(partner, 0)

    def action_view_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    @api.model
    def _lookup_by_reference(self, text, limit):
        """Look up the constituent of the request whose reference was typed, too."""
        request = self.env["service.request"]._find_by_reference(text)
        if not request.partner_id:
            return super()._lookup_by_reference(text, limit)
        return [(request.partner_id, self.env._("request %s", request.reference), 1.0)]

    def _prepare_merge_into(self, kept):
        """Recompute the requests that both partners reported: they count once now."""
        Report = self.env["service.co.report"]
        # sudo: users who merge may have no access to some of the requests.
        reports = Report.sudo().search([("partner_id", "in", (self | kept).ids)])
        requests = reports.request_id
        result = super()._prepare_merge_into(kept)
        requests.exists().modified(["partner_id"])
        return result

    def _erasure_blockers(self):
        """Add open requests: a case in progress is not erased."""
        blockers = super()._erasure_blockers()
        # sudo: an open case blocks erasure even if the user may not read it.
        cases = (
            self.sudo()
            ._own_requests()
            .filtered(lambda request: request.phase in OPEN_PHASES)
        )
        if cases:
            references = ", ".join(cases[:MAX_NAMED].mapped("reference"))
            blockers.append(
                self.env._(
                    "%(count)s requests are open (%(references)s). Close them first.",
                    count=len(cases),
                    references=references,
                )
            )
        return blockers

    def _own_requests(self):
        """Return the requests that these partners made, or that were made for them.

        Returns:
            `service.request` records.
        """
        return self.env["service.request"].search(
            ["|", ("partner_id", "in", self.ids), ("beneficiary_id", "in", self.ids)]
        )

    def _homes_of_person(self):
        """Return where these partners live or lived.

        Returns:
            `constituent.property` records.
        """
        occupancies = self.env["constituent.occupancy"].with_context(active_test=False)
        rows = occupancies.search([("partner_id", "in", self.ids)])
        return self.property_id | rows.property_id
