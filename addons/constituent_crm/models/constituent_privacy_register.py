from odoo import api, fields, models
from odoo.exceptions import UserError


class ConstituentPrivacyRegister(models.Model):
    """Log of actions on personal data; entries are only added.

    Entries refer to persons by their records only. After an erasure they still show
    what was done, when and by whom.
    """

    _name = "constituent.privacy.register"
    _description = "Privacy Register"
    _order = "date desc, id desc"
    _rec_name = "action"
    _log_access = False

    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env.user,
    )
    # Addons extend this selection by their own actions.
    action = fields.Selection(
        [
            ("export", "Export"),
            ("access_collected", "Subject access: data collected"),
            ("access_made", "Subject access: file made"),
            ("access_downloaded", "Subject access: file downloaded"),
            ("access_expired", "Subject access: file destroyed"),
            ("erasure", "Erasure"),
            ("retention", "Retention"),
            ("hold", "Legal hold"),
            ("merge", "Merge"),
            ("undo", "Merge undone"),
            ("import", "Import"),
            ("import_undone", "Import undone"),
        ],
        string="What",
        required=True,
        index=True,
    )
    partner_ids = fields.Many2many("res.partner", string="Constituents")
    partner_count = fields.Integer(string="How Many", aggregator="sum")
    details = fields.Text()

    @api.model
    def _log(self, action, partners=None, details=""):
        """Add an entry to the register.

        Args:
            action: value of the field `action`.
            partners: `res.partner` records concerned, or None.
            details: further text without personal data, because it remains after
                erasure.

        Returns:
            The new entry.
        """
        partners = self.env["res.partner"] if partners is None else partners
        # Each user's actions are logged, and no user may write the register directly.
        line = self.sudo().create(
            {
                "action": action,
                "user_id": self.env.uid,
                "partner_ids": [fields.Command.set(partners.ids)],
                "partner_count": len(partners),
                "details": details,
            }
        )
        return line.with_env(self.env)

    def write(self, vals):
        if self:
            raise UserError(
                self.env._("Entries in the register cannot be changed or deleted.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Entries in the register cannot be changed or deleted.")
        )
