from odoo import models

from .dispatch_job import UNFINISHED

MAX_NAMED = 5


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _erasure_blockers(self):
        """Add unfinished jobs for the partners."""
        blockers = super()._erasure_blockers()
        # sudo: an unfinished job blocks erasure even if the user may not read it.
        requests = self.sudo()._own_requests()
        jobs = requests.job_ids.filtered(lambda job: job.state in UNFINISHED)
        if jobs:
            numbers = ", ".join(jobs[:MAX_NAMED].mapped("number"))
            blockers.append(
                self.env._(
                    "%(count)s jobs are unfinished (%(numbers)s). Cancel them first.",
                    count=len(jobs),
                    numbers=numbers,
                )
            )
        return blockers
