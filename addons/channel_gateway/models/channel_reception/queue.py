from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.constituent_crm.matching.phone_numbers import takes_texts

from ...reception import line, tickets

# More do not wait at one reception; the screens stay readable if they do.
MAX_LINE = 300
# What a kiosk or an officer says of a visitor.
VISITOR_FIELDS = (
    "partner_id",
    "subject",
    "need_ids",
    "is_vulnerable",
    "priority_reason",
    "mobile",
    "given_name",
    "given_postcode",
    "lang",
    "source_key",
)


class ChannelReception(models.Model):
    """The queue of a reception: tickets, the order of visitors, and their waits."""

    _inherit = "channel.reception"

    def _draw_ticket(self):
        """Return day and number of the next ticket.

        The numbers of a day have no gaps, as they come with the transaction. Of two
        transactions at one time the database refuses the later one, and Odoo repeats
        it.
        """
        self.ensure_one()
        today = self._today()
        self.flush_recordset(["ticket_day", "last_ticket"])
        self.env.cr.execute(
            SQL(
                "UPDATE channel_reception SET ticket_day = %(today)s, last_ticket ="
                " CASE WHEN ticket_day = %(today)s THEN last_ticket + 1 ELSE 1 END"
                " WHERE id = %(id)s RETURNING last_ticket",
                today=today,
                id=self.id,
            ),
            # A refusal is no error: it happens in every rush.
            log_exceptions=False,
        )
        [number] = self.env.cr.fetchone()
        self.invalidate_recordset(["ticket_day", "last_ticket"])
        return today, number

    def _check_in(self, reason, appointment=None, **values):
        """Put a visitor in the queue with the next ticket.

        Args:
            reason: `channel.visit.reason`.
            appointment: `channel.appointment` that they have come to, if any.
            values: any of `VISITOR_FIELDS`.

        Returns:
            The `channel.visit`; for a known source_key the one there is.

        Raises:
            UserError: a vulnerable visitor has no reason to be called before others.
        """
        self.ensure_one()
        # Kiosks check in, and officers may not enter tickets.
        Visit = self.env["channel.visit"].sudo()
        key = values.get("source_key")
        known = key and Visit.search([("source_key", "=", key)], limit=1)
        if known:
            return known.with_env(self.env)
        if values.get("is_vulnerable") and not values.get("priority_reason"):
            raise UserError(self.env._("Say why this visitor is called before others."))
        appointment = appointment or self.env["channel.appointment"]
        day, number = self._draw_ticket()
        # sudo: as above.
        label = tickets.label(self.sudo().ticket_prefix or "", number)
        visit = Visit.create(
            {
                "partner_id": appointment.partner_id.id,
                "subject": appointment.note or reason.name,
                **{name: values[name] for name in VISITOR_FIELDS if values.get(name)},
                "need_ids": [
                    fields.Command.set(
                        values.get("need_ids") or appointment.need_ids.ids
                    )
                ],
                "reception_id": self.id,
                "reason_id": reason.id,
                "appointment_id": appointment.id,
                "appointment_at": appointment.at,
                "ticket_day": day,
                "ticket_number": number,
                "ticket": label,
                "place": self.name,
            }
        )
        appointment._mark_arrived(visit)
        return visit.with_env(self.env)

    @api.model
    def _mobile(self, text):
        """Return a mobile number in normal form; "" where it takes no texts."""
        # sudo: kiosks ask.
        Identifier = self.env["constituent.identifier"].sudo()
        number = Identifier._normalised("phone", text or "")
        return number if number and takes_texts(number) else ""

    def _line(self):
        """Return those who wait, in the order in which they are called."""
        self.ensure_one()
        waiting = self.env["channel.visit"].search(
            [("reception_id", "=", self.id), ("state", "=", "waiting")],
            order="started_at, id",
            limit=MAX_LINE,
        )
        grace = timedelta(minutes=self.late_minutes)
        visitors = [visit._visitor() for visit in waiting]
        ordered = line.order(visitors, fields.Datetime.now(), grace)
        return waiting.browse(one.key for one in ordered)

    def _outlooks(self, visits):
        """Return what each of those who wait can expect.

        Args:
            visits: the result of `_line`.

        Returns:
            Dict of visit id to `line.Outlook`.
        """
        open_counters = self.counter_ids.filtered("is_open")
        return line.outlooks(
            [visit._visitor() for visit in visits],
            [counter._serves() for counter in open_counters],
            fields.Datetime.now(),
        )

    def _text_near(self):
        """Tell those by text who are called soon."""
        # sudo: as in `_check_in`.
        here = self.sudo()
        near = here._line()[: here.near_count]
        near.filtered(lambda one: one.mobile and not one.is_texted)._text_near()

    def _notify_queue(self):
        """Have officers' screens read these queues anew."""
        for reception in self:
            self.env["bus.bus"]._sendone(
                self.env.ref("constituent_crm.group_officer"),
                "channel_gateway.contacts_changed",
                {"model": "channel.visit", "reception": reception.id},
            )

    def _abandon_former(self):
        """Record that those who were left in the queue of a former day have gone."""
        for reception in self:
            left = self.env["channel.visit"].search(
                [
                    ("reception_id", "=", reception.id),
                    ("state", "=", "waiting"),
                    ("ticket_day", "<", reception._today()),
                ]
            )
            left._mark_abandoned()

    @api.model
    def _cron_keep_queues(self):
        """Clear the queues of former days, remind of appointments, end missed ones."""
        receptions = self.search([("active", "=", True)])
        receptions._abandon_former()
        self.env["channel.appointment"]._end_missed()
        self.env["channel.appointment"]._remind()
