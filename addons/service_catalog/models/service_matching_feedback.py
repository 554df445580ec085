from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

MAX_STEMS = 12
MAX_FEEDBACK = 20_000
MIN_NEW_WORD_LENGTH = 4
RETENTION_MONTHS = 24


class ServiceMatchingFeedback(models.Model):
    """The stems that an officer's correction assigned to a service.

    Only stems are stored, not the text: known ones, and new ones that look like no name
    or number and do not occur in the names or addresses of the request. Feedback is
    deleted when the person of its request is erased, and after its retention period.
    """

    _name = "service.matching.feedback"
    _description = "Service Matching Feedback"
    _order = "id desc"
    _rec_name = "stems"

    service_id = fields.Many2one(
        "service.type", required=True, ondelete="cascade", index=True
    )
    suggested_id = fields.Many2one(
        "service.type",
        string="Suggested Instead",
        ondelete="set null",
        index="btree_not_null",
        help="The service that was suggested, if any was.",
    )
    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    stems = fields.Char(required=True, help="Without their endings.")
    is_applied = fields.Boolean(
        string="In Use", help="Whether service suggestions already use this feedback."
    )

    _request_uniq = models.Constraint(
        "UNIQUE (request_id)", "This request already has matching feedback."
    )

    def action_discard(self):
        """Delete the feedback; suggestions change at once."""
        self.unlink()

    def unlink(self):
        """Clear the cached matcher if the feedback was in use."""
        applied = self.filtered("is_applied")
        result = super().unlink()
        if applied:
            self.env["service.type"]._clear_service_matcher()
        return result

    @api.model
    def _learn(self, request, is_new=False):
        """Store feedback if the service of the request was not the suggested one.

        Args:
            request: `service.request`, whose description holds the resident's words.
            is_new: whether it was just created, so that it has no feedback yet.
        """
        feedback = self.browse()
        if not is_new:
            feedback = self.search([("request_id", "=", request.id)])
        if feedback.service_id == request.service_id:
            return
        feedback.unlink()
        suggested_id = self.env["service.type"]._suggest_id(request.description)
        if suggested_id == request.service_id.id:
            return
        if stems := self._distinctive_stems(request):
            self.create(
                [
                    {
                        "request_id": request.id,
                        "service_id": request.service_id.id,
                        "suggested_id": suggested_id,
                        "stems": " ".join(stems),
                    }
                ]
            )

    @api.model
    def _distinctive_stems(self, request):
        """Return the stems of the description that may be stored."""
        finder = self.env["service.type"]._service_matcher()
        people = request.partner_id | request.beneficiary_id
        private = " ".join(
            filter(
                None,
                [
                    *people.mapped("complete_name"),
                    *people.mapped("contact_address"),
                    request.address,
                    request.postcode,
                ],
            )
        )
        private_stems = {
            word.stem for word in finder.correction_words(private, with_places=True)
        }
        return [
            word.stem
            for word in finder.correction_words(request.description)
            if word.stem not in private_stems
            and (finder.is_known(word.stem) or self._is_ordinary_word(word.text))
        ][:MAX_STEMS]

    @api.model
    def _is_ordinary_word(self, text):
        """Return whether a word looks like neither a name nor a number."""
        return text.isalpha() and text.islower() and len(text) >= MIN_NEW_WORD_LENGTH

    @api.model
    def _feedback_by_service(self):
        """Return the stems of each feedback by service id."""
        found = defaultdict(list)
        newest = self.search_fetch([], ["service_id", "stems"], limit=MAX_FEEDBACK)
        for feedback in newest:
            found[feedback.service_id.id].append(tuple(feedback.stems.split()))
        return found

    @api.model
    def _cron_apply_feedback(self):
        """Apply new feedback all at once and clear the cached matcher."""
        pending = self.search([("is_applied", "=", False)])
        if pending:
            pending.is_applied = True
            self.env["service.type"]._clear_service_matcher()

    @api.autovacuum
    def _gc_feedback(self):
        """Delete feedback after its retention period."""
        kept = self.env["ir.config_parameter"].get_param(
            "service_catalog.feedback_months", RETENTION_MONTHS
        )
        before = fields.Datetime.now() - relativedelta(months=int(kept))
        self.search([("create_date", "<", before)]).unlink()
