import base64
import csv
import io
from collections import defaultdict

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.tools import file_open

from ...service_matching import Elsewhere, Entry, ServiceMatcher

# What the example is made of, in the order in which one builds on the other: the name
# of a file, and what it is imported into. Deadlines that a service names come before
# it, those that name services after.
FILES = {
    "outcomes.csv": "service_outcome",
    "deadlines.csv": "service_deadline",
    "services.csv": "service",
    "words.csv": "service_keyword",
    "questions.csv": "service_question",
    "script.csv": "service_script",
    "answers.csv": "service_canned_response",
    "promises.csv": "service_deadline",
    "routing.csv": "service_rule",
}
FOLDER = "service_catalog/example/"


class ServiceType(models.Model):
    """The catalogue of services: example data and suggestions."""

    _inherit = "service.type"

    lgsl_name = fields.Char(
        string="National Name",
        compute="_compute_lgsl_name",
        store=True,
        readonly=False,
        help="What the Local Government Services List calls this number.",
    )
    national_id = fields.Many2one(
        "service.national",
        string="In the National List",
        compute="_compute_national_id",
        inverse="_inverse_national_id",
        help="Choosing it here fills in the number, the name and the interactions.",
    )
    interaction_ids = fields.Many2many(
        "service.interaction.type",
        string="Interactions",
        help="What people do with this service, by the national list (LGIL).",
    )

    @api.depends("lgsl_id")
    def _compute_lgsl_name(self):
        numbers = [number for number in self.mapped("lgsl_id") if number]
        known = self.env["service.national"].search([("number", "in", numbers)])
        names = {row.number: row.name for row in known}
        for service in self:
            name = service.lgsl_name if service.lgsl_id else False
            service.lgsl_name = names.get(service.lgsl_id, name)

    @api.depends("lgsl_id")
    def _compute_national_id(self):
        National = self.env["service.national"]
        known = National.search([("number", "in", self.mapped("lgsl_id"))])
        by_number = {row.number: row for row in known}
        for service in self:
            service.national_id = by_number.get(service.lgsl_id, National)

    def _inverse_national_id(self):
        for service in self.filtered("national_id"):
            service.lgsl_id = service.national_id.number

    @api.onchange("national_id")
    def _onchange_national_id(self):
        if self.national_id:
            self.lgsl_id = self.national_id.number
            self.lgsl_name = self.national_id.name
            self.interaction_ids |= self.national_id.interaction_ids

    @api.constrains("lgsl_id")
    def _check_lgsl_id(self):
        if any(service.lgsl_id < 0 for service in self):
            raise ValidationError(
                self.env._("Numbers of the national list are 1 and up.")
            )

    def _open_added(self):
        """Return the action that lists these services, or the form of the only one."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_type_action"
        )
        if len(self) == 1:
            return {**action, "views": [(False, "form")], "res_id": self.id}
        return {**action, "domain": [("id", "in", self.ids)], "context": {}}

    # The example catalogue: what an English unitary council offers, to start from

    @api.model
    def action_load_example(self):
        """Import the example catalogue by jobs for its files; return them in a list."""
        self.check_access("create")
        jobs = self.env["constituent.import"].create(
            [
                {
                    "target": target,
                    "file": base64.b64encode(self._example_file(name)),
                    "file_name": name,
                    "makes_teams": True,
                }
                for name, target in FILES.items()
            ]
        )
        jobs.action_run()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_import_action"
        )
        return {**action, "domain": [("id", "in", jobs.ids)]}

    @api.model
    def _example_file(self, name):
        with file_open(FOLDER + name, "rb") as file:
            return file.read()

    @api.model
    def _example_rows(self, name):
        text = self._example_file(name).decode()
        return list(csv.DictReader(io.StringIO(text)))

    @api.model
    def _load_example(self):
        """Import the example catalogue now and give its records ids `demo_…`.

        For demonstration data, which refer to it; an administrator imports it.
        """
        for name, target in FILES.items():
            Target = self.env[f"constituent.import.{target}"]
            for outcome, row in Target._import_batch(self._example_rows(name)):
                if outcome.reason:
                    why = {"file": name, "line": row.line, "reason": outcome.reason}
                    raise UserError(
                        self.env._("%(file)s, line %(line)s: %(reason)s", **why)
                    )
        self._name_example()

    @api.model
    def _name_example(self):
        codes = [row["code"] for row in self._example_rows("services.csv")]
        services = self.search([("code", "in", codes)])
        named = []
        for service in services:
            named.append((f"service_{service.code}", service))
            for question in service.question_ids:
                path = f"{service.code}_{question.code}"
                named.append((f"question_{path}", question))
                named += [
                    (f"option_{path}_{option.code}", option)
                    for option in question.option_ids
                ]
        self.env["ir.model.data"]._update_xmlids(
            [
                # An upgrade leaves demonstration data unchanged.
                {
                    "xml_id": f"service_catalog.demo_{name}",
                    "record": record,
                    "noupdate": True,
                }
                for name, record in named
            ]
        )

    # Suggestions

    @api.model
    @api.readonly
    def suggest(self, text, limit=5):
        """Suggest services to an officer who describes a request.

        Args:
            text: the description, in the officer's or the resident's words.
            limit: maximum number of services; at most 20.

        Returns:
            As `_suggest`.

        Raises:
            AccessError: when the user may not read services.
        """
        self.check_access("read")
        return self._suggest(text, min(int(limit), 20))

    @api.model
    def _suggest(self, text, limit=5):
        """Suggest services for a text, the best first; none when none matches.

        Args:
            text: a resident's description, of any length.
            limit: maximum number of services.

        Returns:
            A list of dicts with id, code, name, score (0 to 1; certain from
            `service_matching.CERTAIN_SCORE` on), reason, and is_subject: whether it is
            one of several things that the text asks for.
        """
        return self._suggest_or_whose(text, limit)[0]

    @api.model
    def _suggest_or_whose(self, text, limit=5):
        """Suggest services, and return who to turn to where there are none.

        Args:
            text: a resident's description, of any length.
            limit: maximum number of services.

        Returns:
            A pair, as of `_suggest` and `_whose`.
        """
        judgement = self._service_matcher().judge(text, limit)
        whose = judgement.is_elsewhere and self._elsewhere(self.env.lang).find(text)
        return self._suggestions(judgement), whose or False

    @api.model
    def _suggestions(self, judgement):
        """Return the services of a `Judgement` as `_suggest` does."""
        hits, several = judgement.hits, judgement.subjects > 1
        # sudo: the catalogue is public; channels search for anonymous callers.
        keys = [hit.key for hit in hits]
        services = {service.id: service for service in self.sudo().browse(keys)}
        return [
            {
                "id": hit.key,
                "code": services[hit.key].code,
                "name": services[hit.key].name,
                "score": round(hit.score, 2),
                "reason": self.env._("“%s” matched", "”, “".join(hit.matched))
                if hit.matched
                else self.env._("Others have said the like about it"),
                "is_subject": several and at < judgement.subjects,
            }
            for at, hit in enumerate(hits)
        ]

    @api.model
    def _suggest_id(self, text):
        """Return the id of the service suggested first for a text, or False."""
        hits = self._service_matcher().find(text, 1)
        return hits[0].key if hits else False

    @api.model
    def whose(self, text):
        """Return who to turn to with a text that is not the council's, for an officer.

        Args:
            text: the description.

        Returns:
            As `_whose`.

        Raises:
            AccessError: when the user may not read services.
        """
        self.check_access("read")
        return self._whose(text)

    @api.model
    def _whose(self, text):
        """Return who to turn to with a text that is not the council's.

        Args:
            text: a resident's description, of any length.

        Returns:
            The owner of the matter; False where it is the council's or may be, or where
            nobody in particular is known.
        """
        return self._suggest_or_whose(text, 1)[1]

    @api.model
    @tools.ormcache("lang", cache="stable")
    def _elsewhere(self, lang):
        """Return the finder of owners, in a language, until the phrases change."""
        # sudo: phrases are user-independent, and so is the finder.
        Keyword = self.env["service.keyword"].sudo()
        return Elsewhere(Keyword.with_context(lang=lang)._owner_pairs())

    @api.model
    @tools.ormcache(cache="stable")
    def _service_matcher(self):
        """Return the matcher of the catalogue, cached until the catalogue changes.

        User-independent, hence cached.
        """
        # sudo: the matcher is user-independent, hence cached.
        Service = self.sudo()
        offered = Service.search([("active", "=", True)])
        texts_by_service = defaultdict(list)
        for code, _name in self.env["res.lang"].get_installed():
            for service in offered.with_context(lang=code):
                texts_by_service[service.id] += [
                    service.name,
                    service.description or "",
                ]
        phrases = self.env["service.keyword"].sudo()._phrases()
        feedback = self.env["service.matching.feedback"].sudo()._feedback_by_service()
        return ServiceMatcher(
            (
                Entry(
                    key=key,
                    names=tuple(dict.fromkeys(texts_by_service[key][::2])),
                    descriptions=tuple(dict.fromkeys(texts_by_service[key][1::2])),
                    phrases=tuple(phrases[key]),
                    corrections=tuple(feedback[key]),
                )
                # Key None: phrases and feedback for no service of the council.
                for key in (*offered.ids, None)
            ),
            self.env["service.matching.network"].sudo()._second_opinion(),
        )

    @api.model
    def _clear_service_matcher(self):
        self.env.registry.clear_cache("stable")
