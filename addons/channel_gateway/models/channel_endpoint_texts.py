import logging

from requests.exceptions import RequestException

from odoo import api, fields, models

_logger = logging.getLogger(__name__)


class ChannelEndpoint(models.Model):
    """Endpoints of gateways that bring and take texts."""

    _inherit = "channel.endpoint"

    kind = fields.Selection(
        selection_add=[
            ("sms_twilio", "Texts: Twilio"),
            ("sms_notify", "Texts: GOV.UK Notify"),
            ("sms_kannel", "Texts: Kannel"),
            ("sms_json", "Texts: signed JSON"),
        ],
        ondelete={
            "sms_twilio": lambda endpoints: endpoints.write({"is_active": False}),
            "sms_notify": lambda endpoints: endpoints.write({"is_active": False}),
            "sms_kannel": lambda endpoints: endpoints.write({"is_active": False}),
            "sms_json": lambda endpoints: endpoints.write({"is_active": False}),
        },
    )
    sends_texts = fields.Boolean(compute="_compute_sends_texts")
    text_url = fields.Char(
        string="Address of the Gateway",
        help="Where texts to residents are handed over, such as Kannel's sendsms. Leave"
        " empty for the address that the provider gives to everybody.",
    )
    text_sender = fields.Char(
        string="Sender of Texts",
        help="Number or name that residents see: a number can be answered. For Twilio"
        " it may be a messaging service (MG…), for GOV.UK Notify the ID of a sender.",
    )
    text_template = fields.Char(
        string="Template ID",
        help="Of GOV.UK Notify: a template whose whole text is ((message)).",
    )

    @api.depends("kind")
    def _compute_sends_texts(self):
        for endpoint in self:
            endpoint.sends_texts = endpoint._kind()._sends_texts

    @api.model
    def _text_kinds(self):
        """Return the kinds whose endpoints can send texts."""
        return [
            kind
            for kind in self._fields["kind"].get_values(self.env)
            if self._kind_of(kind)._sends_texts
        ]

    def _missing_for_texts(self):
        """Return the labels of the fields that sending needs and that are empty."""
        self.ensure_one()
        needed = self._kind()._outgoing_fields
        labels = self.fields_get(needed, ["string"])
        return [labels[name]["string"] for name in needed if not self[name]]

    @api.model
    def _poll_gateways(self):
        """Ask gateways for what their calls may have missed.

        A gateway that does not answer is asked again at the next run.
        """
        cron = self.env["ir.cron"]
        kinds = [kind for kind in self._text_kinds() if self._kind_of(kind)._polls]
        endpoints = self.search([("kind", "in", kinds), ("is_active", "=", True)])
        cron._commit_progress(remaining=len(endpoints))
        for endpoint in endpoints:
            try:
                endpoint._kind()._poll(endpoint)
            except RequestException as error:
                _logger.warning(
                    "Endpoint %s could not be polled: %s",
                    endpoint.id,
                    type(error).__name__,
                )
            if not cron._commit_progress(1):
                return
