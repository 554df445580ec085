from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .council_time import date_of

STATUS = [
    ("enabled", "Enabled"),
    ("planned", "Planned"),
    ("not_enabled", "Not Enabled"),
    ("barred", "Barred"),
]


class EsdInventory(models.Model):
    """One service with one type of interaction, the unit of BVPI 157.

    Whether it is enabled electronically is derived from the configuration, unless a
    decision with a reason overrides it.
    """

    _name = "esd.inventory"
    _description = "Electronic Service Inventory"
    _order = "directorate_id, service_id, lgil_id, id"

    service_id = fields.Many2one(
        "service.type", required=True, ondelete="cascade", index=True
    )
    interaction_type_id = fields.Many2one(
        "esd.interaction.type", required=True, ondelete="restrict", index=True
    )
    directorate_id = fields.Many2one(
        related="service_id.directorate_id", store=True, index="btree_not_null"
    )
    lgil_id = fields.Integer(
        related="interaction_type_id.lgil_id", store=True, aggregator=None
    )
    active = fields.Boolean(related="service_id.active", store=True)
    # Permissibility
    is_permissible = fields.Boolean(
        string="Permissible",
        default=True,
        help="Unset if a legal or operational barrier prevents electronic"
        " delivery. Such interactions are excluded from BVPI 157.",
    )
    barrier = fields.Text(help="Barrier and its legal or operational basis.")
    # Status
    override = fields.Selection(
        [("enabled", "Enabled"), ("not_enabled", "Not Enabled")],
        string="Decision",
        help="Empty: follows from what the system offers.",
    )
    override_reason = fields.Char(string="Reason")
    planned_on = fields.Date(
        string="Planned For", help="The day on which it is to be enabled."
    )
    is_enabled = fields.Boolean(
        string="Enabled", compute="_compute_status", store=True, index=True
    )
    status = fields.Selection(STATUS, compute="_compute_status", store=True, index=True)
    enabled_share = fields.Float(
        string="BVPI 157 (%)",
        compute="_compute_status",
        store=True,
        aggregator="avg",
        help="Enabled of permissible interactions.",
    )
    enabled_since = fields.Date(
        compute="_compute_enabled_since",
        store=True,
        readonly=False,
        help="Counts from this day on.",
    )
    evidence = fields.Char(compute="_compute_evidence", help="Evidence for the status.")

    _pair_uniq = models.Constraint(
        "UNIQUE (service_id, interaction_type_id)",
        "This service has this type of interaction already.",
    )

    @api.depends("service_id", "interaction_type_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = " · ".join(
                filter(None, [row.service_id.name, row.interaction_type_id.name])
            )

    @api.constrains("is_permissible", "barrier")
    def _check_barrier(self):
        for row in self:
            if not row.is_permissible and not (row.barrier or "").strip():
                raise ValidationError(
                    self.env._("“%s” is barred: enter the barrier.", row.display_name)
                )

    @api.constrains("override", "override_reason")
    def _check_override_reason(self):
        for row in self:
            if row.override and not (row.override_reason or "").strip():
                raise ValidationError(
                    self.env._("A decision needs a reason: “%s”.", row.display_name)
                )

    # Status

    @api.depends(
        "is_permissible",
        "override",
        "planned_on",
        "service_id.is_published",
        "interaction_type_id.evidence",
        "interaction_type_id.is_open",
    )
    def _compute_status(self):
        """Compute status and share from permissibility and evidence."""
        for row in self:
            row.is_enabled = row.is_permissible and row._has_evidence()
            row.enabled_share = 100 if row.is_enabled else 0
            if not row.is_permissible:
                row.status = "barred"
            elif row.is_enabled:
                row.status = "enabled"
            else:
                row.status = "planned" if row.planned_on else "not_enabled"

    def _has_evidence(self):
        """Return whether decision or configuration shows that it is enabled."""
        self.ensure_one()
        if self.override:
            return self.override == "enabled"
        kind = self.interaction_type_id
        if kind.evidence == "endpoint":
            return self.service_id.is_published and kind.is_open
        return kind.evidence == "published" and self.service_id.is_published

    @api.depends("is_enabled")
    def _compute_enabled_since(self):
        """Compute the first day; keep it while enabled."""
        today = date_of(self.env, fields.Datetime.now())
        for row in self:
            row.enabled_since = row.is_enabled and (row.enabled_since or today)

    @api.depends("status", "override_reason", "barrier", "service_id.is_published")
    def _compute_evidence(self):
        """Compute the evidence in words."""
        for row in self:
            kind = row.interaction_type_id
            if not row.is_permissible:
                row.evidence = row.barrier
            elif row.override:
                row.evidence = self.env._("Decided: %s", row.override_reason)
            elif kind.evidence == "decision":
                row.evidence = self.env._("Not decided yet")
            elif not row.service_id.is_published:
                row.evidence = self.env._("The service is not published")
            elif kind.evidence == "endpoint" and not kind.is_open:
                row.evidence = self.env._(
                    "Published, but no electronic endpoint is active"
                )
            elif kind.evidence == "endpoint":
                row.evidence = self.env._(
                    "Published, and an electronic endpoint is active"
                )
            else:
                row.evidence = self.env._("The service is published")

    def _read_group_select(self, aggregate_spec, query):
        """Average the share over permissible interactions only."""
        if aggregate_spec != "enabled_share:avg":
            return super()._read_group_select(aggregate_spec, query)
        # BVPI 157 excludes barred interactions from both parts.
        return SQL(
            "avg(%s::integer * 100::float) FILTER (WHERE %s)",
            self._field_to_sql(self._table, "is_enabled", query),
            self._field_to_sql(self._table, "is_permissible", query),
        )

    def action_add_missing(self):
        """Create missing rows from the services' interactions as BVPI 157 types.

        A service without interactions in the catalogue gets the usual ones.

        Returns:
            An action that reloads the view, with a warning about unmapped interactions.
        """
        services = self.env["service.type"].search([("active", "=", True)])
        rolled = services.interaction_ids._esd_types()
        usual = self.env["esd.interaction.type"].search([("is_usual", "=", True)])
        known = self.with_context(active_test=False)._read_group(
            [], ["service_id", "interaction_type_id"]
        )
        wanted = {
            (service, kind)
            for service in services
            for kind in self._types_of_service(service, rolled, usual)
        }
        self.create(
            [
                {"service_id": service.id, "interaction_type_id": kind.id}
                for service, kind in wanted - set(known)
            ]
        )
        return self._missing_interactions_action(
            services.interaction_ids.filtered(
                lambda interaction: interaction not in rolled
            )
        )

    @api.model
    def _types_of_service(self, service, rolled, usual):
        """Return the types of a service."""
        own = service.interaction_ids
        return (
            [rolled[interaction] for interaction in own if interaction in rolled]
            if own
            else usual
        )

    @api.model
    def _missing_interactions_action(self, unknown):
        """Return the action that reloads and lists unmapped interactions."""
        reload = {"type": "ir.actions.client", "tag": "soft_reload"}
        if not unknown:
            return reload
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": self.env._("Not rolled up, and so not counted"),
                "message": ", ".join(unknown.sorted("number").mapped("display_name")),
                "next": reload,
            },
        }
