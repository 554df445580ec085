from odoo import fields, models


class ChannelEndpoint(models.Model):
    """The server of the parish app as a client."""

    _inherit = "channel.endpoint"

    kind = fields.Selection(
        selection_add=[("parish_app", "Parish App")],
        # Its messages are evidence, and stay.
        ondelete={
            "parish_app": lambda endpoints: endpoints.write(
                {"kind": "email", "is_active": False}
            )
        },
    )

    def _route_parish_app(self):
        return f"parish_app/{self.id}/messages"

    def _description_parish_app(self):
        return self.env._(
            "The app posts what residents write to the address above, as JSON, and gets"
            " what is to be shown to them there. It sends the token as a bearer token."
        )
