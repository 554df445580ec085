import secrets

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.service_catalog.controllers.pages import PRIVATE, plain

PUBLIC = {
    "type": "http",
    "auth": "public",
    "sitemap": False,
    "page_policy": "resident",
}
KIOSK = "/reception/kiosk/<string:token>"
DISPLAY = "/reception/display/<string:token>"
MAX_TEXT_LENGTH = 100
KEY_BYTES = 16


class ReceptionPages(http.Controller):
    """The display in the waiting room and the kiosk, opened by their addresses."""

    # Display

    @http.route(DISPLAY, methods=["GET"], readonly=True, **PUBLIC)
    def display(self, token, **_kwargs):
        """Show the display, which reads the calls by itself."""
        reception = self._found("display", token)
        values = {
            "reception": reception,
            "path": f"/reception/display/{token}",
            "words": reception._display_words(),
        }
        return self._render("channel_gateway.reception_display", values)

    @http.route(f"{DISPLAY}/calls", methods=["GET"], readonly=True, **PUBLIC)
    def calls(self, token, **_kwargs):
        """Return the last calls and the news as JSON."""
        values = self._found("display", token)._display_values()
        return request.make_json_response(values, headers=PRIVATE)

    # Kiosk

    @http.route(KIOSK, methods=["GET"], readonly=True, **PUBLIC)
    def kiosk(self, token, lang="", reason="", **_kwargs):
        """Show a step: the language, the reason, or what else we ask."""
        reception, language = self._kiosk_in(token, lang)
        values = self._kiosk_values(reception, token, language)
        if not reception._is_open_now():
            return self._render("channel_gateway.reception_kiosk_closed", values)
        if not language:
            return self._render("channel_gateway.reception_kiosk_start", values)
        chosen = self._reason(reception, reason)
        if not chosen:
            return self._render("channel_gateway.reception_kiosk_reason", values)
        values |= {"reason": chosen, **self._kiosk_form({})}
        return self._render("channel_gateway.reception_kiosk_details", values)

    # The address of the kiosk is the secret that a forged request lacks. A token in the
    # form would refuse visitors after the browser has stood idle for days.
    @http.route(KIOSK, methods=["POST"], csrf=False, **PUBLIC)
    def take_ticket(self, token, lang="", reason="", **form):
        """Give out a ticket."""
        reception, language = self._kiosk_in(token, lang)
        values = self._kiosk_values(reception, token, language)
        if not reception._is_open_now():
            return self._render("channel_gateway.reception_kiosk_closed", values)
        chosen = self._reason(reception, reason)
        if not chosen:
            return self._render("channel_gateway.reception_kiosk_reason", values)
        values |= {"reason": chosen, **self._kiosk_form(form)}
        # sudo: anonymous callers are counted, but may not read the counts.
        limit = request.env["service.rate.limit"].sudo()
        if not limit._is_within_record_limit("ticket", reception):
            values["fault"] = request.env._(
                "There are too many visitors at the moment. Please ask our staff."
            )
            return self._render("channel_gateway.reception_kiosk_details", values, 429)
        try:
            with request.env.cr.savepoint():
                visit = reception._kiosk_check_in(
                    chosen, {**values["form"], "lang": language}
                )
        except UserError as error:
            values["fault"] = str(error)
            return self._render("channel_gateway.reception_kiosk_details", values, 422)
        values["given"] = reception._kiosk_ticket(visit)
        return self._render("channel_gateway.reception_kiosk_ticket", values)

    # Parts

    @staticmethod
    def _found(page, token):
        """Return, in sudo, the reception of a page's token, or respond 404."""
        found = request.env["channel.reception"]._by_page_token(f"{page}_token", token)
        if not found:
            raise request.not_found()
        return found

    def _kiosk_in(self, token, lang):
        """Return the reception and the chosen language, in which the page is."""
        reception = self._found("kiosk", token)
        languages = reception._kiosk_languages()
        codes = [one["code"] for one in languages]
        chosen = lang if lang in codes else codes[0] if len(codes) == 1 else ""
        request.update_context(lang=chosen or reception._display_langs()[0])
        return reception.with_context(lang=request.env.lang), chosen

    @staticmethod
    def _kiosk_values(reception, token, language):
        """Return the values that every step shows."""
        code = request.env.lang
        languages = reception._kiosk_languages()
        # Languages without a translation say the same, once.
        welcomes = {one["welcome"]: one for one in reversed(languages)}
        return {
            "reception": reception,
            "path": f"/reception/kiosk/{token}",
            "language": language,
            "languages": languages,
            "welcomes": welcomes.values(),
            "direction": request.env["res.lang"]._get_data(code=code).direction,
            "html_lang": code.replace("_", "-"),
            "fault": "",
        }

    @staticmethod
    def _kiosk_form(form):
        """Return the fields of the form, and the needs that can be chosen."""
        texts = ("reference", "mobile", "name", "postcode")
        chosen = request.httprequest.form.getlist("need")
        every = request.env["channel.visit.need"].sudo().search([("active", "=", True)])
        key = plain(form.get("key", ""))[:MAX_TEXT_LENGTH]
        return {
            "needs": every,
            "form": {
                "key": key or secrets.token_urlsafe(KEY_BYTES),
                "needs": [one.id for one in every if str(one.id) in chosen],
                **{
                    name: plain(form.get(name, "")).strip()[:MAX_TEXT_LENGTH]
                    for name in texts
                },
            },
        }

    @staticmethod
    def _reason(reception, reason):
        """Return the chosen reason, or an empty one."""
        return reception.reason_ids.filtered(
            lambda one: one.active and str(one.id) == reason
        )

    @staticmethod
    def _render(template, values, status=200):
        """Render a page; nothing of it is kept by the browser."""
        response = request.render(template, values, status=status)
        response.headers.update(PRIVATE)
        return response
