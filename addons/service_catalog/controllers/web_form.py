import time
from uuid import uuid4

from odoo.http import request
from odoo.tools import email_normalize
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.constituent_crm.matching import normalise

SCOPE = "service_catalog.web_form"
HOURS = 24
# What is typed besides the answers: name and longest.
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
    "told_by": 10,
}


class WebForm:
    """What a resident has typed into the form of a service, and what is wrong with it.

    All that was typed travels with the form: nothing is kept here but photographs,
    which are held under names that nobody can guess.
    """

    def __init__(self, service, resident):
        self.env = request.env
        self.service = service
        self.resident = resident
        self.questions = service._form()
        self.photo_form = service._photo_form()
        self.told = dict.fromkeys(TEXTS, "")
        self.answers, self.clean, self.photos = {}, {}, []
        self.faults = {}
        self.places = self.env["constituent.property"].sudo()
        self.start = self._sign()

    # What came

    def read(self, post, files):
        self.told = {
            name: str(post.get(name) or "").strip()[:most]
            for name, most in TEXTS.items()
        }
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

    # What is wrong with it

    def check(self):
        """Find what is wrong: by the id of the field, a sentence."""
        self.faults = {}
        self._check_words()
        self._check_answers()
        self._check_photos()
        if self.service._asks_place():
            self._check_place()
        if not self.resident:
            self._check_who()
        if self.told["other"] == "yes" and not self.told["other_name"]:
            self.faults["other_name"] = self.env._("Enter the name of who it is for")
        return not self.faults

    def wants_words(self):
        """Whether nothing else is asked that would tell what it is about."""
        return not self.questions and not self.service._asks_place()

    def _check_words(self):
        if self.wants_words() and not self.told["description"]:
            self.faults["description"] = self.env._("Tell us what you need")

    def _check_answers(self):
        self.clean, faults = self.service._check_answers(self.answers)
        self.faults |= {f"answer-{code}": words for code, words in faults.items()}

    def _check_photos(self):
        if not self.photo_form:
            return
        kept, fault = self.service._photos_checked(self.photos)
        if fault:
            self.faults["answer-photos"] = fault
        else:
            self.photos = kept

    def _check_place(self):
        point = self.point()
        if point is None:
            words = self.env._("The place on the map cannot be read. Choose it again")
            self.faults["where"] = words
        elif point and not self.service._is_inside(*point):
            self.faults["where"] = self.env._(
                "This place is outside the council's area. Choose one inside it"
            )
        elif not (point or self.told["where-words"] or self.property()):
            self.faults["where"] = self.env._("Tell us where it is")

    def _check_who(self):
        told = self.told
        if told["who"] not in ("known", "anonymous"):
            self.faults["who"] = self.env._("Choose whether to tell us who you are")
        if told["who"] != "known":
            return
        if not told["name"]:
            self.faults["name"] = self.env._("Enter your name")
        if told["email"] and not email_normalize(told["email"]):
            self.faults["email"] = self.env._(
                "Enter an e-mail address like name@example.com"
            )
        if told["phone"] and not self._phone():
            self.faults["phone"] = self.env._(
                "Enter a phone number, like 01632 960 001"
            )
        if not (told["email"] or told["phone"]):
            self.faults["email"] = self.env._(
                "Enter an e-mail address or a phone number"
            )
        self._check_told_by()

    def _check_told_by(self):
        wanted = {"email": "email", "sms": "phone"}.get(self.told["told_by"])
        if wanted and not self.told[wanted] and wanted not in self.faults:
            self.faults[wanted] = self.env._("We need this to tell you how it goes on")

    def _phone(self):
        # Only the spelling is asked for.
        Identifier = self.env["constituent.identifier"].sudo()
        return Identifier._normalised("phone", self.told["phone"])

    def answer_faults(self):
        """As `service_catalog.question_fields` takes them: by the question's code."""
        return {
            field.removeprefix("answer-"): words
            for field, words in self.faults.items()
            if field.startswith("answer-")
        }

    # The place

    def point(self):
        """Latitude and longitude; () for no point, None for what is none."""
        pair = self.told["where-latitude"], self.told["where-longitude"]
        if not any(pair):
            return ()
        try:
            latitude, longitude = map(float, pair)
        except ValueError:
            return None
        inside = -90 <= latitude <= 90 and -180 <= longitude <= 180
        return (latitude, longitude) if inside else None

    def property(self):
        """The `constituent.property` that was chosen, in sudo."""
        uprn = self.told["where-property"]
        places = self.places.browse()
        return places.search([("uprn", "=", uprn)], limit=1) if uprn else places

    def find(self):
        """Look up the addresses at the postcode that was typed."""
        postcode = normalise.postcode(self.told["where-words"])
        # Addresses are looked up for whoever knows the postcode; who lives there is
        # not told.
        here = [("postcode", "=", postcode), ("status", "!=", "historic")]
        self.places = self.places.search(here, limit=200) if postcode else self.places
        if not postcode:
            words = self.env._("Enter a whole postcode to find addresses")
            self.faults["where"] = words
        elif not self.places:
            self.faults["where"] = self.env._(
                "We know no address at %s. Describe the place in words", postcode
            )

    # What it comes to

    def hidden(self):
        """Pairs of name and value that bring all this back with the next page."""
        pairs = [(name, value) for name, value in self.told.items() if value]
        for question in self.questions:
            value = self.answers.get(question["code"])
            pairs += _pairs(f"answer-{question['code']}", question["datatype"], value)
        pairs += _pairs("answer-photos", "file", self.photos)
        return [*pairs, ("start", self.start)]

    def rows(self):
        """What is looked over: dicts of label, text and field (the id to change it)."""
        told, _ = self.told, self.env._
        rows = [self._answer_row(one) for one in self.questions if one["is_input"]]
        place = self.property().name or told["where-words"]
        point = self.point() and _("A point on the map: %s, %s", *self.point())
        rows.append(self._row(_("Where"), "where", place or point))
        rows.append(self._row(_("What you told us"), "description"))
        names = ", ".join(one["name"] for one in self.photos)
        rows.append(self._row(_("Photos"), "answer-photos", names))
        if self.resident:
            rows.append(self._row(_("Your name"), "other", self.resident.name))
        elif told["who"] == "known":
            rows.append(self._row(_("Your name"), "name"))
            rows.append(self._row(_("E-mail address"), "email"))
            rows.append(self._row(_("Phone number"), "phone"))
        else:
            rows.append(self._row(_("Your name"), "who", _("You do not tell us")))
        if told["other"] == "yes":
            rows.append(self._row(_("For"), "other_name"))
        return [row for row in rows if row["text"]]

    def _row(self, label, field, text=None):
        text = self.told.get(field, "") if text is None else text
        return {"label": label, "field": field, "text": text}

    def _answer_row(self, question):
        code, told = question["code"], self.clean.get(question["code"])
        text = self._in_words(question, told) if told else ""
        return self._row(question["name"], f"answer-{code}", text)

    def _in_words(self, question, told):
        """An answer as `_check_answers` gives it, for the one who gave it."""
        if question["datatype"] == "place":
            return told["words"]
        if question["datatype"] == "file":
            return ", ".join(one["name"] for one in told)
        if question["datatype"] == "property":
            return self.places.search([("uprn", "=", told)], limit=1).name or told
        names = {one["code"]: one["name"] for one in question["options"]}
        several = told if isinstance(told, list) else [told]
        return ", ".join(names.get(one, one) for one in several)

    def values(self):
        """Values for `service.request._open_from_web`."""
        place = self.property()
        point = self.point() or (place.latitude, place.longitude)
        return {
            "service_id": self.service.id,
            "description": self.told["description"],
            "answers": self.clean,
            "latitude": point[0] or None,
            "longitude": point[1] or None,
            "address": place.name or self.told["where-words"],
            "postcode": place.postcode or normalise.postcode(self.told["where-words"]),
            "property_id": place.id or None,
            "source_key": f"web,{self._started(self.start)[0]}",
        }

    def who(self):
        told = self.told
        if not self.resident and told["who"] != "known":
            return {}
        other = told["other_name"] if told["other"] == "yes" else ""
        if self.resident:
            return {"partner": self.resident, "other_name": other}
        names = ("name", "email", "phone", "told_by")
        return {**{name: told[name] for name in names}, "other_name": other}


def _pairs(name, datatype, value):
    if not value:
        return []
    if datatype == "file":
        return [(f"{name}-held", one["token"]) for one in value if one.get("token")]
    if datatype == "place":
        return [(f"{name}-{part}", one) for part, one in value.items() if one]
    several = value if isinstance(value, list) else [value]
    return [(name, one) for one in several]
