from odoo import fields, models

from odoo.addons.constituent_crm.wizard.constituent_interaction_correct import told


class ConstituentInteractionCorrect(models.TransientModel):
    _inherit = "constituent.interaction.correct"

    service_id = told(fields.Many2one, "service.type")
