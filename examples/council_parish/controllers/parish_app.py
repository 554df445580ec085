from odoo import http
from odoo.http import request


class ParishApp(http.Controller):
    """The HTTP interface of the parish app."""

    @http.route(
        "/parish_app/<int:endpoint_id>/messages",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def messages(self, endpoint_id):
        """Store a message from the app, or return the messages queued for it."""
        http_request = request.httprequest
        header = http_request.headers.get("Authorization", "")
        # sudo: the app has no user; its token gives access to this endpoint only.
        endpoint = (
            self.env["channel.endpoint"]
            .sudo()
            ._find_by_token("parish_app", header.removeprefix("Bearer "))
        )
        if endpoint.id != endpoint_id or not endpoint.is_active:
            self.env["channel.authentication.failure"]._count_failure(
                "parish_app", http_request.remote_addr
            )
            return request.make_json_response({"error": "Invalid token."}, status=403)
        messages = self.env["channel.message"].sudo()
        if http_request.method == "GET":
            return request.make_json_response(messages._parish_app_fetch(endpoint))
        if (http_request.content_length or 0) > endpoint.limit_mb * 1024 * 1024:
            return request.make_json_response({"error": "Too large."}, status=413)
        message = messages._accept_message(endpoint, http_request.get_data())
        return request.make_json_response({"message": message.id})
