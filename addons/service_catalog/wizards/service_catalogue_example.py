from odoo import fields, models


class ServiceCatalogueExample(models.TransientModel):
    """Wizard that explains and loads the example catalogue."""

    _name = "service.catalogue.example"
    _description = "Load the Example Catalogue"

    service_count = fields.Integer(
        default=lambda self: self._default_service_count(), readonly=True
    )

    def _default_service_count(self):
        return len(self.env["service.type"]._example_rows("services.csv"))

    def action_load(self):
        """Load the example catalogue."""
        return self.env["service.type"].action_load_example()
