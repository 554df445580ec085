from odoo import api, fields, models

from .validity import holding, holds

TERM = ("term_from", "term_to")


class ConstituentWardMember(models.Model):
    """A term of an elected member for a ward."""

    _name = "constituent.ward.member"
    _description = "Elected Member"
    _order = "ward_id, partner_name, term_from desc, id"
    _rec_name = "partner_name"

    ward_id = fields.Many2one(
        "constituent.ward", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Councillor",
        required=True,
        ondelete="restrict",
        index=True,
    )
    partner_name = fields.Char(
        related="partner_id.name", string="Councillor's Name", store=True
    )
    party = fields.Char(help="The political party or group; empty for none.")
    term_from = fields.Date(string="Elected On")
    term_to = fields.Date(string="Term Ends", help="The last day in office.")
    surgery = fields.Text(help="When and where the member holds surgeries.")
    # Fields of the contact, so that they are maintained in one place.
    phone = fields.Char(related="partner_id.phone", readonly=False)
    email = fields.Char(related="partner_id.email", readonly=False)
    avatar_128 = fields.Image(related="partner_id.avatar_128")
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current", string="In Office"
    )

    _in_order = models.Constraint(
        "CHECK (term_to IS NULL OR term_from IS NULL OR term_to >= term_from)",
        "A term cannot end before it begins.",
    )

    @api.depends("term_from", "term_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for member in self:
            member.is_current = holds(member, today, *TERM)

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._in_office()

    @api.model
    def _in_office(self, at=None):
        """Return the domain of the members in office.

        Args:
            at: the day as a date, today by default.

        Returns:
            `Domain` on `constituent.ward.member`.
        """
        return holding(at or fields.Date.context_today(self), *TERM)
