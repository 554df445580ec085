from odoo import api, fields, models


class ServiceScript(models.Model):
    """A step of a call script; its replies lead to other steps."""

    _name = "service.script"
    _description = "Step of a Call Script"
    _inherit = ["service.version.mixin"]
    _order = "service_id, sequence, id"
    _version_part = "script"

    service_id = fields.Many2one(
        "service.type", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(string="Step", required=True, translate=True)
    body = fields.Text(string="What to Say", required=True, translate=True)
    sequence = fields.Integer(default=10)
    reply_ids = fields.One2many("service.script.reply", "step_id", string="Replies")
    reply_text = fields.Char(string="Leads To", compute="_compute_reply_text")

    @api.depends("reply_ids.name", "reply_ids.leads_to", "reply_ids.next_id.name")
    def _compute_reply_text(self):
        """Compute the replies and their targets."""
        for step in self:
            step.reply_text = "; ".join(reply._reply_text() for reply in step.reply_ids)

    def _as_plain_data(self):
        """Return the step as plain data, as `forms.read_script` takes it."""
        self.ensure_one()
        return {
            "key": self.id,
            "name": self.name,
            "body": self.body,
            "replies": [reply._as_plain_data() for reply in self.reply_ids],
        }
