from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

FREE_TEXT = {"char", "text", "html", "json", "binary"}
UNDISCLOSED_TYPES = {"one2many", "binary", "json", "many2one_reference", "properties"}


class Base(models.AbstractModel):
    """Hooks by which each model defines the personal data in its rows."""

    _inherit = "base"

    @api.model
    def _personal_rows_of(self, partners):
        """Return rows about `partners` that refer to none of them by a field.

        Hook for models with personal data. Such rows contain an address or a number of
        the person, or belong to a record about them. Erasure and subject access call
        it; they find rows that refer to a partner by a field without it.

        Args:
            partners: `res.partner` records as the superuser, with archived ones shown.

        Returns:
            Records of this model; none by default.
        """
        return self.browse()

    # Subject access

    @api.model
    def _subject_access_fields(self):
        """Return the names of the fields that are disclosed to a person.

        Hook for models with personal data. An empty list leaves the model out of
        subject access files.

        Returns:
            List of field names.
        """
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and field.type not in UNDISCLOSED_TYPES
            and field.groups != NO_ACCESS
            and name not in models.MAGIC_COLUMNS
            and not name.endswith(("_uid", "token", "_normalized", "_normalised"))
        ]

    def _subject_access_review_reason(self, partner):
        """Return why the data protection officer must review a row before disclosure.

        Hook for models with personal data.

        Args:
            partner: `res.partner` who made the request.

        Returns:
            Pair of the reason as text, "" for none, and whether the row is withheld by
            default.
        """
        return "", False

    # Erasure

    @api.model
    def _erasure_policy(self, field):
        """Return what happens to rows that refer to an erased person by a field.

        Hook for models with personal data.

        Args:
            field: the field object; None for rows of `_personal_rows_of`.

        Returns:
            "delete" the row, "anonymise" it (remove the reference and free text),
            "detach" it (remove the reference only), or "keep" it unchanged.
        """
        if field is None:
            return "anonymise"
        if field.type != "many2one" or field.ondelete == "cascade":
            return "delete"
        if field.required or field.ondelete == "restrict":
            return "keep"
        return "anonymise"

    @api.model
    def _erasure_ground(self):
        """Return the legal ground on which rows are kept.

        Hook for models with personal data.

        Returns:
            Translated text.
        """
        return self.env._("%s: retained as long as the law requires", self._description)

    @api.model
    def _erasure_values(self):
        """Return field values that remove personal data from a row: all free text.

        Hook for models with personal data.

        Returns:
            Dict of field name to value.
        """
        values = {}
        for name, field in self._fields.items():
            if not field.store or field.type not in FREE_TEXT or field.related:
                continue
            if field.compute and field.readonly:
                continue
            if not field.required:
                values[name] = False
            elif name == self._rec_name:
                values[name] = self.env._("Erased")
        return values

    @api.model
    def _erasure_forget(self, partners):
        """Delete data about `partners` that is kept outside of rows about them.

        Hook for models with personal data. Examples are texts derived from names,
        snapshots and files. It is called once for each model before any row is erased.

        Args:
            partners: `res.partner` records to be erased.
        """

    def _erase_person(self, partners, names):
        """Remove `partners` from the rows of self, which stay as statistics.

        Hook for models with personal data.

        Args:
            partners: `res.partner` records to be erased.
            names: names of the fields by which the rows refer to them.
        """
        values = self._erasure_values()
        self._erase_attached()
        for row in self:
            theirs = {name: False for name in names if row[name] & partners}
            row.write({**values, **theirs})

    def _erase_rows(self):
        """Delete the rows of self with their messages, activities and files."""
        self._erase_attached()
        self.exists().unlink()

    def _erase_attached(self):
        """Delete messages, activities and files of each row."""
        messages = self._attached_to("mail.message", "model")
        messages._erase_sent()
        messages.exists().unlink()
        for model in ("mail.activity", "mail.scheduled.message", "ir.attachment"):
            column = "model" if model == "mail.scheduled.message" else "res_model"
            self._attached_to(model, column).unlink()
        self._erase_dialogs()

    def _erase_dialogs(self):
        """Delete dialogs about each row; Odoo would keep their input for hours."""
        for model in map(self.env.__getitem__, self.env):
            if not model._transient or model._abstract or not model._auto:
                continue
            for name, field in model._fields.items():
                is_link = field.type in ("many2one", "many2many") and field.store
                is_about = is_link and field.comodel_name == self._name
                if is_about and not field.related:
                    model.search([(name, "in", self.ids)]).unlink()

    def _attached_to(self, model, column):
        """Return records of another model that belong to a record of self.

        Args:
            model: name of that model, which has the id in `res_id`.
            column: its field with the name of self's model.

        Returns:
            Records of that model, archived or not.
        """
        domain = [(column, "=", self._name), ("res_id", "in", self.ids)]
        return self.env[model].with_context(active_test=False).search(domain)

    @api.model
    def _is_of_persons(self, name):
        """Return whether the stored field `name` of this model refers to partners."""
        field = self._fields[name]
        return (
            isinstance(field, fields.Many2one)
            and field.comodel_name == "res.partner"
            and field.store
            and not field.related
            and (not field.compute or not field.readonly)
        )
