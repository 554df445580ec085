from datetime import timedelta

from odoo import api, fields, models

# A secret that was replaced stays valid so long, as the Standard Webhooks
# specification suggests.
SECRET_OVERLAP = timedelta(days=1)


class ChannelSecretMixin(models.AbstractModel):
    """Secrets that sign messages, and are replaced without an interruption.

    A model adds the field `secret`.
    """

    _name = "channel.secret.mixin"
    _description = "Replaceable Secret"

    previous_secret = fields.Char(
        copy=False,
        readonly=True,
        groups="constituent_crm.group_manager",
        help="The secret before, which is still valid for some time.",
    )
    previous_secret_until = fields.Datetime(
        string="Previous Secret Valid Until", copy=False, readonly=True
    )

    @api.model
    def _new_secret(self):
        """Return a new secret, False where the other side makes it."""
        return False

    def _valid_secrets(self):
        """Return the secrets that are valid now, the previous one for some time."""
        self.ensure_one()
        # Only managers may read them, and callers are anonymous.
        own = self.sudo()
        valid = (own.secret or "").split()
        until = own.previous_secret_until
        if until and fields.Datetime.now() < until:
            valid += (own.previous_secret or "").split()
        return valid

    def action_renew_secret(self):
        """Make a new secret; the present one stays valid while both change over."""
        for record in self:
            if secret := record._new_secret():
                record.write(
                    {
                        "previous_secret": record.secret,
                        "previous_secret_until": fields.Datetime.now() + SECRET_OVERLAP,
                        "secret": secret,
                    }
                )
