from werkzeug.urls import url_encode

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

PAGE = "/dispatch/job/<int:job_id>"
CREW = {"type": "http", "auth": "public", "sitemap": False, "page_policy": "crew"}
THUMBNAIL_PIXELS = 176
# The URL holds the token, which must not reach the map's server as a referrer.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


class WorkerPage(http.Controller):
    """The crews' mobile page of one job, opened by a link without a login."""

    @http.route(PAGE, methods=["GET"], **CREW)
    def show(self, job_id, access_token=None, **_query):
        """Show the job."""
        job = self._job(job_id, access_token)
        return self._page(job, access_token)

    @http.route(f"{PAGE}/start", methods=["POST"], **CREW)
    def start(self, job_id, access_token=None, **_form):
        """Record that the crew has started."""
        return self._do(job_id, access_token, lambda job: job._start())

    @http.route(f"{PAGE}/check", methods=["POST"], **CREW)
    def check(self, job_id, access_token=None, check="0", done="1", **_form):
        """Tick or untick an item of the checklist."""
        number = int(check) if check.isdigit() else 0
        return self._do(
            job_id, access_token, lambda job: job._set_check(number, done == "1")
        )

    @http.route(f"{PAGE}/photo", methods=["POST"], **CREW)
    def photo(self, job_id, access_token=None, photo=None, **_form):
        """Attach a photo."""
        content = photo.read() if hasattr(photo, "read") else b""
        return self._do(job_id, access_token, lambda job: job._add_photo(content))

    @http.route(f"{PAGE}/photos/<int:photo_id>", methods=["GET"], **CREW)
    def thumbnail(self, job_id, photo_id, access_token=None, **_query):
        """Send a thumbnail, as long as the job is assigned to the crew."""
        job = self._job(job_id, access_token)
        photo = job._find_photo(photo_id)
        if not photo:
            raise request.not_found()
        # sudo: the token of the job gives access to its photos.
        stream = (
            request.env["ir.binary"]
            .sudo()
            ._get_image_stream_from(
                photo, "raw", width=THUMBNAIL_PIXELS, height=THUMBNAIL_PIXELS
            )
        )
        return self._private(stream.get_response())

    @http.route(f"{PAGE}/complete", methods=["POST"], **CREW)
    def complete(self, job_id, access_token=None, note="", **_form):
        """Record that the job is done."""
        return self._do(job_id, access_token, lambda job: job._complete(note.strip()))

    @http.route(f"{PAGE}/give-up", methods=["POST"], **CREW)
    def give_up(self, job_id, access_token=None, reason="", note="", **_form):
        """Record that the job could not be done."""
        return self._do(
            job_id, access_token, lambda job: job._give_up(reason, note.strip())
        )

    def _job(self, job_id, token):
        """Return the job of a token, or respond 404."""
        job = request.env["dispatch.job"]._by_token(job_id, token)
        if not job:
            raise request.not_found()
        return job

    def _do(self, job_id, token, work):
        """Perform an action and redirect to the page, or show it with the error."""
        job = self._job(job_id, token)
        try:
            with request.env.cr.savepoint():
                work(job)
        except UserError as problem:
            return self._page(job, token, error=problem.args[0], status=422)
        query = url_encode({"access_token": token})
        return request.redirect(f"/dispatch/job/{job.id}?{query}", code=303)

    def _page(self, job, token, error=None, status=200):
        """Render the page."""
        reasons = job._fields["give_up_reason"]._description_selection(job.env)
        query = url_encode({"access_token": token})
        values = {
            **job._page_values(),
            "access_token": token,
            "error": error,
            "reasons": reasons,
            "photos": [
                f"/dispatch/job/{job.id}/photos/{photo.id}?{query}"
                for photo in job.photo_ids
            ],
        }
        page = request.render("field_dispatch.worker_page", values)
        page.status_code = status
        return self._private(page)

    @staticmethod
    def _private(response):
        """Add headers against caching and referrers."""
        response.headers.update(HEADERS)
        return response
