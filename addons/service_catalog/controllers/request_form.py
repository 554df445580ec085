from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from .pages import PUBLIC, plain
from .services import Services
from .web_form import WebForm

# A hidden field that only bots fill in.
TRAP = "fax_number"
# Action name of a captcha, if one is installed, on the page and here.
CAPTCHA = "service_request"
MAX_WORDS_LENGTH = 255  # characters of a place to look up


class RequestForm(Services):
    """The form of a service: fill in, check, send."""

    @http.route("/services/<string:code>/request", methods=["GET"], **PUBLIC)
    def form(self, code, **_kwargs):
        """Show the empty form."""
        service, refusal = self._find_service(code)
        if refusal:
            return refusal
        return self._form(WebForm(service, self._resident()))

    @http.route("/services/<string:code>/request", methods=["POST"], **PUBLIC)
    def answer(self, code, step="check", **_kwargs):
        """Handle a step of the form: check, edit, find an address, or send."""
        service, refusal = self._find_service(code)
        if refusal:
            return refusal
        sent, files, one_too_many = self._submitted()
        form = WebForm(service, self._resident())
        form.take(sent, files)
        if one_too_many:
            form.faults[one_too_many] = self._too_many()
            return self._form(form, 429)
        if sent.get("join") or sent.get("other_request"):
            step = "send"
        if step == "edit":
            return self._form(form)
        if step.startswith("find"):
            return self._show_addresses(
                form, step.removeprefix("find").removeprefix("-")
            )
        if form.wants_match():
            form.may_match = step == "send" or self._is_attempt_allowed("lookup")
        if not form.check():
            unclear = any(f"answer-{code}" in form.faults for code in form.properties())
            form.may_look = unclear and self._is_attempt_allowed("lookup")
            return self._form(form, 400)
        if step == "send":
            return self._send(form)
        return self._show_summary(form)

    @http.route("/services/addresses/find", type="jsonrpc", auth="public")
    def addresses(self, words="", point=None):
        """Return addresses for words, or else near a point, for the page's script.

        Args:
            words: what was typed for the place.
            point: latitude and longitude in degrees.

        Returns:
            A list as from `constituent.property._map_data`, with `is_certain` for the
            address that the words certainly mean; False over the hourly limit.
        """
        if not self._is_attempt_allowed("lookup"):
            return False
        # sudo: addresses are public, their residents are not.
        places = request.env["constituent.property"].sudo()
        typed = plain(str(words or "")[:MAX_WORDS_LENGTH])
        if typed.strip():
            found, certain = places._offered_properties(typed)
            if certain:
                return [{**certain._map_data()[0], "is_certain": True}]
            return found._map_data()
        if not places._offers_addresses():
            return []
        try:
            latitude, longitude = map(float, point)
            request.env["service.request"]._check_point(latitude, longitude)
        except (TypeError, ValueError, OverflowError, ValidationError):
            return []
        return places._around(latitude, longitude)._map_data()

    def _find_service(self, code):
        """Return the service, in sudo, and a refusal page or None."""
        service = request.env["service.type"]._public(code)
        if not service.active:
            return service, self._not_offered(service)
        if service.needs_login and not self._resident():
            values = {"service": service}
            return service, self._render("service_catalog.request_sign_in", values, 403)
        if self._refusal_reason(service):
            return service, request.redirect(f"/services/{service.code}", local=True)
        return service, None

    def _show_addresses(self, form, code):
        """Render the form with addresses for its place or for a question."""
        is_question = code in form.properties()
        form.may_look = self._is_attempt_allowed("lookup")
        if not form.may_look:
            field = f"answer-{code}" if is_question else "where"
            form.faults[field] = self._too_many()
        elif is_question:
            form.find_for(code)
        else:
            form.find()
        return self._form(form, 400 if form.faults else 200)

    def _send(self, form):
        """Open the request once; on failure show the form with all input."""
        message = self._bot_reason(form)
        if message:
            return self._show_summary(form, message)
        post = request.httprequest.form
        has_chosen = post.get("join") or post.get("other_request")
        if not has_chosen and form.nearby:
            return self._show_summary(form, self._choose_first())
        values = form.values()
        if post.get("other_request"):
            values["other_than"] = [nearby["reference"] for nearby in form.nearby]
        try:
            with request.env.cr.savepoint():
                opened = request.env["service.request"]._take_from_page(
                    "_open_from_web_form",
                    values,
                    form.who(),
                    form.photos,
                    post.get("join"),
                )
        except UserError as error:
            return self._show_summary(form, str(error), 400)
        if opened is None:
            return self._render("service_catalog.request_kept", {}, 202)
        return request.redirect(self._thanks_path(opened.sudo()), local=True)

    @staticmethod
    def _choose_first():
        """Return the message that asks to choose a nearby request or none."""
        return request.env._(
            "Somebody has told us about something like this near by. Tell us whether"
            " it is the same"
        )

    @staticmethod
    def _thanks_path(opened):
        """Return the path of the confirmation page."""
        if opened._name == "service.request":
            return opened._tracking_path().replace("?", "/sent?", 1)
        return f"{opened._tracking_path()}?thanks=1"

    def _bot_reason(self, form):
        """Return an error message if the sender may be a bot; '' otherwise."""
        post = request.httprequest.form
        if form.is_expired(post):
            return request.env._(
                "You started this form more than a day ago. Please check it and send it"
                " again."
            )
        if post.get(TRAP):
            return request.env._(
                "A field that people do not see was filled in. Please send it again."
            )
        if form.is_hasty():
            return request.env._(
                "That was very quick. Please check it and send it again."
            )
        if not self._is_attempt_allowed("send"):
            return self._too_many()
        try:
            # Odoo's captcha hook; it passes when no captcha is installed.
            request.env["ir.http"]._verify_request_recaptcha_token(CAPTCHA)
        except UserError as error:
            return str(error)
        return ""

    def _form(self, form, status=200):
        """Render the form."""
        values = {"form": form, "service": form.service}
        return self._render("service_catalog.request_form", values, status)

    def _show_summary(self, form, message="", status=None):
        """Render the page that shows all answers before sending."""
        values = {
            "form": form,
            "service": form.service,
            "message": message,
            # Shown in place of the send button.
            "nearby": form.nearby if not form.faults else [],
            "trap": TRAP,
            "captcha": CAPTCHA,
        }
        status = status or (400 if message else 200)
        return self._render("service_catalog.request_check", values, status)
