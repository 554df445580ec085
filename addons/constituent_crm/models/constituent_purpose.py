from odoo import api, fields, models
from odoo.exceptions import UserError

from ..permission import contact

LAWFUL_BASES = [
    ("public_task", "Public task"),
    ("legal_obligation", "Legal obligation"),
    ("consent", "Consent"),
    ("contract", "Contract"),
    ("vital_interests", "Vital interests"),
    ("legitimate_interests", "Legitimate interests"),
]
# Default purpose: messages about services that the constituent requested.
ORDINARY = "service"


class ConstituentPurpose(models.Model):
    """A purpose for which the council uses personal data, with its lawful basis."""

    _name = "constituent.purpose"
    _description = "Purpose"
    _inherit = ["constituent.code.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short name for imports and interfaces.")
    sequence = fields.Integer(default=10)
    lawful_basis = fields.Selection(
        LAWFUL_BASES,
        required=True,
        default="public_task",
        help="Article 6 of the UK GDPR.",
    )
    needs_consent = fields.Boolean(
        help="If set, only constituents who agreed are contacted. Otherwise,"
        " all except those who refused."
    )
    is_compulsory = fields.Boolean(
        string="Law Demands It", help="Sent despite “do not contact” and a refusal."
    )
    is_urgent = fields.Boolean(string="Urgent", help="Sent in quiet hours too.")
    retention = fields.Char(
        translate=True, help="How long what is kept for this purpose is needed."
    )
    description = fields.Text(
        string="What to Say", translate=True, help="How to explain it when asking."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
    _consent_can_be_refused = models.Constraint(
        "CHECK (NOT (needs_consent AND is_compulsory))",
        "A purpose required by law cannot need consent.",
    )

    @api.model
    def _get_by_code(self, code):
        """Return a purpose by its code.

        Args:
            code: code of the purpose, archived or not; None for service delivery.

        Returns:
            `constituent.purpose`, as the superuser.

        Raises:
            UserError: There is no such purpose.
        """
        # Purposes are configuration that senders need without access to it.
        purpose = self.sudo()._by_code(code or ORDINARY)
        if not purpose and code:
            raise UserError(self.env._("There is no purpose “%s”.", code))
        return purpose

    def _terms(self):
        """Return the rules of the purpose; the defaults for an empty recordset."""
        if not self:
            return contact.Purpose()
        return contact.Purpose(self.needs_consent, self.is_compulsory, self.is_urgent)

    def _matrix_row(self, agreed_by_channel):
        """Return a row of a constituent's matrix of permissions.

        Args:
            agreed_by_channel: whether they agreed, by channel; None where they were not
                asked.

        Returns:
            Dict of the purpose's data and `agreed_by_channel`.
        """
        self.ensure_one()
        labels = dict(self._fields["lawful_basis"]._description_selection(self.env))
        return {
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "basis": labels[self.lawful_basis],
            "help": self.description or "",
            "needs_consent": self.needs_consent,
            "is_compulsory": self.is_compulsory,
            "said": agreed_by_channel,
        }
