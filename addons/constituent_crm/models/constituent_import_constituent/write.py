from odoo import models

from ...importing import rows
from .target import plain, written


class ConstituentImportConstituent(models.AbstractModel):
    _inherit = "constituent.import.constituent"

    def _create_cases(self, cases, options):
        """Create unknown constituents, and propose possible duplicates."""
        if options["unknown_rule"] == "reject":
            for case in cases:
                case.reject(self.env._("No certain match among existing constituents."))
            return
        citizen = self.env["constituent.kind"]._by_code("citizen").filtered("active")
        defaults = {"is_constituent": True, "kind_id": citizen.id}
        made = self._partners().create([{**defaults, **case.values} for case in cases])
        for case, partner in zip(cases, made, strict=True):
            case.partner = partner
        for case in cases:
            case.outcome = rows.Outcome(rows.CREATED, case.partner.id)
        self._add_identifiers(cases)
        self._keep_external_ids(cases)
        for case in cases:
            if case.is_near:
                self._propose_duplicates(case, options)

    def _propose_duplicates(self, case, options):
        """Propose to staff the existing constituents whom a new one may duplicate."""
        partner, Match = case.partner, self.env["constituent.match"]
        # Those of the file itself are compared as all who arrive are: a check would
        # report otherwise than a run.
        near = partner._candidates(case.clues).filtered(
            lambda candidate: candidate.id <= options["newest_id"]
        )
        partner._propose_matches(near)
        proposed = Match.search(Match._proposed_domain(partner), limit=1)
        if not proposed:
            return
        other = (proposed.partner_id | proposed.other_id) - partner
        reason = self.env._(
            "Possible match with %(name)s: %(reason)s.",
            name=other.name,
            reason=proposed.reason,
        )
        if options["doubtful_rule"] == "reject":
            case.partner = None
            partner.sudo().unlink()
            case.reject(reason)
        else:
            case.outcome = rows.Outcome(rows.REVIEW, partner.id, reason)

    def _add_identifiers(self, cases):
        """Store the numbers for which the partner has no field of its own.

        Returns:
            The new `constituent.identifier` records.
        """
        Identifier = self.env["constituent.identifier"].with_context(active_test=False)
        partners = [case.partner.id for case in cases]
        known = {
            (row.partner_id.id, row.type, row.value_normalised)
            for row in Identifier.search([("partner_id", "in", partners)])
        }
        wanted = {
            (case.partner.id, kind, value)
            for case in cases
            for kind, value in case.parsed.identifiers(has_place=case.has_place)
        }
        written = {
            (case.partner.id, "personal_number", value): text
            for case in cases
            for value, text in case.parsed.written.items()
        }
        return Identifier.create(
            [
                {
                    "partner_id": partner_id,
                    "type": kind,
                    "value": written.get((partner_id, kind, value), value),
                }
                for partner_id, kind, value in sorted(wanted - known)
            ]
        )

    def _partners(self):
        return self.env["res.partner"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )

    def _update(self, case, options):
        """Update the constituent that the row is about."""
        if case.partner.id and not case.partner.is_constituent:
            case.reject(self.env._("%s is not a constituent.", case.partner.name))
            return
        former = self._write_case(case, options["known_rule"] == "overwrite")
        added = self._add_identifiers([case])
        if former or added:
            former["identifiers"] = added.ids
        status = rows.UPDATED if former else rows.UNCHANGED
        if case.row.repeats:
            status = rows.UNCHANGED if case.row.is_same else rows.UPDATED
        case.outcome = rows.Outcome(status, case.partner.id, former=former or None)

    def _write_case(self, case, is_overwriting):
        """Write the values that differ; return former and new ones by field."""
        partner = case.partner
        changed = {
            name: value
            for name, value in case.values.items()
            if (is_overwriting or not partner[name])
            and not self._is_same(partner, name, value)
        }
        if "kind_id" not in changed:
            # While the kind stays, so does whether it is an organisation.
            changed.pop("is_company", None)
        if case.is_place_matched and not self._takes_place(case, changed):
            changed.pop("property_id", None)
        before = {name: written(partner, name) for name in changed}
        if changed:
            partner.with_context(tracking_disable=True).write(changed)
        return {name: [plain(before[name]), plain(changed[name])] for name in changed}

    def _takes_place(self, case, changed):
        """Return whether the partner gets the address that a property was found by."""
        if "street" in changed:
            return True
        is_same = self._is_same(case.partner, "street", case.values["street"])
        return is_same and not case.partner.property_id

    def _is_same(self, partner, name, value):
        stored = written(partner, name)
        if name in ("phone", "email"):
            Identifier = self.env["constituent.identifier"]
            return value in Identifier._normal_forms(name, stored or "", partner)
        return stored == value
