from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..page_names import is_page_code

# A footer has no room for more.
MAX_PAGES = 20


class ServicePage(models.Model):
    """A page of text for residents, which the footer of all their pages links to.

    How to reach the council, its privacy notice and its accessibility statement are
    such pages; a council adds others, such as one on complaints.
    """

    _name = "service.page"
    _description = "Page for Residents"
    _inherit = ["constituent.code.mixin"]
    _order = "sequence, id"

    name = fields.Char(string="Title", required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Last part of its address, such as “privacy” of /council/privacy.",
    )
    body = fields.Html(
        string="Text",
        translate=True,
        help="{council}, {email} and {phone} stand for those of the company.",
    )
    has_contacts = fields.Boolean(
        string="Shows How to Reach Us",
        help="Phone, hours, addresses and channels, as they are configured.",
    )
    path = fields.Char(string="Address", compute="_compute_path")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")

    @api.depends("code")
    def _compute_path(self):
        for page in self:
            page.path = f"/council/{page.code}" if page.code else False

    @api.constrains("code")
    def _check_code(self):
        """Check that the code may be part of an address."""
        for page in self:
            if not is_page_code(page.code):
                raise ValidationError(
                    self.env._("Use small letters, digits and dashes for the code.")
                )

    def action_open_page(self):
        """Open the page in a new window."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.path, "target": "new"}

    # What residents see

    @api.model
    def _public_pages(self):
        """Return all pages, in sudo, in the order of the footer."""
        # sudo: the pages are public.
        return self.sudo().search([], limit=MAX_PAGES)

    @api.model
    def _public(self, code):
        """Return the page with a code, in sudo, or an empty one."""
        # sudo: the pages are public.
        return self.sudo()._by_code(code).filtered("active")

    def _public_body(self):
        """Return the text, with the council's own name, address and number in it."""
        self.ensure_one()
        company = self.env.company.sudo()
        text = str(self.body or "")
        for name, value in (
            ("{council}", company.name),
            ("{email}", company.email),
            ("{phone}", company.phone),
        ):
            text = text.replace(name, str(escape(value or "")))
        # `body` was sanitised when it was written; what stands in it is escaped.
        return Markup(text)

    @api.model
    def _contact_ways(self):
        """Return the ways to reach the council, in the order of the page.

        Hook for addons with further channels.

        Returns:
            A list of dicts of label, lines (texts) and href (a link or None).
        """
        # sudo: how to reach the council is public.
        company = self.env.company.sudo()
        ways = []
        if company.phone:
            number = "".join(sign for sign in company.phone if sign in "+0123456789")
            ways.append(_way(self.env._("Phone"), [company.phone], f"tel:{number}"))
        if hours := company.resource_calendar_id._public_hours():
            ways.append(_way(self.env._("Opening hours"), hours))
        if company.email:
            href = f"mailto:{company.email}"
            ways.append(_way(self.env._("E-mail"), [company.email], href))
        parts = [company.street, company.street2, company.city, company.zip]
        if lines := [part for part in parts if part]:
            label = self.env._("Visit us or write to us")
            ways.append(_way(label, [company.name, *lines]))
        return ways


def _way(label, lines, href=None):
    """Return a way to reach the council."""
    return {"label": label, "lines": lines, "href": href}
