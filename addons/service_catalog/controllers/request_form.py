from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from odoo.addons.constituent_crm.matching import normalise

from .pages import PUBLIC, plain
from .services import Services
from .web_form import WebForm

# No person sees this field, nor has a reason to fill it in.
TRAP = "fax_number"
# What a captcha, where one is installed, is asked to vouch for: on the page and here.
CAPTCHA = "service_request"
MAX_WORDS_LENGTH = 255  # that a place is looked up by


class RequestForm(Services):
    """The form of a service: filled in, looked over, sent."""

    @http.route("/services/<string:code>/request", methods=["GET"], **PUBLIC)
    def form(self, code, **_kwargs):
        service, refusal = self._asked(code)
        if refusal:
            return refusal
        return self._form(WebForm(service, self._resident()))

    @http.route("/services/<string:code>/request", methods=["POST"], **PUBLIC)
    def answer(self, code, step="check", **_kwargs):
        service, refusal = self._asked(code)
        if refusal:
            return refusal
        sent, files, one_too_many = self._sent()
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
            return self._found(form, step.removeprefix("find").removeprefix("-"))
        if not form.check():
            unclear = any(f"answer-{one}" in form.faults for one in form.properties())
            form.may_look = unclear and self._is_attempt_allowed("lookup")
            return self._form(form, 400)
        if step == "send":
            return self._send(form)
        return self._look_over(form)

    @http.route("/services/addresses/find", type="jsonrpc", auth="public")
    def addresses(self, words="", point=None):
        """Known addresses at a postcode, or else near a point, for a page's script.

        Args:
            words: what was typed for a place.
            point: latitude and longitude in degrees.

        Returns:
            As `constituent.property._map_data`; False when too many are asked for.
        """
        if not self._is_attempt_allowed("lookup"):
            return False
        # Addresses are for everybody to choose from; who lives there is not told.
        places = request.env["constituent.property"].sudo()
        if postcode := normalise.postcode(plain(str(words)[:MAX_WORDS_LENGTH])):
            return places._at_postcode(postcode)._map_data()
        try:
            latitude, longitude = map(float, point)
            request.env["service.request"]._check_point(latitude, longitude)
        except (TypeError, ValueError, OverflowError, ValidationError):
            return []
        return places._around(latitude, longitude)._map_data()

    def _asked(self, code):
        """The service, in sudo, and a page that says why it cannot be asked for."""
        service = request.env["service.type"]._public(code)
        if not service.active:
            return service, self._not_there(service)
        if service.needs_login and not self._resident():
            values = {"service": service}
            return service, self._render("service_catalog.request_sign_in", values, 403)
        if self._why_not(service):
            return service, request.redirect(f"/services/{service.code}", local=True)
        return service, None

    def _found(self, form, code):
        """The form with the addresses to choose from: for its place, or a question."""
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
        """Open the request, once; whatever forbids that leaves all that was typed."""
        message = self._suspicion(form)
        if message:
            return self._look_over(form, message)
        post = request.httprequest.form
        has_chosen = post.get("join") or post.get("other_request")
        if not has_chosen and form.nearby:
            return self._look_over(form, self._choose_first())
        values = form.values()
        if post.get("other_request"):
            values["other_than"] = [one["reference"] for one in form.nearby]
        try:
            with request.env.cr.savepoint():
                opened = request.env["service.request"]._open_from_web_form(
                    values, form.who(), form.photos, join=post.get("join")
                )
        except UserError as error:
            return self._look_over(form, str(error), 400)
        return request.redirect(self._thanks_path(opened.sudo()), local=True)

    @staticmethod
    def _choose_first():
        return request.env._(
            "Somebody has told us about something like this near by. Tell us whether"
            " it is the same"
        )

    @staticmethod
    def _thanks_path(opened):
        if opened._name == "service.request":
            return opened._tracking_path().replace("?", "/sent?", 1)
        return f"{opened._tracking_path()}?thanks=1"

    def _suspicion(self, form):
        """What to tell whoever may be a programme; '' for people."""
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
            # Of whatever captcha is installed; without one it lets everybody through.
            request.env["ir.http"]._verify_request_recaptcha_token(CAPTCHA)
        except UserError as error:
            return str(error)
        return ""

    def _form(self, form, status=200):
        values = {"form": form, "service": form.service}
        return self._render("service_catalog.request_form", values, status)

    def _look_over(self, form, message="", status=None):
        values = {
            "form": form,
            "service": form.service,
            "message": message,
            # Offered before it is sent, where the button to send would be.
            "nearby": form.nearby if not form.faults else [],
            "trap": TRAP,
            "captcha": CAPTCHA,
        }
        status = status or (400 if message else 200)
        return self._render("service_catalog.request_check", values, status)
