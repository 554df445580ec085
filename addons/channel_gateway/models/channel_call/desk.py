from odoo import api, fields, models

# Call-backs that are offered at once.
MAX_CALLBACKS = 10


class ChannelCall(models.Model):
    """Server methods of the Contact Desk for calls of a telephone system."""

    _inherit = "channel.call"

    @api.model
    def desk_board(self):
        """Add the call-backs that are due, and whether a telephone system is away."""
        systems = self.env["channel.endpoint"].search([("kind", "=", "asterisk")])
        silent = systems.filtered("is_silent")
        return {
            **super().desk_board(),
            "callbacks": self._desk_callbacks(),
            "silent": silent.mapped("name"),
        }

    @api.model
    def _desk_callbacks(self):
        due = self.env["channel.callback"].search(
            [
                ("state", "=", "waiting"),
                ("due_at", "<=", fields.Datetime.now()),
                ("user_id", "in", (False, self.env.uid)),
            ],
            limit=MAX_CALLBACKS,
        )
        labels = dict(self.env["channel.callback"]._results())
        return [
            {
                "id": one.id,
                "caption": one.partner_id.name or one.number,
                "about": one.note or one.queue or "",
                "due_at": fields.Datetime.to_string(one.due_at),
                "attempts": one.attempts,
                "last_result": labels.get(one.last_result, ""),
            }
            for one in due
        ]

    @api.model
    def desk_begin(self, values=None):
        """Return the call on the officer's telephone, if there is one, as begun."""
        on_phone = self.search(
            [
                ("user_id", "=", self.env.uid),
                ("state", "=", "live"),
                ("visit", ">", 0),
                ("ended_at", "=", False),
            ],
            limit=1,
        )
        return on_phone._desk_values() if on_phone else super().desk_begin(values)

    @api.readonly
    def desk_telephone(self):
        """Return what the telephone system says of a call that is being served.

        Returns:
            Dict of `_desk_values`; False once it has ended.
        """
        call = self.exists()
        return call.state == "live" and call._desk_values()

    def desk_transfer(self, target):
        """Transfer the caller to a queue or an extension.

        Args:
            target: name of the queue, or the extension.

        Raises:
            UserError: the call is not on the officer's telephone, or there is no such
                target.
        """
        self._transfer(target)

    def desk_withdraw(self):
        """Take a waiting caller out of the queue, to ring them back.

        Raises:
            UserError: the caller is not waiting, or their number is withheld.
        """
        self._withdraw()

    def _desk_values(self):
        is_on_phone = self.state == "live" and not self.ended_at
        return {
            **super()._desk_values(),
            "by_system": bool(self.visit),
            "is_on_phone": bool(self.officer_channel) and is_on_phone,
            "is_withheld": self.is_withheld,
            "extension": self.extension or "",
            "can_dial": bool(
                self.env.user.telephone_extension
                and self.env["channel.endpoint"]._telephones()
            ),
        }
