from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...phases import OPEN_PHASES
from ..service_place_mixin import PLACE_FIELDS

MAX_WORDS_LENGTH = 10_000  # characters of one report


class ServiceCoReport(models.Model):
    """Joining a request: as another reporter, or by a merge of two requests."""

    _inherit = "service.co.report"

    @api.model
    def _find_report(self, request, values):
        """Return the report that a sender has made before, or an empty one.

        Args:
            request: the `service.request` to join.
            values: as those of `service.request._add_co_report`, with ids.
        """
        same = Domain.FALSE
        if values.get("source_key"):
            same |= Domain("source_key", "=", values["source_key"])
        if values.get("partner_id"):
            same |= (
                Domain("request_id", "=", request.id)
                & Domain("partner_id", "=", values["partner_id"])
                & Domain("left_at", "=", False)
            )
        return self.search(same, limit=1)

    @api.model
    def _check_can_join(self, request, partner_id):
        """Refuse reports on closed requests, and on requests of one's own."""
        if request.phase not in OPEN_PHASES:
            raise UserError(
                self.env._("That request is not open any longer. Please make your own.")
            )
        if partner_id and partner_id == request.partner_id.id:
            raise UserError(
                self.env._("%s is already their own request.", request.reference)
            )

    @api.model
    def _prepare_report(self, request, values):
        """Return the field values of a report.

        Args:
            request: the `service.request` to join.
            values: as those of `service.request._add_co_report`, with ids.
        """
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
            "request_id": request.id,
            "channel_id": channel,
            "interaction_id": getattr(interaction, "id", interaction),
            "description": (values.get("description") or "").strip()[:MAX_WORDS_LENGTH],
            "answers": self._partial_answers(
                request.service_id, values.get("answers") or {}
            ),
        }

    # Merged requests

    @api.model
    def _of_merged(self, request):
        """Return the active report by which a duplicate joined another request.

        Args:
            request: the duplicate, a `service.request`.

        Returns:
            A `service.co.report` in sudo; empty when the request is not cancelled or
            has not joined another.
        """
        # sudo: the user may not read every report.
        reports = self.sudo()
        if request.phase != "cancelled":
            return reports.browse()
        mine = [("separate_request_id", "=", request.id), ("left_at", "=", False)]
        return reports.search(mine, limit=1)

    @api.model
    def _join_merged(self, request, other):
        """Return the report of the constituent of a merged request on the other one.

        A report that the constituent has already made there is used, unless it stands
        for a merged request. Otherwise one is created.

        Args:
            request: the `service.request` that is merged.
            other: the `service.request` that it is merged into.

        Returns:
            The `service.co.report`.
        """
        mine = {
            "separate_request_id": request.id,
            "previous_state_id": request.state_id.id,
        }
        joined = other.active_co_report_ids.filtered(
            lambda one: request.partner_id and one.partner_id == request.partner_id
        )[:1]
        if joined and not joined.separate_request_id:
            joined.write(mine)
            return joined
        return self.create(
            {
                "request_id": other.id,
                # A person who reported both is counted once.
                "partner_id": False if joined else request.partner_id.id,
                "channel_id": request.channel_id.id,
                "interaction_id": request.interaction_ids[:1].id,
                "description": request.description,
                "answers": {one.code: one._as_input() for one in request.answer_ids},
                **request._place_values(),
                **mine,
            }
        )

    def _take_along(self, request, other):
        """Move the other reports of a merged request to the one that is kept.

        Reports of persons on both requests stay: one notification each.

        Args:
            request: the `service.request` that is merged.
            other: the `service.request` that is kept.
        """
        known = other.partner_id | other.active_co_report_ids.partner_id
        moving = request.active_co_report_ids.filtered(
            lambda one: not one.partner_id or one.partner_id not in known
        )
        moving.write({"request_id": other.id, "moved_with_id": self.id})
