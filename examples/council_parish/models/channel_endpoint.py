from odoo import fields, models


class ChannelEndpoint(models.Model):
    """An endpoint for the server of the parish app."""

    _inherit = "channel.endpoint"

    kind = fields.Selection(
        selection_add=[("parish_app", "Parish App")],
        # Its messages are evidence and must be kept.
        ondelete={
            "parish_app": lambda endpoints: endpoints.write(
                {"kind": "email", "is_active": False}
            )
        },
    )
