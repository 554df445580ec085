from odoo import api, fields, models


class ConstituentSubjectAccessPart(models.Model):
    """A piece of a subject access file on its way: some rows of one model.

    Written piece by piece, so that a large file can be resumed; gone when it is made.
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
