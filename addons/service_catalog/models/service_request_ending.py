from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

BATCH = 500


class ServiceRequest(models.Model):
    _inherit = "service.request"

    outcome_id = fields.Many2one(
        "service.outcome",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    closing_note = fields.Text(copy=False, help="Shown to the constituent.")
    closed_at = fields.Datetime(copy=False)
    receiving_organisation_id = fields.Many2one(
        "service.external.organisation",
        string="Referred To",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="The external organisation that takes it over.",
    )
    receiving_organisation_name = fields.Char(related="receiving_organisation_id.name")
    referral_ids = fields.One2many("service.referral", "request_id", string="Referrals")
    reopen_until = fields.Datetime(
        string="Can Be Reopened Until",
        index="btree_not_null",
        copy=False,
        help="By the constituent; after that it is closed for good.",
    )

    def _public_outcome(self):
        """What the constituent reads about how it ended."""
        self.ensure_one()
        if self.state == "cancelled":
            paragraphs = [self.state_id.public_text, self.closing_note]
            return "\n".join(filter(None, paragraphs))
        return self.outcome_id._public_words(
            self.receiving_organisation_name, self.closing_note
        )

    @api.model
    def _resolve_outcome(self, outcome):
        if isinstance(outcome, str):
            outcome = self.env["service.outcome"].search([("code", "=", outcome)])
        if not outcome:
            raise UserError(self.env._("Choose an outcome to close the request."))
        return outcome

    def _prepare_closing(self, outcome, note, body):
        self.service_id._check_outcome(outcome)
        if outcome.needs_organisation and not body:
            raise UserError(
                self.env._("Choose the external organisation that takes it over.")
            )
        if outcome.needs_reason and not (note or "").strip():
            raise UserError(
                self.env._(
                    "“%s”: give a reason. The constituent can read it.", outcome.name
                )
            )
        if isinstance(body, str):
            body = self.env["service.external.organisation"]._find_or_create(body)
        days = self.service_id.reopen_days if outcome.can_reopen else 0
        return {
            "outcome_id": outcome.id,
            "closing_note": note,
            "receiving_organisation_id": body.id
            if body and outcome.needs_organisation
            else False,
            "reopen_until": fields.Datetime.now() + timedelta(days=days),
        }

    def _create_referral(self, body, note=None, by=None):
        """Write down in the register what was handed to another body.

        Args:
            body: `service.external.organisation`.
            note: what the constituent is told with it.
            by: the user or partner who did it, when not the current user.
        """
        self.ensure_one()
        user = by if by and by._name == "res.users" else self.env.user
        return self.env["service.referral"].create(
            {
                "request_id": self.id,
                "organisation_id": body.id,
                "user_id": user.id,
                "note": note,
                "constituent_notified_at": self.partner_id and fields.Datetime.now(),
            }
        )

    def _can_be_reopened(self):
        """Whether the constituent may still say that it is not done."""
        self.ensure_one()
        now = fields.Datetime.now()
        return bool(self.reopen_until and self.reopen_until > now)

    @api.model
    def _cron_close_permanently(self):
        """Close what nobody has opened again in time."""
        over = [("reopen_until", "<=", fields.Datetime.now())]
        requests = self.search(over, limit=BATCH)
        closed = self.env["service.request.state"]._by_code("closed")
        requests.write({"state_id": closed.id, "reopen_until": False})
        left = self.search_count(over)
        self.env["ir.cron"]._commit_progress(len(requests), remaining=left)
