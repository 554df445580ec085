import base64
from collections import defaultdict

from odoo import api, fields, models

from ..service_matching import encoder


class ServiceKeyword(models.Model):
    """A phrase that residents use for a service, for service suggestions."""

    _name = "service.keyword"
    _description = "Residents' Phrases"
    _order = "weight desc, phrase"
    _rec_name = "phrase"

    service_id = fields.Many2one(
        "service.type",
        ondelete="cascade",
        index=True,
        help="Leave empty for matters that are not the council's.",
    )
    phrase = fields.Char(required=True, help="As residents say or write it.")
    weight = fields.Float(
        default=1.0,
        help="1 for words that only mean this service, less for weaker"
        " hints, negative for words that mean something else.",
    )
    lang = fields.Char(string="Language", help="Code of the phrase's language.")

    owner = fields.Char(
        string="Whose It Is",
        translate=True,
        help="Of a matter that is not the council's: who to turn to, as residents are"
        " told it after “This is a matter for”.",
    )
    vector = fields.Binary(
        attachment=False,
        copy=False,
        help="What the sentence encoder makes of the phrase; empty until it has.",
    )

    _weight_range = models.Constraint(
        "CHECK (weight BETWEEN -1 AND 1 AND weight != 0)",
        "A weight is between -1 and 1, and not 0.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        keywords = super().create(vals_list)
        self.env["service.type"]._clear_service_matcher()
        return keywords

    def write(self, vals):
        if "phrase" in vals:
            vals = {"vector": False, **vals}
        result = super().write(vals)
        if vals.keys() - {"vector"}:
            self.env["service.type"]._clear_service_matcher()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["service.type"]._clear_service_matcher()
        return result

    @api.model
    def _phrases(self):
        """Return pairs of phrase and weight by service id; None for other matters."""
        found = defaultdict(list)
        for keyword in self.search_fetch([], ["service_id", "phrase", "weight"]):
            key = keyword.service_id.id or None
            found[key].append((keyword.phrase, keyword.weight))
        return found

    @api.model
    def _owner_pairs(self):
        """Return phrases and owners of matters that are not the council's, as pairs."""
        rows = self.search_fetch([("service_id", "=", False)], ["phrase", "owner"])
        return [(row.phrase, row.owner or "") for row in rows]

    def _encode(self, loaded):
        """Store the vectors of these phrases.

        Args:
            loaded: the sentence encoder.
        """
        vectors = encoder.packed(loaded.encode([one.phrase for one in self]))
        for keyword, vector in zip(self, vectors, strict=True):
            keyword.vector = base64.b64encode(vector)
