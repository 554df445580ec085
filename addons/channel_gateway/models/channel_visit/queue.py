from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ...reception import line

# How often somebody who does not come when called stays in the queue.
MAX_RETURNS = 1
RETURN_MINUTES = 5


class ChannelVisit(models.Model):
    """The way of a visitor through the queue: called, called again, sent on, or gone.

    Being called is being answered, as on the telephone: the wait ends, and the officer
    has the contact at the Contact Desk.
    """

    _inherit = "channel.visit"

    def _visitor(self):
        """Return the visit as `line.Visitor`."""
        return line.Visitor(
            key=self.id,
            arrived_at=self.started_at,
            reason=self.reason_id.id or 0,
            minutes=self.reason_id.minutes,
            is_urgent=self.reason_id.is_urgent,
            is_vulnerable=self.is_vulnerable,
            appointment_at=self.appointment_at or None,
            not_before=self.not_before or None,
        )

    def _answer(self):
        """Call the visitor to the counter of the officer."""
        super()._answer()
        if not self.reception_id:
            return
        counter = self.env["channel.counter"]._mine(self.reception_id)
        # As in `_check_entered`: only actions write these fields.
        self.sudo().write(
            {
                "counter_id": counter.id,
                "place": counter.display_name or self.reception_id.name,
                "called_at": fields.Datetime.now(),
                "call_count": self.call_count + 1,
                "not_before": False,
                "draft": self.draft or self._prepare_draft(),
            }
        )

    def _prepare_draft(self):
        """Return what the Contact Desk opens with, before the officer types."""
        service = self.reason_id.service_id
        return {
            "words": self.subject or "",
            "partner_id": self.partner_id.id,
            "service_id": service.active and service.id,
        }

    def _call_again(self):
        """Call a visitor who has not come to the counter yet."""
        self.ensure_one()
        self.check_access("write")
        self._check_live()
        # As in `_check_entered`.
        self.sudo().write(
            {"called_at": fields.Datetime.now(), "call_count": self.call_count + 1}
        )

    def _mark_no_show(self):
        """Record that a visitor did not come: back to the queue once, then the end."""
        self.ensure_one()
        self.check_access("write")
        self._check_live()
        if self.request_ids:
            raise UserError(self.env._("A request was opened for this visitor."))
        now = fields.Datetime.now()
        # As in `_check_entered`.
        visit = self.sudo()
        values = {**self._back_in_queue(), "no_show_count": self.no_show_count + 1}
        if self.no_show_count < MAX_RETURNS:
            again = now + timedelta(minutes=RETURN_MINUTES)
            visit.write({**values, "not_before": again})
        else:
            ended = {"state": "abandoned", "is_no_show": True, "ended_at": now}
            visit.write({**values, **ended})
            self._record_in_ledger()

    def _transfer(self, reason):
        """Send a visitor on to the queue of another reason, with their place in it.

        Args:
            reason: `channel.visit.reason`.

        Raises:
            UserError: the visit has ended, or the reception does not offer the reason.
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "waiting":
            self._check_live()
        if reason not in self.reception_id.reason_ids:
            raise UserError(self.env._("This reception does not serve that."))
        values = {"reason_id": reason.id, "is_texted": False}
        if self.state == "live":
            now = fields.Datetime.now()
            handled = self._between(self.answered_at, now)
            values |= {
                **self._back_in_queue(),
                "queued_at": now,
                "earlier_waiting_seconds": self.waiting_seconds,
                "earlier_handling_seconds": self.earlier_handling_seconds + handled,
                # What the first officer has typed is there for the next one.
                "draft": self.draft,
            }
        # As in `_check_entered`.
        self.sudo().write(values)

    def _back_in_queue(self):
        """Return the field values of a called visitor who waits again."""
        return {
            "state": "waiting",
            "user_id": False,
            "counter_id": False,
            "place": self.reception_id.name or self.place,
            "answered_at": False,
            "draft": False,
        }

    # Screen of the reception: each method checks the officer's access itself.

    def _reception_values(self):
        """Return the row of a visitor on the screen of the reception."""
        self.ensure_one()
        return {
            "id": self.id,
            "ticket": self.ticket or "",
            "name": self.partner_id.name or self.given_name or "",
            "subject": self.subject or "",
            "reason_id": self.reason_id.id,
            "reason": self.reason_id.name or "",
            "needs": self.need_ids.mapped("name"),
            "language": self._foreign_language(),
            "is_vulnerable": self.is_vulnerable,
            "priority_reason": self.priority_reason or "",
            "appointment_at": fields.Datetime.to_string(self.appointment_at) or "",
            "has_mobile": bool(self.mobile),
            "no_show_count": self.no_show_count,
            "call_count": self.call_count,
            "counter": self.counter_id.number or "",
            "started_at": fields.Datetime.to_string(self.started_at),
            "called_at": fields.Datetime.to_string(self.called_at) or "",
        }

    def _foreign_language(self):
        """Return the name of the visitor's language, "" for the officer's own."""
        names = dict(self.env["res.lang"].get_installed())
        return names.get(self.lang, "") if self.lang != self.env.lang else ""

    def reception_call_again(self):
        """Call the visitor once more."""
        self._call_again()

    def reception_no_show(self):
        """Record that the visitor did not come."""
        self._mark_no_show()

    def reception_transfer(self, reason_id):
        """Send the visitor on.

        Args:
            reason_id: id of the `channel.visit.reason`.
        """
        self._transfer(self.env["channel.visit.reason"].browse(reason_id).exists())

    def reception_text(self):
        """Send the visitor their ticket by text.

        Raises:
            UserError: there is no mobile number.
        """
        self.ensure_one()
        self.check_access("write")
        if not self.mobile:
            raise UserError(self.env._("Enter a mobile number first."))
        self._text_ticket()

    # Texts

    def _text_ticket(self):
        """Text the ticket to the visitor."""
        here = self.with_context(lang=self.lang or self.env.lang)
        here._text(
            here.env._(
                "%(place)s: your ticket is %(ticket)s.",
                place=self.reception_id.name,
                ticket=self.ticket,
            )
        )

    def _text_near(self):
        """Tell visitors that it is nearly their turn."""
        for visit in self:
            here = visit.with_context(lang=visit.lang or self.env.lang)
            here._text(
                here.env._(
                    "%(place)s: ticket %(ticket)s is called soon. Please come to the"
                    " waiting area.",
                    place=visit.reception_id.name,
                    ticket=visit.ticket,
                )
            )
            # As in `_check_entered`.
            visit.sudo().is_texted = True

    def _text(self, body):
        """Send a text to the number that the visitor gave for it just now."""
        self.ensure_one()
        # sudo: kiosks send, and officers may not create messages.
        Message = self.env["channel.message"].sudo()
        message = Message.create(
            {
                "direction": "out",
                "channel_id": self.env["constituent.interaction"]._channel("sms").id,
                "state": "queued",
                "partner_id": self.partner_id.id,
                "recipient": self.mobile,
                "subject": self.env._("Ticket %s", self.ticket),
                "body": body,
                "purpose_id": self.env["constituent.purpose"]._get_by_code(None).id,
            }
        )
        message._send_by_channel({message: body})
