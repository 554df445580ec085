from odoo import api, fields, models
from odoo.exceptions import UserError

from .service_request_move import UNDONE
from .service_request_report import PLACE
from .service_request_state import UNFINISHED


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
    def _open(self, values):
        """As ever.

        Args:
            values: also other_than: references of requests that whoever opens it has
                looked at and says are not the same.
        """
        request = super()._open(values)
        request._keep_apart(values.get("other_than") or ())
        return request

    def _fulfil(self):
        """Whether somebody has reported it before is looked at once it is open."""
        result = super()._fulfil()
        for request in self:
            self.env["service.request.duplicate"]._propose(request)
        return result

    def _keep_apart(self, references):
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

    def _join_whole(self, other):
        """Move this request's reporters to another, and close it as a duplicate.

        Args:
            other: the `service.request` to go on with.

        Returns:
            The `service.request.report` of this request's constituent; leaving by it
            restores both.

        Raises:
            UserError: when either is not open, or they are one.
        """
        self.ensure_one()
        request, other = self.sudo(), other.sudo()
        if request == other:
            raise UserError(self.env._("A request cannot join itself."))
        if not {request.state, other.state} <= set(UNFINISHED):
            raise UserError(
                self.env._("Only open requests can be joined: one of them is closed.")
            )
        report = request._report_on(other)
        # Each person is told once: who is on the other request already stays here.
        known = other.partner_id | other.joined_report_ids.partner_id
        moving = request.joined_report_ids.filtered(
            lambda one: not one.partner_id or one.partner_id not in known
        )
        moving.write({"request_id": other.id, "came_with_id": report.id})
        self._move("duplicate")
        report._inform("joined")
        return report

    def _report_on(self, other):
        """What this request's constituent says, as a report of another."""
        Report = self.env["service.request.report"]
        mine = {"own_request_id": self.id, "own_state_id": self.state_id.id}
        joined = other.joined_report_ids.filtered(
            lambda one: self.partner_id and one.partner_id == self.partner_id
        )[:1]
        if joined and not joined.own_request_id:
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
                "answers": {one.code: one._given() for one in self.answer_ids},
                **{name: self[name] for name in PLACE if name != "property_id"},
                "property_id": self.property_id.id,
                **mine,
            }
        )

    def _move(self, state, outcome=None, note=None, by=None, body=None):
        """One that had joined another and is opened again goes its own way."""
        report = self._joined_as()
        result = super()._move(state, outcome, note, by, body)
        if report and report.own_request_id.state in UNFINISHED:
            report._leave()
        return result

    def _restore(self, state):
        """Stand again where it stood before it was joined to another.

        Args:
            state: `service.request.state`; as received, when it is no more.
        """
        self.ensure_one()
        if self.state in UNFINISHED:
            return
        state = state or self.env["service.request.state"]._by_code("received")
        self.write({"state_id": state.id, **dict.fromkeys(UNDONE, False)})
        self._move_clock("open")
        if state.phase != "open":
            self._move_clock(state.phase)
        self._inform_constituent("reopened")
