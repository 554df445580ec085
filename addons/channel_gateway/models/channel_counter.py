from odoo import api, fields, models
from odoo.exceptions import UserError

from ..reception import line


class ChannelCounter(models.Model):
    """A counter of a reception, where an officer serves visitors."""

    _name = "channel.counter"
    _description = "Counter"
    _inherit = ["constituent.single.line.mixin"]
    _order = "reception_id, sequence, id"
    _rec_name = "number"
    _single_line_fields = ("number",)

    reception_id = fields.Many2one(
        "channel.reception", required=True, ondelete="cascade", index=True
    )
    number = fields.Char(required=True, help="As it is called: 1, 2, B …")
    sequence = fields.Integer(default=10)
    reason_ids = fields.Many2many(
        "channel.visit.reason",
        string="Serves",
        help="Reasons whose visitors are called here; without any, all.",
    )
    user_id = fields.Many2one(
        "res.users", string="Officer", ondelete="set null", readonly=True, copy=False
    )
    is_open = fields.Boolean(
        string="Open", compute="_compute_is_open", search="_search_is_open"
    )

    _number_uniq = models.Constraint(
        "UNIQUE (reception_id, number)", "There is a counter with this number already."
    )
    _user_uniq = models.UniqueIndex(
        "(user_id) WHERE user_id IS NOT NULL", "An officer has one counter at a time."
    )

    @api.depends("user_id")
    def _compute_is_open(self):
        for counter in self:
            counter.is_open = bool(counter.user_id)

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("user_id", "!=" if True in value else "=", False)]

    @api.depends("reception_id", "number")
    def _compute_display_name(self):
        for counter in self:
            counter.display_name = self.env._(
                "%(place)s, counter %(number)s",
                place=counter.reception_id.name or "",
                number=counter.number or "",
            )

    @api.model
    def _mine(self, reception):
        """Return the counter that the user has open at a reception, or an empty one."""
        return self.search(
            [("user_id", "=", self.env.uid), ("reception_id", "=", reception.id)],
            limit=1,
        )

    def _serves(self):
        """Return what the counter serves, as `line.Counter`."""
        return line.Counter(self.reason_ids.ids)

    def _open(self):
        """Open the counter for the user, and close their other one."""
        self.ensure_one()
        # Officers work at counters; only administrators set them up.
        self.env["channel.visit"].check_access("write")
        counter = self.sudo()
        if counter.user_id and counter.user_id != self.env.user:
            raise UserError(
                self.env._("%s is at this counter.", counter.user_id.display_name)
            )
        counter.search([("user_id", "=", self.env.uid)]).user_id = False
        # One statement for both would meet the unique index in any order.
        counter.flush_model(["user_id"])
        counter.user_id = self.env.uid
        counter.reception_id._notify_queue()

    def _close(self):
        """Close counters; whom they have called stays with the officer."""
        self.env["channel.visit"].check_access("write")
        # As in `_open`.
        self.sudo().user_id = False
        self.reception_id._notify_queue()

    def _call_next(self):
        """Call the next visitor whom this counter serves.

        Two officers never get the same one: a visitor who is being called is locked,
        and left out by the other.

        Returns:
            `channel.visit`, empty when nobody waits for this counter.

        Raises:
            UserError: the user is not at this counter.
        """
        self.ensure_one()
        if self.user_id != self.env.user:
            raise UserError(self.env._("Open the counter first."))
        serves = self._serves()
        for visit in self.reception_id._line():
            is_served = line.serves(serves, visit.reason_id.id or 0)
            if is_served and visit.try_lock_for_update():
                visit._answer()
                self.reception_id._text_near()
                return visit
        return self.env["channel.visit"]

    # Screen of the reception

    def reception_open(self):
        """Open the counter for the user."""
        self._open()

    def reception_close(self):
        """Close the counter."""
        self._close()

    def reception_call_next(self):
        """Call the next visitor.

        Returns:
            The visitor's row as in `channel.reception.reception_board`, or False.
        """
        visit = self._call_next()
        return visit and visit._reception_values()
