from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._calendars_concerned()._hours_changed()
        return leaves

    def write(self, vals):
        before = self._calendars_concerned()
        result = super().write(vals)
        (before | self._calendars_concerned())._hours_changed()
        return result

    def unlink(self):
        calendars = self._calendars_concerned()
        result = super().unlink()
        calendars._hours_changed()
        return result

    def _calendars_concerned(self):
        """Return the affected calendars: all for a holiday without one."""
        holidays = self.filtered(lambda leave: not leave.resource_id)
        if all(leave.calendar_id for leave in holidays):
            return holidays.calendar_id
        # sudo: the user may not have access to every affected calendar.
        Calendar = self.env["resource.calendar"].sudo()
        return Calendar.with_context(active_test=False).search([("tz", "!=", False)])
