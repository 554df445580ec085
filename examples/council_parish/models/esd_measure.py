from odoo import fields, models

from odoo.addons.esd_reporting.measures.figure import percentage


class EsdMeasure(models.Model):
    """The share of contacts that arrive by the parish app."""

    _inherit = "esd.measure"

    formula = fields.Selection(
        selection_add=[("parish_app_share", "Contacts by the parish app")],
        ondelete={"parish_app_share": "cascade"},
    )

    def _figure_parish_app_share(self, aggregates):
        """Compute the share of contacts that arrive by the parish app.

        Args:
            aggregates: counts of one period.

        Returns:
            The share in per cent, as a `Figure`.
        """
        app = self.env["constituent.channel"]._by_code("parish_app")
        received = {channel: c.received for channel, c in aggregates.contacts.items()}
        return percentage(received.get(app.id, 0), sum(received.values()))
