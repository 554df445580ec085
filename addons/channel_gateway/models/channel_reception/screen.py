from odoo import api, fields, models
from odoo.exceptions import UserError

from .queue import VISITOR_FIELDS

MAX_APPOINTMENTS = 100


class ChannelReception(models.Model):
    """Server methods of the reception's screen, see static/src/reception.

    Each method checks the officer's access itself.
    """

    _inherit = "channel.reception"

    @api.model
    @api.readonly
    def reception_places(self):
        """Return the receptions, that of the user's open counter first.

        Returns:
            List of dicts of id and name.
        """
        mine = self.env["channel.counter"].search([("user_id", "=", self.env.uid)])
        ordered = mine.reception_id | self.search([("active", "=", True)])
        return [{"id": one.id, "name": one.name} for one in ordered]

    @api.readonly
    def reception_board(self):
        """Return what the screen shows.

        Returns:
            Dict of `waiting` in the order of calls, `mine` (called by this user),
            `counters`, `appointments` of today, `reasons`, `needs` and `today`.
        """
        self.ensure_one()
        self.env["channel.visit"].check_access("write")
        ordered = self._line()
        outlooks = self._outlooks(ordered)
        here = [("reception_id", "=", self.id)]
        mine = self.env["channel.visit"].search(
            [("state", "=", "live"), ("user_id", "=", self.env.uid), *here]
        )
        return {
            "id": self.id,
            "name": self.name,
            "is_open": self._is_open_now(),
            "target_minutes": self.target_minutes,
            "waiting": [
                {
                    **visit._reception_values(),
                    "ahead": outlooks[visit.id].ahead,
                    "minutes": outlooks[visit.id].minutes,
                }
                for visit in ordered
            ],
            "mine": [visit._reception_values() for visit in mine],
            "counters": self._counter_values(),
            "appointments": self._appointment_values(),
            "reasons": [{"id": one.id, "name": one.name} for one in self.reason_ids],
            "needs": [
                {"id": one.id, "name": one.name}
                for one in self.env["channel.visit.need"].search(
                    [("active", "=", True)]
                )
            ],
            "today": self._today_values(),
        }

    def _counter_values(self):
        return [
            {
                "id": counter.id,
                "number": counter.number,
                "officer": counter.user_id.name or "",
                "is_mine": counter.user_id == self.env.user,
                "serves": counter.reason_ids.mapped("name"),
            }
            for counter in self.counter_ids
        ]

    def _appointment_values(self):
        """Return the appointments of today that nobody has come to yet."""
        booked = self.env["channel.appointment"]._of_day(self, self._today())
        return [
            {
                "id": one.id,
                "at": fields.Datetime.to_string(one.at),
                "name": one.partner_id.display_name,
                "reason": one.reason_id.name,
                "reference": one.reference,
            }
            for one in booked[:MAX_APPOINTMENTS]
        ]

    def _today_values(self):
        """Return the numbers of today's visitors by what became of them."""
        groups = self.env["channel.visit"]._read_group(
            [("reception_id", "=", self.id), ("ticket_day", "=", self._today())],
            ["state"],
            ["__count", "waiting_seconds:avg", "within_target:avg"],
        )
        found = {state: numbers for state, *numbers in groups}
        served, wait, in_time = found.get("done", (0, 0, 0))
        return {
            "served": served,
            "abandoned": found.get("abandoned", (0,))[0],
            "wait_seconds": round(wait or 0),
            "in_time": round(100 * (in_time or 0)),
        }

    def reception_check_in(self, values):
        """Put a visitor in the queue.

        Args:
            values: dict of reason_id or appointment_id, and any of partner_id, subject,
                need_ids, is_vulnerable, priority_reason, mobile and source_key.

        Returns:
            The visitor's row, with what they can expect.

        Raises:
            UserError: no reason is given, or the number takes no texts.
        """
        self.ensure_one()
        self.check_access("read")
        self.env["channel.visit"].check_access("create")
        appointment = (
            self.env["channel.appointment"]
            .browse(values.get("appointment_id") or [])
            .exists()
        )
        appointment._check_arrival(self)
        reason = appointment.reason_id or self.reason_ids.filtered(
            lambda one: one.id == values.get("reason_id")
        )
        if not reason:
            raise UserError(self.env._("Choose the reason for the visit."))
        mobile = self._mobile(values.get("mobile"))
        if values.get("mobile") and not mobile:
            raise UserError(self.env._("Texts cannot be sent to this number."))
        given = {name: values.get(name) for name in VISITOR_FIELDS}
        visit = self._check_in(reason, appointment, **{**given, "mobile": mobile})
        outlook = self._outlooks(self._line()).get(visit.id)
        return {
            **visit._reception_values(),
            "ahead": outlook.ahead if outlook else 0,
            "minutes": outlook.minutes if outlook else 0,
        }
