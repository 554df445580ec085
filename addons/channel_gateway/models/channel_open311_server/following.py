from datetime import UTC, timedelta

from odoo import fields, models
from odoo.fields import Domain

from ...open311.client import Failure
from ...open311.parse import MAX_WINDOW

# Their clock may be behind ours, and their updates come with a delay.
OVERLAP = timedelta(hours=2)
# Of referrals that are never finished, the oldest are no longer followed.
FOLLOWED = 1000
# Their server has no updates.
NO_UPDATES = (400, 404, 405, 501)


class ChannelOpen311Server(models.Model):
    """What becomes of the requests that were sent."""

    _inherit = "channel.open311.server"

    def _follow(self):
        """Add their updates to our requests.

        Raises:
            Failure: the server did not answer, or not as it should.
        """
        self.ensure_one()
        client = self._client()
        Referral = self.env["service.referral"]
        self._resolve_tokens(client)
        waiting = self._search_referrals(Referral._open311_waiting_domain())
        if not waiting:
            return
        started = fields.Datetime.now()
        by_reference = waiting.grouped("their_reference")
        for update in self._read_updates(client, waiting, started):
            for referral in by_reference.get(update.reference, ()):
                referral._open311_apply(update)
        self.followed_until = started

    def _resolve_tokens(self, client):
        accepted = Domain("open311_state", "=", "accepted")
        for referral in self._search_referrals(accepted):
            if reference := client.resolve(referral.open311_token):
                referral._open311_mark_sent(reference)

    def _search_referrals(self, domain):
        """Return the latest referrals to this server, so many as are followed."""
        own = Domain("open311_server_id", "=", self.id)
        return self.referral_ids.search(own & domain, order="id desc", limit=FOLLOWED)

    def _read_updates(self, client, waiting, until):
        """Return their updates, or how requests stand where they have none."""
        since = self.followed_until or min(waiting.mapped("referred_at"))
        since = max(since - OVERLAP, until - MAX_WINDOW)
        try:
            return client.updates(since.replace(tzinfo=UTC), until.replace(tzinfo=UTC))
        except Failure as failure:
            if failure.status not in NO_UPDATES:
                raise
        return client.standing(waiting.mapped("their_reference"))
