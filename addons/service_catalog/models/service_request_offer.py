from odoo import api, models
from odoo.exceptions import ValidationError


class ServiceRequest(models.Model):
    """Nothing is opened that is not offered."""

    _inherit = "service.request"

    @api.model
    def _asked_service(self, values):
        service = super()._asked_service(values)
        why = service._why_not_offered(
            self._asking(values),
            lambda: self._ward_asked_for(values),
            self._channel_asked_on(values),
        )
        if why:
            raise ValidationError(why)
        return service

    @api.model
    def _asking(self, values):
        """Whom it is for: the one on whose behalf it is asked, or else who asks."""
        asking = values.get("beneficiary_id") or values.get("partner_id")
        return self.env["res.partner"].browse(getattr(asking, "id", asking))

    @api.model
    def _channel_asked_on(self, values):
        Channel = self.env["constituent.channel"]
        if told := values.get("channel_id"):
            return Channel.browse(getattr(told, "id", told))
        if code := values.get("channel"):
            return Channel._by_code(code).filtered("active")
        return Channel

    @api.model
    def _ward_asked_for(self, values):
        """The ward of the place that is told; empty where it is not known."""
        Ward = self.env["constituent.ward"]
        if told := values.get("ward_id"):
            return Ward.browse(getattr(told, "id", told))
        if place := values.get("property_id"):
            Property = self.env["constituent.property"]
            return Property.browse(getattr(place, "id", place)).ward_id
        try:
            point = float(values.get("latitude")), float(values.get("longitude"))
        except (TypeError, ValueError):
            # The door itself says what is wrong with a point.
            return Ward
        return Ward._of_point(*point)
