from odoo import api, fields, models

from .. import asking


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
    knowledge_ids = fields.One2many(
        "service.knowledge", "service_id", string="Canned Responses"
    )

    def _script(self):
        """What officers say today, in the language of the context.

        Returns:
            A list of dicts as `asking.read_script` takes them; empty without a script.
        """
        self.ensure_one()
        return [step._plain() for step in self.sudo().script_ids]

    def _forget_script(self):
        self.filtered("script_version_id").script_version_id = False

    def _frozen_script(self):
        """The `service.version` of what is said today; empty without a script."""
        self.ensure_one()
        if not self.script_version_id and self.script_ids:
            languages = [code for code, _name in self.env["res.lang"].get_installed()]
            told = {code: self.with_context(lang=code)._script() for code in languages}
            # A call that is taken writes down what was said, whoever takes it.
            Version = self.env["service.version"].sudo()
            self.sudo().script_version_id = Version._of(self, "script", told)
        return self.script_version_id

    @api.model
    def _said(self, service, path):
        """Values of a ledger row for the way that a call took through a script.

        Args:
            service: the `service.type`, or an empty one.
            path: for each step passed the index of the reply, None for none.
        """
        version = service._frozen_script() if service and path else None
        if not version:
            return {}
        steps = asking.read_script(version._told())
        way = asking.follow(steps, path)
        return {"script_version_id": version.id, "script_path": path[: len(way)]}
