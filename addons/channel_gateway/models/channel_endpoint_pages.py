from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..adapters import fax


class ChannelEndpoint(models.Model):
    """Endpoints of faxes and of scanned post."""

    _inherit = "channel.endpoint"

    kind = fields.Selection(
        selection_add=[("fax", "Fax by E-mail"), ("post", "Scanned Post")],
        ondelete={"fax": "cascade", "post": "cascade"},
    )
    has_notices = fields.Boolean(compute="_compute_has_notices")
    gateway_address = fields.Char(
        string="Fax Gateway",
        help="Address, or the end of one (@fax.example.com), from which faxes come. An"
        " e-mail from another is no fax, and is left to staff.",
    )
    notice_templates = fields.Text(
        string="Notices",
        help="How a notice of the provider names the sender and the count of pages: a"
        " line for each, with {number} or {pages}, such as “Fax from {number}”.",
    )

    @api.depends("kind")
    def _compute_has_notices(self):
        for endpoint in self:
            endpoint.has_notices = endpoint._kind()._channel_code == "fax"

    @api.onchange("kind")
    def _onchange_kind_channel(self):
        code = self._kind()._channel_code
        if code:
            self.channel_id = self.env["constituent.interaction"]._channel(code)

    @api.constrains("notice_templates")
    def _check_notice_templates(self):
        for endpoint in self:
            for line in (endpoint.notice_templates or "").splitlines():
                if line.strip() and not fax.is_template(line):
                    raise ValidationError(
                        self.env._(
                            "“%s” needs words, and {number} or {pages} once.", line
                        )
                    )
