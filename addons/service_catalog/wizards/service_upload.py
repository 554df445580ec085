import base64
from uuid import uuid4

from odoo import api, fields, models

from .. import forms

# Of all forms together: strangers do not fill the disk.
MAX_HELD_BYTES = 5 * 1024**3


class ServiceUpload(models.TransientModel):
    """A file that came with a form, held until the form is through.

    Browsers forget the files of a form that comes back with a message; these do not
    have to be chosen again. Whoever has the token may use the file, and nobody can
    guess it. Odoo's own vacuum takes away what came to nothing.
    """

    _name = "service.upload"
    _description = "File of an Unsent Form"
    _transient_max_hours = 24.0

    name = fields.Char(required=True)
    mimetype = fields.Char(required=True)
    size = fields.Integer(required=True, help="Bytes")
    content = fields.Binary(required=True, attachment=True)
    token = fields.Char(
        required=True, index=True, default=lambda self: uuid4().hex, copy=False
    )

    @api.model
    def _hold_upload(self, question, sent):
        """Look at an upload and hold it.

        Args:
            question: the `forms.Question` that it answers.
            sent: a FileStorage of werkzeug.

        Returns:
            None where no file was chosen; a dict of token, name, mimetype and size; or
            of name, fault and details where it may not be kept.
        """
        if not sent.filename:
            return None
        # One byte more than the most tells that it is too large, however large.
        return self._hold(question, sent.filename, sent.read(question.max_bytes + 1))

    @api.model
    def _hold(self, question, name, content):
        """As `_hold_upload`, for bytes."""
        file = forms.examine(question, name, content)
        if isinstance(file, forms.File) and not self._has_room(len(file.content)):
            file = forms.Fault("no_room", {"name": file.name})
        if isinstance(file, forms.Fault):
            return {
                "name": file.details["name"],
                "fault": file.code,
                "details": file.details,
            }
        # Whoever fills in a form may have no login.
        held = self.sudo().create(
            {
                "name": file.name,
                "mimetype": file.mimetype,
                "size": len(file.content),
                "content": base64.b64encode(file.content),
            }
        )
        return held._as_file_value()

    @api.model
    def _has_room(self, size):
        # Whoever fills in a form may have no login.
        [[held]] = self.sudo()._read_group([], aggregates=["size:sum"])
        return (held or 0) + size <= MAX_HELD_BYTES

    @api.model
    def _find_held(self, file, kept=()):
        """A file that was given, as `_hold_upload` gives it, if it is still here.

        Args:
            file: a dict of the token of an upload, or of an attachment's id.
            kept: ids of the attachments that may be given.
        """
        if file.get("fault") or (file.get("attachment") in kept and kept):
            return file
        # The token is the right to use it.
        token = str(file.get("token") or "")
        held = token and self.sudo().search([("token", "=", token)], limit=1)
        if held:
            return held._as_file_value()
        name = str(file.get("name") or self.env._("The file"))
        return {"name": name[:80], "fault": "file_gone", "details": {}}

    def _as_file_value(self):
        self.ensure_one()
        return {name: self[name] for name in ("token", "name", "mimetype", "size")}

    @api.model
    def _keep_on(self, record, tokens):
        """Keep what is held under `tokens` as attachments of `record`."""
        return self.env["ir.attachment"].create(
            [
                {
                    "name": upload.name,
                    "mimetype": upload.mimetype,
                    "datas": upload.content,
                    "res_model": record._name,
                    "res_id": record.id,
                }
                for upload in self.search([("token", "in", tokens)])
            ]
        )
