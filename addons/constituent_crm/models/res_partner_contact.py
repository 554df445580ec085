from dataclasses import replace

import pytz

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..permission import contact, quiet
from .res_partner import READERS


class ResPartner(models.Model):
    _inherit = "res.partner"

    quiet_time_ids = fields.One2many(
        "constituent.quiet.time",
        "partner_id",
        string="Quiet Hours",
        groups=READERS,
        help="When not to call. If empty, the council's quiet hours apply.",
    )
    permission_matrix = fields.Json(
        string="Permissions Given",
        compute="_compute_permission_matrix",
        groups=READERS,
    )

    # The door

    def _may_contact(self, channel, purpose=None, at=None):
        """May the constituent be contacted? The door for whatever contacts them.

        Args:
            channel: a `constituent.channel` or its code.
            purpose: a `constituent.purpose` or its code; service delivery by default.
            at: when (UTC, naive); now by default.

        Returns:
            An `Answer`: whether they may, the reason (code and words) and, in quiet
            hours, the earliest time they may.

        Raises:
            UserError: there is no such channel or purpose.
        """
        self.ensure_one()
        return self._may_contact_batch(channel, purpose, at)[self]

    def _may_contact_batch(self, channel, purpose=None, at=None):
        """As `_may_contact`, for many in as few queries as for one.

        Returns:
            A dict from each constituent to their `Answer`.
        """
        if isinstance(channel, str):
            channel = self.env["constituent.interaction"]._channel(channel)
        if not isinstance(purpose, models.BaseModel):
            purpose = self.env["constituent.purpose"]._named(purpose)
        now = at or fields.Datetime.now()
        # Whatever contacts somebody need not read what they said, only the answer.
        people = self.sudo()
        said = people.env["constituent.consent"]._last_said(people, purpose, channel)
        until = people._quiet_until(channel, now)
        return {
            one.with_env(self.env): one._in_words(
                contact.decide(
                    purpose._terms(),
                    do_not_contact=one.do_not_contact,
                    said=said.get((one.id, purpose.id, channel.id)),
                    now=now,
                    quiet_until=until[one],
                ),
                channel,
                purpose,
            )
            for one in people
        }

    def _quiet_until(self, channel, now):
        """The first moment from `now` on at which each may be disturbed (UTC)."""
        if not channel.is_intrusive:
            return dict.fromkeys(self, now)
        zone = self.env.company._council_zone()
        local = pytz.utc.localize(now).astimezone(zone).replace(tzinfo=None)
        usual = self.env.company._quiet_times()
        own = self.env["constituent.quiet.time"].search_fetch(
            [("partner_id", "in", self.ids)], ["partner_id", "days", "start", "end"]
        )
        times = {
            one: [row._time() for row in rows]
            for one, rows in own.grouped("partner_id").items()
        }
        ends = {one: quiet.over(times.get(one, usual), local) for one in self}
        return {
            one: now if end == local else end and _utc(zone, end)
            for one, end in ends.items()
        }

    def _in_words(self, answer, channel, purpose):
        """The answer with its reason in words."""
        words = {
            "do_not_contact": self.env._("%(name)s does not wish to be contacted."),
            "refused": self.env._("%(name)s said no: %(purpose)s, %(channel)s."),
            "not_asked": self.env._(
                "%(name)s has not agreed yet: %(purpose)s, %(channel)s."
            ),
            "quiet": self.env._("Quiet hours of %(name)s: not before %(earliest)s."),
            "law": self.env._("The law demands it: %(purpose)s."),
            "agreed": self.env._("%(name)s has agreed: %(purpose)s, %(channel)s."),
            "lawful": self.env._("No objection: %(purpose)s, %(channel)s."),
        }[answer.code]
        if answer.code == "quiet" and not answer.earliest:
            words = self.env._("%(name)s does not wish to be disturbed at any time.")
        zone = self.env.company._council_zone().zone
        earliest = answer.earliest and format_datetime(
            self.env, answer.earliest, tz=zone
        )
        return replace(
            answer,
            reason=words
            % {
                "name": self.name or "",
                "purpose": purpose.name or "",
                "channel": channel.name or "",
                "earliest": earliest,
            },
        )

    # What they agreed to

    @api.depends_context("uid", "lang")
    @api.depends(
        "consent_ids.purpose_id",
        "consent_ids.channel_id",
        "consent_ids.is_given",
        "consent_ids.decided_at",
    )
    def _compute_permission_matrix(self):
        purposes = self.env["constituent.purpose"].search([("active", "=", True)])
        channels = self.env["constituent.channel"].search([("is_outgoing", "=", True)])
        people = self._origin
        Consent = self.env["constituent.consent"]
        said = Consent._last_said(people, purposes, channels)
        for partner in self:
            partner.permission_matrix = {
                "is_editable": Consent.has_access("create"),
                "channels": [
                    {"id": False, "name": self.env._("Every channel")},
                    *({"id": one.id, "name": one.name} for one in channels),
                ],
                "purposes": [
                    purpose._matrix_row(
                        [
                            said.get((partner._origin.id, purpose.id, channel))
                            for channel in [False, *channels.ids]
                        ]
                    )
                    for purpose in purposes
                ],
            }

    def record_permission(self, purpose_id, channel_id, is_given, method="spoken"):
        """Write down what the constituent says now, from the matrix.

        Args:
            channel_id: False for every channel.
        """
        self.ensure_one()
        self.env["constituent.consent"].create(
            {
                "partner_id": self.id,
                "purpose_id": purpose_id,
                "channel_id": channel_id,
                "is_given": is_given,
                "method": method,
            }
        )
        self.invalidate_recordset(["permission_matrix"])
        return self.permission_matrix


def _utc(zone, moment):
    """A local time, naive, as UTC, naive."""
    return zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)
