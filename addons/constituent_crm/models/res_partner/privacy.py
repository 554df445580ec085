from collections import defaultdict
from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...matching import number_formats
from ..constituent_contact_points_mixin import CONTACT_POINTS

# Accounts that are evidence of money owed or paid.
FINANCIAL = ("council_tax", "business_rates", "customer_account")
# Section 5 of the Limitation Act 1980: a debt can be claimed for six years.
LIMITATION_YEARS = 6
# What stays of the record itself where something must be kept.
STAYS = {"active", "company_id", "is_company", "is_constituent", "kind_id", "lang"}
STAYS |= {"legal_hold", "type"}
CLEARED = {"boolean", "char", "date", "datetime", "html", "many2many", "many2one"}
CLEARED |= {"text", "selection", "float", "integer", "json", "binary"}

# What Odoo keeps for itself about every record, and what is made anew from others.
TECHNICAL = {
    "bus.bus",
    "constituent.lookup",
    "constituent.match",
    "constituent.privacy.register",
    "ir.model.data",
    "mail.followers",
    "mail.notification",
    "privacy.log",
}
# Fields of partners that serve technical purposes only.
UNDISCLOSED_PARTNER_FIELDS = {
    "active",
    "color",
    "commercial_partner_id",
    "company_id",
    "complete_name",
    "contact_address_inline",
    "is_constituent",
    "legal_hold",
    "lookup_postcode",
    "partner_share",
    "phone_sanitized",
}


@dataclass(frozen=True)
class Kept:
    """Rows that are kept after an erasure.

    Attributes:
        rows: the records.
        ground: the law or reason, as text.
        until: a date, or None where it is open.
    """

    rows: models.BaseModel
    ground: str
    until: object = None


class ResPartner(models.Model):
    """Personal data of a person, and its erasure."""

    _inherit = "res.partner"

    legal_hold = fields.Char(
        copy=False,
        groups="constituent_crm.group_dpo,constituent_crm.group_manager",
        help="Reason why this constituent's data may not be erased, e.g. a"
        " claim or an inquiry. Leave empty for no hold.",
    )

    def _log_legal_hold(self, vals):
        """Log in the privacy register that `vals` set or release a legal hold."""
        if "legal_hold" not in vals:
            return
        action_label = (
            self.env._("Legal hold set")
            if vals["legal_hold"]
            else self.env._("Legal hold released")
        )
        self.env["constituent.privacy.register"]._log("hold", self, action_label)

    @api.model
    def _erasure_policy(self, field):
        """Detach rows that are partners: they are other persons."""
        return "detach" if field.comodel_name == self._name else "delete"

    def _erasure_blockers(self):
        """Return why self cannot be erased now, a sentence each; [] if it can.

        Hook: addons add their own reasons.
        """
        self.ensure_one()
        # Blockers reveal that a record exists, not its content.
        partner = self.sudo().with_context(active_test=False)
        blockers = []
        if partner.legal_hold:
            blockers.append(self.env._("There is a legal hold: %s", partner.legal_hold))
        if partner.user_ids:
            blockers.append(
                self.env._(
                    "There is a login (%s). Delete the user first.",
                    ", ".join(partner.user_ids.mapped("login")),
                )
            )
        if partner._is_of_company():
            blockers.append(
                self.env._("This is the contact of a company in this database.")
            )
        open_access = partner.env["constituent.subject.access"]._find_open(partner)
        if open_access:
            blockers.append(
                self.env._(
                    "A subject access request is open, due on %s. Close it first.",
                    format_date(self.env, open_access[0].due_on),
                )
            )
        # It may be about to write about them, even if the user may not read it.
        if self.env["constituent.import"].sudo()._is_any_at_work("constituent"):
            blockers.append(
                self.env._(
                    "An import of constituents is running. Wait until it has finished."
                )
            )
        return blockers

    def _erasure_keeps(self):
        """Return a list of `Kept`: the records of self that the law requires to keep.

        Hook: addons add their own records.
        """
        self.ensure_one()
        return [*self._kept_markers(), *self._kept_accounts()]

    def _kept_markers(self):
        Marker = self.env["constituent.marker"].sudo()
        markers = Marker.search(
            Marker._current()
            & Domain("partner_id", "=", self.id)
            & Domain("category", "=", "caution")
        )
        ground = self.env._(
            "Safety of staff who visit (Health and Safety at Work Act 1974, section 2)"
        )
        ends = [marker.expiry_date or marker.review_date for marker in markers]
        until = max(ends) if ends and all(ends) else None
        if not markers:
            return []
        # Markers warn of dangers at the home, so it is kept, too.
        homes = (
            self.env["constituent.occupancy"]
            .sudo()
            .search([("partner_id", "=", self.id), ("is_current", "=", True)])
        )
        return [Kept(markers, ground, until), Kept(homes, ground, until)]

    def _kept_accounts(self):
        Identifier = self.env["constituent.identifier"].sudo()
        accounts = Identifier.with_context(active_test=False).search(
            [("partner_id", "=", self.id), ("type", "in", FINANCIAL)]
        )
        today = fields.Date.context_today(self)
        kept, until = Identifier, []
        for account in accounts:
            ended = account.valid_to or today
            end = fields.Date.add(ended, years=LIMITATION_YEARS)
            if end > today:
                kept |= account
                until.append(end)
        ground = self.env._(
            "Evidence of what is owed or paid, for six years from its end"
            " (Limitation Act 1980, section 5)"
        )
        return [Kept(kept, ground, max(until))] if kept else []

    def _erasure_plan(self):
        """Return what an erasure of self would do.

        Returns:
            A dict of "delete", "anonymise" and "detach" to a dict of model name to
            (records, names of fields), and the list of `Kept`.
        """
        self.ensure_one()
        keeps = self._erasure_keeps()
        spared = {(row._name, row.id) for kept in keeps for row in kept.rows}
        plan = defaultdict(dict)
        for field, rows in self._personal_rows():
            rows = rows.filtered(lambda row: (row._name, row.id) not in spared)
            policy = rows._erasure_policy(field)
            if policy == "keep":
                keeps.append(Kept(rows, rows._erasure_ground()))
            elif rows:
                known, names = plan[policy].get(rows._name, (rows.browse(), []))
                named = [field.name] if field else []
                plan[policy][rows._name] = (known | rows, names + named)
        return plan, [kept for kept in keeps if kept.rows]

    def _erase(self):
        """Erase the person; what the law requires stays without a name.

        Returns:
            The list of `Kept`; empty when the record itself is gone.

        Raises:
            UserError: when something blocks it; nothing has been done then.
        """
        self.ensure_one()
        blockers = self._erasure_blockers()
        if blockers:
            raise UserError("\n".join(blockers))
        # Users who may erase may lack access to some of a person's records.
        partner = self.sudo().with_context(
            active_test=False, tracking_disable=True, mail_notrack=True, is_erasure=True
        )
        plan, keeps = partner._erasure_plan()
        partner._erase_noted_data()
        # Before the address is removed.
        for rows, names in plan["anonymise"].values():
            rows.with_env(partner.env).exists()._erase_person(partner, names)
        for rows, _names in plan["delete"].values():
            rows.with_env(partner.env).exists()._erase_rows()
        for rows, names in plan["detach"].values():
            partner._detach(rows.with_env(partner.env).exists(), names)
        if keeps:
            partner._anonymise(keeps)
        else:
            partner._erase_rows()
        return keeps

    def _detach(self, rows, names):
        for name in names:
            rows.filtered(lambda row, name=name: row[name] == self).write({name: False})

    def _erase_noted_data(self):
        """Erase what each model has noted of self outside the rows about self."""
        for name in self.env:
            if not self.env[name]._abstract:
                self.env[name]._erasure_forget(self)

    def _anonymise(self, keeps):
        """Clear all fields of the record that `keeps` does not require."""
        self.ensure_one()
        values = {
            name: False
            for name, field in self._fields.items()
            if field.store
            and field.type in CLEARED
            and not field.related
            and not field.required
            and not (field.compute and field.readonly)
            and name not in models.MAGIC_COLUMNS
            and name not in STAYS | self._kept_place(keeps)
        }
        values["name"] = self.env._("Erased constituent #%s", self.id)
        self._erase_attached()
        self.message_follower_ids.unlink()
        self.write(values)
        spared = [row for kept in keeps for row in kept.rows.ids]
        self.identifier_ids.filtered(lambda row: row.id not in spared).unlink()

    def _kept_place(self, keeps):
        """Return the address fields to keep: all of them while a marker is kept."""
        if any(kept.rows._name == "constituent.marker" for kept in keeps):
            return {"property_id", "street", "street2", "city", "zip"}
        return set()

    def action_privacy_lookup(self):
        action = super().action_privacy_lookup()
        action["context"]["default_partner_id"] = self.id
        return action

    def _personal_rows(self):
        """Yield records that refer to self, by foreign key or by model name and id.

        Yields:
            A field and the records, archived ones too, that refer to self by it; then
            None and the records that are about self without referring to it.
        """
        for model in self._models_of_persons():
            if rows := model._personal_rows_of(self.with_env(model.env)):
                yield None, rows
            for field in model._fields.values():
                domain = self._domain_of_persons(model, field)
                if domain is None:
                    continue
                rows = model.search(domain, order="id")
                if rows:
                    yield field, rows

    def _own_addresses(self):
        """Return the addresses and phone numbers that identify rows about self.

        Those that somebody else has too, such as a household's telephone, are left
        out.

        Returns:
            A dict of "email", "phone" (both in normal form) and "digits" (how the
            numbers are dialled) to a set of texts.
        """
        # Erasure and subject access need all addresses, whatever the user may read.
        Identifier = self.env["constituent.identifier"].sudo()
        Identifier = Identifier.with_context(active_test=False)
        known = {(kind, value) for _id, kind, value in self._contact_points()}
        known |= {
            (row.type, row.value_normalised)
            for row in Identifier.search(
                [("partner_id", "in", self.ids), ("type", "in", CONTACT_POINTS)]
            )
        }
        others = Identifier.search(
            [
                ("value_normalised", "in", [value for _kind, value in known]),
                ("partner_id", "not in", self.ids),
                ("active", "=", True),
            ]
        )
        known -= {(row.type, row.value_normalised) for row in others}
        found = {
            kind: {value for known_kind, value in known if known_kind == kind}
            for kind in CONTACT_POINTS
        }
        digits = map(number_formats.digits_of_phone, found["phone"])
        return {**found, "digits": set().union(*digits)}

    def _search_texts(self):
        """Return the names, addresses and numbers to search for in a table's texts."""
        addresses = self._own_addresses()
        spelt = set().union(*map(number_formats.of_phone, addresses["phone"]))
        # A household has its address in common.
        own = self.sudo().identifier_ids.filtered(
            lambda identifier: identifier.type != "uprn"
        )
        numbers = own.mapped("value")
        names = [name for name in self.mapped("name") if " " in (name or "")]
        return {*names, *numbers, *addresses["email"], *spelt}

    def _models_of_persons(self):
        # Erasure and subject access cover all records, whatever the user may read.
        env = self.sudo().with_context(active_test=False).env
        for name in env:
            model = env[name]
            if model._abstract or not model._auto or name in TECHNICAL:
                continue
            yield model

    def _domain_of_persons(self, model, field):
        """Return the domain of rows that refer to self by `field`, else None."""
        if model._is_of_persons(field.name):
            return Domain(field.name, "in", self.ids)
        if field.type == "many2one_reference" and field.store:
            named = model._fields[field.model_field]
            if not named.store:
                return None
            return Domain(named.name, "=", self._name) & Domain(
                field.name, "in", self.ids
            )
        if field.type == "reference" and field.store:
            references = [f"{self._name},{partner_id}" for partner_id in self.ids]
            return Domain(field.name, "in", references)
        return None

    @api.model
    def _subject_access_fields(self):
        names = super()._subject_access_fields()
        return [name for name in names if name not in UNDISCLOSED_PARTNER_FIELDS]
