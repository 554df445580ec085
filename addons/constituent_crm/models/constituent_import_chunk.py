from odoo import fields, models


class ConstituentImportChunk(models.Model):
    """A piece of an import that is done, with its counts.

    Written in one transaction with the rows themselves, so that after a crash the
    work goes on where it stopped. The import's own record is not written meanwhile:
    whoever wants to stop it can.
    """

    _name = "constituent.import.chunk"
    _description = "Import Progress"
    _order = "import_id, start_at"
    _rec_name = "start_at"

    import_id = fields.Many2one(
        "constituent.import", required=True, ondelete="cascade", index=True
    )
    start_at = fields.Integer(required=True, help="In bytes of the staged rows.")
    end_at = fields.Integer(required=True, help="In bytes of the staged rows.")
    created = fields.Integer()
    updated = fields.Integer()
    unchanged = fields.Integer()
    rejected = fields.Integer()
    review = fields.Integer(string="To Review")

    _start_uniq = models.UniqueIndex(
        "(import_id, start_at)", "This chunk has already been processed."
    )
