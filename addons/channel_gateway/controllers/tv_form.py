from dataclasses import replace
from functools import cached_property

from odoo.http import request

from odoo.addons.constituent_crm.matching import phone_numbers
from odoo.addons.service_catalog import forms

from ..television import ALPHABETS, as_moment, plan, press, show
from ..television.steps import BY_PHONE, CHECK, NOT_AT_ALL, PHONE, UNKNOWN, WHERE, WORDS
from .tv_form_rows import ScreenFormRows

# The pad of each kind of step, and how much may be entered.
PADS = {
    "text": ("letters", 255),
    "place": ("letters", 255),
    "number": ("number", 15),
    "day": ("digits", 12),
    "postcode": ("letters", 10),
    "phone": ("digits", 20),
}
MAX_PAGE_DIGITS = 5
# Of an address that is none of those at the postcode.
NO_ADDRESS = "none"


class ScreenForm(ScreenFormRows):
    """The form of a service on a screen that is driven by a few keys."""

    def __init__(self, service, state):
        self.env = request.env
        self.service = service
        self.state = state
        self.questions = forms.read_form(service._form())
        # sudo: addresses are public, their residents are not.
        self.places = self.env["constituent.property"].sudo()

    @cached_property
    def steps(self):
        """Return the steps, given what was entered so far."""
        return plan(
            self.questions,
            self.state.values,
            has_place=self.service._form_has_place(),
            offers_addresses=self.places._offers_addresses(),
        )

    @cached_property
    def step(self):
        """Return the current step: the first that was not passed."""
        return next(one for one in self.steps if one.name not in self.state.done)

    @property
    def pad(self):
        """Return the name and the keys of the pad of the step; "" for none."""
        name = PADS.get(self.step.kind, ("", 0))[0]
        return name, ALPHABETS.get(name, "")

    # What is chosen from

    def choices(self):
        """Return pairs of value and label of the step's choices."""
        step = self.step
        if step.kind in ("choice", "several"):
            return [(one.code, one.name) for one in step.question.options]
        if step.kind == "address":
            found = [(one.uprn, one.name) for one in self._addresses()]
            if step.question is None or not step.required:
                found.append((NO_ADDRESS, self.env._("None of these")))
            return found
        if step.kind == "who":
            return [
                (BY_PHONE, self.env._("Yes, call me or send me a text message")),
                (NOT_AT_ALL, self.env._("No, I do not want an answer")),
            ]
        return []

    def shown(self):
        """Return the part of the choices that the page shows."""
        return show(self.choices(), self.state.page)

    def _addresses(self):
        postcode = self.state.values.get(self._postcode_step(self.step.name), "")
        return self.places._offered_properties(postcode)[0]

    @staticmethod
    def _postcode_step(name):
        return f"postcode:{name.partition(':')[2]}"

    # What was pressed

    def take(self, post, may_look):
        """Return the state after a form of the page was sent.

        Args:
            post: what was sent.
            may_look: called before addresses are looked up; False over the limit.
        """
        state, step = self.state, self.step
        go = post.get("go")
        if go == "previous":
            return state.went_back()
        if page := post.get("page"):
            is_number = page.isdecimal() and len(page) < MAX_PAGE_DIGITS
            return state.turned(int(page) if is_number else 0)
        pad, limit = PADS.get(step.kind, ("", 0))
        typed = (post.get("typed") or "").replace("\0", "")[:limit]
        if pad and (key := post.get("key")):
            return state.drafted(press(typed.lstrip(), key, pad, limit), key)
        if go == "skip" and not step.required:
            return state.passed(step.name, None)
        choice = post.get("choice")
        if step.kind == "several" and choice:
            codes = [one.code for one in step.question.options]
            return state.toggled(step.name, choice) if choice in codes else state
        self._may_look = may_look
        value, fault = getattr(self, f"_read_{step.kind}")(typed.strip(), choice)
        if fault:
            return state.drafted(typed, fault=fault)
        return state.passed(step.name, value)

    def _read_info(self, _typed, _choice):
        return None, ""

    def _read_choice(self, _typed, choice):
        return self._checked(choice)

    def _read_several(self, _typed, _choice):
        return self._checked(self.state.values.get(self.step.name) or [])

    def _read_number(self, typed, _choice):
        return self._checked(typed)

    def _read_day(self, typed, _choice):
        return self._checked(as_moment(typed))

    def _read_text(self, typed, _choice):
        if self.step.question:
            return self._checked(typed)
        return self._required(typed)

    def _read_place(self, typed, _choice):
        return self._required(typed)

    def _read_postcode(self, typed, choice):
        if choice == UNKNOWN:
            return UNKNOWN, ""
        if not typed and not self.step.required:
            return None, ""
        postcode = self.places._postcode_in(typed)
        if not postcode:
            return None, self.env._("Enter a whole postcode, like HU1 2AA")
        if self.places._offers_addresses() and not self._may_look():
            return None, self.env._(
                "You have tried this many times. Please wait an hour."
            )
        return postcode, ""

    def _read_address(self, _typed, choice):
        if choice in dict(self.choices()):
            return choice, ""
        return None, self.env._("Choose an address")

    def _read_who(self, _typed, choice):
        if choice in (BY_PHONE, NOT_AT_ALL):
            return choice, ""
        return None, self.env._("Choose one of these")

    def _read_phone(self, typed, _choice):
        # sudo: normalises only; nothing is read.
        Identifier = self.env["constituent.identifier"].sudo()
        if Identifier._normalised("phone", typed):
            return typed, ""
        return None, self.env._("Enter a phone number, like 01632 960 001")

    def _required(self, typed):
        if typed or not self.step.required:
            return typed or None, ""
        return None, self.env._("Enter something first")

    def _checked(self, given):
        """Return an answer to the question of the step, and what is wrong with it."""
        question = self.step.question
        if not given and not question.required:
            return None, ""
        answers = {question.code: given} if given else {}
        form = [one for one in self.service._form() if one["code"] == question.code]
        # What it hangs on was asked before.
        alone = [{**one, "shown_if": None} for one in form]
        _clean, faults = self.service._checked(alone, answers)
        return given, faults.get(question.code, "")

    # Result

    def values(self):
        """Return the values for `service.request._open_from_web_form`, and faults.

        Returns:
            A pair: the values, and a dict of messages by code of a question.
        """
        clean, faults = self.service._check_answers(self._answers())
        entered = self.state.values
        values = {
            "service_id": self.service.id,
            "channel": "tv",
            "description": entered.get(WORDS),
            "answers": clean,
            "source_key": f"tv,{self.state.nonce}",
            **self._where(WHERE),
        }
        return values, faults

    def who(self):
        """Return what is known of the constituent; {} for nothing."""
        phone = self.state.values.get(PHONE)
        if not phone or self.state.values.get("who") != BY_PHONE:
            return {}
        # sudo: as above.
        Identifier = self.env["constituent.identifier"].sudo()
        number = Identifier._normalised("phone", phone)
        takes_texts = bool(number) and phone_numbers.takes_texts(number)
        preference = "sms" if takes_texts else None
        return {"name": "", "phone": phone, "notification_preference": preference}

    def _answers(self):
        """Return the answers as `service.type._check_answers` takes them."""
        answers = {}
        for step in self.steps:
            if step.question and step.kind in ("postcode", "address", "place"):
                name = step.name.partition(":")[2]
                answers[step.question.code] = self._place_answer(step.question, name)
            elif step.question and step.name in self.state.values:
                answers[step.question.code] = self.state.values[step.name]
        return {code: answer for code, answer in answers.items() if answer}

    def _place_answer(self, question, name):
        """Return the answer to a question about a place."""
        place = self._chosen(name)
        if question.datatype == "property":
            return place.uprn or self.state.values.get(f"place:{name}")
        where = self._where(name)
        answer = {"words": where["address"]}
        if where.get("latitude"):
            answer |= {name: where[name] for name in ("latitude", "longitude")}
        return answer if where["address"] else None

    def _chosen(self, name):
        """Return the property that was chosen for a place, or an empty one."""
        uprn = self.state.values.get(f"address:{name}")
        return self.places.search([("uprn", "=", uprn or "")], limit=1)

    def _where(self, name):
        """Return the values of a place that was entered."""
        entered = self.state.values
        postcode = entered.get(f"postcode:{name}") or ""
        if place := self._chosen(name):
            point = {"latitude": place.latitude, "longitude": place.longitude}
            return {
                "property_id": place.id,
                "address": place.name,
                "postcode": place.postcode,
                **(point if place.latitude else {}),
            }
        if postcode == UNKNOWN:
            return {"address": entered.get(f"place:{name}") or "", "postcode": ""}
        return {"address": postcode, "postcode": postcode}

    def returned(self, faults):
        """Return the state at the first step that has a fault."""
        codes = {one.question.code: one for one in self.steps if one.question}
        step = next((codes[code] for code in faults if code in codes), None)
        message = " ".join(faults.values())
        if not step:
            return self.state.drafted("", fault=message)
        done = tuple(name for name in self.state.done if name != step.name)
        return replace(self.state, done=done, fault=message)

    def is_ready(self):
        """Return whether all steps were passed but the last."""
        return self.step.kind == CHECK
