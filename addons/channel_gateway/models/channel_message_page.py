from odoo import api, fields, models


class ChannelMessagePage(models.Model):
    """A page of a fax or letter: its image, and its text as recognised."""

    _name = "channel.message.page"
    _description = "Page of a Message"
    _order = "message_id, number"
    _rec_name = "number"

    message_id = fields.Many2one(
        "channel.message", required=True, ondelete="cascade", index=True
    )
    number = fields.Integer(string="Page", required=True)
    image = fields.Binary(readonly=True)
    words = fields.Text(
        string="Text as Recognised",
        readonly=True,
        help="An aid to search and to fill in forms, with errors. What counts is on"
        " the page.",
    )

    _message_number_uniq = models.Constraint(
        "UNIQUE (message_id, number)", "A page has its number once."
    )

    # Personal data

    @api.model
    def _personal_rows_of(self, partners):
        """Return the pages of the messages of `partners`."""
        Message = self.env["channel.message"]
        messages = Message.search([("partner_id", "in", partners.ids)])
        messages |= Message._personal_rows_of(partners)
        return self.search([("message_id", "in", messages.ids)])

    @api.model
    def _erasure_policy(self, field):
        return "delete"
