from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

FREE_TEXT = {"char", "text", "html", "json", "binary"}
UNDISCLOSED_TYPES = {"one2many", "binary", "json", "many2one_reference", "properties"}


class Base(models.AbstractModel):
    """What every model can say about the persons that its rows are about."""

    _inherit = "base"

    @api.model
    def _personal_rows_of(self, partners):
        """Hook: the rows about `partners` that refer to none of them by a field.

        They are found by an address or a number of the person, or hang on a record
        about them. Erasure and subject access both ask here; rows that refer to a
        partner by a field are found without this.

        Args:
            partners: persons, as the superuser and with archived records shown.

        Returns:
            The rows of this model; none by default.
        """
        return self.browse()

    # Subject access

    @api.model
    def _subject_access_fields(self):
        """Hook: names of the fields that a person is told of a row about them.

        An empty list leaves the model out of subject access files.
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
        """Hook: why the data protection officer looks at the row first; "" if not.

        Args:
            partner: the person who asks.

        Returns:
            The reason as text, and whether the row is withheld unless they decide
            otherwise.
        """
        return "", False

    # Erasure

    @api.model
    def _erasure_policy(self, field):
        """Hook: what becomes of rows that refer to an erased person by `field`.

        Args:
            field: the field; None for rows of `_personal_rows_of`.

        Returns:
            "delete" the row, "anonymise" it (the reference and the free text go),
            "detach" it (the reference alone goes), or "keep" it as it is.
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
        """Hook: why rows that are kept are kept: the legal ground, as text."""
        return self.env._("%s: retained as long as the law requires", self._description)

    @api.model
    def _erasure_values(self):
        """Hook: the values that leave nothing of a person in a row: no free text."""
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
        """Hook: drop what this model has noted of `partners` beside rows about them.

        Such as texts that are derived from their names, snapshots and files. It is
        called once for each model, before any row of the erasure goes.
        """

    def _erase_person(self, partners, names):
        """Take `partners` out of the rows of self, which stay as statistics.

        Args:
            partners: those who are erased.
            names: the fields by which the rows refer to them.
        """
        values = self._erasure_values()
        self._erase_attached()
        for row in self:
            theirs = {name: False for name in names if row[name] & partners}
            row.write({**values, **theirs})

    def _erase_rows(self):
        """Delete the rows of self with all that hangs on them."""
        self._erase_attached()
        self.exists().unlink()

    def _erase_attached(self):
        """Delete what hangs on each row: its discussion, activities and files."""
        messages = self._attached_to("mail.message", "model")
        messages._erase_sent()
        messages.exists().unlink()
        for model in ("mail.activity", "mail.scheduled.message", "ir.attachment"):
            column = "model" if model == "mail.scheduled.message" else "res_model"
            self._attached_to(model, column).unlink()
        self._erase_dialogs()

    def _erase_dialogs(self):
        """Delete what was typed in dialogs about each row; Odoo keeps it for hours."""
        for model in map(self.env.__getitem__, self.env):
            if not model._transient or model._abstract or not model._auto:
                continue
            for name, field in model._fields.items():
                is_link = field.type in ("many2one", "many2many") and field.store
                is_about = is_link and field.comodel_name == self._name
                if is_about and not field.related:
                    model.search([(name, "in", self.ids)]).unlink()

    def _attached_to(self, model, column):
        domain = [(column, "=", self._name), ("res_id", "in", self.ids)]
        return self.env[model].with_context(active_test=False).search(domain)

    @api.model
    def _is_of_persons(self, name):
        """Whether the field `name` refers to partners and is this model's own."""
        field = self._fields[name]
        return (
            isinstance(field, fields.Many2one)
            and field.comodel_name == "res.partner"
            and field.store
            and not field.related
            and (not field.compute or not field.readonly)
        )
