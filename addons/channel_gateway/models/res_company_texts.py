from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..text_provider import SmsApiEndpoint


class ResCompany(models.Model):
    """The gateway of a council's texts."""

    _inherit = "res.company"

    text_endpoint_id = fields.Many2one(
        "channel.endpoint",
        string="Gateway of Texts",
        ondelete="restrict",
        domain=lambda self: [
            ("kind", "in", self.env["channel.endpoint"]._text_kinds()),
        ],
        help="Texts leave by this endpoint, and residents' answers come back by it."
        " Leave empty to send by Odoo's own provider.",
    )

    @api.constrains("text_endpoint_id")
    def _check_text_endpoint(self):
        for company in self:
            endpoint = company.text_endpoint_id
            missing = endpoint and endpoint._missing_for_texts()
            if missing:
                raise ValidationError(
                    self.env._(
                        "%(endpoint)s sends no texts without: %(fields)s.",
                        endpoint=endpoint.name,
                        fields=", ".join(missing),
                    )
                )

    def _get_sms_api_class(self):
        """Return the class for the chosen endpoint; else that of Odoo's provider."""
        self.ensure_one()
        if self._text_endpoint():
            return SmsApiEndpoint
        return super()._get_sms_api_class()

    def _text_endpoint(self):
        """Return the `channel.endpoint` that texts leave by, or an empty one."""
        # Residents' and crews' pages send texts; endpoints are configuration.
        return self.sudo().text_endpoint_id
