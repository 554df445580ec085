from odoo import api, fields, models


def ledger_field(field_class, *args, **kwargs):
    """Return a field that is computed from the ledger and can be edited.

    Args:
        field_class: class of the field.
        *args: arguments of the class.
        **kwargs: arguments of the class.

    Returns:
        The field.
    """
    return field_class(
        *args, compute="_compute_told", store=True, readonly=False, **kwargs
    )


class ConstituentInteractionCorrect(models.TransientModel):
    """Wizard to correct a contact of the ledger."""

    _name = "constituent.interaction.correct"
    _description = "Correct a Contact"

    interaction_id = fields.Many2one(
        "constituent.interaction", string="Contact", required=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)
    direction = ledger_field(
        fields.Selection, selection=lambda self: self._choices("direction")
    )
    channel_id = ledger_field(fields.Many2one, "constituent.channel")
    partner_id = ledger_field(fields.Many2one, "res.partner", string="Constituent")
    beneficiary_id = ledger_field(fields.Many2one, "res.partner")
    user_id = ledger_field(fields.Many2one, "res.users", string="Officer")
    subject = ledger_field(fields.Char)
    lang = ledger_field(
        fields.Selection,
        string="Language",
        selection=lambda self: self._choices("lang"),
    )
    started_at = ledger_field(fields.Datetime)
    answered_at = ledger_field(fields.Datetime)
    ended_at = ledger_field(fields.Datetime)
    is_abandoned = ledger_field(fields.Boolean, string="Abandoned")
    is_resolved_first_contact = ledger_field(
        fields.Boolean, string="Resolved at First Contact"
    )
    is_avoidable = ledger_field(fields.Boolean, string="Avoidable")
    avoidable_reason = ledger_field(
        fields.Selection, selection=lambda self: self._choices("avoidable_reason")
    )
    repeat_of_id = ledger_field(fields.Many2one, "constituent.interaction")

    @api.model
    def _choices(self, name):
        ledger = self.env["constituent.interaction"]
        return ledger._fields[name]._description_selection(self.env)

    @api.depends("interaction_id")
    def _compute_told(self):
        for wizard in self:
            for name in wizard.interaction_id._correctable():
                wizard[name] = wizard.interaction_id[name]

    def action_correct(self):
        self.ensure_one()
        names = self.interaction_id._correctable()
        values = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in names
        }
        if not self.is_avoidable:
            values["avoidable_reason"] = False
        self.interaction_id._correct(values, self.reason)
        return {"type": "ir.actions.act_window_close"}
