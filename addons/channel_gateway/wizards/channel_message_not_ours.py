from odoo import api, fields, models


class ChannelMessageNotOurs(models.TransientModel):
    """Wizard that settles a message which is not a matter for the council."""

    _name = "channel.message.not.ours"
    _inherit = "channel.message.telling"
    _description = "Settle a Message as Not the Council's"
    _event = "not_ours"

    whose = fields.Char(
        string="Who to Turn To",
        compute="_compute_whose",
        store=True,
        readonly=False,
        help="As the constituent reads it, such as “the water company”.",
    )

    @api.depends("message_id")
    def _compute_whose(self):
        """Compute whose it is, in the language of the constituent."""
        for wizard in self:
            message = wizard.message_id
            lang = message.partner_id.lang or self.env.lang
            Service = self.env["service.type"].with_context(lang=lang)
            wizard.whose = message and Service._whose(message._words())

    @api.depends("message_id", "whose")
    def _compute_preview(self):
        return super()._compute_preview()

    def _template_values(self):
        return {"whose": self.whose or ""}

    def action_settle(self):
        """Settle the message, and tell the constituent whom to turn to."""
        self.ensure_one()
        message = self.message_id
        message._settle("nothing", note=self.note or self.whose)
        self._tell()
        return message._show_next(self.env._("Settled: not for us."))
