from odoo import api, models


class ServiceVersionMixin(models.AbstractModel):
    """A record that the questions or the call script of a service consist of.

    Each change of it ends the current version of them; see `service.version`.
    """

    _name = "service.version.mixin"
    _description = "Part of Questions or Script"

    # The `service.version.part`, and the path of fields from here to the service.
    _version_part = "questions"
    _version_service = "service_id"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._versioned_services()._end_version(self._version_part)
        return records

    def write(self, vals):
        before = self._versioned_services()
        result = super().write(vals)
        services = before | self._versioned_services()
        services._end_version(self._version_part)
        return result

    def unlink(self):
        services = self._versioned_services()
        result = super().unlink()
        services._end_version(self._version_part)
        return result

    def _versioned_services(self):
        """Return the services whose questions or script they belong to."""
        return self.mapped(self._version_service)
