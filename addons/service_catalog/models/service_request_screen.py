import re

from odoo import api, fields, models
from odoo.fields import Domain

from ..references import parse, spell_out

MAP = (
    "https://www.openstreetmap.org/"
    "?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
)


class ServiceRequest(models.Model):
    """What an officer sees beside a request, and how they look for one."""

    _inherit = "service.request"

    next_moves = fields.Json(
        compute="_compute_next_moves", help="Data of the buttons for the next states."
    )
    phonetic_reference = fields.Char(
        string="Phonetic Spelling", compute="_compute_phonetic_reference"
    )
    reference_search = fields.Char(
        compute="_compute_reference_search",
        search="_search_reference_search",
        help="As people write it: in any case, with or without prefix and dashes.",
    )
    photo_ids = fields.Many2many(
        "ir.attachment", string="Photos", compute="_compute_photo_ids"
    )
    map_url = fields.Char(string="Map", compute="_compute_map_url")
    is_my_team = fields.Boolean(
        string="My Teams'",
        compute="_compute_is_my_team",
        search="_search_is_my_team",
    )

    # The first page of each saved filter, in the order of the list. One of all that is
    # due would be walked to its end for who has nothing but what is due last.
    _of_officer_idx = models.Index("(user_id, due_at, id) WHERE user_id IS NOT NULL")
    _of_team_idx = models.Index("(team_id, due_at, id) WHERE team_id IS NOT NULL")
    _urgent_idx = models.Index(
        "(due_at, id) WHERE priority = '2'"
        " AND state IN ('open', 'in_progress', 'waiting')"
    )
    _unhappy_idx = models.Index("(due_at, id) WHERE satisfaction IN ('1', '2')")
    _many_people_idx = models.Index("(due_at, id) WHERE reporter_count > 1")
    _unclaimed_idx = models.Index(
        "(due_at, id) WHERE user_id IS NULL"
        " AND state IN ('open', 'in_progress', 'waiting')"
    )
    _waiting_idx = models.Index("(due_at, id) WHERE state = 'waiting'")
    _resolved_idx = models.Index("(due_at, id) WHERE reopen_until IS NOT NULL")

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

    @api.depends_context("uid")
    @api.depends("team_id")
    def _compute_is_my_team(self):
        mine = self._teams_of(self.env.user)
        for request in self:
            request.is_my_team = request.team_id in mine

    def _search_is_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        # By their numbers: then those of one team are read in the order of the list.
        return Domain("team_id", "in", self._teams_of(self.env.user).ids)

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
            # Many reporters, one case: what they show is of it.
            request.photo_ids = mine | request.active_co_report_ids.photo_ids

    @api.depends("latitude", "longitude")
    def _compute_map_url(self):
        # The address of a map is no secret.
        setting = self.env["ir.config_parameter"].sudo()
        pattern = setting.get_param("service_catalog.map_url") or MAP
        for request in self:
            has_point = request.latitude or request.longitude
            place = {"latitude": request.latitude, "longitude": request.longitude}
            request.map_url = pattern.format(**place) if has_point else False
