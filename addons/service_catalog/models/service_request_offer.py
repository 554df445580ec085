from odoo import api, models
from odoo.exceptions import ValidationError


class ServiceRequest(models.Model):
    """Nothing is opened that is not offered."""

    _inherit = "service.request"

    @api.model
    def _resolve_service(self, values):
        service = super()._resolve_service(values)
        why = service._unavailable_reason(
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
        if channel := values.get("channel_id"):
            return Channel.browse(getattr(channel, "id", channel))
        if code := values.get("channel"):
            return Channel._by_code(code).filtered("active")
        return Channel

    @api.model
    def _ward_asked_for(self, values):
        """The ward of the place that is told; empty where it is not known."""
        Ward = self.env["constituent.ward"]
        if ward := values.get("ward_id"):
            return Ward.browse(getattr(ward, "id", ward))
        if place := values.get("property_id"):
            Property = self.env["constituent.property"]
            return Property.browse(getattr(place, "id", place)).ward_id
        try:
            point = float(values.get("latitude")), float(values.get("longitude"))
        except (TypeError, ValueError):
            # The door itself says what is wrong with a point.
            return Ward
        return Ward._of_point(*point)
