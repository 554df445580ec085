from collections import defaultdict

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..finding import Entry, Finder


class ServiceType(models.Model):
    """Something the council does for those it serves: an entry of the catalogue."""

    _name = "service.type"
    _description = "Service"
    _order = "sequence, name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Also the service code of Open311.")
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    # Whose it is
    directorate_id = fields.Many2one(
        "service.directorate", ondelete="restrict", index="btree_not_null"
    )
    team_id = fields.Many2one(
        "service.team", ondelete="restrict", index="btree_not_null"
    )
    sla_policy_id = fields.Many2one(
        "service.sla.policy",
        string="Deadline",
        ondelete="restrict",
        index="btree_not_null",
    )
    matter_id = fields.Many2one(
        "constituent.matter",
        ondelete="restrict",
        index="btree_not_null",
        help="Whoever asks for somebody else needs their authority on this.",
    )
    lgsl_id = fields.Integer(
        string="LGSL", help="Number in the Local Government Services List."
    )
    # What the public sees
    is_published = fields.Boolean(
        string="Published", help="Offered to the public, also over Open311."
    )
    group = fields.Char(
        string="Heading", translate=True, help="Under which the public finds it."
    )
    needs_location = fields.Boolean(help="A request must say where.")
    # What helps to find it and to ask the right thing
    keyword_ids = fields.One2many(
        "service.keyword", "service_id", string="Residents' Words"
    )
    question_ids = fields.One2many("service.question", "service_id")
    script_ids = fields.One2many("service.script", "service_id")
    # How much of it there is
    request_ids = fields.One2many("service.request", "service_id", string="Requests")
    open_request_count = fields.Integer(compute="_compute_open_request_count")

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")

    @api.constrains("code")
    def _check_code(self):
        for service in self:
            if not service.code.replace("_", "").replace("-", "").isalnum():
                raise ValidationError(
                    self.env._("A code has letters, digits, “_” and “-” only.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        self._forget_finder()
        return services

    def write(self, vals):
        result = super().write(vals)
        if {"name", "description", "active"} & vals.keys():
            self._forget_finder()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_finder()
        return result

    def _compute_open_request_count(self):
        counts = dict(
            self.env["service.request"]._read_group(
                [("service_id", "in", self.ids), ("closed_at", "=", False)],
                ["service_id"],
                ["__count"],
            )
        )
        for service in self:
            service.open_request_count = counts.get(service, 0)

    def action_view_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {**action, "domain": [("service_id", "=", self.id)], "context": {}}

    # Finding

    @api.model
    @api.readonly
    def suggest(self, text, limit=5):
        """The officer's box calls this; see `_suggest`."""
        self.check_access("read")
        return self._suggest(text, min(int(limit), 20))

    @api.model
    def _suggest(self, text, limit=5):
        """Which services is this about? Best first, nothing when it is not ours.

        Args:
            text: a resident's own words, of any length.
            limit: how many at most.

        Returns:
            A list of dicts with id, code, name, score (0 to 1; from `finding.SURE` on
            it is certain) and reason.
        """
        hits = self._finder().find(text, limit)
        # The catalogue is no secret, and channels find services for nobody logged in.
        keys = [hit.key for hit in hits]
        services = {service.id: service for service in self.sudo().browse(keys)}
        return [
            {
                "id": hit.key,
                "code": services[hit.key].code,
                "name": services[hit.key].name,
                "score": round(hit.score, 2),
                "reason": self.env._("“%s” matched", "”, “".join(hit.matched)),
            }
            for hit in hits
        ]

    @api.model
    @tools.ormcache()
    def _finder(self):
        """The catalogue ready for searching, made once until the catalogue changes."""
        # Finding is the same for all, whoever happens to come first.
        Service = self.sudo()
        offered = [("active", "=", True)]
        told = defaultdict(list)
        for code, _name in self.env["res.lang"].get_installed():
            for service in Service.with_context(lang=code).search(offered):
                told[service.id] += [service.name, service.description or ""]
        return Finder(
            Entry(
                key=service.id,
                names=tuple(dict.fromkeys(told[service.id][::2])),
                descriptions=tuple(dict.fromkeys(told[service.id][1::2])),
                phrases=tuple(
                    (keyword.phrase, keyword.weight) for keyword in service.keyword_ids
                ),
            )
            for service in Service.search(offered)
        )

    @api.model
    def _forget_finder(self):
        self.env.registry.clear_cache()
