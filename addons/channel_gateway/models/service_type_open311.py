from collections import defaultdict
from datetime import UTC

from odoo import api, models
from odoo.tools import ormcache

from ..open311 import answers, keywords, schemas, serialise
from ..open311.cached import Cached
from ..open311.problems import bad_request, not_found


class ServiceType(models.Model):
    """Open311 view of the published services."""

    _name = "service.type"
    _inherit = ["service.type", "channel.open311.catalogue.mixin"]
    _open311_fields = (
        "active",
        "channel_ids",
        "code",
        "description",
        "directorate_id",
        "group",
        "is_published",
        "keyword_ids",
        "name",
        "question_ids",
        "sequence",
    )

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
    @ormcache("form", "self.env.lang")
    def _open311_services_document(self, form):
        """Return the list of services as it is sent, cached until it changes.

        The same for everybody, hence cached.

        Args:
            form: "xml" or "json".

        Returns:
            A `cached.Cached`.
        """
        rows = self._open311_services()
        return Cached.of(*serialise.listing(schemas.Service, rows, form))

    @api.model
    def _open311_services(self):
        services = self._open311_published()
        asked = set(services.question_ids._open311_asked().service_id)
        phrases = services._open311_phrases()
        return [
            schemas.Service(
                service_code=service.code,
                service_name=service.name,
                description=service.description or None,
                metadata=service in asked,
                keywords=", ".join(keywords.choose(phrases[service])) or None,
                group=service.group or service.directorate_id.name or None,
            )
            for service in services
        ]

    def _open311_phrases(self):
        """Return pairs of phrase and weight for each service, in its language."""
        found = defaultdict(list)
        language = (self.env.lang or "en_US").partition("_")[0]
        # Phrases are not confidential.
        for one in (
            self.env["service.keyword"]
            .sudo()
            .search_fetch(
                [("service_id", "in", self.ids), ("weight", ">", 0)],
                ["service_id", "phrase", "weight", "lang"],
            )
        ):
            if (one.lang or language).partition("_")[0] == language:
                found[one.service_id].append((one.phrase, one.weight))
        return found

    def _open311_questions(self):
        """Return the questions that a client can answer."""
        return self.question_ids._open311_asked()

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
    def _open311_discovery(self, address):
        """Return the discovery document.

        `changeset` is the last change of a published service or of its questions.

        Args:
            address: of the server, as the client sees it.
        """
        services = self._open311_published()
        parts = services, services.question_ids, services.question_ids.option_ids
        moments = [row.write_date for part in parts for row in part]
        changeset = (
            serialise.w3c(max(moments).replace(microsecond=0, tzinfo=UTC))
            if moments
            else "1970-01-01T00:00:00Z"
        )
        # Settings and the council's own address are not confidential.
        company = self.env.company.sudo()
        setting = self.env["ir.config_parameter"].sudo()
        reach = " · ".join(filter(None, [company.name, company.email, company.phone]))
        endpoint = schemas.Endpoint(
            specification=schemas.SPECIFICATION,
            url=address,
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
