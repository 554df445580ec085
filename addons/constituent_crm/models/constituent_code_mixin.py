from odoo import api, models
from odoo.tools import ormcache


class ConstituentCodeMixin(models.AbstractModel):
    """Look up configuration by its code without a query.

    For models of few records with a unique field `code`. Archived ones are found, too.
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
        if "code" in vals:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _by_code(self, code):
        """Return the record of `code`, with the rights at hand; an empty one for none.

        Args:
            code: the text of the field `code`.
        """
        return self.browse(self._id_by_code(code) if code else [])

    @api.model
    @ormcache("code")
    def _id_by_code(self, code):
        # Codes are no secret, and whoever comes first fills the cache for all.
        records = self.sudo().with_context(active_test=False)
        return records.search([("code", "=", code)], limit=1).id
