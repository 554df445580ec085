from collections import defaultdict

from odoo import models

from ...importing import constituent, rows
from ...matching import blocks, places
from ...matching.person import Person

# Module names by which the ORM marks external identifiers of no module.
OF_NO_MODULE = ("__import__.", "__export__.")


class ConstituentImportConstituent(models.AbstractModel):
    _inherit = "constituent.import.constituent"

    def _find_partners(self, cases):
        """Set on each case the constituent that it is certainly about."""
        by_external_id = self._partners_by_external_id(cases)
        by_account = self._holders_by_account(cases)
        near = self._lines_to_match(cases)
        for case in cases:
            case.is_near = case.row.line in near
            case.partner = by_external_id.get(
                case.parsed.external_id
            ) or self._sole_account_holder(case, by_account)
            if not case.partner and case.is_near:
                found = self.env["res.partner"]._constituent_identify(case.clues)
                case.partner = found or None

    def _partners_by_external_id(self, cases):
        """Return the partners with the external identifiers of the rows."""
        asked = {case.parsed.external_id for case in cases} - {""}
        whole = {
            _complete_external_id(external_id): external_id for external_id in asked
        }
        # External identifiers are in exports, so all users may know them.
        known = (
            self.env["ir.model.data"]
            .sudo()
            .search(
                [
                    ("model", "=", "res.partner"),
                    (
                        "module",
                        "in",
                        [external_id.partition(".")[0] for external_id in whole],
                    ),
                    (
                        "name",
                        "in",
                        [external_id.partition(".")[2] for external_id in whole],
                    ),
                ]
            )
        )
        partners = self.env["res.partner"].browse(known.mapped("res_id")).exists()
        return {
            whole[row.complete_name]: partners.browse(row.res_id)
            for row in known
            if row.complete_name in whole and row.res_id in partners.ids
        }

    def _keep_external_ids(self, cases):
        """Store the external identifiers of the rows of new constituents.

        Those of installed modules are left out: an update of the module would delete
        records that its data files do not contain.
        """
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": whole, "record": case.partner, "noupdate": True}
                for case in cases
                if case.parsed.external_id
                and (
                    whole := _complete_external_id(case.parsed.external_id)
                ).startswith(OF_NO_MODULE)
            ]
        )

    def _holders_by_account(self, cases):
        """Return the holders of the rows' account numbers, by type and number."""
        numbers = {
            number
            for case in cases
            for _kind, number in case.parsed.identifying_accounts
        }
        rows_ = self.env["constituent.identifier"].search(
            [
                ("value_normalised", "in", list(numbers)),
                ("type", "in", constituent.ACCOUNTS),
            ]
        )
        found = defaultdict(self.env["res.partner"].browse)
        for row in rows_:
            if row._is_current() and row.partner_id.active:
                found[row.type, row.value_normalised] |= row.partner_id
        return found

    def _sole_account_holder(self, case, by_account):
        """Return the only holder of an account number of the row, else None.

        Unless it is a number that the council has given to one constituent, the name
        must be like that of the row, and the date of birth not another one.
        """
        for account in case.parsed.identifying_accounts:
            holders = by_account.get(account, self.env["res.partner"])
            if account[0] not in constituent.OWN:
                holders = holders.filtered(
                    lambda holder: (
                        holder._has_name_like(case.clues)
                        and holder._may_be_born(case.parsed)
                    )
                )
            if len(holders) == 1:
                return holders
        return None

    def _lines_to_match(self, cases):
        """Return the line numbers of the rows that may be about existing constituents.

        These share a phone number, e-mail address, postcode or birth date with one.
        """
        reached = {
            contact
            for case in cases
            for contact in case.parsed.phones + case.parsed.emails
        }
        codes = {places.postcode(case.parsed.postcode) for case in cases} - {""}
        known = {
            value
            for (value,) in self.env["constituent.identifier"]._read_group(
                [("value_normalised", "in", list(reached))], ["value_normalised"]
            )
        }
        known |= {
            code
            for (code,) in self.env["res.partner"]._read_group(
                [("lookup_postcode", "in", list(codes)), ("is_constituent", "=", True)],
                ["lookup_postcode"],
            )
        }
        born = self._lines_born_alike(cases)
        return {
            case.row.line
            for case in cases
            if case.row.line in born
            or not known.isdisjoint(
                [
                    places.postcode(case.parsed.postcode),
                    *case.parsed.phones,
                    *case.parsed.emails,
                ]
            )
        }

    def _lines_born_alike(self, cases):
        """Return the line numbers of rows like a constituent in birth date and name."""
        Partner = self.env["res.partner"]
        keys = {
            case.row.line: blocks.keys(
                Person(
                    name=Partner._name_in(case.clues), birth_date=case.parsed.birth_date
                )
            )
            for case in cases
            if case.parsed.birth_date
        }
        # Keys reveal nothing about a person: the user only sees a count.
        Key = self.env["constituent.match.key"].sudo()
        asked = list(frozenset().union(*keys.values()))
        known = {key for (key,) in Key._read_group([("key", "in", asked)], ["key"])}
        return {
            line for line, row_keys in keys.items() if not known.isdisjoint(row_keys)
        }

    def _follow_earlier_row(self, case, cases_by_line, options, dry_run):
        """Assign the constituent of the earlier row that this one repeats."""
        earlier = cases_by_line.get(case.row.repeats)
        case.partner = earlier.partner if earlier else None
        if case.row.earlier_id:
            known = self.env["res.partner"].browse(case.row.earlier_id)
            case.partner = known.exists() or None
        if case.partner:
            return
        self._find_partners([case])
        if case.partner:
            return
        if dry_run and not earlier:
            # Its constituent would be there: the check has taken it back.
            status = rows.UNCHANGED if case.row.is_same else rows.UPDATED
            case.outcome = rows.Outcome(status)
        else:
            self._create_cases([case], options)


def _complete_external_id(external_id):
    """Complete an external identifier with its module, as core does."""
    return external_id if "." in external_id else f"__import__.{external_id}"
