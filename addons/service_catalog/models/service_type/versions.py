from odoo import api, fields, models

from ... import forms

# For each part of `service.version`: the field with the current version, and the method
# that returns what it stores.
PARTS = {
    "questions": ("form_id", "_form"),
    "script": ("script_version_id", "_script"),
}


class ServiceType(models.Model):
    """The current versions of the questions and of the call script."""

    _inherit = "service.type"

    form_id = fields.Many2one(
        "service.version",
        string="Current Version of the Questions",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        help="Empty after a change until the next request is opened.",
    )
    script_version_id = fields.Many2one(
        "service.version",
        string="Current Version of the Script",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )

    def _form_version(self):
        """Return the `service.version` of today's questions; create it if needed."""
        return self._current_version("questions")

    def _script(self):
        """Return the call script of today, in the language of the context.

        Returns:
            A list of dicts as `forms.read_script` takes them; empty without a script.
        """
        self.ensure_one()
        return [step._as_plain_data() for step in self.sudo().script_ids]

    def _script_version(self):
        """Return the `service.version` of today's call script; create it if needed.

        Returns:
            A `service.version`, empty without a script.
        """
        if not self.script_ids:
            return self.script_version_id
        return self._current_version("script")

    @api.model
    def _script_values(self, service, path):
        """Return the values of a ledger row for the path of a call through a script.

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

    def _current_version(self, part):
        """Return the current version of a part; create it if needed."""
        self.ensure_one()
        current, content = PARTS[part]
        if not self[current]:
            languages = [code for code, _name in self.env["res.lang"].get_installed()]
            by_language = {
                code: getattr(self.with_context(lang=code), content)()
                for code in languages
            }
            # sudo: a request stores what was asked, and a call what was said, for
            # every user.
            Version = self.env["service.version"].sudo()
            self.sudo()[current] = Version._get_or_create(self, part, by_language)
        return self[current]

    def _end_version(self, part):
        """Clear the current version of a part, and what is cached of it."""
        self.env.registry.clear_cache()
        current, _content = PARTS[part]
        self.filtered(current)[current] = False
