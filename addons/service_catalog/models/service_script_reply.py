from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceScriptReply(models.Model):
    """A reply of the caller, and the step that it leads to."""

    _name = "service.script.reply"
    _description = "Reply in a Call Script"
    _inherit = ["service.version.mixin"]
    _order = "sequence, id"
    _version_part = "script"
    _version_service = "step_id.service_id"

    step_id = fields.Many2one(
        "service.script", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(string="Reply", required=True, translate=True)
    sequence = fields.Integer(default=10)
    leads_to = fields.Selection(
        [
            ("step", "Another step"),
            ("questions", "Open a request"),
            ("answered", "Answered: no further action"),
        ],
        required=True,
        default="step",
    )
    next_id = fields.Many2one(
        "service.script",
        string="Which",
        ondelete="set null",
        index="btree_not_null",
        domain="[('service_id', '=', parent.service_id)]",
        help="Leave empty for the next step.",
    )

    @api.constrains("next_id", "step_id")
    def _check_next(self):
        for reply in self.filtered("next_id"):
            if reply.next_id.service_id != reply.step_id.service_id:
                raise ValidationError(
                    self.env._("“%s” is in the script of another service.", reply.name)
                )

    def _as_plain_data(self):
        """Return the reply as plain data, as `forms.read_script` takes it."""
        self.ensure_one()
        next_step = self.next_id.id if self.leads_to == "step" else False
        return {
            "name": self.name,
            "leads_to": self.leads_to,
            "next": next_step or None,
        }

    def _reply_text(self):
        """Return the reply and its target."""
        self.ensure_one()
        kinds = dict(self._fields["leads_to"]._description_selection(self.env))
        below = self.next_id.name or self.env._("next step")
        target = below if self.leads_to == "step" else kinds[self.leads_to]
        return f"{self.name} → {target}"
