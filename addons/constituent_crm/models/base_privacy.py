from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

FREE_TEXT = {"char", "text", "html", "json", "binary"}
NOT_TOLD = {"one2many", "binary", "json", "many2one_reference", "properties"}


class Base(models.AbstractModel):
    """What every model can say about the persons that its rows are about."""

    _inherit = "base"

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
            and field.type not in NOT_TOLD
            and field.groups != NO_ACCESS
            and name not in models.MAGIC_COLUMNS
            and not name.endswith(("_uid", "token", "_normalized", "_normalised"))
        ]

    def _subject_access_doubt(self, partner):
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

        Returns:
            "delete" the row, "anonymise" it (the reference and the free text go),
            "detach" it (the reference alone goes), or "keep" it as it is.
        """
        if field.type != "many2one" or field.ondelete == "cascade":
            return "delete"
        if field.required or field.ondelete == "restrict":
            return "keep"
        return "anonymise"

    @api.model
    def _erasure_ground(self):
        """Hook: why rows that are kept are kept: the legal ground, as text."""
        return self.env._("%s: kept for as long as its own law asks", self._description)

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

    def _erase_attached(self):
        """Delete what hangs on each row: its discussion, activities and files."""
        about = {"mail.message": "model", "mail.activity": "res_model"}
        for model, column in {**about, "ir.attachment": "res_model"}.items():
            self.env[model].with_context(active_test=False).search(
                [(column, "=", self._name), ("res_id", "in", self.ids)]
            ).unlink()

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
