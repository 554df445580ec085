from odoo import models


class ConstituentImportTarget(models.AbstractModel):
    """Base of import targets.

    A target is an abstract model `constituent.import.<target>` that inherits this one,
    and a value of the field `target` of `constituent.import`. Its methods run with the
    access rights of the user who started the import.
    """

    _name = "constituent.import.target"
    _description = "Import Target"

    # Number of rows that are processed and committed together.
    _import_chunk = 500
    # The model of the imported records.
    _import_model = ""
    # Fields of `constituent.import` that are options of this target.
    _import_options = ()
    # Texts that mean something here and no value elsewhere, such as "-".
    _import_signs = ()
    # Whether created and updated records are remembered for undoing.
    _import_undo = False

    def _import_fields(self):
        """Return the fields that a row may have.

        Hook that every target implements.

        Returns:
            List of `importing.columns.Field`.
        """
        raise NotImplementedError

    def _import_lacks(self, names):
        """Return the labels of required fields that the file lacks.

        Hook for targets.

        Args:
            names: names of the fields that columns are assigned to.

        Returns:
            List of labels; empty if the file can be imported.
        """
        return [
            field.label
            for field in self._import_fields()
            if field.is_required and field.name not in names
        ]

    def _import_format(self, lines):
        """Return the headings of a file of a known format that has none.

        Hook for targets.

        Args:
            lines: list of the first `importing.line.Line` of the file, at least one.

        Returns:
            List of headings; None if the file is a table with headings.
        """
        return

    def _import_formatted(self, lines, headings):
        """Return the rows of a file for which `_import_format` has given headings.

        Hook for targets.

        Args:
            lines: iterator over all `importing.line.Line` of the file.
            headings: those headings.

        Returns:
            Iterator over lines with a cell for each heading.
        """
        return lines

    def _import_combine(self, earlier, later):
        """Combine two different rows of one record to one.

        Hook for targets.

        Args:
            earlier: dict of field name to text of a row.
            later: likewise, of a later row with a common key.

        Returns:
            Texts to add by field name, and whether they are added to the later row
            instead of the earlier one; None to leave the rows apart.
        """
        return

    def _import_keys(self, values):
        """Return the keys that two rows of one record share.

        Hook for targets.

        Args:
            values: dict of field name to text of a row.

        Returns:
            Tuple of hashable keys; empty where repeated rows do not matter.
        """
        return ()

    def _import_rows(self, rows, options, dry_run):
        """Import rows.

        Hook that every target implements. The engine rolls back a dry run. If rows
        raise a `UserError` or violate a constraint, it divides them until each faulty
        row is isolated, and rejects it. Therefore a target processes all rows at once
        and rejects only those it knows to be wrong.

        Args:
            rows: list of `importing.rows.Row` without faults.
            options: dict of the values of `_import_options`, and of `newest_id`, the id
                of the last record before the import began.
            dry_run: whether nothing will be kept, so that effects outside the database
                must be omitted.

        Returns:
            List of `importing.rows.Outcome`, one for each row in their order.
        """
        raise NotImplementedError

    def _import_conflict_reason(self, names):
        """Return why an undo leaves fields as they are.

        Args:
            names: names of fields that have changed since the import.

        Returns:
            Translated text, "" without names.
        """
        if not names:
            return ""
        labels = self.env[self._import_model].fields_get(names, ["string"])
        field_labels = ", ".join(labels[name]["string"] for name in names)
        return self.env._("Changed since the import: %s.", field_labels)

    def _import_undo_rows(self, rows):
        """Undo what an import did for rows.

        Hook for targets with `_import_undo`.

        Args:
            rows: `constituent.import.row` records, the last of the file first.

        Returns:
            List of texts, one for each row: why it is kept, "" when it is undone.
        """
        raise NotImplementedError
