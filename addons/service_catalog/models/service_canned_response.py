from collections import Counter

from odoo import api, fields, models


class ServiceCannedResponse(models.Model):
    """A standard answer that officers read out or send."""

    _name = "service.canned.response"
    _description = "Canned Response"
    _order = "sequence, name, id"

    name = fields.Char(string="Title", required=True)
    body = fields.Text(string="Answer", required=True)
    service_id = fields.Many2one(
        "service.type",
        ondelete="cascade",
        index="btree_not_null",
        help="Leave empty for a response used by any service.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    used_count = fields.Integer(
        string="Times Used",
        compute="_compute_used_count",
        help="Number of contacts and requests in which it was used.",
    )

    def _compute_used_count(self):
        """Compute the number of contacts and requests that used it."""
        used = [("canned_response_ids", "in", self.ids)]
        counts = Counter()
        for model in ("constituent.interaction", "service.request"):
            # sudo: only the count is shown, not the contacts or requests.
            Model = self.env[model].sudo()
            counts.update(
                dict(Model._read_group(used, ["canned_response_ids"], ["__count"]))
            )
        for answer in self:
            answer.used_count = counts[answer._origin]

    @api.model
    def _available_for(self, service):
        """Return the canned responses for a service, its own first.

        Args:
            service: `service.type`.

        Returns:
            Dicts of id, name, body and lang.
        """
        found = self.search([("service_id", "in", [service.id, False])])
        own_first = found.sorted(lambda response: not response.service_id)
        return [
            {
                "id": response.id,
                "name": response.name,
                "body": response.body,
                "lang": response.lang,
            }
            for response in own_first
        ]

    @api.model
    def _as_used(self, ids):
        """Return the existing canned responses with these ids.

        Args:
            ids: ids as the browser sends them; others than integers are ignored.

        Returns:
            `service.canned.response` records.
        """
        known = [number for number in ids or [] if isinstance(number, int)]
        return self.browse(known).exists()
