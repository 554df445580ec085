import re
from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.constituent_crm.matching import normalise
from odoo.addons.constituent_crm.models import setting

from ...phases import ACTIVE_PHASES
from ...references import Reference, draw, parse, spell_out

CONTACTS = ("email", "phone")
LINK_DAYS = 90  # after closing
NEW_LINK_DAYS = 7
MAP = (
    "https://www.openstreetmap.org/"
    "?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
)
# Fields that the tracking page shows to the constituent.
PORTAL_READABLE_FIELDS = frozenset(
    {
        "id",
        "display_name",
        "reference",
        "name",
        "description",
        "partner_id",
        "service_id",
        "address",
        "postcode",
        "phase",
        "opened_at",
        "due_at",
        "closed_at",
        "access_url",
    }
)
# Fields that a part copies from its parent request.
SUB_REQUEST_DEFAULTS = (
    "partner_id",
    "beneficiary_id",
    "channel_id",
    "address",
    "postcode",
    "latitude",
    "longitude",
)


class ServiceRequest(models.Model):
    """References, public pages and display of requests."""

    _inherit = "service.request"

    # The reference

    @api.model
    def _reference_prefix(self):
        # sudo: not all users may read the configuration.
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("service_catalog.reference_prefix", "")

    @api.model
    def _new_reference(self):
        prefix = self._reference_prefix()
        while True:
            reference = str(draw(prefix))
            if not self.sudo().search_count([("reference", "=", reference)], limit=1):
                return reference

    @api.model
    def _find_by_reference(self, text):
        """Return the request with a reference.

        Args:
            text: the reference as typed, in any case, with or without its prefix.

        Returns:
            A `service.request` of one record, or an empty one.
        """
        quoted = parse(text)
        if not quoted:
            return self.browse()
        prefix = self._reference_prefix()
        spellings = {str(quoted), str(Reference(prefix, quoted.body))}
        return self.search([("reference", "in", list(spellings))], limit=1)

    @api.depends("reference")
    def _compute_phonetic_reference(self):
        for request in self:
            read = parse(request.reference)
            request.phonetic_reference = spell_out(read) if read else False

    @api.depends("reference")
    def _compute_reference_search(self):
        for request in self:
            request.reference_search = request.reference

    def _search_reference_search(self, operator, value):
        if operator not in ("ilike", "=") or not isinstance(value, str):
            return NotImplemented
        found = self.sudo()._find_by_reference(value)
        if found:
            return Domain("id", "in", found.ids)
        start = re.sub(r"[^\w-]", "", value.upper())
        return Domain("reference", "=like", f"{start}%") if start else Domain.FALSE

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for request in self:
            parts = [request.reference, request.name]
            request.display_name = " · ".join(filter(None, parts))

    # The form and the lists

    @api.depends("service_id")
    def _compute_name(self):
        for request in self:
            request.name = request.name or request.service_id.name

    @api.depends("state_id.next_ids")
    def _compute_next_moves(self):
        for request in self:
            states = request.state_id.next_ids
            main = states._default_next_state(request.state_id)
            request.next_moves = [
                {
                    "id": state.id,
                    "label": state.verb or state.name,
                    "rare": state.phase == "cancelled",
                    "main": state == main,
                }
                for state in states
            ]

    @api.depends("due_at", "phase")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for request in self:
            request.is_overdue = bool(
                request.due_at
                and request.due_at < now
                and request.phase in ACTIVE_PHASES
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("due_at", "<", fields.Datetime.now()) & Domain(
            "phase", "in", ACTIVE_PHASES
        )

    @api.depends("partner_id", "beneficiary_id")
    def _compute_marker_banner(self):
        for request in self:
            people = request.partner_id | request.beneficiary_id
            request.marker_banner = people.current_marker_ids._banner("request")

    @api.depends("partner_id", "beneficiary_id", "service_id.matter_id")
    def _compute_representation_warning(self):
        for request in self:
            request.representation_warning = request.partner_id._representation_warning(
                request.beneficiary_id, request.service_id.matter_id
            )

    def _compute_photo_ids(self):
        photos = self.env["ir.attachment"].search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("mimetype", "=like", "image/%"),
            ],
            ["res_id"],
        )
        of_request = photos.grouped("res_id")
        for request in self:
            mine = of_request.get(request.id, photos.browse())
            # The photographs of co-reporters belong to the request.
            request.photo_ids = mine | request.active_co_report_ids.photo_ids

    def _photos(self):
        """Return the images attached to these requests, as `ir.attachment`."""
        return self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("mimetype", "=like", "image/%"),
            ],
            order="id",
        )

    @api.depends("latitude", "longitude")
    def _compute_map_url(self):
        # sudo: the address of the map is public.
        parameters = self.env["ir.config_parameter"].sudo()
        pattern = parameters.get_param("service_catalog.map_url") or MAP
        for request in self:
            has_point = request.latitude or request.longitude
            place = {"latitude": request.latitude, "longitude": request.longitude}
            request.map_url = pattern.format(**place) if has_point else False

    def _coordinates(self):
        """Return latitude and longitude in degrees, or None where there is no point."""
        self.ensure_one()
        has_point = self.latitude or self.longitude
        return (self.latitude, self.longitude) if has_point else None

    # Links

    @api.model
    def _portal_readable_fields(self):
        return super()._portal_readable_fields() | PORTAL_READABLE_FIELDS

    def _get_share_url(self, *args, **kwargs):
        # sudo: readers of a request need not read its token field.
        self.check_access("read")
        return super(ServiceRequest, self.sudo())._get_share_url(*args, **kwargs)

    def _compute_access_url(self):
        for request in self:
            request.access_url = f"/track/{request.reference}"

    def _compute_tracking_url(self):
        for request in self:
            request.tracking_url = request._tracking_url() if request.id else False

    def _tracking_url(self):
        """Return the URL of the public page of the request.

        It includes the access token, so it is for the constituent only.
        """
        self.ensure_one()
        # sudo: those who may send the link need not read the token field.
        return f"{self.get_base_url()}{self.sudo()._tracking_path()}"

    def _tracking_path(self):
        token = self._portal_ensure_token()
        return f"/track/{self.reference}?access_token={token}"

    def action_open_tracking(self):
        """Open the public tracking page in a new window."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": self._tracking_url(),
            "target": "new",
        }

    def _public_zone(self):
        """Return the name of the time zone to show times to the constituent in."""
        self.ensure_one()
        company = self.env.company
        calendar = self.team_id.resource_calendar_id or company.resource_calendar_id
        return self.partner_id.tz or calendar.tz or "UTC"

    def _public_status(self):
        """Return the public heading of the outcome, or else of the current state."""
        self.ensure_one()
        if self.phase == "closed":
            return self.outcome_id._public_heading()
        return self.state_id._public_heading()

    def _public_address(self):
        """Return the address and postcode of the request as text."""
        self.ensure_one()
        address, postcode = self.address or "", self.postcode or ""
        parts = [address, "" if postcode in address else postcode]
        return ", ".join(filter(None, parts))

    # New links, and access by reference and a contact detail

    def _is_link_expired(self):
        """Return whether the tracking link has expired, some time after closing."""
        self.ensure_one()
        days = setting.days(self.env, "service_catalog.link_days", LINK_DAYS)
        now = fields.Datetime.now()
        if not self.closed_at or self.closed_at + timedelta(days=days) > now:
            return False
        return not self.new_link_until or self.new_link_until < now

    def _send_link(self):
        """Send the constituent a tracking link, to the e-mail address on record only.

        An expired link is replaced by a new one.

        Returns:
            Whether there was an address.
        """
        self.ensure_one()
        # sudo: residents have no login; nothing of this is shown to them.
        request = self.sudo()
        if not request.partner_id.email:
            return False
        if request._is_link_expired():
            until = fields.Datetime.now() + timedelta(days=NEW_LINK_DAYS)
            request.write({"access_token": str(uuid4()), "new_link_until": until})
        template = self.env.ref("service_catalog.mail_template_link").sudo()
        template.send_mail(request.id)
        return True

    def _verified_path(self, proof):
        """Return the path of the tracking page for somebody who proves who they are.

        Args:
            proof: an e-mail address, a phone number or a postcode, as typed.

        Returns:
            The path with its token: of the request for its constituent, of their own
            report for a co-reporter; "" for anybody else.
        """
        if self._matches_contact(self.partner_id, proof) or self._matches_home_postcode(
            proof
        ):
            return self._tracking_path()
        for report in self.active_co_report_ids:
            if self._matches_contact(report.partner_id, proof):
                return report._tracking_path()
        return ""

    def _matches_contact(self, partner, proof):
        """Return whether `proof` is an e-mail address or phone number of `partner`."""
        Identifier = self.env["constituent.identifier"]
        given = {kind: Identifier._normalised(kind, proof) for kind in CONTACTS}
        current = partner.identifier_ids.filtered("is_current")
        return any(
            given.get(one.type) and one.value_normalised == given[one.type]
            for one in current
        )

    def _matches_home_postcode(self, proof):
        """Return whether `proof` is the postcode of the constituent's address.

        A postcode proves nothing for requests that others see with their reference:
        those with a location, and those with co-reporters.
        """
        postcode = normalise.postcode(proof)
        is_known_to_others = self.service_id.needs_location or self.co_report_ids
        if not postcode or is_known_to_others or self.channel_id.code == "api":
            return False
        known = (self.postcode, self.property_id.postcode, self.partner_id.zip)
        return postcode in [normalise.postcode(one) for one in known if one]

    # Parts

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A request cannot be a sub-request of itself.")
            )

    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for request in self:
            request.child_count = counts.get(request, 0)

    def action_add_sub_request(self):
        """Open the wizard for a sub-request for the same person and place."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_new_action"
        )
        same = self._convert_to_write(
            {name: self[name] for name in SUB_REQUEST_DEFAULTS}
        )
        return {
            **action,
            "name": self.env._("Sub-request of %s", self.reference),
            "context": {
                "dialog_size": "extra-large",
                "default_parent_id": self.id,
                **{f"default_{name}": value for name, value in same.items() if value},
            },
        }

    def action_view_children(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {**action, "domain": [("parent_id", "=", self.id)], "context": {}}
