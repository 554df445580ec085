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

    def _route_parish_app(self):
        """Return the path of the endpoint."""
        return f"parish_app/{self.id}/messages"

    def _description_parish_app(self):
        """Return the instructions for the app's developers."""
        return self.env._(
            "The app posts what residents write to the address above, as JSON, and gets"
            " what is to be shown to them there. It sends the token as a bearer token."
        )
