from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..context_defaults import without_defaults

# Fields that may be corrected afterwards; the sender's key may not.
CORRECTABLE = (
    "direction",
    "channel_id",
    "partner_id",
    "beneficiary_id",
    "user_id",
    "subject",
    "lang",
    "started_at",
    "answered_at",
    "ended_at",
    "is_abandoned",
    "is_resolved_first_contact",
    "is_avoidable",
    "avoidable_reason",
    "repeat_of_id",
)
# What neither an officer nor an administrator adds to a contact by hand.
GIVEN = frozenset({"answered_at", "source_key"})
# Fields of a contact with free text.
WORDS = ("subject", "source_key")
TIMES = {"started_at", "answered_at", "ended_at", "is_abandoned"}


class ConstituentInteraction(models.Model):
    """Corrections of the ledger, which keep its former values."""

    _inherit = "constituent.interaction"

    @api.model
    def _guard_channel_fields(self, vals_list):
        """Refuse fields that only channels write if a user enters them.

        Returns:
            `self` without the defaults of the context that would enter it.
        """
        if self.env.su:
            return self
        names = self._system_fields()
        if any(names & vals.keys() for vals in vals_list):
            raise UserError(
                self.env._(
                    "Times and source of a contact are recorded by the channel and"
                    " cannot be entered manually."
                )
            )
        # Nor does a default of the context enter it.
        return without_defaults(self, names)

    @api.model
    def _system_fields(self):
        """Return the names of the fields that only channels write.

        Hook: addons add their own fields.
        """
        return frozenset({"source_key"})

    def _check_only_adds(self, vals):
        """Refuse to overwrite values of the ledger."""
        given = GIVEN | self._system_fields()
        taken = [name for name in self._changes(vals) if name in given or self[name]]
        # Lines have no value to compare. Those that channels write are not changed.
        taken += [name for name in given & vals.keys() if self._is_lines(name)]
        if taken:
            label = self._fields[taken[0]]._description_string(self.env)
            raise UserError(
                self.env._(
                    "The ledger is not rewritten. To change “%(field)s” of this"
                    " contact, record a correction and say why.",
                    field=label,
                )
            )

    @api.model
    def _is_lines(self, name):
        return self._fields[name].type in ("one2many", "many2many")

    def _changes(self, values):
        """Return those of `values` that differ from the stored ones."""
        self.ensure_one()
        return {
            name: value
            for name, value in values.items()
            if name in self._fields
            and self._fields[name].column_type
            and self._cached(name, value) != self._cached(name)
        }

    def _cached(self, name, *value):
        """Return `value`, by default the stored one, in the field's cache format."""
        field = self._fields[name]
        given = value[0] if value else self[name]
        return field.convert_to_cache(given, self, validate=False) or False

    def _correctable(self):
        """Return the names of the fields that may be corrected.

        Hook: addons add their own fields.
        """
        return list(CORRECTABLE)

    def _may_correct(self):
        """Return whether it is the user's own contact, or the user is a supervisor."""
        self.ensure_one()
        return self.user_id == self.env.user or self.env.user.has_group(
            "constituent_crm.group_supervisor"
        )

    def _correct(self, values, reason):
        """Correct the ledger, and keep the former values.

        Args:
            values: field values; those that change nothing are left out. Waiting and
                handling times follow from corrected times.
            reason: why, in a few words; required.

        Returns:
            The `constituent.interaction.correction` rows.

        Raises:
            AccessError: not the user's own contact, and they are no supervisor.
            UserError: no reason, nothing to correct, or a field that is never changed.
        """
        self.ensure_one()
        self._check_correction(values, reason)
        changes = self._changes(values)
        if TIMES & changes.keys():
            changes |= self._changes(self._computed_times(changes))
        if not changes:
            raise UserError(self.env._("Nothing has been changed."))
        # Users have no right to write corrections or the ledger; this method has.
        corrections = (
            self.env["constituent.interaction.correction"]
            .sudo()
            .create(
                [
                    self._correction(name, value, reason)
                    for name, value in changes.items()
                ]
            )
        )
        self.sudo().write(changes)
        return corrections.with_env(self.env)

    def _check_correction(self, values, reason):
        self.check_access("read")
        if not self._may_correct():
            raise AccessError(
                self.env._(
                    "You can only correct your own contacts; supervisors can correct"
                    " any."
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Give a reason for the correction."))
        if values.keys() - set(self._correctable()):
            raise UserError(
                self.env._(
                    "Only these fields of a contact can be corrected: %s.",
                    ", ".join(
                        self._fields[name]._description_string(self.env)
                        for name in self._correctable()
                    ),
                )
            )

    def _computed_times(self, changes):
        """Compute waiting and handling seconds from the times changed by `changes`."""
        times = {name: self[name] for name in TIMES} | changes
        return {"waiting_seconds": 0, "handling_seconds": 0} | self._seconds(times)

    def _correction(self, name, value, reason):
        Correction = self.env["constituent.interaction.correction"]
        field = self._fields[name]
        return {
            "interaction_id": self.id,
            "field_name": name,
            "old_value": Correction._stored(field, self._cached(name)),
            "new_value": Correction._stored(field, self._cached(name, value)),
            "reason": reason.strip(),
        }

    def _subject_access_review_reason(self, partner):
        others = (self.partner_id | self.beneficiary_id) - partner
        if others and self.subject:
            return self.env._("Concerns another person as well"), False
        return super()._subject_access_review_reason(partner)

    def _erase_person(self, partners, names):
        """Erase corrections, too, because they contain former values."""
        # In the form in which the values are stored.
        numbers = [str(partner_id) for partner_id in partners.ids]
        self.correction_ids.filtered(
            lambda row: (
                row.field_name in WORDS
                or row.old_value in numbers
                or row.new_value in numbers
            )
        ).write({"old_value": False, "new_value": False})
        self.correction_ids.write({"reason": self.env._("Erased")})
        return super()._erase_person(partners, names)
