from odoo import fields
from odoo.fields import Command

from .common import Council


class Receptions(Council):
    """A reception with two counters and three reasons, to mix into a test case."""

    @classmethod
    def build_reception(cls):
        cls.build_council()
        cls.officer = cls.make_user("reception_officer", "officer")
        cls.colleague = cls.make_user("reception_colleague", "officer")
        cls.tax, cls.bins, cls.homes = cls.env["channel.visit.reason"].create(
            [
                {"name": "Test tax", "minutes": 10},
                {"name": "Test bins", "minutes": 4},
                {"name": "Test homes", "minutes": 20, "is_urgent": True},
            ]
        )
        cls.interpreter = cls.env["channel.visit.need"].create(
            {"name": "Test interpreter"}
        )
        cls.reception = cls.make_reception("Test centre")
        cls.first, cls.second = cls.reception.counter_ids

    @classmethod
    def make_reception(cls, name, **values):
        reasons = cls.tax | cls.bins | cls.homes
        counters = [Command.create({"number": number}) for number in ("1", "2")]
        return cls.env["channel.reception"].create(
            {
                "name": name,
                "reason_ids": reasons.ids,
                "counter_ids": counters,
                **values,
            }
        )

    @classmethod
    def check_in(cls, reason=None, **values):
        """A visitor who gets a ticket; the board sees them as an officer does."""
        visit = cls.reception._check_in(reason or cls.tax, **values)
        return visit.with_user(cls.officer)

    @classmethod
    def open_counter(cls, counter=None, user=None):
        counter = (counter or cls.first).with_user(user or cls.officer)
        counter.reception_open()
        return counter

    @classmethod
    def book(cls, at, reason=None, **values):
        partner = values.pop("partner", None) or cls.make_constituent("Ines Booked")
        return cls.env["channel.appointment"].create(
            {
                "partner_id": partner.id,
                "reception_id": cls.reception.id,
                "reason_id": (reason or cls.tax).id,
                "at": at,
                **values,
            }
        )

    def ago(self, **values):
        return fields.Datetime.subtract(fields.Datetime.now(), **values)

    def live(self, reason=None, **values):
        """A visitor whom the officer has called to their counter."""
        visit = self.check_in(reason, **values)
        counter = self.open_counter()
        self.assertEqual(counter._call_next(), visit)
        return visit

    def end(self, visit):
        visit.desk_end({"outcome": "answered", "note": "Done"})
        return visit.interaction_id.sudo()
