from odoo import api, fields, models

PARTIES = [
    ("any", "Anybody"),
    ("person", "People"),
    ("organisation", "Organisations"),
]


class ConstituentRelationshipRole(models.Model):
    """A role of one constituent towards another, named from both sides."""

    _name = "constituent.relationship.role"
    _description = "Relationship Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="For example: Carer of.")
    inverse_name = fields.Char(
        required=True,
        translate=True,
        help="The same from the other side: Cared for by.",
    )
    sequence = fields.Integer(default=10)
    # Parties
    party = fields.Selection(PARTIES, required=True, default="any")
    other_party = fields.Selection(PARTIES, required=True, default="any")
    is_symmetrical = fields.Boolean(
        string="Both Ways", help="It is the same from both sides, as: Lives with."
    )
    is_one_way = fields.Boolean(
        string="One Way",
        help="The relationship cannot hold in both directions, e.g. Parent of.",
    )
    # Acting
    may_act = fields.Boolean(help="Whether this role may act for the other by default.")
    matter_ids = fields.Many2many(
        "constituent.matter",
        string="Limited to Matters",
        help="Matters they may act on by default. Leave empty for all matters.",
    )
    needs_evidence = fields.Boolean(
        help="Evidence such as a registered power of attorney or a letter is required"
        " before they may act."
    )
    purpose_id = fields.Many2one(
        "constituent.purpose",
        string="Needs Permission For",
        ondelete="restrict",
        help="The other party must have given this permission before they may act.",
    )
    active = fields.Boolean(default=True)

    _not_both_and_one = models.Constraint(
        "CHECK (NOT (is_symmetrical AND is_one_way))",
        "A role that is the same both ways cannot be one way only.",
    )

    @api.onchange("is_symmetrical")
    def _onchange_is_symmetrical(self):
        if self.is_symmetrical:
            self.inverse_name = self.name
            self.is_one_way = False

    def _allows(self, partner, other):
        """Return whether the two parties are of the kinds that the role requires."""
        self.ensure_one()
        return _is_of_party(self.party, partner) and _is_of_party(
            self.other_party, other
        )

    def _party_label(self, name):
        self.ensure_one()
        return dict(self._fields[name]._description_selection(self.env))[self[name]]

    @api.model
    def _side_options(self):
        """Return the roles as options, named from each side; see `_find_by_side`."""
        sides = []
        for role in self.search([("active", "in", (True, False))]):
            sides.append((f"{role.id}+", role.name))
            if not role.is_symmetrical:
                sides.append((f"{role.id}-", role.inverse_name))
        return sides

    @api.model
    def _find_by_side(self, said_as):
        """Return the role of one of `_side_options`, and whether it is inverse."""
        return self.browse(int(said_as[:-1])), said_as.endswith("-")


def _is_of_party(party, partner):
    return party == "any" or (party == "organisation") == partner.is_company
