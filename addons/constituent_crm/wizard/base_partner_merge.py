from ast import literal_eval

from odoo import api, models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Core's merge of contacts, which has no register, undo or restricted markers.

    Constituents are merged by `constituent.merge`, which uses this engine.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def default_get(self, fields):
        if self.env.context.get("active_model") == "res.partner":
            self._check_no_constituents(self.env.context.get("active_ids") or [])
        return super().default_get(fields)

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Merge contacts; allow constituents for `constituent.merge` only.

        Raises:
            UserError: One of them is a constituent.
        """
        is_ours = self.env.su and self.env.context.get("constituent_merge")
        if not is_ours:
            kept_ids = dst_partner.ids if dst_partner else []
            self._check_no_constituents([*partner_ids, *kept_ids])
        return super()._merge(partner_ids, dst_partner, extra_checks)

    def _process_query(self, query):
        """Omit groups that include a constituent."""
        result = super()._process_query(query)
        refused = self.line_ids.filtered(
            lambda line: self._constituents(literal_eval(line.aggr_ids))
        )
        if refused:
            refused.unlink()
            self.number_group = len(self.line_ids)
        return result

    @api.model
    def _constituents(self, partner_ids):
        # Users may have no access to the constituents that they must not merge.
        partners = self.env["res.partner"].sudo().browse(partner_ids).exists()
        return partners.filtered("is_constituent")

    @api.model
    def _check_no_constituents(self, partner_ids):
        found = self._constituents(partner_ids)
        if found:
            raise UserError(
                self.env._(
                    "Constituents are merged with “Compare and Merge”, which keeps a"
                    " register and can be undone. Choose it from the actions of the"
                    " list of constituents."
                )
            )
