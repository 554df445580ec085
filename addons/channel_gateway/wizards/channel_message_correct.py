from odoo import api, fields, models

from ..adapters.charsets import CHOICES


class ChannelMessageCorrect(models.TransientModel):
    """Wizard that corrects how a message was read, and processes it again."""

    _name = "channel.message.correct"
    _description = "Correct How a Message Was Read"

    message_id = fields.Many2one("channel.message", required=True, ondelete="cascade")
    error = fields.Char(related="message_id.error")
    hint = fields.Char(related="message_id.hint")
    charset = fields.Selection(
        CHOICES,
        string="Read As",
        compute="_compute_charset",
        store=True,
        readonly=False,
        help="The letters look wrong? Choose how it is encoded.",
    )
    sender = fields.Char(
        string="From", compute="_compute_parts", store=True, readonly=False
    )
    sender_name = fields.Char(compute="_compute_parts", store=True, readonly=False)
    subject = fields.Char(compute="_compute_parts", store=True, readonly=False)
    body = fields.Text(
        string="Text", compute="_compute_parts", store=True, readonly=False
    )
    service_id = fields.Many2one(
        "service.type", help="Leave it empty to have it recognised in the text."
    )

    @api.depends("message_id")
    def _compute_charset(self):
        for wizard in self:
            wizard.charset = wizard.message_id.charset

    @api.depends("message_id", "charset")
    def _compute_parts(self):
        """Compute the parts as they are read with the character set."""
        for wizard in self:
            contact = wizard._read()
            wizard.sender = contact.sender
            wizard.sender_name = contact.name
            wizard.subject = contact.subject
            wizard.body = contact.text

    def _read(self):
        message = self.message_id
        return message.endpoint_id._kind()._read_as(message, self.charset or "")

    def action_process(self):
        """Process the message again, as it is corrected."""
        self.ensure_one()
        contact = self._read()
        read = {
            "sender": contact.sender,
            "name": contact.name,
            "subject": contact.subject,
            "text": contact.text,
        }
        entered = {
            "sender": self.sender or "",
            "name": self.sender_name or "",
            "subject": self.subject or "",
            "text": self.body or "",
        }
        changes = {name: text for name, text in entered.items() if text != read[name]}
        self.message_id._correct(self.charset, changes, self.service_id)
        return self.message_id._show_next(self.env._("It is processed again."))
