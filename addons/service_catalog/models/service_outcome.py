from odoo import fields, models


class ServiceOutcome(models.Model):
    """The outcome of a closed request; "closed" alone does not mean "fixed"."""

    _name = "service.outcome"
    _description = "Outcome"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    public_name = fields.Char(
        string="Heading for Constituents",
        translate=True,
        help="In plain words, what they read first about how it ended, such as “We"
        " cannot do this”. Empty: the name.",
    )
    code = fields.Char(required=True)
    public_text = fields.Text(required=True, translate=True, help="Public text.")
    is_fixed = fields.Boolean(string="Fixed", help="What was asked for is done.")
    needs_organisation = fields.Boolean(
        string="Needs an External Organisation",
        help="An external organisation must be chosen. The constituent is informed.",
    )
    needs_reason = fields.Boolean(
        string="Needs a Reason",
        help="A reason must be given. The constituent can read it.",
    )
    can_reopen = fields.Boolean(
        string="Can Be Reopened",
        default=True,
        help="By the constituent, within the days of the service.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")

    def _public_heading(self):
        """Return the heading for the constituent; "" without an outcome."""
        return self.public_name or self.name or ""

    def _public_words(self, body=None, note=None):
        """Return the text for the constituent about the outcome.

        Args:
            body: the organisation that took over, if the outcome needs one.
            note: the officer's text.

        Returns:
            The text, in lines.
        """
        parts = [self.public_text]
        if self.needs_organisation and body:
            parts.append(self.env._("It is now with: %s.", body))
        return "\n".join(filter(None, [*parts, note]))
