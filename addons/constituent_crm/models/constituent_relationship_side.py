from odoo import api, fields, models
from odoo.tools import SQL

# Fields that a side has in common with its relationship.
SHARED = (
    "valid_from",
    "valid_to",
    "note",
    "may_act",
    "matter_ids",
    "evidence",
    "evidence_reference",
    "evidence_seen_on",
    "act_until",
)


class ConstituentRelationshipSide(models.Model):
    """A relationship as seen from one of its two sides.

    Thus one list shows all relationships of a constituent and creates new ones,
    whichever side they were entered from. The model has no table: each relationship is
    read twice, and writing a side writes its relationship.
    """

    _name = "constituent.relationship.side"
    _description = "Relationship"
    _auto = False
    _order = "is_ended, sequence, id"
    _rec_names_search = ["partner_id", "other_id"]
    _depends = {
        "constituent.relationship": [
            "partner_id",
            "role_id",
            "other_id",
            "may_act",
            "valid_from",
            "valid_to",
            "note",
            "evidence",
            "evidence_reference",
            "evidence_seen_on",
            "act_until",
        ],
        "constituent.relationship.role": ["sequence", "is_symmetrical"],
    }

    relationship_id = fields.Many2one("constituent.relationship", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Constituent", required=True)
    said_as = fields.Selection(
        selection=lambda self: self.env[
            "constituent.relationship.role"
        ]._side_options(),
        string="Their Role",
        required=True,
    )
    other_id = fields.Many2one("res.partner", string="Who", required=True)
    role_id = fields.Many2one("constituent.relationship.role", readonly=True)
    is_inverse = fields.Boolean(readonly=True)
    sequence = fields.Integer(readonly=True)
    is_ended = fields.Boolean(string="Ended", readonly=True)
    valid_from = fields.Date(default=fields.Date.context_today)
    valid_to = fields.Date()
    note = fields.Char()
    # Acting
    may_act = fields.Boolean(help="Whether one may act for the other.")
    matter_ids = fields.Many2many(
        "constituent.matter",
        string="Limited to Matters",
        compute="_compute_matter_ids",
        readonly=False,
        help="Leave empty for all matters.",
    )
    representation = fields.Char(compute="_compute_representation")
    acts_on = fields.Char(string="May Act On", compute="_compute_representation")
    needs_evidence = fields.Boolean(related="role_id.needs_evidence")
    evidence = fields.Selection(
        selection=lambda self: (
            self.env["constituent.relationship"]
            ._fields["evidence"]
            ._description_selection(self.env)
        )
    )
    evidence_reference = fields.Char(string="Reference")
    evidence_seen_on = fields.Date(string="Seen On")
    act_until = fields.Date(string="May Act Until")

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            SELECT both_sides.*, role.sequence,
                   COALESCE(valid_to < %s, FALSE) AS is_ended,
                   role.id || CASE WHEN is_inverse AND is_symmetrical IS NOT TRUE
                                   THEN '-' ELSE '+' END AS said_as
            FROM (
                SELECT 2 * id AS id, id AS relationship_id, partner_id, other_id,
                       FALSE AS is_inverse, %s
                FROM constituent_relationship
                UNION ALL
                SELECT 2 * id + 1, id, other_id, partner_id, TRUE, %s
                FROM constituent_relationship
            ) AS both_sides
            JOIN constituent_relationship_role AS role ON role.id = role_id
            """,
            today,
            self._columns(),
            self._columns(),
        )

    @api.model
    def _columns(self):
        names = ("role_id", *(name for name in SHARED if name != "matter_ids"))
        return SQL(", ").join(map(SQL.identifier, names))

    @api.depends("partner_id.name", "said_as", "other_id.name")
    def _compute_display_name(self):
        sides = dict(self.env["constituent.relationship.role"]._side_options())
        for side in self:
            parts = [side.partner_id.name, sides.get(side.said_as), side.other_id.name]
            side.display_name = " ".join(filter(None, parts))

    @api.depends("relationship_id.matter_ids")
    def _compute_matter_ids(self):
        for side in self:
            side.matter_ids = side.relationship_id.matter_ids

    @api.depends(
        "may_act",
        "matter_ids",
        "is_inverse",
        "partner_id",
        "other_id",
        "evidence",
        "needs_evidence",
    )
    def _compute_representation(self):
        for side in self:
            side.acts_on = side._acts_on() if side.may_act else False
            side.representation = side._representation_text() if side.may_act else False

    def _acts_on(self):
        if self.needs_evidence and not self.evidence:
            return self.env._("Nothing: no evidence seen")
        return ", ".join(self.matter_ids.mapped("name")) or self.env._("Everything")

    def _representation_text(self):
        """Return who may act for whom and on what, on one line."""
        pair = [self.partner_id, self.other_id]
        actor, other = reversed(pair) if self.is_inverse else pair
        return self.env._(
            "%(actor)s for %(other)s: %(matters)s",
            actor=actor.name or "",
            other=other.name or "",
            matters=self._acts_on(),
        )

    @api.onchange("said_as")
    def _onchange_said_as(self):
        if self.said_as:
            Role = self.env["constituent.relationship.role"]
            self.role_id, self.is_inverse = Role._find_by_side(self.said_as)
            self.may_act = self.role_id.may_act
            self.matter_ids = self.role_id.matter_ids

    # Writing to the relationship

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        Relationship = self.env["constituent.relationship"]
        made = Relationship.create([self._to_relationship(vals) for vals in vals_list])
        Role = self.env["constituent.relationship.role"]
        return self.browse(
            2 * row.id + Role._find_by_side(vals["said_as"])[1]
            for row, vals in zip(made, vals_list, strict=True)
        )

    def write(self, vals):  # pylint: disable=method-required-super
        for side in self:
            now = {
                "partner_id": side.partner_id.id,
                "other_id": side.other_id.id,
                "said_as": side.said_as,
            }
            side.relationship_id.write(self._to_relationship({**now, **vals}))
        return True

    def unlink(self):  # pylint: disable=method-required-super
        self.relationship_id.unlink()
        return True

    @api.model
    def _to_relationship(self, vals):
        """Return field values of a side as those of its relationship."""
        role, is_inverse = self.env["constituent.relationship.role"]._find_by_side(
            vals["said_as"]
        )
        pair = [vals["partner_id"], vals["other_id"]]
        partner_id, other_id = reversed(pair) if is_inverse else pair
        return {
            "partner_id": partner_id,
            "role_id": role.id,
            "other_id": other_id,
            **{name: vals[name] for name in SHARED if name in vals},
        }
