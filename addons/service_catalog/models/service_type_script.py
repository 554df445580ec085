from odoo import api, fields, models

from .. import forms


class ServiceType(models.Model):
    """What officers say for a service; its versions are those of `service.version`."""

    _inherit = "service.type"

    script_version_id = fields.Many2one(
        "service.version",
        string="Current Version of the Script",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    canned_response_ids = fields.One2many(
        "service.canned.response", "service_id", string="Canned Responses"
    )

    def _script(self):
        """What officers say today, in the language of the context.

        Returns:
            A list of dicts as `forms.read_script` takes them; empty without a script.
        """
        self.ensure_one()
        return [step._as_plain_data() for step in self.sudo().script_ids]

    def _clear_script_version(self):
        self.filtered("script_version_id").script_version_id = False

    def _script_version(self):
        """The `service.version` of what is said today; empty without a script."""
        self.ensure_one()
        if not self.script_version_id and self.script_ids:
            languages = [code for code, _name in self.env["res.lang"].get_installed()]
            script_by_language = {
                code: self.with_context(lang=code)._script() for code in languages
            }
            # A call that is taken writes down what was said, whoever takes it.
            Version = self.env["service.version"].sudo()
            self.sudo().script_version_id = Version._get_or_create(
                self, "script", script_by_language
            )
        return self.script_version_id

    @api.model
    def _script_values(self, service, path):
        """Values of a ledger row for the way that a call took through a script.

        Args:
            service: the `service.type`, or an empty one.
            path: for each step passed the index of the reply, None for none.
        """
        version = service._script_version() if service and path else None
        if not version:
            return {}
        steps = forms.read_script(version._content_in_language())
        way = forms.follow(steps, path)
        return {"script_version_id": version.id, "script_path": path[: len(way)]}
