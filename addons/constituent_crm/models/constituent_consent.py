from odoo import api, fields, models
from odoo.exceptions import UserError

from ..permission import contact
from .constituent_purpose import LAWFUL_BASES

# Fields that record a decision. They stay; consent can be withdrawn.
FIXED = {"partner_id", "purpose_id", "channel_id", "is_given", "given_at", "user_id"}


class ConstituentConsent(models.Model):
    """A constituent's recorded decision on a purpose and a channel.

    Records are not changed: the latest decision counts, for one channel or for all.
    """

    _name = "constituent.consent"
    _description = "Constituent Permission"
    _order = "decided_at desc, id desc"
    _rec_name = "purpose_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    purpose_id = fields.Many2one(
        "constituent.purpose", required=True, ondelete="restrict", index=True
    )
    channel_id = fields.Many2one(
        "constituent.channel",
        ondelete="restrict",
        help="The channel the permission applies to. Leave empty for all channels.",
    )
    is_given = fields.Boolean(
        string="Agreed", default=True, help="If not set, they were asked and refused."
    )
    lawful_basis = fields.Selection(
        LAWFUL_BASES,
        compute="_compute_lawful_basis",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="Article 6 of the UK GDPR.",
    )
    given_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Recorded By",
        ondelete="set null",
        default=lambda self: self.env.user,
        readonly=True,
    )
    method = fields.Selection(
        [
            ("spoken", "Spoken"),
            ("form", "Signed form"),
            ("email", "E-mail"),
            ("letter", "Letter"),
            ("web", "Web form"),
        ],
        string="How",
        required=True,
        default="spoken",
    )
    evidence = fields.Text(help="The words that were used, or where the form is kept.")
    withdrawn_at = fields.Datetime(string="Withdrawn", readonly=True)
    withdrawn_by_id = fields.Many2one(
        "res.users",
        string="Withdrawal Recorded By",
        ondelete="set null",
        readonly=True,
    )
    decided_at = fields.Datetime(
        compute="_compute_decided_at",
        store=True,
        export_string_translation=False,
    )

    _withdrawn_later = models.Constraint(
        "CHECK (withdrawn_at IS NULL OR (is_given AND withdrawn_at >= given_at))",
        "Only a permission that was given can be withdrawn, and not before it was"
        " given.",
    )

    @api.depends("purpose_id")
    def _compute_lawful_basis(self):
        for row in self:
            row.lawful_basis = row.purpose_id.lawful_basis or "consent"

    @api.depends("given_at", "withdrawn_at")
    def _compute_decided_at(self):
        for row in self:
            row.decided_at = row.withdrawn_at or row.given_at

    def write(self, vals):
        if FIXED & vals.keys() and not self.env.su:
            raise UserError(
                self.env._("A recorded permission cannot be changed: record a new one.")
            )
        return super().write(vals)

    def action_withdraw(self):
        """Withdraw consent that was given; the record of it stays."""
        given = self.filtered(lambda row: row.is_given and not row.withdrawn_at)
        given.write(
            {
                "withdrawn_at": fields.Datetime.now(),
                "withdrawn_by_id": self.env.uid,
            }
        )
        return True

    def _is_refused_by(self, other):
        """Return whether a record of another partner, `other`, contradicts this one."""
        # No channel means every channel.
        same = self.channel_id == other.channel_id
        everywhere = not (self.channel_id and other.channel_id)
        return (
            self.partner_id != other.partner_id
            and self.purpose_id == other.purpose_id
            and (same or everywhere)
        )

    @api.model
    def _last_said(self, partners, purposes, channels):
        """Return the latest decision of each partner for purposes and channels.

        Args:
            partners: `res.partner` records.
            purposes: `constituent.purpose` records.
            channels: `constituent.channel` records.

        Returns:
            Dict of (partner id, purpose id, channel id) to whether they agreed. It
            lacks what they were never asked. The channel id False stands for every
            channel.
        """
        rows = self.search_fetch(
            [
                ("partner_id", "in", partners.ids),
                ("purpose_id", "in", purposes.ids),
                ("channel_id", "in", [False, *channels.ids]),
            ],
            [
                "partner_id",
                "purpose_id",
                "channel_id",
                "is_given",
                "withdrawn_at",
                "decided_at",
            ],
            order="id",
        )
        decisions = []
        for row in rows:
            agreed = row.is_given and not row.withdrawn_at
            about = [row.channel_id.id] if row.channel_id else [False, *channels.ids]
            decisions += [
                (
                    (row.partner_id.id, row.purpose_id.id, channel),
                    row.decided_at,
                    agreed,
                )
                for channel in about
            ]
        return contact.last_said(decisions)

    @api.model
    def _given_but_refused(self, partners):
        """Return the permissions that one of `partners` gave and another refused.

        A refusal on one record outweighs a permission on a duplicate of it.
        """
        rows = self.search([("partner_id", "in", partners.ids)], order="decided_at, id")
        last = {(row.partner_id, row.purpose_id, row.channel_id): row for row in rows}
        given = self.union(*last.values()).filtered(
            lambda row: row.is_given and not row.withdrawn_at
        )
        refused = self.union(*last.values()) - given
        return given.filtered(lambda row: any(map(row._is_refused_by, refused)))
