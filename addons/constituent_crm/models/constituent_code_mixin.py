from odoo import api, models
from odoo.tools import ormcache


class ConstituentCodeMixin(models.AbstractModel):
    """Lookup of configuration records by their code without a query.

    For models with few records and a unique field `code`. Archived records are found,
    too.
    """

    _name = "constituent.code.mixin"
    _description = "Record with Code"

    @api.model_create_multi
    def create(self, vals_list):
        result = super().create(vals_list)
        self.env.registry.clear_cache()
        return result

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"code", "active", "sequence"}:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _by_code(self, code):
        """Return the record with a code.

        It has the environment of self. The id is cached, so that no query is needed.

        Args:
            code: value of the field `code`.

        Returns:
            One record, archived or not, or an empty recordset.
        """
        try:
            return self.browse(self._id_by_code(code) if code else [])
        except LookupError:
            return self.browse()

    @api.model
    @ormcache("code")
    def _id_by_code(self, code):
        # Codes are not confidential, and the cache is shared by all users.
        records = self.sudo().with_context(active_test=False)
        found = records.search([("code", "=", code)], limit=1)
        if not found:
            # Not cached, as anybody may ask for any code.
            raise LookupError(code)
        return found.id
