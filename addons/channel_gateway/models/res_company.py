from email.utils import parseaddr

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .channel_carrier.fax import NUMBER


class ResCompany(models.Model):
    _inherit = "res.company"

    fax_gateway = fields.Char(
        help="E-mail address at which a provider takes a PDF and faxes it:"
        " {number}@fax.example.com. {number} stands for the number, without +.",
    )

    @api.constrains("fax_gateway")
    def _check_fax_gateway(self):
        for company in self.filtered("fax_gateway"):
            address = company.fax_gateway
            is_address = parseaddr(address.replace(NUMBER, "1"))[1].count("@") == 1
            if address.count(NUMBER) != 1 or not is_address:
                raise ValidationError(
                    self.env._("“%s” is no address with {number}.", address)
                )
