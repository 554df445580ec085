import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...telephony.dialling import dialled

# Longer than the listener ever pauses while all is well.
SILENT_SECONDS = 60
TARGET = re.compile(r"[0-9A-Za-z*#_.-]{1,40}")


class ChannelEndpoint(models.Model):
    """Telephone systems: when they were heard last, and how they dial."""

    _inherit = "channel.endpoint"

    kind = fields.Selection(
        selection_add=[
            ("asterisk", "Telephone System (Asterisk)"),
            ("pbx", "Telephone System (Webhook)"),
        ],
        ondelete={"asterisk": "cascade", "pbx": "cascade"},
    )
    last_signature_id = fields.Char(
        copy=False,
        readonly=True,
        groups="constituent_crm.group_manager",
        help="Of the listener's last call; a repeated one is refused.",
    )
    heard_at = fields.Datetime(string="Last Heard", copy=False, readonly=True)
    is_silent = fields.Boolean(
        compute="_compute_is_silent",
        string="Not Connected",
        help="The listener of the telephone system does not report.",
    )

    # How it dials
    pbx_officer = fields.Char(
        string="Officer's Telephone",
        default="PJSIP/%s",
        help="Channel of an officer's telephone in Asterisk. %s is the extension.",
    )
    pbx_trunk = fields.Char(
        string="Line for Outgoing Calls",
        default="PJSIP/%s@trunk",
        help="Channel of an outgoing call in Asterisk. %s is the number.",
    )
    pbx_number = fields.Char(
        string="Council's Number",
        help="Shown on the telephones of those whom the council rings.",
    )
    pbx_outgoing_context = fields.Char(
        string="Context of Outgoing Calls", default="council-outgoing"
    )
    pbx_callback_context = fields.Char(
        string="Context of Call-Backs", default="council-callback"
    )
    pbx_transfer_context = fields.Char(
        string="Context of Transfers",
        default="from-internal",
        help="Where officers' telephones dial queues and extensions.",
    )

    def _compute_is_silent(self):
        since = fields.Datetime.now() - timedelta(seconds=SILENT_SECONDS)
        for endpoint in self:
            is_heard = endpoint.heard_at and endpoint.heard_at > since
            endpoint.is_silent = endpoint.kind == "asterisk" and not is_heard

    @api.model
    def _telephones(self):
        """Return the telephone system that takes orders; an empty one if none."""
        return self.search(
            [("kind", "=", "asterisk"), ("is_active", "=", True)], limit=1
        )

    def _command(self, action, values, call=None):
        """Have the telephone system do something, within a second.

        Args:
            action: action of AMI.
            values: its values.
            call: the `channel.call` that it is about, if any.

        Returns:
            The `channel.call.command`.

        Raises:
            UserError: it is not connected.
        """
        self.ensure_one()
        if self.is_silent:
            raise UserError(self.env._("The telephone system is not connected."))
        # Officers give orders by buttons alone, which check what they may.
        return (
            self.env["channel.call.command"]
            .sudo()
            .create(
                {
                    "endpoint_id": self.id,
                    "action": action,
                    "content": values,
                    "call_id": call.id if call else False,
                }
            )
        )

    def _officer_channel(self, user):
        """Return the channel of an officer's telephone.

        Raises:
            UserError: the officer has none.
        """
        extension = user.sudo().telephone_extension
        if not extension:
            raise UserError(
                self.env._("Enter the extension of your telephone in your preferences.")
            )
        return (self.pbx_officer or "").replace("%s", self._checked_target(extension))

    @api.model
    def _checked_target(self, text):
        """Return an extension or queue without anything that dials otherwise."""
        target = (text or "").strip()
        if not TARGET.fullmatch(target):
            raise UserError(self.env._("“%s” is no extension and no queue.", target))
        return target

    @api.model
    def _dialled_number(self, number):
        """Return a number as it is dialled: within the country as there.

        Raises:
            UserError: it is no telephone number.
        """
        region = self.env["constituent.identifier"]._region()
        digits = dialled(number or "", region)
        if not digits:
            raise UserError(self.env._("“%s” is no telephone number.", number))
        return digits
