import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..gazetteer import addresses, entries, search
from ..groups import READERS
from ..matching import normalise

# A number with at least this many digits is the beginning of a UPRN; shorter ones are
# house numbers.
MIN_UPRN_DIGITS = 5
# Fields from which the names of street and building come.
NAMES_FROM = {"house", "organisation", "street", "other_addresses", *entries.PARTS}


class ConstituentProperty(models.Model):
    """An entry of the land and property gazetteer (BS 7666-2)."""

    _name = "constituent.property"
    _description = "Property"
    _inherit = ["constituent.coordinates.mixin", "constituent.single.line.mixin"]
    _order = "postcode, street, address_order, id"
    _single_line_fields = (
        "sao_text",
        "pao_text",
        "house",
        "organisation",
        "street",
        "locality",
        "city",
        "administrative_area",
        "postcode",
    )

    name = fields.Char(string="Address", compute="_compute_address", store=True)
    uprn = fields.Char(
        string="UPRN", required=True, help="Unique Property Reference Number."
    )
    parent_uprn = fields.Char(
        string="Parent UPRN",
        index="btree_not_null",
        help="The UPRN of the building that this is a part of.",
    )
    usrn = fields.Char(string="USRN", help="Unique Street Reference Number.")
    # Secondary addressable object: the flat, the unit
    sao_start_number = fields.Integer(string="Secondary Number")
    sao_start_suffix = fields.Char(string="Secondary Suffix")
    sao_end_number = fields.Integer(string="Secondary End Number")
    sao_end_suffix = fields.Char(string="Secondary End Suffix")
    sao_text = fields.Char(string="Secondary Name", help="The flat or unit: Flat 2.")
    # Primary addressable object: the house, the building
    pao_start_number = fields.Integer(string="Primary Number")
    pao_start_suffix = fields.Char(string="Primary Suffix")
    pao_end_number = fields.Integer(string="Primary End Number")
    pao_end_suffix = fields.Char(string="Primary End Suffix")
    pao_text = fields.Char(string="Primary Name", help="The building: The Old Mill.")
    house = fields.Char(
        compute="_compute_house",
        store=True,
        readonly=False,
        precompute=True,
        help="House number or name, as written before the street.",
    )
    organisation = fields.Char(
        help="The shop, school or firm there. The property is found by its name."
    )
    # Street and town
    street = fields.Char(help="The street descriptor.")
    locality = fields.Char()
    city = fields.Char(string="Town")
    administrative_area = fields.Char()
    postcode = fields.Char()
    other_addresses = fields.Text(
        help="Alternative and former addresses, one a line. The property is found by"
        " them.",
    )
    # Classification
    status = fields.Selection(
        [
            ("approved", "Approved"),
            ("alternative", "Alternative"),
            ("candidate", "Candidate"),
            ("provisional", "Provisional"),
            ("historic", "Historic"),
        ],
        string="Logical Status",
        required=True,
        default="approved",
    )
    blpu_class = fields.Char(
        string="BLPU Class", help="The code of its classification: RD04, CR08."
    )
    usage = fields.Selection(
        [
            ("residential", "Residential"),
            ("commercial", "Commercial"),
            ("mixed", "Dual use"),
            ("land", "Land"),
            ("military", "Military"),
            ("parent", "Parent shell"),
            ("interest", "Object of interest"),
            ("unclassified", "Unclassified"),
            ("other", "Other"),
        ],
        compute="_compute_usage",
        store=True,
        precompute=True,
    )
    start_date = fields.Date()
    end_date = fields.Date()
    # Location
    ward_id = fields.Many2one("constituent.ward", index=True)
    # Occupants
    resident_ids = fields.One2many("res.partner", "property_id", string="Constituents")
    current_occupancy_ids = fields.One2many(
        "constituent.occupancy",
        "property_id",
        string="Current Occupants",
        domain=[("is_current", "=", True)],
        groups=READERS,
    )
    former_occupancy_ids = fields.One2many(
        "constituent.occupancy",
        "property_id",
        string="Former and Future Occupants",
        domain=[("is_current", "=", False)],
        groups=READERS,
    )
    interaction_count = fields.Integer(
        compute="_compute_interaction_count", groups=READERS
    )
    ward_member_ids = fields.One2many(related="ward_id.current_member_ids")
    child_count = fields.Integer(compute="_compute_child_count")
    active = fields.Boolean(default=True)
    # Derived for sorting and searching
    address_order = fields.Char(
        compute="_compute_address", store=True, export_string_translation=False
    )
    search_text = fields.Char(
        compute="_compute_address",
        store=True,
        index="trigram",
        export_string_translation=False,
    )

    _uprn_uniq = models.Constraint("UNIQUE (uprn)", "This UPRN is in use already.")
    _uprn_start_idx = models.Index("(uprn text_pattern_ops)")
    _order_idx = models.Index("(postcode, street, address_order, id)")
    _point_idx = models.Index("(latitude, longitude) WHERE latitude <> 0")

    @api.depends(*entries.PARTS)
    def _compute_house(self):
        for place in self:
            # Keep a house that was entered as a whole.
            place.house = entries.house(place) or place.house

    @api.depends("house", "organisation", "street", "other_addresses", *entries.LINES)
    def _compute_address(self):
        for place in self:
            place.update(entries.derived_values(place))

    @api.depends("blpu_class")
    def _compute_usage(self):
        for place in self:
            place.usage = entries.usage(place.blpu_class) or False

    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_uprn", "in", self.mapped("uprn"))],
                ["parent_uprn"],
                ["__count"],
            )
        )
        for place in self:
            place.child_count = counts.get(place.uprn, 0)

    @api.depends_context("uid")
    def _compute_interaction_count(self):
        Interaction = self.env["constituent.interaction"]
        for place in self:
            place.interaction_count = Interaction.search_count(
                [("partner_id", "in", place.resident_ids.ids)]
            )

    @api.constrains("uprn", "parent_uprn")
    def _check_uprn(self):
        for place in self:
            for number in filter(None, (place.uprn, place.parent_uprn)):
                if not normalise.uprn(number):
                    raise ValidationError(
                        self.env._("“%s” is not a UPRN (1 to 12 digits).", number[:80])
                    )
            if place.uprn == place.parent_uprn:
                raise ValidationError(
                    self.env._("A property cannot be part of itself.")
                )

    @api.constrains("blpu_class")
    def _check_blpu_class(self):
        for place in self:
            if place.blpu_class and not place.usage:
                raise ValidationError(
                    self.env._(
                        "“%s” is not a BLPU class (example: RD04, terraced house).",
                        place.blpu_class[:80],
                    )
                )

    @api.constrains("start_date", "end_date")
    def _check_dates(self):
        for place in self:
            if (
                place.start_date
                and place.end_date
                and place.end_date < place.start_date
            ):
                raise ValidationError(
                    self.env._("A property cannot end before it begins.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        places = super().create([self._normalise_values(vals) for vals in vals_list])
        places._learn_names()
        return places

    def write(self, vals):
        written = super().write(self._normalise_values(vals))
        if vals.keys() & NAMES_FROM:
            self._learn_names()
        return written

    @api.model
    def _normalise_values(self, vals):
        """Return `vals` with UPRNs and postcodes in normal form; keep invalid ones."""
        spellings = {
            "uprn": normalise.uprn,
            "parent_uprn": normalise.uprn,
            "postcode": normalise.postcode,
        }
        normalised = {
            name: spelling(vals[name]) or vals[name]
            for name, spelling in spellings.items()
            if vals.get(name)
        }
        return {**vals, **normalised}

    @api.model
    def _search_display_name(self, operator, value):
        if operator not in ("ilike", "like") or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return self._found_by(value)

    @api.model
    def _found_by(self, text):
        """Return the domain of the properties that a text may mean.

        Args:
            text: a UPRN or its first digits; or words of the address, complete or not,
                with or without a postcode, such as `12 hu5 3er` or `park av`.

        Returns:
            `Domain` on `constituent.property`.
        """
        digits = re.sub(r"\s", "", text[: normalise.MAX_LENGTH])
        if len(digits) >= MIN_UPRN_DIGITS and (number := normalise.uprn(digits)):
            return Domain("uprn", "=like", f"{number}%")
        postcode, pieces = search.parse(text)
        domain = Domain.TRUE
        if postcode:
            domain &= Domain("postcode", "=like", f"{postcode}%")
        for piece in pieces:
            domain &= Domain("search_text", "like", piece)
        return domain

    def _address(self):
        """Return the address as field values of `res.partner`."""
        self.ensure_one()
        return {
            "street": addresses.first_line(self.house or "", self.street or ""),
            "street2": self.locality,
            "city": self.city,
            "zip": self.postcode,
        }

    def _find_residents(self, at=None):
        """Return the constituents whose home is, or was, here.

        Args:
            at: the day as a date, today by default.

        Returns:
            `res.partner` records.
        """
        Occupancy = self.env["constituent.occupancy"]
        day = at or fields.Date.context_today(self)
        here = [("property_id", "in", self.ids), ("is_home", "=", True)]
        return Occupancy.search([*here, *Occupancy._day_domain(day)]).partner_id

    def _find_used(self):
        """Return those properties that records of any model refer to."""
        # References count even if the user may not see them.
        referring = (
            self.env["ir.model.fields"]
            .sudo()
            .search(
                [
                    ("relation", "=", self._name),
                    ("ttype", "=", "many2one"),
                    ("store", "=", True),
                ]
            )
        )
        used = self.browse()
        for field in referring:
            Model = self.env[field.model].sudo().with_context(active_test=False)
            # Mixins and views have no rows of their own.
            if Model._auto and not Model._transient:
                found = Model._read_group([(field.name, "in", self.ids)], [field.name])
                used |= self.browse(place.id for (place,) in found)
        return used

    def action_make_historic(self):
        """Mark properties as historic.

        Raises:
            UserError: Constituents live at one of them.
        """
        # The user learns only whether a property is occupied.
        lived_at = self.sudo().filtered("resident_ids")
        if lived_at:
            raise UserError(
                self.env._(
                    "These properties are occupied: %s. Record the move of the"
                    " occupants first.",
                    "; ".join(lived_at[:5].mapped("name")),
                )
            )
        today = fields.Date.context_today(self)
        for place in self.filtered(lambda place: place.status != "historic"):
            ended = place.end_date or max(today, place.start_date or today)
            place.write({"status": "historic", "end_date": ended})

    def action_view_occupancies(self):
        """Open the occupancies of the property, current and former."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_occupancy_action"
        )
        return {**action, "domain": [("property_id", "=", self.id)], "context": {}}

    def action_view_interactions(self):
        """Open the contacts of the constituents who live here."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_interaction_action"
        )
        domain = [("partner_id", "in", self.resident_ids.ids)]
        return {**action, "domain": domain, "context": {}}

    def action_view_children(self):
        """Open the flats and units of this building."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_property_action"
        )
        domain = [("parent_uprn", "=", self.uprn)]
        context = {"default_parent_uprn": self.uprn}
        return {**action, "domain": domain, "context": context}

    def action_view_parent(self):
        """Open the building that this property is part of."""
        self.ensure_one()
        parent = self.search([("uprn", "=", self.parent_uprn)], limit=1)
        if not parent:
            raise UserError(
                self.env._("The gazetteer has no property %s.", self.parent_uprn)
            )
        return parent.get_formview_action()

    def action_view_ward_members(self):
        """Open the elected members of the ward."""
        self.ensure_one()
        return self.ward_id.action_view_members()

    def action_open_map(self):
        """Open the location on a map."""
        self.ensure_one()
        if not self._has_place():
            raise UserError(self.env._("No location recorded."))
        return {
            "type": "ir.actions.act_url",
            "url": self._map_url(),
            "target": "new",
        }
