from odoo import api, models


class ChannelOpen311CatalogueMixin(models.AbstractModel):
    """Part of the catalogue that the list of services is made of.

    The list is cached, and made anew after a change.
    """

    _name = "channel.open311.catalogue.mixin"
    _description = "Part of the Open311 List of Services"

    # Fields that the list shows or depends on.
    _open311_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        result = super().create(vals_list)
        self.env.registry.clear_cache()
        return result

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & set(self._open311_fields):
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
