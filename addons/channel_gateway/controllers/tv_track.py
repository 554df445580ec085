from odoo import http
from odoo.http import request

from ..television import ALPHABETS, press
from .tv_pages import Screens, screen

TRACK, REQUEST = "track", "request"
# The fields of the page, in their order: pad and limit.
FIELDS = {"reference": ("letters", 20), "proof": ("digits", 20)}


class TelevisionTracking(Screens, http.Controller):
    """Where a request stands, by its reference and PIN."""

    @screen("/track", methods=["GET"])
    def ask(self, **_kwargs):
        """Show the field for the reference."""
        return self._ask({})

    @screen("/track", methods=["POST"])
    def begin(self, **post):
        """Take the first key of the reference."""
        return self._press({}, post)

    @screen("/track/<string:sealed>", methods=["GET"])
    def ask_on(self, sealed, **_kwargs):
        """Show the field for the reference, or else for the PIN."""
        entered = self._open(TRACK, sealed)
        return self._timed_out() if entered is None else self._ask(entered)

    @screen("/track/<string:sealed>", methods=["POST"])
    def press(self, sealed, **post):
        """Take what was entered, and open the request."""
        entered = self._open(TRACK, sealed)
        return self._timed_out() if entered is None else self._press(entered, post)

    @screen("/request/<string:sealed>", methods=["GET"])
    def show(self, sealed, **_kwargs):
        """Show where the request stands, and nothing of its constituent."""
        values = self._open(REQUEST, sealed)
        if values is None:
            return self._timed_out()
        found = self._requests().browse(values["id"]).exists()
        if not found:
            return self._timed_out()
        shown = {"found": found, "zone": found._public_zone()}
        return self._show("channel_gateway.tv_request", shown)

    @staticmethod
    def _requests():
        # sudo: residents have no login; their PIN decides what they may see.
        return request.env["service.request"].sudo()

    def _ask(self, entered):
        """Render the page of the field that is not passed yet."""
        field = "proof" if "reference" in entered else "reference"
        values = {
            "field": field,
            "pad": FIELDS[field][0],
            "pad_keys": ALPHABETS[FIELDS[field][0]],
            "draft": entered.get("draft", ""),
            "key": entered.get("key", ""),
            "fault": entered.get("fault", ""),
            "reference": entered.get("reference", ""),
        }
        return self._show("channel_gateway.tv_track", values)

    def _press(self, entered, post):
        field = "proof" if "reference" in entered else "reference"
        pad, limit = FIELDS[field]
        known = {name: entered[name] for name in ("reference",) if name in entered}
        if post.get("go") == "previous":
            return self._continue({"draft": known.get("reference", "")})
        typed = (post.get("typed") or "").replace("\0", "")[:limit]
        if key := post.get("key"):
            draft = press(typed, key, pad, limit)
            return self._continue({**known, "draft": draft, "key": key})
        if not typed.strip():
            fault = request.env._("Enter something first")
            return self._continue({**known, "fault": fault})
        if field == "reference":
            return self._continue({"reference": typed.strip()})
        return self._find(known["reference"], typed)

    def _continue(self, entered):
        """Go to the page with what was entered."""
        return self._go(f"/track/{self._close(TRACK, entered)}")

    def _find(self, reference, proof):
        """Open the request if the proof fits."""
        known = {"reference": reference}
        if not self._is_attempt_allowed("track"):
            return self._continue({**known, "fault": self._too_many()})
        found = self._requests()._find_by_reference(reference)
        # Of none, a PIN takes the same time.
        fits = found._verified_path(proof) if found else found._matches_pin(proof)
        if not fits:
            fault = request.env._(
                "We cannot find a request with this reference and PIN or phone number."
                " Please check both"
            )
            return self._continue({**known, "fault": fault})
        return self._go(f"/request/{self._close(REQUEST, {'id': found.id})}")
