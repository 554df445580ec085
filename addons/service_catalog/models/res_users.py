from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _absent(self):
        """Those of them who get no new work now.

        As many queries for many as for one.

        Returns:
            `res.users` who say so in their preferences, or whose own resource has time
            off at this moment.
        """
        if not self:
            return self
        # That somebody is away is seen by all; why and until when is not told.
        people = self.sudo()
        now = self.env.cr.now()
        leaves = people.env["resource.calendar.leaves"].search(
            [
                ("resource_id.user_id", "in", people.ids),
                ("time_type", "=", "leave"),
                ("date_from", "<=", now),
                ("date_to", ">", now),
            ]
        )
        away = people.filtered("is_out_of_office") | leaves.resource_id.user_id
        return away.with_env(self.env)
