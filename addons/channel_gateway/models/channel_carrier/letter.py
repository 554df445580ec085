from odoo import api, models

from ...outgoing import as_text


class ChannelCarrierLetter(models.AbstractModel):
    """Letters, which staff print and post: see *Letters to Post*."""

    _name = "channel.carrier.letter"
    _inherit = "channel.carrier"
    _description = "Carrier of Letters"

    # A letter costs money and work.
    _is_offered = False

    @api.model
    def _address(self, partner):
        """Return the postal address on one line, "" where it is not complete.

        It is without the name: one in Arabic would reorder the number of the house.
        """
        lines = partner._postal_lines()[1:]
        is_complete = partner.street and (partner.zip or partner.city)
        return ", ".join(lines) if is_complete else ""

    @api.model
    def _send(self, bodies):
        """Leave the letters to staff: they are queued until somebody posts them."""
        for message, body in bodies.items():
            if message.request_id:
                message.request_id._message_log(body=as_text(body))
