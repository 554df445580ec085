from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .service_co_report import PLACE_FIELDS
from .service_request_state import OPEN_PHASES

MAX_DESCRIPTION_LENGTH = 10_000  # characters of what somebody says


@dataclass(frozen=True)
class Recipient:
    """Somebody who is told how a request goes on.

    Attributes:
        partner: `res.partner`.
        request: the request as they see it; see
            `service.co.report._as_seen_by_co_reporter`.
        tracking_url: their own link.
        source: the `service.request` or `service.co.report` that they made.
    """

    partner: models.BaseModel
    request: models.BaseModel
    tracking_url: str
    source: models.BaseModel


class ServiceRequest(models.Model):
    """One case, many reporters."""

    _inherit = "service.request"

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

    # Joining

    @api.model
    def _add_co_report(self, request, values):
        """Add somebody's report to an open request; the door for every channel.

        Args:
            request: the `service.request` to join.
            values: any of partner_id, channel (a code) or channel_id, interaction (the
                ledger row it came with, or its id), description, latitude, longitude,
                address, postcode, property_id, answers (as `_check_answers` takes
                them), attachments (pairs of file name and bytes), source_key.

        Returns:
            The `service.co.report`; the one there is, for a known `source_key` or
            for somebody who has joined it already: what they say now is added to it.

        Raises:
            UserError: when it is not open, or is their own.
            ValidationError: with words for whoever sent it.
        """
        # Channels join on behalf of nobody who is logged in.
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
        if self.state not in OPEN_PHASES:
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
            "answers": self._partial_answers(values.get("answers") or {}),
        }

    def _partial_answers(self, answers):
        """Answers in one spelling; what is missing may be missing, files apart."""
        service = self.service_id
        clean, faults = service._check_answers(answers, partial=True)
        if faults:
            raise ValidationError("\n".join(faults.values()))
        files = {one["code"] for one in service._form() if one["datatype"] == "file"}
        return {code: one for code, one in clean.items() if code not in files}

    # Telling them

    def _recipients(self):
        """Whoever is told how this request goes on, each as they see it.

        One who has joined another request with this one hears through that.

        Returns:
            A list of `Recipient`.
        """
        self.ensure_one()
        if self._merged_as_co_report():
            return []
        recipients = []
        if self.partner_id:
            recipients.append(
                Recipient(self.partner_id, self, self._tracking_url(), self)
            )
        for report in self.active_co_report_ids:
            if report.partner_id and report.partner_id != self.partner_id:
                recipients.append(report._recipient())
        return recipients

    def _merged_as_co_report(self):
        """The report by which this request, as a duplicate, has joined another."""
        # Whoever moves a request may not read every report.
        reports = self.env["service.co.report"].sudo()
        if self.state != "cancelled":
            return reports.browse()
        mine = [("separate_request_id", "=", self.id), ("left_at", "=", False)]
        return reports.search(mine, limit=1)
