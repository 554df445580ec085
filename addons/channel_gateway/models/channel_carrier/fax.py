from odoo import api, models

NUMBER = "{number}"


class ChannelCarrierFax(models.AbstractModel):
    """Faxes: a PDF by e-mail to a provider that sends it on."""

    _name = "channel.carrier.fax"
    _inherit = "channel.carrier"
    _description = "Carrier of Faxes"

    _is_offered = False

    @api.model
    def _address(self, partner):
        """Return the number that the constituent last faxed from, "" for none.

        Of other numbers, it is not known whether a machine answers.
        """
        # Residents' and crews' pages send, too; channels are configuration.
        company = self.env.company.sudo()
        if not partner or not company.fax_gateway:
            return ""
        last = self.env["channel.message"].sudo()
        last = last.search(
            [
                ("partner_id", "=", partner.id),
                ("direction", "=", "in"),
                ("channel_id.code", "=", "fax"),
                ("sender", "=like", "+%"),
            ],
            limit=1,
        )
        return last.sender or ""

    @api.model
    def _format_recipient(self, message):
        """Return the e-mail address of the gateway for the number."""
        number = (message.recipient or "").removeprefix("+")
        template = message.env.company.sudo().fax_gateway or ""
        return template.replace(NUMBER, number)

    @api.model
    def _send(self, bodies):
        """Queue the faxes: their PDF is made later, outside of this transaction."""
        for message, body in bodies.items():
            if message.request_id:
                message.request_id._message_log(body=body)
        self.env.ref("channel_gateway.cron_deliver").sudo()._trigger()
