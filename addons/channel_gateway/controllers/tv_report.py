from uuid import uuid4

from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import hmac

from odoo.addons.service_catalog import forms

from ..television import State, unanswerable
from .tv import Television
from .tv_form import ScreenForm
from .tv_pages import screen

REPORT, DONE = "report", "done"
SCOPE = "channel_gateway.tv_pin"


class TelevisionReport(Television):
    """The form of a service, one question a page."""

    @screen("/start/<string:code>", methods=["GET"])
    def begin(self, code, **_kwargs):
        """Begin a form."""
        service = request.env["service.type"]._public(code)
        questions = forms.read_form(service._form()) if service else ()
        if not service.active or unanswerable(questions):
            raise request.not_found()
        if self._refusal_reason(service):
            return self._go(f"/service/{service.code}")
        return self._continue(State(service.code, uuid4().hex))

    @screen("/report/<string:sealed>", methods=["GET"])
    def step(self, sealed, **_kwargs):
        """Show the current step of a form."""
        form = self._form(sealed)
        if not form:
            return self._timed_out()
        template = "tv_check" if form.is_ready() else "tv_step"
        return self._show(f"channel_gateway.{template}", {"form": form})

    @screen("/report/<string:sealed>", methods=["POST"])
    def press(self, sealed, **post):
        """Take what was entered or chosen, and go on."""
        form = self._form(sealed)
        if not form:
            return self._timed_out()
        if form.is_ready() and post.get("go") == "send":
            return self._send(form)
        if form.is_ready() and post.get("go") != "previous":
            return self._continue(form.state)
        return self._continue(
            form.take(post, lambda: self._is_attempt_allowed("lookup"))
        )

    @screen("/done/<string:sealed>", methods=["GET"])
    def sent(self, sealed, **_kwargs):
        """Show the reference and the PIN of a new request."""
        values = self._open(DONE, sealed)
        if values is None:
            return self._timed_out()
        # sudo: who has the sealed text has just sent the request.
        found = request.env["service.request"].sudo().browse(values["id"]).exists()
        return self._show(
            "channel_gateway.tv_sent", {"found": found, "pin": values["pin"]}
        )

    def _form(self, sealed):
        """Return the form of a sealed text; None where it does not open."""
        plain = self._open(REPORT, sealed)
        if plain is None:
            return None
        state = State.of(plain)
        service = request.env["service.type"]._public(state.service)
        return ScreenForm(service, state) if service.active else None

    def _continue(self, state):
        """Go to the page of a state."""
        return self._go(f"/report/{self._close(REPORT, state.as_plain())}")

    def _send(self, form):
        """Open the request once; on failure go back to what has to be put right."""
        if not self._is_attempt_allowed("send"):
            return self._continue(form.state.drafted("", fault=self._too_many()))
        values, faults = form.values()
        if faults:
            return self._continue(form.returned(faults))
        try:
            with request.env.cr.savepoint():
                opened = request.env["service.request"]._take_from_page(
                    "_open_from_web_form", values, form.who(), [], None
                )
        except UserError as error:
            return self._continue(form.state.drafted("", fault=str(error)))
        return self._go(f"/done/{self._close(DONE, self._receipt(form, opened))}")

    def _receipt(self, form, opened):
        """Return the id and the PIN of a request; of one that is opened later, none."""
        if opened is None:
            return {"id": 0, "pin": ""}
        # A form that is sent twice keeps its PIN. sudo: the secret of the database.
        number = int(hmac(request.env(su=True), SCOPE, form.state.nonce), 16)
        pin = opened.sudo()._issue_pin(f"{number % 10**6:06}")
        return {"id": opened.id, "pin": pin}
