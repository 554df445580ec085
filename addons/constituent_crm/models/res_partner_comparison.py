import hashlib
import json

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

from ..merging.compare import best


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_compare(self):
        """Open the review screen with the records that were selected."""
        self._check_mergeable()
        action = self.env["ir.actions.client"]._for_xml_id(
            "constituent_crm.constituent_review_action"
        )
        name = self.env._("Compare and Merge")
        return {**action, "name": name, "params": {"partner_ids": self.ids}}

    @api.model
    def constituent_compare(self, partner_ids):
        """The records side by side, for the review screen; see `_comparison`."""
        return self.browse(map(int, partner_ids))._comparison()

    @api.model
    def constituent_merge(self, partner_ids, kept_id, choices, seen):
        """Merge what the review screen shows.

        Args:
            partner_ids: the numbers of the two or three records.
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
        partners = self.browse(map(int, partner_ids))
        partners._check_mergeable()
        if partners._comparison()["seen"] != seen:
            raise UserError(
                self.env._(
                    "One of these records has been changed since you opened it. The"
                    " records were reloaded: please review them again."
                )
            )
        kept = partners.filtered(lambda one: one.id == kept_id)
        merges = kept._merge_all(partners - kept, choices)
        return {"merge_ids": merges.ids, "name": kept.display_name}

    def _merge_all(self, others, choices):
        """Merge `others` into self, one after the other.

        Args:
            choices: for the key of a line, the number of the record whose value counts.

        Returns:
            The rows of the register, a merge each.
        """
        self.ensure_one()
        Merge = self.env["constituent.merge"]
        merges = Merge
        for gone in others:
            values = {}
            for key, _label, names in self._comparison_lines():
                source = gone if choices.get(key) == gone.id else self
                values |= source._values_of(names)
            merges |= Merge._merge(self, gone, values, self._reason_with(gone))
        return merges

    def _values_of(self, names):
        return {
            name: value.id if isinstance(value := self[name], models.Model) else value
            for name in names
        }

    def _reason_with(self, other):
        """Why the two were proposed as one; '' when they were not."""
        return self.env["constituent.match"]._between(self, other).reason or ""

    def _comparison(self):
        """What is known of each of self, side by side.

        Returns:
            A dict: `partners`, `lines` to choose from, `facts` that all stay, `kept`,
            the number of the record to keep, `problem`, why they cannot be merged,
            `may_merge`, whether the user may, and `seen`, to tell later whether
            anything has changed. Values are in the order of the
            records' numbers.
        """
        problem = self._why_not_merged()
        partners = self.exists().sorted("id")
        ranks = [one._last_heard_of() for one in partners]
        lines = [
            line
            for line_definitions in self._comparison_lines()
            if (line := partners._comparison_line(*line_definitions, ranks))
        ]
        shown = {
            "partners": [one._comparison_head() for one in partners],
            "lines": lines,
            "facts": partners._comparison_facts(),
        }
        return {
            **shown,
            "seen": hashlib.sha256(json.dumps(shown).encode()).hexdigest(),
            # The older number is the one that letters and other systems have.
            "kept": min(partners.ids, default=False),
            "problem": problem,
            "may_merge": self.env["constituent.match"].has_access("unlink"),
        }

    def _comparison_head(self):
        return {
            "id": self.id,
            "name": self.display_name,
            "icon": self.kind_id.icon or "fa-user",
            "kind": self.kind_id.name or "",
        }

    @api.model
    def _comparison_lines(self):
        """What an officer chooses, as (key, label, names of the fields it is made of).

        Fields that make sense together only are one line.
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

    def _comparison_line(self, key, label, names, ranks):
        """One line of the comparison; None where nobody has a value."""
        values = [one._values_of(names) for one in self]
        if not any(any(value.values()) for value in values):
            return None
        weights = [one._weight(key, names) for one in self]
        if key == "name":
            # Of two names as full, the one that was there first: later ones come from
            # senders as they sign.
            ranks = [0] * len(self)
        return {
            "key": key,
            "label": label,
            "values": [one._comparison_text(key, names) for one in self],
            "differs": any(value != values[0] for value in values),
            "chosen": self[best(weights, ranks)].id,
        }

    def _weight(self, key, names):
        """How much the record's own value says: a fuller name, a verified number."""
        if key == "name":
            return len(self.name or "")
        if key in ("phone", "email"):
            return bool(self[key]) + self._has_verified(key)
        return sum(bool(self[name]) for name in names)

    def _has_verified(self, kind):
        normal = self.env["constituent.identifier"]._normalised(kind, self[kind])
        return any(
            row.is_verified and row.value_normalised == normal and row.type == kind
            for row in self.identifier_ids
        )

    def _comparison_text(self, key, names):
        if key == "kind":
            return self.kind_id.name or ""
        if key == "address":
            return self._describe_address(names)
        texts = [self._text_of(name) for name in names if self[name]]
        if self._fields[names[0]].type == "boolean":
            return texts[0] if texts else self.env._("No")
        return "\n".join(texts)

    def _describe_address(self, names):
        lines = [self._text_of(name) for name in names[1:] if self[name]]
        if self.property_id:
            lines.append(self.env._("UPRN %s", self.property_id.uprn))
        return "\n".join(lines)

    def _text_of(self, name):
        field, value = self._fields[name], self[name]
        if field.type == "boolean":
            return self.env._("Yes")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "date":
            return format_date(self.env, value)
        return value.display_name if field.relational else str(value)

    def _last_heard_of(self):
        """When there was something new of this constituent, as ISO text."""
        last = self.interaction_ids[:1].started_at or self.create_date
        return last.isoformat() if last else ""

    def _comparison_facts(self):
        """Hook: what stays of all of them, as dicts of `label` and `values`.

        A value is a list of texts.
        """
        self.current_marker_ids._log_viewing("record")
        facts = [
            (self.env._("Identifiers"), [one._describe_identifiers() for one in self]),
            # The record rules decide who sees which.
            (
                self.env._("Markers"),
                [one.current_marker_ids.mapped("reason") for one in self],
            ),
            (
                self.env._("Related people"),
                [one._describe_related_people() for one in self],
            ),
            (
                self.env._("Permissions"),
                [one._describe_count(one.consent_ids) for one in self],
            ),
            (self.env._("Contacts"), [one._describe_contacts() for one in self]),
            (self.env._("Known since"), [one._describe_origin() for one in self]),
        ]
        return [
            {"label": label, "values": values} for label, values in facts if any(values)
        ]

    def _describe_identifiers(self):
        labels = dict(
            self.env["constituent.identifier"]
            ._fields["type"]
            ._description_selection(self.env)
        )
        return [
            f"{labels[row.type]}: {row.value}"
            + (f" ({self.env._('verified')})" if row.is_verified else "")
            for row in self.identifier_ids
        ]

    def _describe_related_people(self):
        lines = [
            f"{row.role_id.name}: {row.other_id.name}" for row in self.relationship_ids
        ]
        return lines + [
            f"{row.partner_id.name}: {row.role_id.name}"
            for row in self.inverse_relationship_ids
        ]

    @api.model
    def _describe_count(self, records):
        return [str(len(records))] if records else []

    def _describe_contacts(self):
        if not self.interaction_count:
            return []
        last = format_datetime(self.env, self.interaction_ids[:1].started_at)
        return [str(self.interaction_count), self.env._("last on %s", last)]

    def _describe_origin(self):
        """Since when the record is known, and by which channel or whom it came."""
        first = self.env["constituent.interaction"].search(
            [("partner_id", "=", self.id)], order="started_at, id", limit=1
        )
        # Staff see who registered a record, whoever that is.
        by = first.channel_id.name or self.sudo().create_uid.name or ""
        return [format_date(self.env, self.create_date.date()), by]
