from odoo import api, models, modules


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _get_activity_groups(self):
        """Add the inbox to the activity menu: what waits, and what has failed."""
        groups = super()._get_activity_groups()
        Message = self.env["channel.message"]
        if not Message.has_access("write"):
            return groups
        counts = Message._count_inbox()
        if counts["total_count"]:
            groups.insert(
                0,
                {
                    "id": self.env["ir.model"]._get_id("channel.message"),
                    "name": self.env._("Inbox"),
                    "model": "channel.message",
                    "type": "activity",
                    "icon": modules.module.get_module_icon("channel_gateway"),
                    "domain": [],
                    "view_type": "list",
                    "planned_count": 0,
                    **counts,
                },
            )
        return groups
