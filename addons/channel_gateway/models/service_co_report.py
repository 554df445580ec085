from odoo import models


class ServiceCoReport(models.Model):
    _inherit = "service.co.report"

    def _notify_co_reporters(self, event):
        result = super()._notify_co_reporters(event)
        # Residents join without a login and have no access to these records.
        reports = self.sudo().filtered("partner_id")
        reports.env["service.request"]._send_event(
            event, [(report.request_id, report._recipient()) for report in reports]
        )
        return result
