from odoo import api, fields, models
from odoo.exceptions import UserError


class ConstituentSubjectAccessItem(models.Model):
    """An item of a subject access file that the officer must decide on."""

    _name = "constituent.subject.access.item"
    _description = "Subject Access: To Decide"
    _order = "access_id, res_model, res_id"
    _rec_name = "label"

    access_id = fields.Many2one(
        "constituent.subject.access", required=True, ondelete="cascade", index=True
    )
    label = fields.Char(string="What", required=True, readonly=True)
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    excerpt = fields.Text(compute="_compute_excerpt", string="Content")
    review_reason = fields.Char(string="Reason for Review", readonly=True)
    decision = fields.Selection(
        [("look", "To decide"), ("tell", "Disclose"), ("withhold", "Withhold")],
        required=True,
        default="look",
    )
    reason = fields.Char(
        string="Exemption", help="Why it is withheld; the constituent reads this."
    )
    decided_by_id = fields.Many2one("res.users", ondelete="set null", readonly=True)

    _item_uniq = models.Constraint(
        "UNIQUE (access_id, res_model, res_id)", "This item is already listed."
    )

    @api.depends("res_model", "res_id")
    def _compute_excerpt(self):
        for item in self:
            partner = item.access_id.partner_id
            # Officers decide on all rows, whatever their other access rights.
            row = item.env[item.res_model].sudo().browse(item.res_id).exists()
            entry = row and item.access_id._disclosed_entry(row, partner)
            values = entry.values if entry else ()
            item.excerpt = "\n".join(
                f"{value.label}: {value.value}" for value in values
            )

    @api.constrains("decision", "reason")
    def _check_reason(self):
        if any(item.decision == "withhold" and not item.reason for item in self):
            raise UserError(
                self.env._("Give the exemption under which it is withheld.")
            )

    def write(self, vals):
        if "decision" in vals or "reason" in vals:
            if any(item.access_id.state != "review" for item in self):
                raise UserError(
                    self.env._(
                        "The file has been created. Collect again to change decisions."
                    )
                )
            vals = {**vals, "decided_by_id": self.env.uid}
        return super().write(vals)

    def action_tell(self):
        self.write({"decision": "tell"})
