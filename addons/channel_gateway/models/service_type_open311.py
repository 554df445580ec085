from odoo import api, fields, models

from ..open311 import schemas
from ..open311.problems import not_found


class ServiceType(models.Model):
    """The published part of the catalogue, as Open311 lists it."""

    _inherit = "service.type"

    @api.model
    def _open311_published(self):
        # Published means for everybody; callers are nobody in particular.
        return self.sudo().search([("is_published", "=", True)])

    @api.model
    def _open311_find(self, code):
        service = self._open311_published().filtered(lambda one: one.code == code)
        if not service:
            raise not_found(f"There is no service {code}.")
        return service

    @api.model
    def _open311_services(self):
        return [service._open311_entry() for service in self._open311_published()]

    def _open311_entry(self):
        self.ensure_one()
        return schemas.Service(
            service_code=self.code,
            service_name=self.name,
            description=self.description or None,
            metadata=bool(self.question_ids),
            keywords=", ".join(self.keyword_ids.mapped("phrase")) or None,
            group=self.group or self.directorate_id.name or None,
        )

    def _open311_definition(self):
        self.ensure_one()
        return schemas.ServiceDefinition(
            service_code=self.code,
            attributes=tuple(
                question._open311_attribute(order)
                for order, question in enumerate(self.question_ids, start=1)
            ),
        )

    @api.model
    def _open311_discovery(self):
        """What this server is; `changeset` moves when a service or question does."""
        services = self._open311_published()
        parts = services, services.question_ids, services.question_ids.option_ids
        moments = [row.write_date for part in parts for row in part]
        changeset = (
            fields.Datetime.to_string(max(moments, default=None)) or "1970-01-01"
        )
        # Settings and the council's own address are no secret of this kind.
        company = self.env.company.sudo()
        setting = self.env["ir.config_parameter"].sudo()
        base = self.get_base_url()
        reach = " · ".join(filter(None, [company.name, company.email, company.phone]))
        endpoint = schemas.Endpoint(
            specification=schemas.SPECIFICATION,
            url=f"{base}/open311/v2",
            changeset=changeset,
            type=setting.get_param("channel_gateway.open311_type", "production"),
        )
        return schemas.Discovery(
            changeset=changeset,
            contact=setting.get_param("channel_gateway.open311_contact") or reach,
            key_service=setting.get_param("channel_gateway.open311_key_service")
            or self.env._("Ask for an API key: %s", reach),
            endpoints=(endpoint,),
        )
