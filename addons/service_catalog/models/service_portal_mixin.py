from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache


class ServicePortalMixin(models.AbstractModel):
    """Field access of portal users, limited to what their pages show.

    Readable fields are listed by name. Fields that other addons add stay closed until
    they are listed, too.
    """

    _name = "service.portal.mixin"
    _description = "Portal Access Mixin"

    @api.model
    def _portal_readable_fields(self):
        """Return the names of the fields that portal users may read.

        The fields of `_order` must be among them, as every search needs them.
        """
        return frozenset({"id"})

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or self._is_staff_user():
            return True
        return operation == "read" and field.name in self._portal_readable_fields()

    @api.model
    @ormcache("self.env.uid")
    def _is_staff_user(self):
        """Return whether the user is an internal one.

        It is cached, as it is asked for each field of each record that is read. Odoo
        clears the cache when the groups of a user change.
        """
        return self.env.user._is_internal()

    # Odoo checks fields that become columns of the query, but not those that a search
    # method looks up, nor the tables of many-to-many fields.

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

        Args:
            path: a field expression of a domain or group.

        Raises:
            AccessError: when the field is not readable for them.
        """
        if self.env.su or self._is_staff_user():
            return
        field = self._fields.get(path.partition(".")[0])
        if field:
            self._check_field_access(field, "read")
