from odoo import api, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

# Text for each code of `matching.score` evidence.
FOR = {
    "given": _lt("same given name"),
    "nickname": _lt("%(one)s is a form of %(other)s"),
    "given_slip": _lt("given name spelled %(one)s and %(other)s"),
    "given_misspelt": _lt("given name spelled %(one)s and %(other)s"),
    "given_cousin": _lt("%(one)s and %(other)s may be forms of one name"),
    "middle_used": _lt("known by the middle name %(one)s"),
    "middle": _lt("middle name agrees"),
    "initial": _lt("%(one)s may be the initial of %(other)s"),
    "family": _lt("same surname"),
    "family_part": _lt("part of the surname: %(one)s"),
    "family_misspelt": _lt("surname spelled %(one)s and %(other)s"),
    "family_initial": _lt("initial of the surname"),
    "former": _lt("earlier surname %(one)s"),
    "name": _lt("same name"),
    "name_misspelt": _lt("similar name"),
    "born": _lt("same date of birth"),
    "born_swapped": _lt("date of birth with day and month swapped"),
    "born_digit": _lt("date of birth differs by one digit"),
    "born_turned": _lt("date of birth with two digits turned round"),
    "uprn": _lt("same property"),
    "uprn_former": _lt("lived at the same property"),
    "house_former": _lt("lived at the same house"),
    "house": _lt("same house and postcode"),
    "street": _lt("same house and street"),
    "street_unnumbered": _lt("same street and postcode, without a house number"),
    "postcode": _lt("same postcode"),
    "district": _lt("same postcode district"),
    "neighbour": _lt("same postcode, another house"),
    "account": _lt("shares the account %(one)s"),
    "personal_number": _lt("same National Insurance or personal number"),
    "phone": _lt("shares %(one)s"),
    "phone_shared": _lt("shares the household's phone %(one)s"),
    "email": _lt("shares %(one)s"),
    "email_shared": _lt("shares the common address %(one)s"),
}
AGAINST = {
    "order": _lt("given name and surname swapped"),
    "joined": _lt("parts of the name joined"),
    "given_other": _lt("given names %(one)s and %(other)s differ"),
    "middle_other": _lt("middle names differ"),
    "family_other": _lt("surnames differ"),
    "born_other": _lt("dates of birth differ"),
    "born_decade": _lt("date of birth differs in the decade"),
    "born_generation": _lt("dates of birth differ by a generation"),
    "personal_number_slip": _lt("personal number differs by one character"),
    "personal_number_other": _lt("personal numbers differ"),
    "moved": _lt("another address"),
    "phone_other": _lt("another phone"),
    "email_other": _lt("another e-mail address"),
    "nothing_own": _lt("only details shared by a household agree"),
    "given_unsure": _lt("given name uncertain"),
    "family_unsure": _lt("too few other details agree for different surnames"),
}


class ConstituentMatch(models.Model):
    _inherit = "constituent.match"

    @api.model
    def _reason_of(self, likeness):
        """Return the evidence as text: what is in favour, then what is against.

        Args:
            likeness: a `matching.score.Likeness`.

        Returns:
            Translated text.
        """
        reasons = [self._in_words(FOR, evidence) for evidence in likeness.evidence]
        but = [
            self._in_words(AGAINST, evidence) for evidence in likeness.evidence[::-1]
        ]
        reasons, but = ", ".join(filter(None, reasons)), ", ".join(filter(None, but))
        if not but:
            return reasons
        return self.env._("%(reasons)s; but %(but)s", reasons=reasons, but=but)

    def _in_words(self, sentences, evidence):
        sentence = sentences.get(evidence.code)
        if sentence is None:
            return ""
        named_words = dict(zip(("one", "other"), evidence.words, strict=False))
        text = self.env._(sentence)
        return text % named_words
