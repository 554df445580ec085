"""What requests tell of a person, and what stays of them when the person is erased."""

from uuid import uuid4

from odoo import api, models

OPEN = ("open", "in_progress", "waiting")
MOST_NAMED = 5
FIGURES = {"reference", "team_reason"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _erasure_blockers(self):
        """Also the requests that are not closed: a case in work is not erased."""
        told = super()._erasure_blockers()
        # That a case is open blocks, whoever may read it.
        requests = self.env["service.request"].sudo()
        theirs = ["|", ("partner_id", "=", self.id), ("beneficiary_id", "=", self.id)]
        cases = requests.search([("state", "in", OPEN), *theirs])
        if cases:
            references = ", ".join(cases[:MOST_NAMED].mapped("reference"))
            told.append(
                self.env._(
                    "%(count)s requests are open (%(references)s). Close them first.",
                    count=len(cases),
                    references=references,
                )
            )
        return told


class ServiceRequest(models.Model):
    _inherit = "service.request"

    @api.model
    def _erasure_policy(self, field):
        """A request that is closed keeps its service, ward and times as figures."""
        if field.comodel_name == "res.partner":
            return "anonymise"
        return super()._erasure_policy(field)

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        # Figures, and what `_erase_person` writes.
        for name in FIGURES | {"access_token", "name"}:
            values.pop(name, None)
        place = dict.fromkeys(("latitude", "longitude", "property_id"), False)
        return {**values, **place}

    def _erase_person(self, partners, names):
        self.answer_ids.unlink()
        self.handoff_ids.write({"note": False, "answer": False})
        for request in self:
            # The link that the person had opens nothing any more.
            token = str(uuid4())
            request.write({"name": request.service_id.name, "access_token": token})
        return super()._erase_person(partners, names)

    @api.model
    def _subject_access_fields(self):
        told = super()._subject_access_fields()
        return [name for name in told if name != "source_key"]
