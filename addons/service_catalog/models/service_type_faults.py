from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)
# What to read beside an answer that does not fit, by the codes of `asking`.
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
    "file_no_image": _lt("“%(name)s” is not a photo we can read (JPEG or PNG)."),
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
    _inherit = "service.type"

    @api.model
    def _fault_words(self, fault, question):
        """One sentence that says what is wrong with an answer, and what would do."""
        details = {"question": question, **fault.details}
        if "names" in details:
            details["names"] = ", ".join(details["names"])
        return self._fault_sentence(fault.code) % details

    @api.model
    def _fault_sentence(self, code):
        """Return the sentence for a fault; override for those of other datatypes.

        Args:
            code: that of an `forms.Fault`.

        Returns:
            A translated text with %(…)s for the fault's details and for `question`.
        """
        return self.env._(WORDS[code])
