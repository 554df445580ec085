from base64 import b64decode

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from .. import forms

# A change of these is a change of what residents see.
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


class ServiceType(models.Model):
    _inherit = "service.type"

    form_id = fields.Many2one(
        "service.version",
        string="Current Version of the Questions",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        help="Empty after a change until the next request is opened.",
    )

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

    # Doors

    def _form(self):
        """What this service asks today, in the language of the context.

        Returns:
            A list of dicts in the order of asking: code, name, help, datatype,
            required, is_input, sequence, options (dicts of code and name), shown_if
            (None, or a dict of question, an earlier code, and values) and the limits
            of the datatype; see `forms.Question`. An empty service asks nothing.
        """
        return [dict(question) for question in self._form_known()]

    @tools.ormcache("self.id", "self.env.lang")
    def _form_known(self):
        """The form, read once until a question changes: each request goes by it."""
        # What is asked is no secret, and most who ask for it have no login.
        return [question._as_plain_data() for question in self.sudo().question_ids]

    def _check_answers(self, given, partial=False, unasked=()):
        """Check answers against what this service asks today.

        Args:
            given: for each code a text, a list of texts (codes of options), for a
                place a dict of latitude, longitude and words, for files the dicts of
                `_answers_in`. Names of options do as well as their codes.
            partial: whether what is required may still be missing.
            unasked: codes of questions that whoever asks has no way to ask.

        Returns:
            The pair of a dict of the answers that fit, in one spelling, which may be
            given to `service.request._open_request` or here again; and a dict of a
            sentence for each code whose answer does not.
        """
        form = [one for one in self._form() if one["code"] not in unasked]
        return self._checked(form, given, partial)

    @api.model
    def _checked(self, form, given, partial=False, kept=()):
        """As `_check_answers`, against any form as `_form` gives it.

        Args:
            kept: ids of attachments that may be given as files, as dicts of
                attachment and name: those that an answer has already.
        """
        questions = forms.read(form)
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
        """The files that were given, as far as they are still here."""
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
        """The answers in a form that was sent: inputs `answer-CODE`.

        Args:
            post: what was sent, a werkzeug MultiDict or a dict.
            files: the uploads of the same form, of werkzeug.

        Returns:
            For each code what was given, for `_check_answers` and for the template
            `service_catalog.question_fields` to show again. Files that may be kept
            are held for a day, so that nobody has to choose them twice. Answers to
            questions that are gone by now are told too, for the check to say so.
        """
        questions = forms.read(self._form())
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
            # One more than may be kept tells that there are too many.
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
            content: base64.
        """
        self.env["service.request"].check_access("create")
        form = self.browse(service_id)._form()
        questions = [one for one in forms.read(form) if one.code == code]
        if not questions or questions[0].datatype != "file":
            raise ValidationError(self.env._("No file is asked for here."))
        Upload = self.env["service.upload"]
        try:
            plain = b64decode(content, validate=True)
        except ValueError:
            plain = b""
        return Upload._hold(questions[0], name, plain)

    # Versions

    def _clear_form_cache(self):
        """A question was edited: the next request is asked something else."""
        self.env.registry.clear_cache()
        self.filtered("form_id").form_id = False

    def _form_version(self):
        """The `service.version` of what is asked today."""
        self.ensure_one()
        if not self.form_id:
            Version = self.env["service.version"].sudo()
            # Opening a request writes down what it asks, whoever opens it.
            self.sudo().form_id = Version._get_or_create(
                self, "questions", self._form_by_language()
            )
        return self.form_id

    def _form_by_language(self):
        """The form in each language of the database, by its code."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        return {code: self.with_context(lang=code)._form() for code in languages}

    @api.model
    def _is_inside(self, latitude, longitude):
        """Whether a point is in one of the council's wards, if those are on the map."""
        # Where wards lie is public.
        Ward = self.env["constituent.ward"].sudo()
        return bool(Ward._of_point(latitude, longitude)) or not Ward._is_mapped()

    @api.model
    def _asked_property(self, words):
        """The UPRN of the one property that `words` mean, or a fault."""
        # An address is looked up for whoever knows it; who lives there is not told.
        Property = self.env["constituent.property"].sudo()
        exact = Property.search([("uprn", "=", words)], limit=1)
        found = exact or Property._suggest_properties(words, limit=2)
        if len(found) == 1:
            return found.uprn
        return forms.Fault("many_properties" if found else "no_property")


def _all(sent, name):
    """All that was sent under a name, of a MultiDict or a dict."""
    if hasattr(sent, "getlist"):
        return sent.getlist(name)
    one = sent.get(name)
    return list(one) if isinstance(one, list | tuple) else [one] if one else []
