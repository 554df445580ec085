from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...phases import OPEN_PHASES
from ..service_co_report.report import Recipient
from ..service_place_mixin import POINT_FIELDS
from .transitions import CLOSURE_FIELDS

# Fields that a part copies from its parent request.
SUB_REQUEST_DEFAULTS = (
    "partner_id",
    "beneficiary_id",
    "channel_id",
    *POINT_FIELDS,
    "address",
    "postcode",
)
# Of the flats of one building, so many are looked at.
MAX_AT_POINT = 50


class ServiceRequest(models.Model):
    """Parts, co-reports and duplicates, and the property."""

    _inherit = "service.request"

    parent_id = fields.Many2one(
        "service.request",
        string="Parent Request",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    child_ids = fields.One2many("service.request", "parent_id", string="Sub-Requests")
    open_child_ids = fields.One2many(
        "service.request",
        "parent_id",
        string="Open Sub-Requests",
        domain=[("phase", "in", OPEN_PHASES)],
    )
    child_count = fields.Integer(
        string="Sub-Request Count", compute="_compute_child_count"
    )
    co_report_ids = fields.One2many(
        "service.co.report", "request_id", string="Co-Reports"
    )
    active_co_report_ids = fields.One2many(
        "service.co.report",
        "request_id",
        string="Co-Reporters",
        domain=[("left_at", "=", False)],
    )
    # Precomputed, so that opening a request writes it once.
    reporter_count = fields.Integer(
        string="Reporters",
        compute="_compute_reporter_count",
        store=True,
        precompute=True,
        aggregator="sum",
        help="Number of people who reported it, including the first.",
    )
    duplicate_count = fields.Integer(compute="_compute_duplicate_count")

    _many_people_idx = models.Index("(due_at, id) WHERE reporter_count > 1")

    # Parts

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A request cannot be a sub-request of itself.")
            )

    @api.model
    def _check_parent_access(self, vals):
        """Refuse a parent that the user may not read: its parts show its name."""
        self.browse(vals.get("parent_id") or []).check_access("read")

    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for request in self:
            request.child_count = counts.get(request, 0)

    def action_add_sub_request(self):
        """Open the wizard for a sub-request for the same person and place."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_new_action"
        )
        same = self._convert_to_write(
            {name: self[name] for name in SUB_REQUEST_DEFAULTS}
        )
        return {
            **action,
            "name": self.env._("Sub-request of %s", self.reference),
            "context": {
                "dialog_size": "extra-large",
                "default_parent_id": self.id,
                **{f"default_{name}": value for name, value in same.items() if value},
            },
        }

    def action_view_children(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {**action, "domain": [("parent_id", "=", self.id)], "context": {}}

    # Co-reports

    @api.depends("co_report_ids.left_at", "co_report_ids.partner_id", "partner_id")
    def _compute_reporter_count(self):
        for request in self:
            request.reporter_count = 1 + sum(
                not report.left_at
                and (not report.partner_id or report.partner_id != request.partner_id)
                for report in request.co_report_ids
            )

    def action_view_reports(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_co_report_action"
        )
        return {**action, "domain": [("request_id", "=", self.id)]}

    @api.model
    def _add_co_report(self, request, values):
        """Add a co-report to an open request; the entry point of all channels.

        Args:
            request: the `service.request` to join.
            values: any of partner_id, channel (a code) or channel_id, interaction (the
                ledger row it came with, or its id), description, latitude, longitude,
                address, postcode, property_id, answers (as `_check_answers` takes
                them), attachments (pairs of file name and bytes), source_key.

        Returns:
            The `service.co.report`, new or existing: for a known `source_key`, or for a
            person who has joined already, whose new description is appended.

        Raises:
            UserError: when the request is not open, or is the reporter's own.
            ValidationError: with a message for the sender.
        """
        # sudo: channels join requests for anonymous callers.
        joined = request.sudo()
        joined.ensure_one()
        values = {
            name: getattr(value, "id", value) if name.endswith("_id") else value
            for name, value in values.items()
        }
        Report = joined.env["service.co.report"]
        known = Report._find_report(joined, values)
        if not known:
            Report._check_can_join(joined, values.get("partner_id"))
        prepared = Report._prepare_report(joined, values)
        if known:
            known._append_description(prepared["description"])
            report = known
        else:
            report = Report.create(prepared)
        report._keep_files(values)
        joined._link_interaction(values.get("interaction"))
        if not known:
            joined._message_log(
                body=self.env._("Another person has co-reported this request.")
            )
            report._notify_co_reporters("joined")
        return report.with_env(self.env)

    @api.model
    def _co_report_nearby(self, reference, values):
        """Join the nearby request that a resident chose.

        Args:
            reference: of a request that `_nearby` returns for this service and place.
            values: as those of `_add_co_report`, with service_id or service.

        Returns:
            The `service.co.report`.

        Raises:
            UserError: when it is not among those (any more).
        """
        # sudo: residents have no login; they may join offered requests only.
        Request = self.sudo()
        service = Request.env["service.type"]._resolve_service(values)
        place = values.get("property_id")
        at_home = (
            self.env["constituent.property"].sudo().browse(getattr(place, "id", place))
        )
        point = Request._parse_point(values)
        near = service._nearby_requests(point, at_home, limit=20)
        chosen = Request._find_by_reference(reference)
        if chosen.id not in near:
            raise UserError(
                self.env._("That request is not open any longer. Please make your own.")
            )
        return chosen._add_co_report(chosen, values).with_env(self.env)

    def action_join_new(self):
        """Join this nearby request from the New Request wizard."""
        self.ensure_one()
        number = self.env.context.get("new_request_id")
        return self.env["service.request.new"].browse(number)._join(self)

    def _recipients(self):
        """Return the recipients of notifications about this request.

        Constituents of a merged request are notified through the other one. Those who
        want no notifications are left out.

        Returns:
            A list of `Recipient`.
        """
        self.ensure_one()
        if self._merged_as_co_report():
            return []
        recipients = []
        if self.partner_id and self.notification_preference != "none":
            recipients.append(
                Recipient(self.partner_id, self, self._tracking_url(), self)
            )
        for report in self.active_co_report_ids:
            if report.partner_id and report.partner_id != self.partner_id:
                recipients.append(report._recipient())
        return recipients

    def _merged_as_co_report(self):
        """Return the active report by which this duplicate joined another request.

        Returns:
            A `service.co.report` in sudo; empty when the request is not cancelled or
            has not joined another.
        """
        return self.env["service.co.report"]._of_merged(self)

    # Duplicates

    def _compute_duplicate_count(self):
        Duplicate = self.env["service.request.duplicate"]
        to_decide = [("verdict", "=", "proposed"), ("is_open", "=", True)]
        counts = dict(
            Duplicate._read_group(
                [("request_id", "in", self.ids), *to_decide],
                ["request_id"],
                ["__count"],
            )
        )
        for request in self:
            request.duplicate_count = counts.get(request, 0)

    def action_view_duplicates(self):
        """Open the proposed duplicates of the request.

        Returns:
            An action: the form of the only pair, or else the list of pairs.
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_duplicate_action"
        )
        pairs = self.env["service.request.duplicate"].search(
            [
                ("request_id", "=", self.id),
                ("verdict", "=", "proposed"),
                ("is_open", "=", True),
            ]
        )
        if len(pairs) == 1:
            return {**action, "res_id": pairs.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", pairs.ids)]}

    def _mark_not_duplicates(self, references):
        """Mark proposed duplicates as different requests."""
        if not references:
            return
        # sudo: residents, too, decide that requests differ.
        pairs = self.env["service.request.duplicate"].sudo()
        known = pairs.search(
            [
                ("request_id", "=", self.id),
                ("other_id.reference", "in", list(references)),
                ("verdict", "=", "proposed"),
            ]
        )
        for pair in known:
            pair._decide("different")

    def _merge_into_request(self, other):
        """Merge the request into another: move its reports, close it as a duplicate.

        Args:
            other: the `service.request` that is kept.

        Returns:
            The `service.co.report` of this request's constituent; withdrawing it
            restores both.

        Raises:
            UserError: when either is not open, or both are the same request.
        """
        self.ensure_one()
        request, other = self.sudo(), other.sudo()
        if request == other:
            raise UserError(self.env._("A request cannot join itself."))
        if not {request.phase, other.phase} <= set(OPEN_PHASES):
            raise UserError(
                self.env._("Only open requests can be joined: one of them is closed.")
            )
        report = request.env["service.co.report"]._join_merged(request, other)
        report._take_along(request, other)
        self._change_state("duplicate")
        report._notify_co_reporters("joined")
        return report

    def _restore_before_merge(self, state):
        """Restore the state that the request had before it was merged.

        Args:
            state: `service.request.state`; empty for received.
        """
        self.ensure_one()
        if self.phase in OPEN_PHASES:
            return
        state = state or self.env["service.request.state"]._by_code("received")
        self.write({"state_id": state.id, **dict.fromkeys(CLOSURE_FIELDS, False)})
        self._update_clocks("open")
        if state.phase != "open":
            self._update_clocks(state.phase)
        self._notify_constituent("reopened")

    # Another property

    def _prepare_moves(self, vals):
        """Return the places that follow from another property, by request.

        Args:
            vals: the values to write. A point, address, postcode or ward in them stays.
        """
        place = self.env["constituent.property"].browse(vals.get("property_id") or ())
        moves = {}
        for request in self if place else ():
            former = request.property_id
            if former == place:
                continue
            values = request._prepare_move_to(place, former)
            if former.ward_id == request.ward_id:
                values["ward_id"] = place.ward_id.id
            if any(vals.get(name) for name in POINT_FIELDS):
                values = {n: values[n] for n in values if n not in POINT_FIELDS}
            moves[request] = {n: values[n] for n in values if n not in vals}
        return moves

    @api.onchange("property_id")
    def _onchange_property_id(self):
        """Show the place of another property, but for what the officer has entered."""
        if not self.property_id:
            return
        former = self._origin.property_id
        if self._has_place():
            # Of a property chosen and left again, before anything is stored.
            here = [(name, "=", self[name]) for name in POINT_FIELDS]
            former |= former.search(here, limit=MAX_AT_POINT)
        values = self._prepare_move_to(self.property_id, former)
        point = [values.get(name) or self[name] for name in POINT_FIELDS]
        ward = self.property_id.ward_id
        if not ward and any(point):
            # sudo: ward boundaries are public.
            ward = ward.sudo()._of_point(*point)
        if ward or self.ward_id in former.ward_id:
            values["ward_id"] = ward.id
        self.update(values)
