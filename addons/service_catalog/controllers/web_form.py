import time
from functools import cached_property
from uuid import uuid4

from odoo.http import request
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.constituent_crm.gazetteer import coordinates
from odoo.addons.constituent_crm.matching import normalise

from .web_form_faults import FormFaults
from .web_form_rows import FormRows

SCOPE = "service_catalog.web_form"
HOURS = 24
# What is typed besides the answers: name and max_length.
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
    """What a resident has typed into the form of a service, and what is wrong with it.

    All that was typed travels with the form: nothing is kept here but photographs,
    which are held under names that nobody can guess.
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
        # Addresses are for everybody to choose from; who lives there is not told.
        self.places = self.place = self.env["constituent.property"].sudo()
        # Whether who asks may look addresses up: not too many, nor all of them.
        self.may_look = False
        self.start = self._sign()

    # What came

    def take(self, post, files):
        self.submitted = {
            # Enough to show that it is too long; browsers count a line's end as one.
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
        # The secret is the database's; nobody who fills in a form may read it.
        values = [self.service.code, uuid4().hex, int(time.time())]
        return hash_sign(self.env(su=True), SCOPE, values, expiration_hours=HOURS)

    def _started(self, start):
        """The nonce and the moment (seconds) of a start of this form; or None."""
        try:
            # As above.
            values = verify_hash_signed(self.env(su=True), SCOPE, start or "")
        except (ValueError, IndexError):
            return None
        if not values or values[0] != self.service.code:
            return None
        return values[1:]

    def is_expired(self, post):
        return not self._started(post.get("start"))

    def is_hasty(self):
        """Whether it comes back faster than anybody reads it."""
        # How many seconds is no secret, but parameters are the administrators' own.
        setting = self.env["ir.config_parameter"].sudo()
        least = float(setting.get_param("service_catalog.form_seconds", 3))
        return time.time() - self._started(self.start)[1] < least

    # The place

    def point(self):
        """Latitude and longitude; () for no point, None for what is none."""
        pair = self.submitted["where-latitude"], self.submitted["where-longitude"]
        if not any(pair):
            return ()
        return coordinates.parse(*pair)

    def _property(self):
        """The `constituent.property` that was chosen, in sudo."""
        uprn = self.submitted["where-property"]
        return self.place.search([("uprn", "=", uprn)], limit=1) if uprn else self.place

    @cached_property
    def around(self):
        """The known addresses nearest to the point that was set."""
        point = self.point()
        return self.place._around(*point) if point else self.place.browse()

    @cached_property
    def nearby(self):
        """Open requests that this may be about, as `_nearby` tells them."""
        values = self.values()
        point = values["latitude"] or False, values["longitude"] or False
        return self.env["service.request"]._nearby(
            self.service, *point, property=self.place
        )

    def near(self):
        """In words, where a point is that nothing else was said of; "" otherwise."""
        nearest = self.around[:1]
        return self.env._("Near %s", nearest.name) if nearest else ""

    def find(self):
        """Look up the addresses at the postcode that was typed."""
        postcode = normalise.postcode(self.submitted["where-words"])
        self.places = self.place.browse()
        if not postcode:
            words = self.env._("Enter a whole postcode to find addresses")
            self.faults["where"] = words
            return
        self.places = self.place._at_postcode(postcode)
        if not self.places:
            self.faults["where"] = self.env._(
                "We know no address at %s. Describe the place in words", postcode
            )

    def choices(self):
        """The addresses to choose from: found, chosen, or else near the point."""
        return self.places or self.place or self.around

    def find_for(self, code):
        """Look up the addresses that fit what was typed for a question of one."""
        name = f"answer-{code}"
        words = request.httprequest.form.get(name, "")
        self.answers[code] = words
        if not words.strip():
            self.faults[name] = self.env._("Enter a postcode to find addresses")
        elif not self.place._suggest_properties(words):
            self.faults[name] = self.env._(
                "We know no address like this. Enter a whole postcode to find addresses"
            )

    def offered(self, code):
        """What may be chosen as the answer to a question of an address.

        Returns:
            A dict of words, to show as typed; uprn, of what is chosen; and places.
        """
        answer = self.answers.get(code) or ""
        chosen = answer and self.place.search([("uprn", "=", answer)], limit=1)
        words = chosen.postcode or chosen.name if chosen else answer
        places = chosen or self.place.browse()
        if self.may_look and words.strip():
            places |= self.place._suggest_properties(words)
        return {"words": words, "uprn": chosen and answer, "places": places}

    def properties(self):
        """Codes of the questions that want an address."""
        return {one["code"] for one in self.questions if one["datatype"] == "property"}

    # What it comes to

    def hidden(self):
        """Pairs of name and value that bring all this back with the next page."""
        pairs = [(name, value) for name, value in self.submitted.items() if value]
        for question in self.questions:
            value = self.answers.get(question["code"])
            pairs += _pairs(f"answer-{question['code']}", question["datatype"], value)
        pairs += _pairs("answer-photos", "file", self.photos)
        return [*pairs, ("start", self.start)]

    def values(self):
        """Values for `service.request._open_from_web_form`."""
        place = self.place
        point = self.point() or (place.latitude, place.longitude)
        return {
            "service_id": self.service.id,
            "description": self.submitted["description"],
            "answers": self.clean,
            "latitude": point[0] or None,
            "longitude": point[1] or None,
            "address": place.name or self.submitted["where-words"] or self.near(),
            "postcode": place.postcode
            or normalise.postcode(self.submitted["where-words"]),
            "property_id": place.id or None,
            "source_key": f"web,{self._started(self.start)[0]}",
        }

    def who(self):
        submitted = self.submitted
        if not self.resident and submitted["who"] != "known":
            return {}
        other = submitted["other_name"] if submitted["other"] == "yes" else ""
        if self.resident:
            return {"partner": self.resident, "other_name": other}
        names = ("name", "email", "phone", "notification_preference")
        return {**{name: submitted[name] for name in names}, "other_name": other}


def _pairs(name, datatype, value):
    if not value:
        return []
    if datatype == "file":
        return [(f"{name}-held", one["token"]) for one in value if one.get("token")]
    if datatype == "place":
        return [(f"{name}-{part}", one) for part, one in value.items() if one]
    several = value if isinstance(value, list) else [value]
    return [(name, one) for one in several]
