from odoo import api, fields, models


class ChannelMessage(models.Model):
    """Messages that ask for several things: what is left after the first request."""

    _inherit = "channel.message"

    further_service_ids = fields.Many2many(
        "service.type",
        string="Also Asks For",
        compute="_compute_further_service_ids",
        help="What the message asks for besides its request, and the constituent has"
        " not been given a request for since.",
    )

    @api.depends("direction", "request_id")
    def _compute_further_service_ids(self):
        for message in self:
            message.further_service_ids = message._find_further_services()

    def _find_further_services(self):
        """Return the `service.type` records that the message also asks for."""
        Service = self.env["service.type"]
        if self.direction != "in" or not self.request_id:
            return Service
        asked = self._asked_services()
        if not asked:
            return Service
        # sudo: staff who sort messages may not belong to the team of the request.
        request = self.request_id.sudo()
        opened = request.search(
            [
                ("partner_id", "=", request.partner_id.id),
                ("service_id", "in", asked.ids),
                ("opened_at", ">=", self.received_at),
            ]
        )
        return asked - request.service_id - (request | opened).service_id

    def _asked_services(self):
        """Return the services of the several things that the message asks for."""
        Service = self.env["service.type"]
        hits = Service._suggest(self._clue_words())
        return Service.browse(hit["id"] for hit in hits if hit["is_subject"])

    def action_open_further_request(self):
        """Return the dialog to open a request for what the message also asks for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_new_action"
        )
        return {
            **action,
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_channel_id": self.channel_id.id,
                "default_words": self.body or self.subject,
                "default_service_id": self.further_service_ids[:1].id,
                "default_address": self.request_id.address,
                "default_postcode": self.request_id.postcode,
            },
        }
