from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .pages import PUBLIC, Pages


class JoinedTracking(Pages, http.Controller):
    """Where a request stands, for somebody who has joined it: by a link of their own.

    They see what they said themselves, and nothing of the others.
    """

    @http.route("/track/joined/<string:token>", methods=["GET"], **PUBLIC)
    def show(self, token, thanks="", **_kwargs):
        report = self._report(token)
        return self._page(report, thanks=bool(thanks)) if report else self._refuse()

    @http.route("/track/joined/<string:token>/rate", methods=["POST"], **PUBLIC)
    def rate(self, token, satisfaction="", comment="", **_kwargs):
        report = self._report(token)
        if not report:
            return self._refuse()
        try:
            report._rate(satisfaction, comment)
        except UserError as error:
            return self._page(report, str(error), 400)
        return request.redirect(f"/track/joined/{token}?thanks=1", local=True)

    @http.route("/track/joined/<string:token>/leave", methods=["POST"], **PUBLIC)
    def leave(self, token, own="", **_kwargs):
        """It was another matter: they leave, with a request of their own or without."""
        report = self._report(token)
        if not report:
            return self._refuse()
        try:
            mine = report._leave(own=bool(own))
        except UserError as error:
            return self._page(report, str(error), 400)
        if mine:
            return request.redirect(mine.sudo()._tracking_path(), local=True)
        return request.redirect(f"/track/joined/{token}", local=True)

    @staticmethod
    def _report(token):
        return request.env["service.request.report"]._by_token(token)

    def _page(self, report, message="", status=200, thanks=False):
        values = {
            "report": report,
            "found": report._as_request(),
            "zone": report.request_id._public_zone(),
            "message": message,
            "thanks": thanks,
        }
        return self._render("service_catalog.track_joined", values, status)

    def _refuse(self):
        return self._render("service_catalog.track_joined_unknown", {}, 404)
