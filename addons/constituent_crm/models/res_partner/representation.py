from dataclasses import replace

from odoo import api, fields, models
from odoo.fields import Domain

from ...groups import READERS
from ...permission import Answer, authority


class ResPartner(models.Model):
    """The people for whom a constituent may act."""

    _inherit = "res.partner"

    side_ids = fields.One2many(
        "constituent.relationship.side",
        "partner_id",
        string="Related People",
        groups=READERS,
    )

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
        rights = self.sudo()._authorities(day, other.sudo())
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

    def _authorities(self, day, others=None):
        """Return the constituent's authorities to act for `others`, or for anybody.

        Returns:
            A dict from the id of the other to a list of `Authority`.
        """
        self.ensure_one()
        domain = Domain("partner_id", "=", self.id)
        if others is not None:
            domain &= Domain("other_id", "in", others.ids)
        rows = self.env["constituent.relationship"].search(domain)
        purposes = rows.role_id.purpose_id
        asked = others if others is not None else rows.other_id
        councillor = self.env.ref(
            "constituent_crm.role_councillor", raise_if_not_found=False
        )
        represented = (
            self._represented_as_councillor(asked, day)
            if councillor
            else asked.browse()
        )
        if represented:
            purposes |= councillor.purpose_id
        said = self.env["constituent.consent"]._last_said(
            rows.other_id | represented, purposes, self.env["constituent.channel"]
        )
        found = {}
        for row in rows:
            found.setdefault(row.other_id.id, []).append(row._authority(said))
        for one in represented:
            agreed = bool(said.get((one.id, councillor.purpose_id.id, False)))
            found.setdefault(one.id, []).append(
                authority.Authority(
                    role=councillor.name,
                    matters=frozenset(councillor.matter_ids.mapped("code")),
                    is_consented=not councillor.purpose_id or agreed,
                )
            )
        return found

    def _represented_as_councillor(self, others, day):
        """Return those of `others` who live in a ward of the councillor self."""
        Member = self.env["constituent.ward.member"]
        terms = Domain("partner_id", "=", self.id) & Domain(Member._in_office(day))
        wards = Member.search(terms).ward_id
        return others.filtered(lambda one: one.ward_id in wards)

    def _represented_partners(self, subject=None, at=None):
        """Return all partners for whom the constituent may act."""
        self.ensure_one()
        matter = getattr(subject, "code", subject) or None
        day = at or fields.Date.context_today(self)
        # As in `_may_act_for`.
        rights = self.sudo()._authorities(day)
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
