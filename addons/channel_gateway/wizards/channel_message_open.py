from markupsafe import Markup

from odoo import api, fields, models

from ..adapters import clues


class ChannelMessageOpen(models.TransientModel):
    """Wizard in which staff choose the sender and the service of a message."""

    _name = "channel.message.open"
    _inherit = "service.form.mixin"
    _description = "Open a Request from a Message"

    message_id = fields.Many2one("channel.message", required=True, ondelete="cascade")
    words = fields.Text(related="message_id.body", string="Their Words")
    whole_text = fields.Text(related="message_id.whole_text")
    page_ids = fields.One2many(related="message_id.page_ids")
    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        compute="_compute_from_message",
        store=True,
        readonly=False,
        domain=[("is_constituent", "=", True)],
    )
    suggested_ids = fields.Many2many("service.type", compute="_compute_suggested")
    service_id = fields.Many2one(
        "service.type",
        compute="_compute_from_message",
        store=True,
        readonly=False,
        required=True,
    )
    needs_location = fields.Boolean(related="service_id.needs_location")
    address = fields.Char(compute="_compute_from_message", store=True, readonly=False)
    postcode = fields.Char(compute="_compute_from_message", store=True, readonly=False)
    property_id = fields.Many2one(
        "constituent.property",
        compute="_compute_property_id",
        store=True,
        readonly=False,
    )

    @api.depends("message_id")
    def _compute_from_message(self):
        region = self.env["constituent.identifier"]._region()
        for wizard in self:
            message = wizard.message_id
            place = clues.find_clues(message._clue_words() if message else "", region)
            wizard.partner_id = message.partner_id
            wizard.service_id = message.service_id
            where = message._where(place) if message else {}
            wizard.address = where.get("address")
            wizard.postcode = where.get("postcode")

    @api.depends("address", "postcode")
    def _compute_property_id(self):
        """Compute the property that the address certainly means."""
        Request = self.env["service.request"]
        for wizard in self:
            found = Request._match_place(wizard.address, wizard.postcode)
            wizard.property_id = found.get("property_id")

    @api.depends("message_id")
    def _compute_suggested(self):
        Service = self.env["service.type"]
        for wizard in self:
            message = wizard.message_id
            hits = Service._suggest(message._clue_words()) if message else []
            wizard.suggested_ids = Service.browse(hit["id"] for hit in hits)

    @api.model
    def _form_data(self, service):
        # Script and knowledge are for conversations.
        return {**super()._form_data(service), "script": [], "knowledge": []}

    @api.depends("message_id", "service_id")
    def _compute_answers(self):
        """Compute the answers that the message contains literally."""
        for wizard in self:
            message, service = wizard.message_id, wizard.service_id
            wizard.answers = message._mentioned_answers(service) if message else {}

    def action_open(self):
        self.ensure_one()
        answers = self._validated_answers()
        others = self.message_id._asked_services() - self.service_id
        request = self.message_id._open_chosen_request(
            service_id=self.service_id.id,
            partner_id=self.partner_id.id,
            address=self.address,
            postcode=self.postcode,
            property_id=self.property_id.id,
            answers=answers,
        )
        if request and others:
            names = "; ".join(others.mapped("name"))
            words = self.env._("The same message also asks about: %s", names)
            link = self.message_id._get_html_link(self.env._("Show the message"))
            request.message_post(body=Markup("%s<br/>%s") % (words, link))
        return self.message_id.action_view_request() if request else True

    def action_open_next(self):
        """Open the request, and show the next message of the inbox."""
        self.action_open()
        return self.message_id._show_next(
            self.env._("Opened %s.", self.message_id.request_id.display_name)
        )
