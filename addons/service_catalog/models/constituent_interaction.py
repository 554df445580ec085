from odoo import api, fields, models

from .. import forms


class ConstituentInteraction(models.Model):
    """The subject of a contact, and the script and responses used in it."""

    _inherit = "constituent.interaction"

    request_id = fields.Many2one(
        "service.request", ondelete="set null", index="btree_not_null"
    )
    service_id = fields.Many2one("service.type", ondelete="set null")
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

    _service_idx = models.Index("(service_id, started_at) WHERE service_id IS NOT NULL")

    def _correctable(self):
        return [*super()._correctable(), "service_id"]

    # Adds the service as a dependency.
    @api.depends("service_id")
    def _compute_suggested_repeat_id(self):
        return super()._compute_suggested_repeat_id()

    def _is_about_same(self, earlier):
        """Return whether both contacts are about the same service."""
        if self.service_id and earlier.service_id:
            return self.service_id == earlier.service_id
        return super()._is_about_same(earlier)

    @api.model
    def _system_fields(self):
        call_fields = {"script_version_id", "script_path", "canned_response_ids"}
        return super()._system_fields() | call_fields

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

    @api.model
    def _personal_rows_of(self, partners):
        """Return contacts of unknown persons about requests of these partners."""
        requests = partners._own_requests()
        return self.search(
            [
                ("partner_id", "=", False),
                ("beneficiary_id", "=", False),
                ("request_id", "in", requests.ids),
            ]
        )

    def _subject_access_review_reason(self, partner):
        """Send contacts of unknown persons to review."""
        if not (self.partner_id | self.beneficiary_id) and self.subject:
            return self.env._("The constituent of this contact is unknown"), False
        return super()._subject_access_review_reason(partner)
