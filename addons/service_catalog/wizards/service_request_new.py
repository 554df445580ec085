from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .. import forms
from ..service_matching import CERTAIN_SCORE


class ServiceRequestNew(models.TransientModel):
    """Wizard to open a request: first the description, then the service."""

    _name = "service.request.new"
    _inherit = "service.form.mixin"
    _description = "New Request"

    partner_id = fields.Many2one("res.partner", string="Constituent")
    beneficiary_id = fields.Many2one("res.partner", string="On Behalf Of")
    representation_warning = fields.Char(compute="_compute_representation_warning")
    channel_id = fields.Many2one(
        "constituent.channel",
        required=True,
        default=lambda self: self.env.ref(
            "constituent_crm.channel_phone", raise_if_not_found=False
        ),
    )
    words = fields.Text(string="Constituent's Description")
    suggestions = fields.Json(
        string="Suggested Services", compute="_compute_suggestions"
    )
    service_id = fields.Many2one(
        "service.type",
        compute="_compute_service_id",
        store=True,
        readonly=False,
        required=True,
    )
    parent_id = fields.Many2one(
        "service.request", string="Parent Request", readonly=True
    )
    needs_location = fields.Boolean(compute="_compute_needs_location")
    is_answered = fields.Boolean(help="No request is opened, so no location is needed.")
    ends_answered = fields.Boolean(compute="_compute_ends_answered")
    script_path = fields.Json(help="For each step passed the index of the reply.")
    canned_responses_used = fields.Json(
        help="Ids of the canned responses that were given."
    )
    note = fields.Char(string="What Was Said", help="For an answer without a request.")
    address = fields.Char()
    postcode = fields.Char()
    property_id = fields.Many2one(
        "constituent.property",
        compute="_compute_property_id",
        store=True,
        readonly=False,
    )
    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))
    place_fault = fields.Char(compute="_compute_place_fault")
    nearby_ids = fields.Many2many("service.request", compute="_compute_nearby_ids")

    @api.depends("partner_id", "beneficiary_id", "service_id")
    def _compute_representation_warning(self):
        """Compute a warning if the constituent may not act for the other."""
        for wizard in self:
            wizard.representation_warning = wizard.partner_id._representation_warning(
                wizard.beneficiary_id, wizard.service_id.matter_id
            )

    @api.depends("service_id")
    def _compute_needs_location(self):
        """Compute whether the form has a place besides its questions."""
        for wizard in self:
            service = wizard.service_id
            wizard.needs_location = bool(service) and service._form_has_place()

    @api.depends("address", "postcode", "latitude", "longitude")
    def _compute_property_id(self):
        """Compute the property that the address certainly means, without a point."""
        Request = self.env["service.request"]
        for wizard in self:
            address = "" if wizard.latitude or wizard.longitude else wizard.address
            found = Request._match_place(address, wizard.postcode)
            wizard.property_id = found.get("property_id")

    @api.depends("latitude", "longitude")
    def _compute_place_fault(self):
        """Compute the error message about the point."""
        Request = self.env["service.request"]
        for wizard in self:
            wizard.place_fault = False
            if wizard.latitude or wizard.longitude:
                try:
                    Request._check_point(wizard.latitude, wizard.longitude)
                    Request._ward_of_point(wizard.latitude, wizard.longitude)
                except ValidationError as error:
                    wizard.place_fault = str(error)

    @api.depends("service_id", "latitude", "longitude", "property_id", "answers")
    def _compute_nearby_ids(self):
        """Compute open requests that may be the same."""
        Request = self.env["service.request"]
        for wizard in self:
            found = ()
            if wizard.service_id:
                point, at_home = wizard._entered_place()
                found = wizard.service_id._nearby_requests(point, at_home)
            # Only those that the officer may read.
            wizard.nearby_ids = Request.browse(found)._filtered_access("read")

    def _entered_place(self):
        """Return the point (degrees) and the `constituent.property`."""
        service = self.service_id
        answers, _faults = service._check_answers(self.answers or {}, partial=True)
        point = (self.latitude, self.longitude)
        if not any(point):
            place = service._answered_point(answers)
            point = (place.get("latitude") or 0.0, place.get("longitude") or 0.0)
        home = self.property_id or service._answered_property(answers)
        if not any(point):
            point = (home.latitude, home.longitude)
        return point, home

    @api.depends("service_id", "script_path")
    def _compute_ends_answered(self):
        """Compute whether the script ended in an answer without a request."""
        for wizard in self:
            script = forms.read_script((wizard.asked or {}).get("script", ()))
            wizard.ends_answered = forms.is_answer(script, wizard.script_path or ())

    @api.depends("words")
    def _compute_suggestions(self):
        """Compute the best suggestions of `service.type._suggest`."""
        Service = self.env["service.type"]
        for wizard in self:
            wizard.suggestions = Service._suggest(wizard.words or "", limit=4)

    @api.depends("words")
    def _compute_service_id(self):
        """Compute the service from the description, if it is certain."""
        Service = self.env["service.type"]
        for wizard in self:
            best = Service._suggest(wizard.words or "", limit=1)
            if best and best[0]["score"] >= CERTAIN_SCORE:
                wizard.service_id = Service.browse(best[0]["id"])
            else:
                wizard.service_id = wizard.service_id

    @api.onchange("service_id")
    def _onchange_service_id(self):
        """Clear script and canned responses: they belong to the service."""
        self.script_path = self.canned_responses_used = False

    def action_open(self):
        """Open the request and show it."""
        self.ensure_one()
        self.env["service.request"].check_access("create")
        self.parent_id.check_access("write")
        answers = self._validated_answers()
        interaction = self.env["constituent.interaction"]
        if not self.parent_id:
            # Splitting a request is no contact.
            interaction = interaction._record_contact(self._prepare_interaction())
        request = self.env["service.request"]._open_request(
            {**self._prepare(interaction, answers), "other_than": self._ruled_out()}
        )
        return self._show(request)

    def _ruled_out(self):
        """Return the references of the nearby requests that the officer has seen."""
        return self.nearby_ids.mapped("reference")

    def _join(self, request):
        """Join a nearby request instead of opening another."""
        self.ensure_one()
        if request not in self.nearby_ids:
            raise UserError(
                self.env._("%s is no longer open nearby.", request.reference)
            )
        request.check_access("write")
        answers = self.service_id._check_answers(self.answers or {}, partial=True)[0]
        interaction = self.env["constituent.interaction"]._record_contact(
            self._prepare_interaction()
        )
        request._add_co_report(request, self._prepare(interaction, answers))
        return self._show(request)

    def _show(self, request):
        """Return the action that shows a request."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.request",
            "res_id": request.id,
            "view_mode": "form",
        }

    def action_answer(self):
        """Record a contact that was resolved without a request."""
        self.ensure_one()
        self.env["service.request"].check_access("create")
        if not self.service_id:
            raise UserError(self.env._("Choose the service the contact was about."))
        self.env["constituent.interaction"]._record_contact(
            {
                **self._prepare_interaction(),
                "subject": self.note or self.words or self.service_id.name,
                "service_id": self.service_id.id,
                "is_resolved_first_contact": True,
            }
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Answered at first contact. It is in the ledger."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _prepare(self, interaction, answers):
        """Return the values of the request, or of the co-report."""
        return {
            "service_id": self.service_id.id,
            "partner_id": self.partner_id.id,
            "beneficiary_id": self.beneficiary_id.id,
            "channel_id": self.channel_id.id,
            "parent_id": self.parent_id.id,
            "description": self.words,
            "address": self.address,
            "postcode": self.postcode,
            "property_id": self.property_id.id,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "answers": answers,
            "interaction": interaction,
        }

    def _prepare_interaction(self):
        """Return the values of the contact."""
        given = self.env["service.canned.response"]._as_used(self.canned_responses_used)
        return {
            "channel_id": self.channel_id.id,
            "partner_id": self.partner_id.id,
            "beneficiary_id": self.beneficiary_id.id,
            "user_id": self.env.uid,
            "subject": self.service_id.name,
            "started_at": self.create_date,
            "answered_at": self.create_date,
            "ended_at": fields.Datetime.now(),
            "canned_response_ids": [Command.set(given.ids)],
            **self.env["service.type"]._script_values(
                self.service_id, self.script_path
            ),
        }
