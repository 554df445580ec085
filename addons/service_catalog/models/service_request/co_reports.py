from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...nearby import query
from ...phases import OPEN_PHASES
from ..service_co_report.report import PLACE_FIELDS, Recipient
from .transitions import CLOSURE_FIELDS

MAX_DESCRIPTION_LENGTH = 10_000  # characters of what somebody says


class ServiceRequest(models.Model):
    """Nearby open requests, co-reports and duplicates."""

    _inherit = "service.request"

    # Nearby requests

    @api.model
    def _nearby(self, service, latitude, longitude, property=None, at=None, limit=5):
        """Return open requests that are likely duplicates, the nearest first.

        The result is public: it holds no personal data and no descriptions.

        Args:
            service: `service.type`; its `nearby_metres` and `nearby_days` are the
                radius and the maximum age. With 0 for either, none is found.
            latitude: degrees, or False where there is no point.
            longitude: degrees.
            property: `constituent.property`; a request there has a distance of 0.
            at: naive UTC time to look back from; now when left out.
            limit: maximum number of requests.

        Returns:
            A list of dicts of reference, metres (whole, from here), same_property,
            opened_at (naive UTC), state (what the public reads), people (how many
            have reported it) and has_photos.
        """
        rows = self._nearby_rows(service, (latitude, longitude), property, at, limit)
        # sudo: the states of requests are public.
        states = self.env["service.request.state"].sudo()
        # Prefetch all states in one query.
        states = states.browse({row["state_id"] for row in rows})
        public_states = {state.id: state._public_heading() for state in states}
        return [
            {
                "reference": row["reference"],
                "metres": round(row["metres"]),
                "same_property": bool(property and row["property_id"] == property.id),
                "opened_at": row["opened_at"],
                "state": public_states[row["state_id"]],
                "people": row["people"],
                "has_photos": row["has_photos"],
            }
            for row in rows
        ]

    @api.model
    def _nearby_requests(
        self, service, point, property=None, at=None, limit=5, besides=0
    ):
        """Return the ids and distances of the requests that `_nearby` finds.

        Args:
            service: `service.type`.
            point: latitude and longitude, in degrees; both may be False.
            property: `constituent.property`, or None.
            at: naive UTC time to look back from; now when left out.
            limit: maximum number of requests.
            besides: id of a request to leave out; 0 for none.

        Returns:
            A dict of request id to distance in metres, the nearest first.
        """
        rows = self._nearby_rows(service, point, property, at, limit + bool(besides))
        others = [row for row in rows if row["id"] != besides]
        return {row["id"]: row["metres"] for row in others[:limit]}

    @api.model
    def _nearby_rows(self, service, point, property, at, limit):
        """Query the nearest open requests; see `_nearby` for the arguments."""
        if not (service.nearby_metres and service.nearby_days):
            return []
        if not (any(point) or property):
            return []
        at = at or fields.Datetime.now()
        self.flush_model(query.COLUMNS)
        self.env["ir.attachment"].flush_model(["res_model", "res_id", "mimetype"])
        return self.env.execute_query_dict(
            query.nearest(
                service.id,
                point,
                service.nearby_metres,
                property.id if property else False,
                OPEN_PHASES,
                (at - timedelta(days=service.nearby_days), at),
                limit,
            )
        )

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
        service = Request._resolve_service(values)
        place = values.get("property_id")
        at_home = (
            self.env["constituent.property"].sudo().browse(getattr(place, "id", place))
        )
        point = Request._parse_point(values)
        near = Request._nearby_requests(service, point, at_home, limit=20)
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

    # Joining

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
        known = joined._find_co_report(values)
        if not known:
            joined._check_can_co_report(values.get("partner_id"))
        prepared = joined._prepare_co_report(values)
        if known:
            known._append_description(prepared["description"])
            report = known
        else:
            report = joined.co_report_ids.create(prepared)
        report._keep_files(values)
        joined._link_interaction(values.get("interaction"))
        if not known:
            joined._message_log(
                body=self.env._("Another person has co-reported this request.")
            )
            report._notify_co_reporters("joined")
        return report.with_env(self.env)

    def _find_co_report(self, values):
        Report = self.env["service.co.report"]
        same = Domain.FALSE
        if values.get("source_key"):
            same |= Domain("source_key", "=", values["source_key"])
        if values.get("partner_id"):
            same |= (
                Domain("request_id", "=", self.id)
                & Domain("partner_id", "=", values["partner_id"])
                & Domain("left_at", "=", False)
            )
        return Report.search(same, limit=1)

    def _check_can_co_report(self, partner_id):
        if self.phase not in OPEN_PHASES:
            raise UserError(
                self.env._("That request is not open any longer. Please make your own.")
            )
        if partner_id and partner_id == self.partner_id.id:
            raise UserError(
                self.env._("%s is already their own request.", self.reference)
            )

    def _prepare_co_report(self, values):
        prepared = {
            name: values[name]
            for name in ("partner_id", "source_key", *PLACE_FIELDS)
            if values.get(name)
        }
        prepared["latitude"], prepared["longitude"] = self._parse_point(values)
        channel = values.get("channel_id")
        if values.get("channel") and not channel:
            channel = self.env["constituent.interaction"]._channel(values["channel"]).id
        interaction = values.get("interaction")
        return {
            **prepared,
            "request_id": self.id,
            "channel_id": channel,
            "interaction_id": getattr(interaction, "id", interaction),
            "description": (values.get("description") or "").strip()[
                :MAX_DESCRIPTION_LENGTH
            ],
            "answers": self.co_report_ids._partial_answers(
                self.service_id, values.get("answers") or {}
            ),
        }

    # Notifications

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
        # sudo: the user may not read every report.
        reports = self.env["service.co.report"].sudo()
        if self.phase != "cancelled":
            return reports.browse()
        mine = [("separate_request_id", "=", self.id), ("left_at", "=", False)]
        return reports.search(mine, limit=1)

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
        report = request._prepare_merged_co_report(other)
        # Reports of persons on both requests stay here: one notification each.
        known = other.partner_id | other.active_co_report_ids.partner_id
        moving = request.active_co_report_ids.filtered(
            lambda one: not one.partner_id or one.partner_id not in known
        )
        moving.write({"request_id": other.id, "moved_with_id": report.id})
        self._change_state("duplicate")
        report._notify_co_reporters("joined")
        return report

    def _prepare_merged_co_report(self, other):
        """Return the report of this request's constituent on another request.

        A report that the constituent has already made there is used, unless it stands
        for a merged request. Otherwise one is created.

        Args:
            other: the `service.request` that this one is merged into.

        Returns:
            The `service.co.report`.
        """
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
                # A person who reported both is counted once.
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
