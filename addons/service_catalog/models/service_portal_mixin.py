from odoo import api, models


class ServicePortalMixin(models.AbstractModel):
    """Records of which residents read, over RPC, no more than their page shows.

    The fields are named one by one: whatever an addon adds is closed to them until it
    names it, too.
    """

    _name = "service.portal.mixin"
    _description = "Records Residents Read in Part"

    @api.model
    def _portal_readable_fields(self):
        """Return the names of the fields that portal users may read.

        The fields of `_order` are among them, or no portal user could search.
        """
        return frozenset({"id"})

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or self.env.user._is_internal():
            return True
        return operation == "read" and field.name in self._portal_readable_fields()
