import base64
from uuid import uuid4

from odoo import api, fields, models

from .. import forms

# Maximum for all forms together, so that uploads cannot fill the disk.
MAX_HELD_BYTES = 5 * 1024**3


class ServiceUpload(models.TransientModel):
    """A file of a form that is not yet submitted.

    Browsers drop the files of a form that is shown again with error messages. Stored
    here, they need not be chosen again. The unguessable token gives the right to use
    the file. Odoo's vacuum deletes unused files.
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
        """Examine an uploaded file and store it.

        Args:
            question: the `forms.Question` that it answers.
            sent: a `werkzeug.datastructures.FileStorage`.

        Returns:
            None when no file was chosen; a dict of token, name, mimetype and size; or a
            dict of name, fault and details when it is rejected.
        """
        if not sent.filename:
            return None
        # One byte over the maximum is enough to detect that it is too large.
        return self._hold(question, sent.filename, sent.read(question.max_bytes + 1))

    @api.model
    def _hold(self, question, name, content):
        """Examine and store bytes; the same result as `_hold_upload`."""
        file = forms.examine(question, name, content)
        if isinstance(file, forms.File) and not self._has_room(len(file.content)):
            file = forms.Fault("no_room", {"name": file.name})
        if isinstance(file, forms.Fault):
            return {
                "name": file.details["name"],
                "fault": file.code,
                "details": file.details,
            }
        # sudo: residents fill in forms without a login.
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
        """Return whether the stored files leave room for `size` bytes."""
        # sudo: residents fill in forms without a login.
        [[held]] = self.sudo()._read_group([], aggregates=["size:sum"])
        return (held or 0) + size <= MAX_HELD_BYTES

    @api.model
    def _find_held(self, file, kept=()):
        """Return a file that the form refers to, if it is still stored.

        Args:
            file: a dict with the token of an upload, or the id of an attachment.
            kept: ids of the attachments that may be used.

        Returns:
            A dict as from `_hold_upload`.
        """
        if file.get("fault") or (file.get("attachment") in kept and kept):
            return file
        # sudo: the token gives the right to use the file.
        token = str(file.get("token") or "")
        held = token and self.sudo().search([("token", "=", token)], limit=1)
        if held:
            return held._as_file_value()
        name = str(file.get("name") or self.env._("The file"))
        return {"name": name[:80], "fault": "file_gone", "details": {}}

    def _as_file_value(self):
        """Return the file as plain data."""
        self.ensure_one()
        return {name: self[name] for name in ("token", "name", "mimetype", "size")}

    @api.model
    def _keep_on(self, record, tokens):
        """Store the files of these tokens as attachments of a record.

        Args:
            record: the record.
            tokens: tokens of uploads.

        Returns:
            `ir.attachment` records.
        """
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
