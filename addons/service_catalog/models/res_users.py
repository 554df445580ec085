from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _absent(self):
        """Return the users who get no new work now.

        The number of queries does not depend on the number of users.

        Returns:
            `res.users` who are out of office by their preferences, or whose resource is
            on leave now.
        """
        if not self:
            return self
        # sudo: absence is visible to all users; its reason and dates are not read.
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
