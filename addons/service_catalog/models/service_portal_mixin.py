from odoo import api, models
from odoo.fields import Domain


class ServicePortalMixin(models.AbstractModel):
    """Records of which residents read, over RPC, no more than their page shows.

    The fields are named one by one: whatever an addon adds is closed to them until it
    names it, too.
    """

    _name = "service.portal.mixin"
    _description = "Portal Access Mixin"

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

    # Odoo checks the fields that become a column of the query; not those that a method
    # looks up, nor the tables of many-to-many fields.

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not bypass_access:
            for condition in Domain(domain).iter_conditions():
                self._check_portal_access(condition.field_expr)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._check_portal_access(groupby_spec.partition(":")[0])
        return super()._read_group_groupby(alias, groupby_spec, query)

    @api.model
    def _check_portal_access(self, path):
        """Check that a portal user may read the first field of a path.

        Raises:
            AccessError: it is none that they are shown.
        """
        if self.env.su or self.env.user._is_internal():
            return
        field = self._fields.get(path.partition(".")[0])
        if field:
            self._check_field_access(field, "read")
