from odoo import fields, models

from odoo.addons.constituent_crm.wizard.constituent_interaction_correct import (
    ledger_field,
)


class ConstituentInteractionCorrect(models.TransientModel):
    _inherit = "constituent.interaction.correct"

    service_id = ledger_field(fields.Many2one, "service.type")
