import time
from functools import cached_property
from uuid import uuid4

from odoo.http import request
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.constituent_crm.gazetteer import coordinates

from .web_form_faults import FormFaults
from .web_form_rows import FormRows

SCOPE = "service_catalog.web_form"
HOURS = 24
# Text fields besides the answers, with their maximum length.
TEXTS = {
    "description": 4000,
    "where-words": 255,
    "where-latitude": 30,
    "where-longitude": 30,
    "where-property": 20,
    "who": 20,
    "name": 120,
    "email": 254,
    "phone": 40,
    "other": 3,
    "other_name": 120,
    "notification_preference": 10,
}


class WebForm(FormFaults, FormRows):
    """The submitted form of a service and its faults.

    All input travels with the form. Only photographs are stored meanwhile, under
    unguessable names.
    """

    max_length = TEXTS

    def __init__(self, service, resident):
        self.env = request.env
        self.service = service
        self.resident = resident
        self.questions = service._form()
        self.photo_form = service._photo_form()
        self.submitted = dict.fromkeys(TEXTS, "")
        self.answers, self.clean, self.photos = {}, {}, []
        self.faults = {}
        # sudo: addresses are public, their residents are not.
        self.places = self.place = self.found = self.env["constituent.property"].sudo()
        # Whether address lookups are within the hourly limit.
        self.may_look = self.may_match = False
        self.offers_addresses = self.place._offers_addresses()
        self.start = self._sign()

    # Input

    def take(self, post, files):
        """Read the submitted fields and files."""
        self.submitted = {
            # Cut beyond the limit that `_check_lengths` reports. Browsers count a line
            # break as one character.
            name: str(post.get(name) or "").replace("\r\n", "\n").strip()[: 4 * most]
            for name, most in TEXTS.items()
        }
        self.place = self._property()
        self.answers = self.service._answers_in(post, files)
        if self.photo_form:
            self.photos = self.service._photos_in(post, files) or []
        if self._started(post.get("start")):
            self.start = post["start"]
        return self

    def _sign(self):
        """Sign the start of a form: service, nonce and time."""
        # sudo: the signing secret is a system parameter.
        values = [self.service.code, uuid4().hex, int(time.time())]
        return hash_sign(self.env(su=True), SCOPE, values, expiration_hours=HOURS)

    def _started(self, start):
        """Return nonce and time (seconds) of a signed start of this form; or None."""
        try:
            # sudo: as above.
            values = verify_hash_signed(self.env(su=True), SCOPE, start or "")
        except (ValueError, IndexError):
            return None
        if not values or values[0] != self.service.code:
            return None
        return values[1:]

    def is_expired(self, post):
        """Return whether the signed start is invalid or too old."""
        return not self._started(post.get("start"))

    def is_hasty(self):
        """Return whether it was submitted faster than a person can fill it in."""
        # sudo: residents may not read system parameters.
        setting = self.env["ir.config_parameter"].sudo()
        least = float(setting.get_param("service_catalog.form_seconds", 3))
        return time.time() - self._started(self.start)[1] < least

    # Place

    def point(self):
        """Return latitude and longitude in degrees; () if empty, None if invalid."""
        pair = self.submitted["where-latitude"], self.submitted["where-longitude"]
        if not any(pair):
            return ()
        return coordinates.parse(*pair)

    def _property(self):
        """Return the chosen `constituent.property`, in sudo."""
        uprn = self.submitted["where-property"]
        return self.place.search([("uprn", "=", uprn)], limit=1) if uprn else self.place

    def wants_match(self):
        """Return whether the place is given in words alone."""
        return bool(
            self.submitted["where-words"] and not self.place and self.point() == ()
        )

    @cached_property
    def matched(self):
        """Return the property that the words certainly mean; none over the limit."""
        words = self.submitted["where-words"] if self.may_match else ""
        return self.place._match_certain(words)

    @cached_property
    def around(self):
        """Return the known addresses nearest to the point."""
        point = self.point()
        return self.place._around(*point) if point else self.place.browse()

    @cached_property
    def nearby(self):
        """Return open requests that may be the same, as from `service.type._nearby`."""
        values = self.values()
        point = values["latitude"] or False, values["longitude"] or False
        return self.service._nearby(*point, property=self.place or self.matched)

    def near(self):
        """Describe a point by its nearest address; "" if there is none."""
        nearest = self.around[:1]
        return self.env._("Near %s", nearest.name) if nearest else ""

    def find(self):
        """Look up the addresses that the submitted words may mean."""
        words = self.submitted["where-words"]
        self.places, self.found = self.place._offered_properties(words)
        if self.places or not self.offers_addresses:
            return
        if postcode := self.place._postcode_in(words):
            self.faults["where"] = self.env._(
                "We know no address at %s. Describe the place in words", postcode
            )
        else:
            self.faults["where"] = self.env._(
                "Enter a house number and street, or a whole postcode, to find"
                " addresses"
            )

    def choices(self):
        """Return the addresses to choose from: found, chosen, or near the point."""
        if not self.offers_addresses:
            return self.place
        return self.places or self.place or self.around

    def chosen(self):
        """Return the address to preselect: the one chosen, or certainly meant."""
        return self.place or self.found

    def find_for(self, code):
        """Look up addresses for the answer to a question."""
        name = f"answer-{code}"
        typed = request.httprequest.form.get(name, "")
        self.answers[code] = typed
        if not typed.strip():
            self.faults[name] = self.env._("Enter a postcode to find addresses")
        elif not self.place._suggest_properties(typed):
            self.faults[name] = self.env._(
                "We know no address like this. Enter a whole postcode to find addresses"
            )

    def offered(self, code):
        """Return the addresses to choose from for a question.

        Args:
            code: code of the question.

        Returns:
            A dict of `words`, as typed; `uprn`, of the chosen address, or of the only
            one; and `places`.
        """
        answer = self.answers.get(code) or ""
        chosen = answer and self.place.search([("uprn", "=", answer)], limit=1)
        typed = chosen.postcode or chosen.name if chosen else answer
        places = chosen or self.place.browse()
        if self.may_look and self.offers_addresses and typed.strip():
            places |= self.place._suggest_properties(typed)
        only = places.uprn if len(places) == 1 else ""
        return {"words": typed, "uprn": only or (chosen and answer), "places": places}

    def properties(self):
        """Return the codes of the questions that ask for an address."""
        return {
            question["code"]
            for question in self.questions
            if question["datatype"] == "property"
        }

    # Result

    def hidden(self):
        """Return pairs of name and value for the hidden fields of the next page."""
        pairs = [(name, value) for name, value in self.submitted.items() if value]
        for question in self.questions:
            value = self.answers.get(question["code"])
            pairs += _pairs(f"answer-{question['code']}", question["datatype"], value)
        pairs += _pairs("answer-photos", "file", self.photos)
        return [*pairs, ("start", self.start)]

    def values(self):
        """Return the values for `service.request._open_from_web_form`."""
        place = self.place or self.matched
        point = self.point() or (place.latitude, place.longitude)
        return {
            "service_id": self.service.id,
            "description": self.submitted["description"],
            "answers": self.clean,
            "latitude": point[0] or None,
            "longitude": point[1] or None,
            "address": self.place.name or self.submitted["where-words"] or self.near(),
            "postcode": place.postcode
            or self.place._postcode_in(self.submitted["where-words"]),
            "property_id": place.id or None,
            "source_key": f"web,{self._started(self.start)[0]}",
        }

    def who(self):
        """Return the submitted details of the constituent; {} if anonymous."""
        submitted = self.submitted
        if not self.resident and submitted["who"] != "known":
            return {}
        other = submitted["other_name"] if submitted["other"] == "yes" else ""
        if self.resident:
            return {"partner": self.resident, "other_name": other}
        names = ("name", "email", "phone", "notification_preference")
        return {**{name: submitted[name] for name in names}, "other_name": other}


def _pairs(name, datatype, value):
    """Return the hidden fields for one answer."""
    if not value:
        return []
    if datatype == "file":
        return [(f"{name}-held", file["token"]) for file in value if file.get("token")]
    if datatype == "place":
        return [(f"{name}-{part}", text) for part, text in value.items() if text]
    several = value if isinstance(value, list) else [value]
    return [(name, text) for text in several]
