from odoo import api, fields, models

NATURES = [
    ("information", "Information"),
    ("request", "Request"),
    ("report", "Report"),
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
        help="Purpose of the service: information, report, application, …",
    )
    kind_ids = fields.Many2many(
        "constituent.kind",
        string="Eligible Constituents",
        help="Leave empty for everyone.",
    )
    ward_ids = fields.Many2many(
        "constituent.ward",
        string="Wards",
        help="Where it is offered. None chosen: in the whole area.",
    )
    channel_ids = fields.Many2many(
        "constituent.channel",
        string="Channels",
        help="Channels on which the service can be requested. Leave empty for all"
        " channels.",
    )
    # Told by one column: most services are for everybody, and requests are many.
    is_limited = fields.Boolean(
        string="Restricted", compute="_compute_is_limited", store=True
    )
    needs_crew = fields.Boolean(help="A crew has to visit the location.")
    needs_login = fields.Boolean(
        string="Sign-In Required",
        help="Cannot be requested anonymously. Online, residents must sign in.",
    )
    statutory_basis = fields.Char(
        translate=True, help="The Act that obliges or allows the council to do it."
    )
    # Requests for the same thing
    nearby_metres = fields.Integer(
        string="Duplicate Radius (Metres)",
        help="Metres within which an open request is likely to be about the same thing;"
        " 0: never.",
    )
    nearby_days = fields.Integer(
        string="Duplicate Period (Days)", help="Days after which it is a new matter."
    )

    _nearby_positive = models.Constraint(
        "CHECK (nearby_metres >= 0 AND nearby_days >= 0)",
        "Metres and days are 0 and up.",
    )

    @api.depends("kind_ids", "ward_ids", "channel_ids")
    def _compute_is_limited(self):
        for service in self:
            service.is_limited = bool(
                service.kind_ids or service.ward_ids or service.channel_ids
            )

    def _unavailable_reason(self, partner=None, place=None, channel=None):
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
        if not self.is_limited:
            return ""
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
