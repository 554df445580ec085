from odoo import api, models

from .. import forms

PHOTOS = "photos"


class ServiceType(models.Model):
    """What the public reads of a service."""

    _inherit = "service.type"

    @api.model
    def _public(self, code):
        """The service of a code, in sudo, once it is or was published; or none."""
        # The published catalogue is for everybody.
        every = self.sudo().with_context(active_test=False)
        found = every.search([("code", "=", code.replace("\0", ""))], limit=1)
        return found if found.is_published else every.browse()

    @api.model
    def _public_headings(self):
        """Pairs of a heading and its published services, in sudo, both by name."""
        # The published catalogue is for everybody.
        services = self.sudo().search([("is_published", "=", True)], order="name")
        services.fetch(["name", "code", "group", "description"])
        groups = services.grouped(lambda one: one.group or self.env._("Other services"))
        return sorted(groups.items())

    @api.model
    def _public_found(self, words, limit=6):
        """Published services for a resident's own words, in sudo, best first."""
        found = self._suggest(words[:500], limit=limit * 3)
        services = self.sudo().browse([one["id"] for one in found])
        return services.filtered("is_published")[:limit]

    def _public_others(self):
        """What whoever came to the wrong page may have meant, in sudo."""
        self.ensure_one()
        alike = self._public_found(f"{self.name} {self.group or ''}", limit=5)
        return (alike - self)[:4]

    def _public_promises(self):
        """How long it takes, in words: the deadline that this service names."""
        self.ensure_one()
        policy = self.sla_policy_id
        return [policy.promise] if policy else []

    def _form_has_place(self):
        """Whether its form has a part for the place besides its questions."""
        self.ensure_one()
        asked = set(self.question_ids.mapped("datatype"))
        return self.needs_location and not asked & {"place", "property"}

    def _photo_form(self):
        """A question for photographs, where the service itself asks for no file.

        Returns:
            A list as of `_form`, of one or none.
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
        """Photographs that a form brings, held; see `_answers_in`."""
        (question,) = forms.read([self._photo_question()])
        return self._posted_value(question, post, files)

    @api.model
    def _photos_checked(self, held):
        """The photographs that may be kept, and a sentence or None."""
        given = {PHOTOS: held} if held else {}
        clean, faults = self._checked([self._photo_question()], given)
        return clean.get(PHOTOS, []), faults.get(PHOTOS)
