from odoo import models


class ConstituentImportTarget(models.AbstractModel):
    """What a file can be imported into.

    A target is an abstract model `constituent.import.<target>` that inherits this one
    and a value of the field `target` of `constituent.import`. Its methods run with the
    rights of whoever started the import.
    """

    _name = "constituent.import.target"
    _description = "Import Target"

    # Rows that are worked, and kept, together.
    _import_chunk = 500
    # The model of the records that outcomes tell of.
    _import_model = ""
    # Fields of `constituent.import` that are this target's options.
    _import_options = ()
    # Whether what was created and updated is remembered, to be undone.
    _import_undo = False

    def _import_fields(self):
        """What a row may tell: a list of `importing.columns.Field`."""
        raise NotImplementedError

    def _import_lacks(self, names):
        """The labels of fields without which no row can be brought in.

        Args:
            names: the fields that the columns go to.
        """
        return [
            field.label
            for field in self._import_fields()
            if field.is_required and field.name not in names
        ]

    def _import_keys(self, values):
        """What tells records of one file apart: keys that two rows of one record share.

        Args:
            values: a row's text by the name of the field.

        Returns:
            Hashable keys; none where repeated rows need no care.
        """
        return ()

    def _import_rows(self, rows, options, dry_run):
        """Bring `rows` in.

        The engine rolls a dry run back, divides rows that raise a `UserError` or break
        a constraint until each faulty one stands alone, and rejects that. So a target
        need not: it works rows all at once and says no only to what it knows is wrong.

        Args:
            rows: a list of `importing.rows.Row`, none with a fault.
            options: the values of `_import_options` by name, and `newest_id`, the id
                of the last record that was there when the import began.
            dry_run: whether nothing will be kept; to leave out what has effects beyond
                the database.

        Returns:
            An `importing.rows.Outcome` for each row, in their order.
        """
        raise NotImplementedError

    def _import_conflict_reason(self, names):
        """Why fields keep what they have now, though an undo goes over them; or ''."""
        if not names:
            return ""
        labels = self.env[self._import_model].fields_get(names, ["string"])
        field_labels = ", ".join(labels[name]["string"] for name in names)
        return self.env._("Changed since the import: %s.", field_labels)

    def _import_undo_rows(self, rows):
        """Take back what `rows` have done.

        Args:
            rows: `constituent.import.row` records, the last of the file first.

        Returns:
            For each row the reason why it is kept, '' when it is undone.
        """
        raise NotImplementedError
