import hashlib
import json

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

from ..merging.compare import best


class ConstituentComparison(models.AbstractModel):
    """Constituents side by side, for the review screen, and their merge from it."""

    _name = "constituent.comparison"
    _description = "Comparison of Constituents"

    @api.model
    def _merge_reviewed(self, partners, kept_id, choices, seen):
        """Merge what the review screen shows.

        Args:
            partners: the two or three records.
            kept_id: the number of the one that is kept.
            choices: for the key of a line, the number of the record whose value is
                kept.
            seen: `seen` of the comparison that the choices were made on.

        Returns:
            A dict: `merge_ids`, the rows of the register; `name`, whom it is now.

        Raises:
            AccessError: when the user may not merge.
            UserError: when a record has been changed, merged or deleted since.
        """
        # As in the door itself: who may not merge learns nothing here.
        self.env["constituent.match"].check_access("unlink")
        partners._check_mergeable()
        if self._compare(partners)["seen"] != seen:
            raise UserError(
                self.env._(
                    "One of these records has been changed since you opened it. The"
                    " records were reloaded: please review them again."
                )
            )
        kept = partners.filtered(lambda partner: partner.id == kept_id)
        merges = self._merge_all(kept, partners - kept, choices)
        return {"merge_ids": merges.ids, "name": kept.display_name}

    @api.model
    def _merge_all(self, kept, others, choices):
        """Merge `others` into `kept`, one after the other.

        Args:
            kept: the `res.partner` that remains.
            others: the `res.partner` records to merge into it.
            choices: a dict of a line's key to the id of the record whose value counts.

        Returns:
            The `constituent.merge` records, one per merge.
        """
        kept.ensure_one()
        Merge = self.env["constituent.merge"]
        merges = Merge
        for gone in others:
            values = {}
            for key, _label, names in self._comparison_lines():
                source = gone if choices.get(key) == gone.id else kept
                values |= self._values_of(source, names)
            reason = self._proposal_reason(kept, gone)
            merges |= Merge._merge(kept, gone, values, reason)
        return merges

    @api.model
    def _values_of(self, partner, names):
        return {
            name: value.id
            if isinstance(value := partner[name], models.Model)
            else value
            for name in names
        }

    @api.model
    def _proposal_reason(self, partner, other):
        """Return why the two were proposed as a match; '' if they were not."""
        return self.env["constituent.match"]._find_match(partner, other).reason or ""

    @api.model
    def _compare(self, partners):
        """Return the data of `partners` for the review screen, side by side.

        Returns:
            A dict: `partners`, `lines` to choose from, `facts` that all stay, `kept`,
            the number of the record to keep, `problem`, why they cannot be merged,
            `may_merge`, whether the user may, and `seen`, to tell later whether
            anything has changed. Values are in the order of the
            records' numbers.
        """
        problem = partners._why_not_merged()
        partners = partners.exists().sorted("id")
        ranks = [self._last_heard_of(partner) for partner in partners]
        lines = [
            line
            for line_definitions in self._comparison_lines()
            if (line := self._comparison_line(partners, *line_definitions, ranks))
        ]
        shown = {
            "partners": [self._comparison_head(partner) for partner in partners],
            "lines": lines,
            "facts": self._comparison_facts(partners),
        }
        return {
            **shown,
            "seen": hashlib.sha256(json.dumps(shown).encode()).hexdigest(),
            # Letters and other systems refer to the older number.
            "kept": min(partners.ids, default=False),
            "problem": problem,
            "may_merge": self.env["constituent.match"].has_access("unlink"),
        }

    @api.model
    def _comparison_head(self, partner):
        return {
            "id": partner.id,
            "name": partner.display_name,
            "icon": partner.kind_id.icon or "fa-user",
            "kind": partner.kind_id.name or "",
        }

    @api.model
    def _comparison_lines(self):
        """Return the lines to choose from, as (key, label, field names).

        Fields that belong together, such as those of an address, share a line.
        """
        place = ["property_id", "street", "street2", "city", "zip", "country_id"]
        return [
            ("name", self.env._("Name"), ["name"]),
            ("kind", self.env._("Kind"), ["kind_id", "is_company"]),
            ("address", self.env._("Address"), place),
            ("phone", self.env._("Phone"), ["phone"]),
            ("email", self.env._("E-mail"), ["email"]),
            ("birth_date", self.env._("Birth date"), ["birth_date"]),
            ("lang", self.env._("Language"), ["lang"]),
            ("channel", self.env._("Preferred channel"), ["preferred_channel_id"]),
            ("do_not_contact", self.env._("Do not contact"), ["do_not_contact"]),
            ("website", self.env._("Website"), ["website"]),
            ("vat", self.env._("Tax ID"), ["vat"]),
        ]

    @api.model
    def _comparison_line(self, partners, key, label, names, ranks):
        """Return one line of the comparison; None if no partner has a value."""
        values = [self._values_of(partner, names) for partner in partners]
        if not any(any(value.values()) for value in values):
            return None
        weights = [self._weight(partner, key, names) for partner in partners]
        if key == "name":
            # Of two equally full names, the earlier record's: later ones come from the
            # signatures of senders.
            ranks = [0] * len(partners)
        return {
            "key": key,
            "label": label,
            "values": [
                self._comparison_text(partner, key, names) for partner in partners
            ],
            "differs": any(value != values[0] for value in values),
            "chosen": partners[best(weights, ranks)].id,
        }

    @api.model
    def _weight(self, partner, key, names):
        """Return how complete the value is: a longer name or verified number wins."""
        if key == "name":
            return len(partner.name or "")
        if key in ("phone", "email"):
            return bool(partner[key]) + self._has_verified(partner, key)
        return sum(bool(partner[name]) for name in names)

    @api.model
    def _has_verified(self, partner, kind):
        Identifier = self.env["constituent.identifier"]
        normal = Identifier._normal_forms(kind, partner[kind], partner)
        return any(
            row.is_verified and row.value_normalised in normal and row.type == kind
            for row in partner.identifier_ids
        )

    @api.model
    def _comparison_text(self, partner, key, names):
        if key == "kind":
            return partner.kind_id.name or ""
        if key == "address":
            return self._describe_address(partner, names)
        texts = [self._text_of(partner, name) for name in names if partner[name]]
        if partner._fields[names[0]].type == "boolean":
            return texts[0] if texts else self.env._("No")
        return "\n".join(texts)

    @api.model
    def _describe_address(self, partner, names):
        lines = [self._text_of(partner, name) for name in names[1:] if partner[name]]
        if partner.property_id:
            lines.append(self.env._("UPRN %s", partner.property_id.uprn))
        return "\n".join(lines)

    @api.model
    def _text_of(self, partner, name):
        field, value = partner._fields[name], partner[name]
        if field.type == "boolean":
            return self.env._("Yes")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "date":
            return format_date(self.env, value)
        return value.display_name if field.relational else str(value)

    @api.model
    def _last_heard_of(self, partner):
        """Return the time of the latest contact, or of the creation, as ISO text."""
        last = partner.interaction_ids[:1].started_at or partner.create_date
        return last.isoformat() if last else ""

    @api.model
    def _comparison_facts(self, partners):
        """Return what the merged record keeps of all `partners`.

        Hook: addons extend it with their own data.

        Returns:
            A list of dicts of `label` and `values`; a value is a list of texts.
        """
        partners.current_marker_ids._log_viewing("record")
        facts = [
            (self.env._("Identifiers"), self._describe_identifiers),
            # The record rules decide who sees which.
            (
                self.env._("Markers"),
                lambda partner: partner.current_marker_ids.mapped("reason"),
            ),
            (self.env._("Related people"), self._describe_related_people),
            (
                self.env._("Permissions"),
                lambda partner: self._describe_count(partner.consent_ids),
            ),
            (self.env._("Contacts"), self._describe_contacts),
            (self.env._("Known since"), self._describe_origin),
        ]
        lists = [(label, [of(partner) for partner in partners]) for label, of in facts]
        return [
            {"label": label, "values": values} for label, values in lists if any(values)
        ]

    @api.model
    def _describe_identifiers(self, partner):
        labels = dict(
            self.env["constituent.identifier"]
            ._fields["type"]
            ._description_selection(self.env)
        )
        return [
            f"{labels[row.type]}: {row.value}"
            + (f" ({self.env._('verified')})" if row.is_verified else "")
            for row in partner.identifier_ids
        ]

    @api.model
    def _describe_related_people(self, partner):
        lines = [
            f"{row.role_id.name}: {row.other_id.name}"
            for row in partner.relationship_ids
        ]
        return lines + [
            f"{row.partner_id.name}: {row.role_id.name}"
            for row in partner.inverse_relationship_ids
        ]

    @api.model
    def _describe_count(self, records):
        return [str(len(records))] if records else []

    @api.model
    def _describe_contacts(self, partner):
        if not partner.interaction_count:
            return []
        last = format_datetime(self.env, partner.interaction_ids[:1].started_at)
        return [str(partner.interaction_count), self.env._("last on %s", last)]

    @api.model
    def _describe_origin(self, partner):
        """Return the creation date, and the channel or user that the record came by."""
        first = self.env["constituent.interaction"].search(
            [("partner_id", "=", partner.id)], order="started_at, id", limit=1
        )
        # Staff may not read every user, but may see who registered a record.
        by = first.channel_id.name or partner.sudo().create_uid.name or ""
        return [format_date(self.env, partner.create_date.date()), by]
