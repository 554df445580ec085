import base64
import csv
import io

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import file_open

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
    """The example catalogue: what an English unitary council offers, to start from."""

    _inherit = "service.type"

    @api.model
    def action_load_example(self):
        """Have the example catalogue imported, as if somebody had sent its files."""
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
        """Bring the example in at once and name what it is made of `demo_…`.

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
                # An upgrade brings demonstration data in no more: it leaves them alone.
                {
                    "xml_id": f"service_catalog.demo_{name}",
                    "record": record,
                    "noupdate": True,
                }
                for name, record in named
            ]
        )
