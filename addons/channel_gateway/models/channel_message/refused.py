from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.constituent_crm.models import setting

# How long refused reports are kept, in days, and the setting for it.
KEPT_DAYS = 30
KEPT_SETTING = "channel_gateway.refused_days"
BATCH = 1000


class ChannelMessage(models.Model):
    """Messages that were refused: their senders know, and staff need not act."""

    _inherit = "channel.message"

    is_refused = fields.Boolean(
        string="Refused",
        readonly=True,
        copy=False,
        help="The sender was told what to mend: staff need not act.",
    )

    _refused_idx = models.Index("(received_at) WHERE is_refused")

    @api.autovacuum
    def _gc_refused(self):
        """Remove refused messages after some days; their number stays.

        Returns:
            Pair of the number removed and of how many are left to remove.
        """
        days = setting.days(self.env, KEPT_SETTING, KEPT_DAYS)
        old = [
            ("is_refused", "=", True),
            ("request_id", "=", False),
            ("received_at", "<", fields.Datetime.now() - timedelta(days=days)),
        ]
        removed = self.search(old, limit=BATCH)
        self.env["channel.refused.report"]._count(removed)
        removed.unlink()
        return len(removed), self.search_count(old, limit=1)
