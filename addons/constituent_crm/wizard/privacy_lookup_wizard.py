from odoo import api, fields, models
from odoo.exceptions import UserError


class PrivacyLookupWizard(models.TransientModel):
    """Core's look-up of a person, extended to their record.

    Thus a person without an e-mail address can be looked up.
    """

    _inherit = "privacy.lookup.wizard"

    partner_id = fields.Many2one("res.partner", string="Constituent")
    name = fields.Char(compute="_compute_known_by", store=True, readonly=False)
    email = fields.Char(
        required=False, compute="_compute_known_by", store=True, readonly=False
    )

    @api.depends("partner_id")
    def _compute_known_by(self):
        for wizard in self.filtered("partner_id"):
            wizard.name = wizard.partner_id.name
            wizard.email = wizard.partner_id.email

    def action_lookup(self):
        """Find records that refer to the person, and those with name and e-mail."""
        self.ensure_one()
        self.check_access("write")
        # Data protection officers may read what others may, without changing it.
        wizard = self.sudo()
        if not wizard.partner_id:
            if not wizard.email:
                raise UserError(self.env._("Enter an e-mail address or a constituent."))
            return super(PrivacyLookupWizard, wizard).action_lookup()
        found = {}
        if wizard.email:
            super(PrivacyLookupWizard, wizard).action_lookup()
            found = {(line.res_model, line.res_id) for line in wizard.line_ids}
        wizard.line_ids = [
            fields.Command.create(
                {
                    "res_model_id": self.env["ir.model"]._get_id(rows._name),
                    "res_id": row.id,
                    "is_active": "active" not in row or row.active,
                }
            )
            for rows in wizard._rows_of_person()
            for row in rows
            if (row._name, row.id) not in found
        ]
        return wizard.action_open_lines()

    def _rows_of_person(self):
        found = {self.partner_id._name: self.partner_id}
        for _field, rows in self.partner_id._personal_rows():
            found[rows._name] = found.get(rows._name, rows.browse()) | rows
        return found.values()

    @api.model
    def _erasure_forget(self, partners):
        """Delete look-ups of `partners`."""
        wizards = self.search(
            [
                "|",
                ("partner_id", "in", partners.ids),
                ("name", "in", partners.mapped("name")),
            ]
        )
        wizards.line_ids.unlink()
        wizards.unlink()

    def _post_log(self):
        # Core's log requires an e-mail address.
        return super()._post_log() if self.email or self.log_id else None

    def action_erase(self):
        """Open a new erasure, which shows a preview before anything is erased."""
        return self._action_for("constituent.erasure")

    def action_subject_access(self):
        return self._action_for("constituent.subject.access")

    def _action_for(self, model):
        self.ensure_one()
        if not self.partner_id:
            raise UserError(self.env._("Choose the constituent first."))
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "view_mode": "form",
            "context": {"default_partner_id": self.partner_id.id},
        }
