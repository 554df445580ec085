from base64 import b64decode

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.tools import LazyTranslate

from ... import forms

_lt = LazyTranslate(__name__)
PHOTOS = "photos"
# Fields whose change alters what residents see.
PREVIEWED = (
    "sequence",
    "code",
    "name",
    "help",
    "datatype",
    "is_required",
    "is_input",
    "option_ids.name",
    "option_ids.sequence",
    "shown_if_id",
    "shown_if_option_ids",
    "accepts",
    "is_day",
    "max_files",
    "max_file_mb",
)
# Messages about invalid answers, by fault code.
WORDS = {
    "required": _lt("Please answer “%(question)s”."),
    "unknown": _lt(
        "“%(question)s” is no question here, or not any more."
        " Please look through the answers again."
    ),
    "one_only": _lt("“%(question)s” takes one answer."),
    "not_one_of": _lt("“%(word)s” is none of the choices: %(names)s."),
    "not_number": _lt("“%(word)s” is not a number."),
    "not_whole": _lt("“%(word)s” is not a whole number."),
    "too_small": _lt("Enter %(bound)s or more."),
    "too_large": _lt("Enter %(bound)s or less."),
    "not_date": _lt("Enter a date, such as 31/12/2026."),
    "not_moment": _lt("Enter a date and a time, such as 31/12/2026 14:30."),
    "in_future": _lt("Enter a date that is not after today."),
    "in_past": _lt("Enter a date that is not before today."),
    "too_long": _lt("Use %(max_length)s characters or fewer."),
    "not_point": _lt(
        "Latitude is a number from -90 to 90, longitude one from -180 to 180."
    ),
    "outside": _lt("This place is outside the area we serve."),
    "no_property": _lt(
        "We know no such address. Enter the house number and the postcode,"
        " or words that stand in the address."
    ),
    "many_properties": _lt(
        "More than one address fits. Enter the house number and the postcode,"
        " and the flat if there is one."
    ),
    "file_empty": _lt("“%(name)s” is empty. Choose another file."),
    "file_too_large": _lt(
        "“%(name)s” is larger than %(most)s MB. Choose a smaller one."
    ),
    "file_no_image": _lt("“%(name)s” is not a photo we can read (JPEG, PNG or HEIC)."),
    "file_no_document": _lt(
        "“%(name)s” is not a file we can take: a photo, a PDF, a text, or a document"
        " of a word processor or spreadsheet without macros."
    ),
    "file_gone": _lt("“%(name)s” is no longer here. Please choose it again."),
    "no_room": _lt(
        "We cannot take files for now. Please send it without “%(name)s”, or tomorrow."
    ),
    "too_many_files": _lt("Choose %(most)s files or fewer."),
}


class ServiceType(models.Model):
    """The form of a service, and validation of answers."""

    _inherit = "service.type"

    form_preview = fields.Html(
        string="Preview", compute="_compute_form_preview", sanitize=False
    )

    @api.depends_context("lang")
    @api.depends(*(f"question_ids.{name}" for name in PREVIEWED))
    def _compute_form_preview(self):
        for service in self:
            plain = [
                question._as_plain_data()
                for question in service.question_ids.sorted("sequence")
                if question.name
            ]
            service.form_preview = plain and self.env["ir.qweb"]._render(
                "service_catalog.question_preview", {"form": plain}
            )

    # Entry points

    def _form(self):
        """Return the questions of this service today, in the language of the context.

        Returns:
            A list of dicts in the order of asking: code, name, help, datatype,
            required, is_input, sequence, options (dicts of code and name), shown_if
            (None, or a dict of question, an earlier code, and values) and the limits
            of the datatype; see `forms.Question`. An empty service asks nothing.
        """
        return [dict(question) for question in self._form_known()]

    @tools.ormcache("self.id", "self.env.lang")
    def _form_known(self):
        """Return the questions, cached until one changes; see `_form`."""
        # sudo: the questions are public.
        return [question._as_plain_data() for question in self.sudo().question_ids]

    def _check_answers(self, given, partial=False, unasked=()):
        """Check answers against what this service asks today.

        Args:
            given: for each code a text, a list of texts (codes of options), for a
                place a dict of latitude, longitude and words, for files the dicts of
                `_answers_in`. Names of options do as well as their codes.
            partial: whether required answers may be missing.
            unasked: codes of questions that the requester cannot be asked.

        Returns:
            A pair of dicts by code: the valid answers, normalised, as
            `service.request._open_request` and this method take them; and a sentence
            for each invalid answer.
        """
        form = [one for one in self._form() if one["code"] not in unasked]
        return self._checked(form, given, partial)

    @api.model
    def _checked(self, form, given, partial=False, kept=()):
        """Check answers against any form; see `_check_answers`.

        Args:
            form: list of dicts, as `_form` returns it.
            given: {code: answer}, as `_check_answers` takes it.
            partial: whether required answers may be missing.
            kept: ids of attachments that may be given as files, as dicts of
                attachment and name: those that an answer has already.

        Returns:
            As `_check_answers`.
        """
        questions = forms.read_form(form)
        checked = forms.check(
            questions,
            {**given, **self._found_files(questions, given, kept)},
            today=fields.Date.context_today(self),
            partial=partial,
            place=self._asked_property,
            inside=self._is_inside,
        )
        names = {question.code: question.name for question in questions}
        faults = {
            code: self._fault_words(fault, names.get(code, code))
            for code, fault in checked.faults.items()
        }
        return checked.values, faults

    @api.model
    def _found_files(self, questions, given, kept):
        """Return the given files that are still held, by question code.

        Args:
            questions: list of `forms.Question`.
            given: {code: answer}.
            kept: ids of attachments that an answer has already.
        """
        Upload = self.env["service.upload"]
        return {
            question.code: [
                Upload._find_held(file, kept)
                for file in given[question.code] or ()
                if isinstance(file, dict)
            ]
            for question in questions
            if question.datatype == "file" and question.code in given
        }

    def _answers_in(self, post, files):
        """Return the answers in a submitted form, from its inputs `answer-CODE`.

        Files that may be kept are held for a day, so that nobody has to choose them
        twice. Answers to removed questions are included, so that the check reports
        them.

        Args:
            post: the submitted values, a werkzeug MultiDict or a dict.
            files: the uploads of the same form, of werkzeug.

        Returns:
            {code: answer}, for `_check_answers` and for the template
            `service_catalog.question_fields` to show again.
        """
        questions = forms.read_form(self._form())
        answers = {
            question.code: given
            for question in questions
            if question.is_input
            and (given := self._posted_value(question, post, files))
        }
        return {**self._gone_in(questions, post), **answers}

    @api.model
    def _gone_in(self, questions, post):
        names = {f"answer-{question.code}" for question in questions}
        parts = ("-held", "-words", "-latitude", "-longitude", "-property")
        return {
            name.removeprefix("answer-"): post[name]
            for name in post
            if name.startswith("answer-")
            and name not in names
            and not name.endswith(parts)
            and post[name]
        }

    def _posted_value(self, question, post, files):
        name = f"answer-{question.code}"
        if question.datatype == "place":
            parts = {
                part: post.get(f"{name}-{part}", "")
                for part in ("words", "latitude", "longitude")
            }
            return parts if any(parts.values()) else None
        if question.datatype == "file":
            Upload = self.env["service.upload"]
            tokens = dict.fromkeys(_all(post, f"{name}-held"))
            held = [Upload._find_held({"token": token}) for token in tokens]
            # One more than the maximum, so that the check finds too many.
            chosen = _all(files, name)[: question.max_files + 1]
            sent = [Upload._hold_upload(question, one) for one in chosen]
            return held + [one for one in sent if one]
        if question.datatype == "multivaluelist":
            return _all(post, name)
        if question.datatype == "property":
            return post.get(f"{name}-property") or post.get(name, "")
        return post.get(name, "")

    @api.model
    def hold_file(self, service_id, code, name, content):
        """Hold a file that an officer adds to an answer; see `service.upload`.

        Args:
            service_id: id of the `service.type`.
            code: code of the question.
            name: name of the file.
            content: the file, base64.

        Raises:
            AccessError: when the user may not create requests.
            ValidationError: when the question takes no file.
        """
        self.env["service.request"].check_access("create")
        form = self.browse(service_id)._form()
        questions = [one for one in forms.read_form(form) if one.code == code]
        if not questions or questions[0].datatype != "file":
            raise ValidationError(self.env._("No file is asked for here."))
        Upload = self.env["service.upload"]
        try:
            plain = b64decode(content, validate=True)
        except ValueError:
            plain = b""
        return Upload._hold(questions[0], name, plain)

    # Photos, besides the questions

    def _form_has_place(self):
        """Return whether the form asks for the place besides its questions."""
        self.ensure_one()
        asked = set(self.question_ids.mapped("datatype"))
        return self.needs_location and not asked & {"place", "property"}

    def _photo_form(self):
        """Return the question for photographs, unless the service asks for files.

        Returns:
            A list as of `_form`, of one question or none.
        """
        self.ensure_one()
        if "file" in self.question_ids.mapped("datatype"):
            return []
        return [self._photo_question()]

    @api.model
    def _photo_question(self):
        return {
            "code": PHOTOS,
            "name": self.env._("Photos"),
            "help": self.env._(
                "They help us to send the right people. Please show nobody's face."
            ),
            "datatype": "file",
            "required": False,
            "is_input": True,
            "sequence": 0,
            "options": [],
            "shown_if": None,
            "accepts": "image",
            "max_files": 5,
            "max_file_mb": 10,
        }

    @api.model
    def _photos_in(self, post, files):
        """Hold the photographs of a submitted form; see `_answers_in`."""
        (question,) = forms.read_form([self._photo_question()])
        return self._posted_value(question, post, files)

    @api.model
    def _photos_checked(self, held):
        """Return the valid photographs and the fault, if any.

        Args:
            held: held files, as `_photos_in` returns them.

        Returns:
            A pair: the list of valid files, and a sentence or None.
        """
        given = {PHOTOS: held} if held else {}
        clean, faults = self._checked([self._photo_question()], given)
        return clean.get(PHOTOS, []), faults.get(PHOTOS)

    # Places

    @api.model
    def _is_inside(self, latitude, longitude):
        """Return whether a point is in a ward; True while wards have no boundaries."""
        # sudo: ward boundaries are public.
        Ward = self.env["constituent.ward"].sudo()
        return bool(Ward._of_point(latitude, longitude)) or not Ward._is_mapped()

    @api.model
    def _asked_property(self, words):
        """Return the UPRN of the one property that matches some text.

        Args:
            words: a UPRN or an address.

        Returns:
            The UPRN, or a `forms.Fault` when none or several match.
        """
        # sudo: addresses are public; residents of an address are not shown.
        Property = self.env["constituent.property"].sudo()
        exact = Property.search([("uprn", "=", words)], limit=1)
        found = exact or Property._suggest_properties(words, limit=2)
        if len(found) == 1:
            return found.uprn
        return forms.Fault("many_properties" if found else "no_property")

    # Faults

    @api.model
    def _fault_words(self, fault, question):
        """Return a sentence about what is wrong with an answer and what is valid."""
        details = {"question": question, **fault.details}
        if "names" in details:
            details["names"] = ", ".join(details["names"])
        return self._fault_sentence(fault.code) % details

    @api.model
    def _fault_sentence(self, code):
        """Return the sentence for a fault.

        Hook for addons with other datatypes.

        Args:
            code: that of an `forms.Fault`.

        Returns:
            A translated text with %(…)s for the fault's details and for `question`.
        """
        return self.env._(WORDS[code])


def _all(sent, name):
    """Return all values of a name in a MultiDict or a dict, as a list."""
    if hasattr(sent, "getlist"):
        return sent.getlist(name)
    one = sent.get(name)
    return list(one) if isinstance(one, list | tuple) else [one] if one else []
