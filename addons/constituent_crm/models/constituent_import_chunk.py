from odoo import fields, models


class ConstituentImportChunk(models.Model):
    """A completed part of an import, with its counts.

    It is written in one transaction with its rows, so that work continues there after a
    crash. The import's own record is not written meanwhile, so that users can stop it.
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
