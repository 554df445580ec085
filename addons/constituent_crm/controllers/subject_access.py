from odoo import http
from odoo.http import content_disposition, request


class SubjectAccess(http.Controller):
    """Download of subject access files."""

    @http.route("/constituent/subject-access/<int:access_id>", type="http", auth="user")
    def subject_access_file(self, access_id):
        """Return the file of a subject access request to authorised users.

        Args:
            access_id: id of the `constituent.subject.access`.

        Returns:
            A ZIP file that must not be cached.
        """
        access = request.env["constituent.subject.access"].browse(access_id).exists()
        if not access:
            raise request.not_found()
        return request.make_response(
            access._download(),
            headers=[
                ("Content-Type", "application/zip"),
                ("Content-Disposition", content_disposition(access.file_name)),
                ("Cache-Control", "no-store"),
            ],
        )
