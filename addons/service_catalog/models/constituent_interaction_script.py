from odoo import api, fields, models

from .. import forms


class ConstituentInteraction(models.Model):
    """The call script and canned responses used in a contact."""

    _inherit = "constituent.interaction"

    script_version_id = fields.Many2one(
        "service.version",
        string="Script",
        ondelete="restrict",
        index="btree_not_null",
        readonly=True,
    )
    script_path = fields.Json(readonly=True)
    script_text = fields.Text(string="Call Script", compute="_compute_script_text")
    canned_response_ids = fields.Many2many(
        "service.canned.response", string="Canned Responses Given", readonly=True
    )

    @api.model
    def _system_fields(self):
        said = {"script_version_id", "script_path", "canned_response_ids"}
        return super()._system_fields() | said

    @api.depends_context("lang")
    @api.depends("script_version_id", "script_path")
    def _compute_script_text(self):
        """Compute the steps of the script and the replies to them."""
        for contact in self:
            steps = forms.read_script(contact.script_version_id._content_in_language())
            way = forms.replies_by_step(steps, contact.script_path or [])
            contact.script_text = "\n".join(
                f"{step}: {reply}" if reply else step for step, reply in way
            )
