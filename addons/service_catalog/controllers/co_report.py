from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .pages import PUBLIC, Pages


class CoReportTracking(Pages, http.Controller):
    """The tracking page of a co-reporter, opened by their own link.

    It shows what they reported, and nothing of other reporters.
    """

    @http.route("/track/joined/<string:token>", methods=["GET"], **PUBLIC)
    def show(self, token, thanks="", **_kwargs):
        """Show the page."""
        report = self._report(token)
        return self._page(report, thanks=bool(thanks)) if report else self._refuse()

    @http.route("/track/joined/<string:token>/rate", methods=["POST"], **PUBLIC)
    def rate(self, token, satisfaction="", comment="", **_kwargs):
        """Record a rating."""
        return self._answer(token, "satisfaction", "_rate", satisfaction, comment)

    @http.route("/track/joined/<string:token>/dispute", methods=["POST"], **PUBLIC)
    def dispute(self, token, dispute="", **_kwargs):
        """Record that the closed request is not resolved."""
        return self._answer(token, "dispute", "_dispute", dispute)

    @http.route("/track/joined/<string:token>/reply", methods=["POST"], **PUBLIC)
    def reply(self, token, reply="", **_kwargs):
        """Post a message, with photographs or without."""
        report = self._report(token)
        if not report:
            return self._refuse()
        photos, fault = self._photos_of_reply(report)
        if fault:
            said = {"reply": reply}
            faults = {"answer-photos": fault}
            return self._page(report, 400, faults=faults, said=said, photos=photos)
        return self._answer(token, "reply", "_reply", reply, photos)

    @http.route(
        "/track/joined/<string:token>/files/<int:file_id>", methods=["GET"], **PUBLIC
    )
    def file(self, token, file_id, **_kwargs):
        """Send one of the files that they attached."""
        report = self._report(token)
        if not report:
            return self._refuse()
        file = report._files().filtered(lambda attachment: attachment.id == file_id)
        if not file:
            raise request.not_found()
        return self._download(file)

    @http.route("/track/joined/<string:token>/leave", methods=["POST"], **PUBLIC)
    def leave(self, token, own="", **_kwargs):
        """Withdraw the report, with a request of their own or without."""
        report = self._report(token)
        if not report:
            return self._refuse()
        try:
            new_request = report._take_from_page("_withdraw_co_report", bool(own))
        except UserError as error:
            return self._page(report, 400, faults={"leave": str(error)})
        # None where it is done later.
        opened = (new_request and new_request.sudo()) or report
        return request.redirect(opened._tracking_path(), local=True)

    @staticmethod
    def _report(token):
        """Return the report of a token."""
        return request.env["service.co.report"]._by_token(token)

    def _answer(self, token, field, method, *arguments):
        """Call `_submit_words` if the token is valid."""
        report = self._report(token)
        if not report:
            return self._refuse()
        thanks = f"{report._tracking_path()}?thanks=1"
        return self._submit_words(report, field, thanks, method, *arguments)

    def _page(self, report, status=200, thanks=False, **more):
        """Render the page of a report."""
        values = {
            "report": report,
            "found": report._as_seen_by_co_reporter(),
            "path": report._tracking_path(),
            "files": report._files(),
            "zone": report.request_id._public_zone(),
            "thanks": thanks,
            "photo_form": [report.service_id._photo_question()],
            "faults": {},
            "said": {},
            "photos": [],
            **more,
        }
        return self._render("service_catalog.track_co_report", values, status)

    def _refuse(self):
        """Render the page for an unknown token."""
        return self._render("service_catalog.track_co_report_unknown", {}, 404)
