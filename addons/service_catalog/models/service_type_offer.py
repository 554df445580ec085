from odoo import fields, models

NATURES = [
    ("information", "Information"),
    ("request", "Request"),
    ("report", "Report of a problem"),
    ("application", "Application"),
    ("booking", "Booking"),
    ("payment", "Payment"),
    ("consultation", "Consultation"),
    ("inspection", "Inspection"),
]


class ServiceType(models.Model):
    """What kind of thing it is, and to whom, where and how it is offered."""

    _inherit = "service.type"

    nature = fields.Selection(
        NATURES,
        required=True,
        default="request",
        index=True,
        help="What people come for: to know something, to report a problem, …",
    )
    kind_ids = fields.Many2many(
        "constituent.kind",
        string="Who May Ask",
        help="Nobody chosen: everybody may.",
    )
    ward_ids = fields.Many2many(
        "constituent.ward",
        string="Wards",
        help="Where it is offered. None chosen: in the whole area.",
    )
    channel_ids = fields.Many2many(
        "constituent.channel",
        string="Channels",
        help="How it may be asked for. None chosen: on every channel.",
    )
    needs_crew = fields.Boolean(help="Somebody has to go out for it.")
    needs_login = fields.Boolean(
        string="Needs to Know Who",
        help="Nobody can ask for it unnamed; online only after signing in.",
    )
    statutory_basis = fields.Char(
        translate=True, help="The Act that obliges or allows the council to do it."
    )
    # Requests for the same thing
    nearby_metres = fields.Integer(
        string="Same Place Within",
        help="Metres within which an open request is likely to be about the same thing;"
        " 0: never.",
    )
    nearby_days = fields.Integer(
        string="Same Matter Within", help="Days after which it is a new matter."
    )

    _nearby_positive = models.Constraint(
        "CHECK (nearby_metres >= 0 AND nearby_days >= 0)",
        "Metres and days are 0 and up.",
    )

    def _why_not_offered(self, partner=None, place=None, channel=None):
        """Why this service cannot be asked for, in words for whoever asks; or ''.

        What is not known stands against nothing: who has not been identified may be
        of the right kind.

        Args:
            partner: the `res.partner` it is for, may be empty.
            place: a callable that gives the `constituent.ward` of the place.
            channel: the `constituent.channel` it is asked for on, may be empty.
        """
        self.ensure_one()
        if not self.active:
            return self.env._("“%s” is no longer offered.", self.name)
        if self.needs_login and not partner:
            return self.env._("“%s” cannot be asked for without a name.", self.name)
        kind = partner.kind_id if partner else self.env["constituent.kind"]
        if self._leaves_out("kind_ids", kind):
            return self.env._(
                "“%(service)s” is for these only: %(names)s.",
                **self._offered_to("kind_ids"),
            )
        if self._leaves_out("channel_ids", channel):
            return self.env._(
                "“%(service)s” can be asked for in these ways only: %(names)s.",
                **self._offered_to("channel_ids"),
            )
        if self.ward_ids and place and self._leaves_out("ward_ids", place()):
            return self.env._(
                "“%(service)s” is offered in these wards only: %(names)s.",
                **self._offered_to("ward_ids"),
            )
        return ""

    def _leaves_out(self, name, record):
        return bool(self[name]) and bool(record) and record not in self[name]

    def _offered_to(self, name):
        return {"service": self.name, "names": ", ".join(self[name].mapped("name"))}
