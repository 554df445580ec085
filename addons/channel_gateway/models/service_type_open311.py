from odoo import api, fields, models

from ..open311 import answers, schemas
from ..open311.problems import bad_request, not_found


class ServiceType(models.Model):
    """Open311 view of the published services."""

    _inherit = "service.type"

    @api.model
    def _open311_published(self):
        """Return the services that are offered by the API."""
        # Callers are anonymous, and published services are visible to everybody.
        offered = ["|", ("channel_ids", "=", False), ("channel_ids.code", "=", "api")]
        return self.sudo().search([("is_published", "=", True), *offered])

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
            metadata=bool(self._open311_questions()),
            keywords=", ".join(self.keyword_ids.mapped("phrase")) or None,
            group=self.group or self.directorate_id.name or None,
        )

    def _open311_questions(self):
        """Return the questions that a client can answer."""
        return self.question_ids.filtered(
            lambda question: question.datatype not in answers.NOT_ASKED
        )

    def _open311_answers(self, attributes):
        """Return a report's attributes as answers for `_open_request`.

        Args:
            attributes: dict of attribute code to a tuple of values.

        Returns:
            Dict of `answers` and `unasked`.

        Raises:
            Problem: 400, one sentence for each missing or invalid answer.
        """
        self.ensure_one()
        form = self._form()
        unasked = [one["code"] for one in form if one["datatype"] in answers.NOT_ASKED]
        given = answers.given(form, attributes)
        clean, faults = self._check_answers(given, unasked=unasked)
        if faults:
            problems = (f"attribute[{code}]: {words}" for code, words in faults.items())
            raise bad_request(*problems)
        return {"answers": clean, "unasked": unasked}

    def _open311_definition(self):
        self.ensure_one()
        return schemas.ServiceDefinition(
            service_code=self.code,
            attributes=tuple(
                question._open311_attribute(order)
                for order, question in enumerate(self._open311_questions(), start=1)
            ),
        )

    @api.model
    def _open311_discovery(self):
        """Return the discovery document.

        `changeset` is the last change of a published service or of its questions.
        """
        services = self._open311_published()
        parts = services, services.question_ids, services.question_ids.option_ids
        moments = [row.write_date for part in parts for row in part]
        changeset = (
            fields.Datetime.to_string(max(moments, default=None)) or "1970-01-01"
        )
        # Settings and the council's own address are not confidential.
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
