from dataclasses import replace

import pytz

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ...groups import READERS
from ...permission import Answer, authority, contact, quiet
from ..constituent_contact_points_mixin import CONTACT_POINTS

IDENTIFIER_KEY = ("partner_id", "type", "value_normalised")


class ResPartner(models.Model):
    """What a constituent permits: to be contacted; and for whom they may act."""

    _inherit = "res.partner"

    quiet_time_ids = fields.One2many(
        "constituent.quiet.time",
        "partner_id",
        string="Quiet Hours",
        groups=READERS,
        help="When not to call. If empty, the council's quiet hours apply.",
    )
    side_ids = fields.One2many(
        "constituent.relationship.side",
        "partner_id",
        string="Related People",
        groups=READERS,
    )
    permission_matrix = fields.Json(
        string="Permissions Given",
        compute="_compute_permission_matrix",
        groups=READERS,
    )

    def _contact_points(self):
        """Return phone and e-mail points as (partner id, type, normal form)."""
        Identifier = self.env["constituent.identifier"]
        return {
            (partner.id, kind, normal)
            for partner in self
            for kind in CONTACT_POINTS
            for normal in Identifier._normal_forms(kind, partner[kind], partner)
        }

    def _contact_identifiers(self):
        """Return the phone and e-mail identifiers by their key."""
        # Users who may edit a contact may update the data derived from it.
        Identifier = self.env["constituent.identifier"].sudo()
        rows = Identifier.with_context(active_test=False).search_fetch(
            [("partner_id", "in", self.ids), ("type", "in", CONTACT_POINTS)],
            [*IDENTIFIER_KEY, "active", "valid_from", "valid_to"],
        )
        return {
            (row.partner_id.id, row.type, row.value_normalised): row for row in rows
        }

    def _add_identifiers(self):
        """Create identifiers for phone numbers and addresses of new constituents."""
        # As in `_contact_identifiers`.
        rows, points = self.env["constituent.identifier"].sudo(), self._contact_points()
        rows._create_of(points)
        rows._update_sharing({normal for _partner, _kind, normal in points})

    def _update_sharing(self):
        """Update which identifiers with the values of self are shared with others."""
        # As in `_contact_identifiers`.
        rows = self.env["constituent.identifier"].sudo()
        found = rows.with_context(active_test=False).search(
            [("partner_id", "in", self.ids)]
        )
        rows._update_sharing(found._values())

    def _sync_identifiers(self, before=frozenset(), also=frozenset()):
        """Synchronise the identifiers with phone numbers and e-mail addresses.

        Identifiers of replaced values end: searches still find them, but they identify
        nobody.

        Args:
            before: the former `_contact_points`.
            also: more `_contact_points` of the constituents to keep in use.
        """
        known, now = self._contact_identifiers(), self._contact_points()
        served = set(self.filtered("is_constituent").ids)
        wanted = {point for point in now if point[0] in served} | also
        back = [known[key] for key in wanted & known.keys()]
        replaced = before - now
        gone = [known[key] for key in replaced & known.keys()]
        # As in `_contact_identifiers`. Who shares them is looked at once, at the end.
        rows = self.env["constituent.identifier"].sudo()
        later = rows.with_context(sharing_noted_later=True)
        later.union(*(row for row in back if not row.is_current)).write(
            {"active": True, "valid_from": False, "valid_to": False}
        )
        yesterday = fields.Date.subtract(fields.Date.context_today(self), days=1)
        later.union(*(row for row in gone if row.is_current)).write(
            {"valid_from": False, "valid_to": yesterday}
        )
        rows._create_of(wanted - known.keys())
        rows._update_sharing({normal for _partner, _kind, normal in replaced | wanted})

    # May they be contacted?

    def _may_contact(self, channel, purpose=None, at=None):
        """Return whether the constituent may be contacted; ask it before any contact.

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
        """Return what `_may_contact` does for many, in a constant number of queries.

        Args:
            channel: a `constituent.channel` or its code.
            purpose: a `constituent.purpose` or its code; service delivery by default.
            at: when (UTC, naive); now by default.

        Returns:
            A dict from each constituent to their `Answer`.
        """
        if isinstance(channel, str):
            channel = self.env["constituent.interaction"]._channel(channel)
        if not isinstance(purpose, models.BaseModel):
            purpose = self.env["constituent.purpose"]._get_by_code(purpose)
        now = at or fields.Datetime.now()
        # Callers need the answer only, without access to consent records.
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
        """Return for each constituent the first time outside quiet hours.

        Args:
            channel: a `constituent.channel`; only intrusive ones observe quiet hours.
            now: a naive UTC datetime.

        Returns:
            A dict of partner to naive UTC datetime, `now` or later; None if never.
        """
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
        """Return the answer with its reason as text for the user."""
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
        """Record a permission or refusal from the permission matrix.

        Args:
            purpose_id: id of a `constituent.purpose`.
            channel_id: id of a `constituent.channel`; False for every channel.
            is_given: whether the constituent agrees.
            method: how the constituent said so, a value of the consent's `method`.

        Returns:
            The new permission matrix.
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

    # Acting for others

    def _may_act_for(self, other, subject=None, at=None):
        """Return whether the constituent may act for `other`; any addon may ask it.

        Args:
            other: whom they would act for, a `res.partner`.
            subject: a `constituent.matter` or its code; None asks about any matter.
            at: the day; today by default.

        Returns:
            An `Answer` with the reason, as a code and in words.
        """
        self.ensure_one()
        if self == other:
            reason = self.env._("%s acts for themselves.", self.name)
            return Answer(True, "self", reason)
        matter = getattr(subject, "code", subject) or None
        day = at or fields.Date.context_today(self)
        # Callers need the answer only, without access to relationships.
        rights = (
            self.env["constituent.relationship"]
            .sudo()
            ._authorities_of(self.sudo(), day, other.sudo())
        )
        answer, by = authority.decide(rights.get(other.id, []), matter, day)
        return replace(
            answer, reason=self._describe_representation(answer.code, other, by)
        )

    def _representation_warning(self, other, subject=None):
        """Return why the constituent may not act for `other`; '' if they may.

        It is a warning only: anybody may report something for anybody.
        """
        if not self or not other:
            return ""
        answer = self._may_act_for(other, subject)
        return "" if answer else answer.reason

    @api.model
    def _describe_representation(self, code, other, by):
        words = {
            "authority": self.env._("%(name)s may act for %(other)s: %(role)s."),
            "none": self.env._("No record authorises %(name)s to act for %(other)s."),
            "withheld": self.env._(
                "%(name)s is “%(role)s” %(other)s, without the right to act for them."
            ),
            "ended": self.env._("%(name)s is no longer “%(role)s” %(other)s."),
            "expired": self.env._(
                "The right of %(name)s to act for %(other)s has expired (%(role)s)."
            ),
            "other_matter": self.env._(
                "%(name)s may act for %(other)s on other matters only (%(role)s)."
            ),
            "no_evidence": self.env._(
                "%(name)s is “%(role)s” %(other)s, but no evidence has been seen."
            ),
            "no_consent": self.env._(
                "%(name)s is “%(role)s” %(other)s, who has not agreed to it."
            ),
        }[code]
        role = by.role if by else ""
        return words % {"name": self.name, "other": other.name, "role": role}

    def _represented_partners(self, subject=None, at=None):
        """Return all partners for whom the constituent may act."""
        self.ensure_one()
        matter = getattr(subject, "code", subject) or None
        day = at or fields.Date.context_today(self)
        # As in `_may_act_for`.
        rights = (
            self.env["constituent.relationship"]
            .sudo()
            ._authorities_of(self.sudo(), day)
        )
        return self.browse(
            other_id
            for other_id, held in rights.items()
            if authority.decide(held, matter, day)[0]
        )

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """List first those for whom the context's `representative_id` may act."""
        found = super().name_search(name, domain, operator, limit)
        representative_id = self.env.context.get("representative_id")
        if not representative_id or not isinstance(representative_id, int):
            return found
        likely = self.browse(representative_id)._represented_partners()
        within = Domain("id", "in", likely.ids) & Domain(domain or Domain.TRUE)
        first = super().name_search(name, list(within), operator, limit)
        known = dict(first)
        return (first + [pair for pair in found if pair[0] not in known])[:limit]


def _utc(zone, moment):
    """Convert a naive local time to naive UTC."""
    return zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)
