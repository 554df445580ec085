from odoo import api, fields, models


class ServiceKeyword(models.Model):
    """Words that residents use for a service; the more, the better it is found."""

    _name = "service.keyword"
    _description = "Residents' Words"
    _order = "weight desc, phrase"
    _rec_name = "phrase"

    service_id = fields.Many2one(
        "service.type", required=True, ondelete="cascade", index=True
    )
    phrase = fields.Char(required=True, help="As residents say or write it.")
    weight = fields.Float(
        default=1.0,
        help="1 for words that mean this service and no other; less for weaker hints.",
    )
    lang = fields.Char(string="Language", help="Code of the phrase's language.")

    _weight_range = models.Constraint(
        "CHECK (weight > 0 AND weight <= 2)", "A weight is above 0 and at most 2."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self.env["service.type"]._forget_finder()
        return super().create(vals_list)

    def write(self, vals):
        self.env["service.type"]._forget_finder()
        return super().write(vals)

    def unlink(self):
        self.env["service.type"]._forget_finder()
        return super().unlink()
