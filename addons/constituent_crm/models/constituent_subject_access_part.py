from odoo import api, fields, models


class ConstituentSubjectAccessPart(models.Model):
    """A part of a subject access file that is being created: some rows of one model.

    Parts are committed one by one, so that the creation of a large file can be resumed.
    They are deleted when the file is complete.
    """

    _name = "constituent.subject.access.part"
    _description = "Subject Access: Progress"
    _order = "access_id, id"
    _rec_name = "model"

    access_id = fields.Many2one(
        "constituent.subject.access", required=True, ondelete="cascade", index=True
    )
    model = fields.Char(required=True)
    record_ids = fields.Json(required=True)
    content = fields.Json(prefetch=False)
    is_done = fields.Boolean(compute="_compute_is_done", store=True)

    @api.depends("content")
    def _compute_is_done(self):
        for part in self:
            part.is_done = bool(part.content)
