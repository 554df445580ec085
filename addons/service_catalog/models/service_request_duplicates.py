from odoo import api, fields, models
from odoo.exceptions import UserError

from .service_co_report import PLACE_FIELDS
from .service_request_move import CLOSURE_FIELDS
from .service_request_state import OPEN_PHASES


class ServiceRequest(models.Model):
    """Requests that come in without anybody choosing, and turn out to be one."""

    _inherit = "service.request"

    duplicate_count = fields.Integer(compute="_compute_duplicate_count")

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
        """What it may be the same as, side by side."""
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

    @api.model
    def _open_request(self, values):
        """As ever.

        Args:
            values: also other_than: references of requests that whoever opens it has
                looked at and says are not the same.
        """
        request = super()._open_request(values)
        request._mark_not_duplicates(values.get("other_than") or ())
        return request

    def _start_fulfilment(self):
        """Whether somebody has reported it before is looked at once it is open."""
        result = super()._start_fulfilment()
        for request in self:
            self.env["service.request.duplicate"]._propose(request)
        return result

    def _mark_not_duplicates(self, references):
        """Remember that these are not the same as self."""
        if not references:
            return
        # Whoever opens it has said so, residents too.
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
        """Move this request's reporters to another, and close it as a duplicate.

        Args:
            other: the `service.request` to go on with.

        Returns:
            The `service.co.report` of this request's constituent; leaving by it
            restores both.

        Raises:
            UserError: when either is not open, or they are one.
        """
        self.ensure_one()
        request, other = self.sudo(), other.sudo()
        if request == other:
            raise UserError(self.env._("A request cannot join itself."))
        if not {request.state, other.state} <= set(OPEN_PHASES):
            raise UserError(
                self.env._("Only open requests can be joined: one of them is closed.")
            )
        report = request._prepare_merged_co_report(other)
        # Each person is told once: who is on the other request already stays here.
        known = other.partner_id | other.active_co_report_ids.partner_id
        moving = request.active_co_report_ids.filtered(
            lambda one: not one.partner_id or one.partner_id not in known
        )
        moving.write({"request_id": other.id, "moved_with_id": report.id})
        self._change_state("duplicate")
        report._notify_co_reporters("joined")
        return report

    def _prepare_merged_co_report(self, other):
        """What this request's constituent says, as a report of another."""
        Report = self.env["service.co.report"]
        mine = {"separate_request_id": self.id, "previous_state_id": self.state_id.id}
        joined = other.active_co_report_ids.filtered(
            lambda one: self.partner_id and one.partner_id == self.partner_id
        )[:1]
        if joined and not joined.separate_request_id:
            joined.write(mine)
            return joined
        return Report.create(
            {
                "request_id": other.id,
                # Somebody who has reported it twice has one place in the queue.
                "partner_id": False if joined else self.partner_id.id,
                "channel_id": self.channel_id.id,
                "interaction_id": self.interaction_ids[:1].id,
                "description": self.description,
                "answers": {one.code: one._as_input() for one in self.answer_ids},
                **{name: self[name] for name in PLACE_FIELDS if name != "property_id"},
                "property_id": self.property_id.id,
                **mine,
            }
        )

    def _change_state(self, state, outcome=None, note=None, by=None, body=None):
        """One that had joined another and is opened again goes its own way."""
        report = self._merged_as_co_report()
        result = super()._change_state(state, outcome, note, by, body)
        if report and report.separate_request_id.state in OPEN_PHASES:
            report._withdraw_co_report()
        return result

    def _restore_before_merge(self, state):
        """Stand again where it stood before it was joined to another.

        Args:
            state: `service.request.state`; as received, when it is no more.
        """
        self.ensure_one()
        if self.state in OPEN_PHASES:
            return
        state = state or self.env["service.request.state"]._by_code("received")
        self.write({"state_id": state.id, **dict.fromkeys(CLOSURE_FIELDS, False)})
        self._update_clocks("open")
        if state.phase != "open":
            self._update_clocks(state.phase)
        self._notify_constituent("reopened")
