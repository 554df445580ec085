import itertools

from odoo import api, fields, models

from .. import forms

# Identifiers of the items in each part, and the field that refers to a version.
KEYS = {"questions": "code", "script": "key"}
USERS = {
    "questions": ("service.request", "form_id"),
    "script": ("constituent.interaction", "script_version_id"),
}


class ServiceVersion(models.Model):
    """The form view of a version: its content and its changes."""

    _inherit = "service.version"

    preview = fields.Html(compute="_compute_preview", sanitize=False)
    change_text = fields.Text(
        string="What Changed",
        compute="_compute_change_text",
        help="Compared with the previous version.",
    )
    used_count = fields.Integer(
        string="Times Used",
        compute="_compute_used_count",
        help="Number of requests or contacts in which it was used.",
    )
    is_current = fields.Boolean(
        string="In Use",
        compute="_compute_is_current",
        help="Used by the next request or call. After a change, no version"
        " is in use until then.",
    )

    @api.depends_context("lang")
    @api.depends("content")
    def _compute_preview(self):
        """Compute the rendered content."""
        for version in self:
            template = f"service_catalog.{version.part}_as_it_stood"
            version.preview = self.env["ir.qweb"]._render(
                template, {"content": version._content_in_language()}
            )

    @api.depends_context("lang")
    @api.depends("content", "number", "service_id", "part")
    def _compute_change_text(self):
        """Compute the changes since the previous version."""
        befores = self._previous_versions()
        for version in self:
            before = befores.get(version)
            version.change_text = (
                version._describe_changes(before)
                if before
                else self.env._("The first version.")
            )

    def _previous_versions(self):
        """Return the previous version by version; the first has none."""
        own = [("service_id", "in", self.service_id.ids)]
        every = self.search(own, order="service_id, part, number")
        return {
            version: before
            for before, version in itertools.pairwise(every)
            if (version.service_id, version.part) == (before.service_id, before.part)
        }

    def _describe_changes(self, before):
        """Return the changes in words."""
        found = forms.changes(
            before._content_in_language(), self._content_in_language(), KEYS[self.part]
        )
        lines = [
            (self.env._("Added: %s"), found.added),
            (self.env._("Removed: %s"), found.removed),
            (self.env._("Changed: %s"), found.edited),
        ]
        lines_shown = [
            template % "; ".join(names) for template, names in lines if names
        ]
        if found.is_reordered:
            lines_shown.append(self.env._("In another order."))
        return "\n".join(lines_shown) or self.env._("In another language.")

    def _compute_used_count(self):
        """Compute the number of requests or contacts."""
        for part, versions in self.grouped("part").items():
            model, field = USERS[part]
            # sudo: only the count is shown, not the requests or contacts.
            counts = dict(
                self.env[model]
                .sudo()
                ._read_group([(field, "in", versions.ids)], [field], ["__count"])
            )
            by_id = {version.id: count for version, count in counts.items()}
            for version in versions:
                version.used_count = by_id.get(version.id, 0)

    @api.depends("service_id.form_id", "service_id.script_version_id")
    def _compute_is_current(self):
        """Compute whether the service uses this version."""
        for version in self:
            service = version.service_id
            version.is_current = version in service.form_id | service.script_version_id
