from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import ormcache

from ...matching import subjects
from ..setting import days

# Four weeks: within it a council counts a second contact as a repeat, unless told
# otherwise by the system parameter.
REPEAT_DAYS = "constituent_crm.repeat_days", 28
# Of people with more contacts than this, only the latest are compared.
MAX_COMPARED = 50


class ConstituentInteraction(models.Model):
    """The ledger: every contact on every channel, in and out."""

    _name = "constituent.interaction"
    _description = "Contact"
    _inherit = ["constituent.single.line.mixin"]
    _order = "started_at desc, id desc"
    _rec_name = "subject"
    _single_line_fields = ("subject",)

    direction = fields.Selection(
        [("in", "Incoming"), ("out", "Outgoing")], required=True, default="in"
    )
    channel_id = fields.Many2one(
        "constituent.channel", required=True, ondelete="restrict"
    )
    channel_icon = fields.Char(related="channel_id.icon", string="Channel Icon")
    partner_id = fields.Many2one(
        "res.partner", string="Constituent", ondelete="set null", index="btree_not_null"
    )
    beneficiary_id = fields.Many2one(
        "res.partner",
        ondelete="set null",
        help="On whose behalf the constituent made contact.",
    )
    user_id = fields.Many2one("res.users", string="Officer", ondelete="set null")
    subject = fields.Char()
    # Times
    started_at = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    answered_at = fields.Datetime()
    ended_at = fields.Datetime()
    waiting_seconds = fields.Integer(
        aggregator="avg", help="From start to answer or abandonment, in seconds."
    )
    handling_seconds = fields.Integer(
        aggregator="avg", help="From answer to end, in seconds."
    )
    is_abandoned = fields.Boolean(string="Abandoned")
    # What became of it
    is_resolved_first_contact = fields.Boolean(string="Resolved at First Contact")
    is_avoidable = fields.Boolean(
        string="Avoidable", help="Of low or no value to the constituent (NI 14)."
    )
    avoidable_reason = fields.Selection(
        [
            ("clarification", "Unnecessary clarification"),
            ("signposting", "Poor signposting"),
            ("repeat", "Repeat notification"),
            ("chasing", "Progress chasing"),
            ("closure", "Premature closure"),
        ]
    )
    repeat_of_id = fields.Many2one(
        "constituent.interaction", ondelete="set null", index="btree_not_null"
    )
    lang = fields.Selection(
        selection=lambda self: self._languages(),
        string="Language",
        help="The language that was spoken or written.",
    )
    correction_ids = fields.One2many(
        "constituent.interaction.correction", "interaction_id", string="Corrections"
    )
    may_correct = fields.Boolean(compute="_compute_may_correct")
    source_key = fields.Char(help="The sender's own key: the same contact counts once.")
    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL", "This contact is recorded already."
    )
    suggested_repeat_id = fields.Many2one(
        "constituent.interaction",
        string="Possible Repeat Of",
        compute="_compute_suggested_repeat_id",
        help="The constituent's latest contact about the same; nothing is counted"
        " until an officer confirms it.",
    )

    _waited_forwards = models.Constraint(
        "CHECK (waiting_seconds >= 0 AND handling_seconds >= 0)",
        "Waiting and handling times cannot be negative.",
    )
    # In the order in which screens read them. Channels have none: they are few, and a
    # period of the ledger is found by its start.
    _partner_idx = models.Index(
        "(partner_id, started_at DESC) WHERE partner_id IS NOT NULL"
    )
    _beneficiary_idx = models.Index(
        "(beneficiary_id, started_at DESC) WHERE beneficiary_id IS NOT NULL"
    )
    _user_idx = models.Index("(user_id, started_at DESC) WHERE user_id IS NOT NULL")
    _abandoned_idx = models.Index("(started_at) WHERE is_abandoned")

    @api.model
    def _record_contact(self, values):
        """Record one contact in the ledger; all addons use this method.

        Args:
            values: field values; `channel` may give the channel's code instead of
                `channel_id`. With `source_key`, the same contact is recorded once.

        Returns:
            The ledger row, new or, for a known `source_key`, the one there is.
        """
        values = dict(values)
        # All channels write the ledger, public routes included.
        ledger = self.sudo()
        if values.get("source_key"):
            known = ledger.search([("source_key", "=", values["source_key"])], limit=1)
            if known:
                return known.with_env(self.env)
        code = values.pop("channel", None)
        if code and not values.get("channel_id"):
            values["channel_id"] = self._channel(code).id
        if "lang" in values:
            values["lang"] = self._language(values["lang"])
        return ledger.create(values).with_env(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        self = self._guard_channel_fields(vals_list)
        return super().create([self._complete(vals) for vals in vals_list])

    def write(self, vals):
        # Channels update the ledger later on; users add to it and correct it.
        if not self.env.su:
            for row in self:
                row._check_only_adds(vals)
        return super().write(vals)

    @api.model
    def _complete(self, values):
        values = {**values, **self._seconds(values)}
        # A constituent who acts for themselves has no other beneficiary.
        if values.get("beneficiary_id") == values.get("partner_id"):
            values.pop("beneficiary_id", None)
        return values

    @api.model
    def _languages(self):
        return self._languages_known()

    @api.model
    @ormcache()
    def _languages_known(self):
        # Contacts are held in more languages than the screens are translated to.
        languages = self.env["res.lang"].sudo().with_context(active_test=False)
        return [(lang.code, lang.name) for lang in languages.search([], order="name")]

    @api.model
    def _language(self, code):
        """Return the code of the language, `pl_PL` also for `pl`; False if unknown."""
        asked = (code or "").replace("-", "_")
        known = [known for known, name in self._languages() if known.startswith(asked)]
        if not asked or not known:
            return False
        return asked if asked in known else known[0]

    @api.model
    def _channel(self, code):
        # Channels are configuration that a public route needs no right to read.
        channel = self.env["constituent.channel"].sudo()._by_code(code)
        if not channel:
            raise UserError(self.env._("There is no channel “%s”.", code))
        return channel

    @api.model
    def _seconds(self, values):
        """Compute waiting and handling seconds not in `values` from its times."""
        start, answer, end = (
            fields.Datetime.to_datetime(values.get(name))
            for name in ("started_at", "answered_at", "ended_at")
        )
        seconds = {}
        waited_until = answer or (end if values.get("is_abandoned") else None)
        if "waiting_seconds" not in values and start and waited_until:
            seconds["waiting_seconds"] = max(
                0, int((waited_until - start).total_seconds())
            )
        if "handling_seconds" not in values and answer and end:
            seconds["handling_seconds"] = max(0, int((end - answer).total_seconds()))
        return seconds

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_may_correct(self):
        for row in self:
            row.may_correct = row._may_correct()

    def action_correct(self):
        """Open the contact to correct it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct a Contact"),
            "res_model": "constituent.interaction.correct",
            "view_mode": "form",
            "target": "new",
            "context": {"default_interaction_id": self.id},
        }

    @api.depends(
        "partner_id", "beneficiary_id", "subject", "started_at", "repeat_of_id"
    )
    def _compute_suggested_repeat_id(self):
        for row in self:
            row.suggested_repeat_id = not row.repeat_of_id and row._likely_repeat_of()

    def _likely_repeat_of(self):
        """Return the latest contact that this one probably repeats, if any."""
        self.ensure_one()
        whose = self.beneficiary_id or self.partner_id
        if self.direction != "in" or not whose or not self.started_at:
            return self.browse()
        for earlier in self._earlier_of(whose):
            if earlier != self._origin and self._is_about_same(earlier):
                return earlier
        return self.browse()

    def _earlier_of(self, whose):
        """Return the latest contacts by or for `whose` within the repeat period."""
        counted = days(self.env, *REPEAT_DAYS)
        since = fields.Datetime.subtract(self.started_at, days=counted)
        within = (
            Domain("direction", "=", "in")
            & Domain("started_at", ">=", since)
            & Domain("started_at", "<=", self.started_at)
        )
        found = self.browse()
        # Two searches, as in the constituent's timeline.
        for role in ("partner_id", "beneficiary_id"):
            same_person = Domain(role, "=", whose._origin.id) & within
            found |= self.search(same_person, limit=MAX_COMPARED)
        return found.sorted(lambda row: (row.started_at, row.id), reverse=True)

    def _is_about_same(self, earlier):
        """Return whether this contact has the same subject as `earlier`.

        Hook: addons extend it with their own criteria.
        """
        self.ensure_one()
        return subjects.alike(self.subject, earlier.subject)

    def action_confirm_repeat(self):
        """Confirm the suggested repeat, on the contacts that have one."""
        for row in self:
            if row.suggested_repeat_id:
                row.repeat_of_id = row.suggested_repeat_id
