import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..service_place_mixin import PLACE_FIELDS
from .report import Recipient

MAX_DESCRIPTION_LENGTH = 20_000
# Technical fields, or disclosed with the request itself.
UNDISCLOSED_FIELDS = {"source_key", "previous_state_id", "moved_with_id"}


class ServiceCoReport(models.Model):
    """Replies, withdrawal and erasure of co-reporters."""

    _inherit = "service.co.report"

    def _recipient(self):
        self.ensure_one()
        return Recipient(
            self.partner_id, self._as_seen_by_co_reporter(), self._tracking_url(), self
        )

    def _append_description(self, words):
        """Append a message to the description, up to its maximum length."""
        self.ensure_one()
        said = self.description or ""
        if len(said) > MAX_DESCRIPTION_LENGTH:
            # The request's messages contain it anyway.
            return
        if words and words not in said:
            self.description = "\n\n".join(filter(None, [said, words]))

    def _keep_files(self, values):
        """Attach the files of `values`: attachments, or uploads held from a form."""
        self.ensure_one()
        answers = (values.get("answers") or {}).values()
        held = [
            file["token"]
            for given in answers
            if isinstance(given, list)
            for file in given
            if isinstance(file, dict) and file.get("token")
        ]
        mine = {"res_model": self._name, "res_id": self.id}
        self.env["ir.attachment"].create(
            [
                {"name": name, "raw": content, **mine}
                for name, content in values.get("attachments") or ()
            ]
        )
        self.env["service.upload"]._keep_on(self, held)

    # Leaving

    def action_leave(self):
        """Withdraw the report from the request."""
        self.ensure_one()
        self.request_id.check_access("write")
        self._withdraw_co_report()

    def action_leave_own(self):
        """Separate the report and open a request of its own for it.

        Returns:
            The action that opens the new request.
        """
        self.ensure_one()
        self.request_id.check_access("write")
        own = self._withdraw_co_report(own=True)
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.request",
            "res_id": own.id,
            "view_mode": "form",
        }

    def _withdraw_co_report(self, own=False):
        """Withdraw the report from the request, for staff or the co-reporter.

        A request merged into the other one is restored to its former state. The report
        is kept, with its time of leaving.

        Args:
            own: whether to open a separate request from the report.

        Returns:
            The separate `service.request`, restored or new; empty where there is none.

        Raises:
            UserError: when the co-reporter has already left.
        """
        self.ensure_one()
        # sudo: residents withdraw by their own link, without a login.
        report = self.sudo()
        if report.left_at:
            raise UserError(
                self.env._("This co-reporter has already left the request.")
            )
        report.left_at = fields.Datetime.now()
        mine = report.separate_request_id
        if mine:
            report._return_moved_co_reports()
            mine._restore_before_merge(report.previous_state_id)
        elif own:
            mine = report.separate_request_id = report._open_separate_request()
        pairs = self.env["service.request.duplicate"].sudo()
        pairs.search([("co_report_id", "=", report.id)])._decide("proposed")
        report.request_id._message_log(
            body=self.env._("A co-reporter has left the request.")
        )
        return mine.with_env(self.env)

    def _return_moved_co_reports(self):
        """Move reports that were merged along with their request back to it."""
        came = self.search([("moved_with_id", "=", self.id), ("left_at", "=", False)])
        came.write({"request_id": self.separate_request_id.id, "moved_with_id": False})

    def _open_separate_request(self):
        request = self.request_id
        service = request.service_id
        answers = self.answers or {}
        codes = {one["code"] for one in service._form()}
        opened = request._open_request(
            {
                "service_id": service.id,
                "partner_id": self.partner_id.id,
                "channel_id": self.channel_id.id,
                "description": self.description,
                **self._separate_request_place(),
                "answers": {code: answers[code] for code in answers if code in codes},
                # Co-reporters are not asked what the first has already answered.
                "unasked": codes - set(answers),
                "source_key": f"{self._name},{self.id}",
                "other_than": [request.reference],
            }
        )
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)]
        )
        files.write({"res_model": opened._name, "res_id": opened.id})
        opened.sent_file_ids = files
        return opened

    def _separate_request_place(self):
        """Return the reported place, or else the place of the joined request."""
        place = self._place_values()
        if self.service_id.needs_location and not any(place.values()):
            return self.request_id._place_values()
        return place

    # Privacy: subject access and erasure

    @api.model
    def _erasure_values(self):
        # Invalidates the person's link.
        return {**super()._erasure_values(), **dict.fromkeys(PLACE_FIELDS, False)}

    def _erase_person(self, partners, names):
        self._erase_notes_on(partners)
        return super()._erase_person(partners, names)

    def _erase_notes_on(self, partners):
        """Delete tasks and notes on the requests that name the co-reporters."""
        names = [words for name in partners.mapped("name") if (words := _words(name))]
        requests = self.request_id
        tasks = requests._attached_to("mail.activity", "res_model")
        notes = requests._attached_to("mail.message", "model")
        tasks.filtered(
            lambda one: _names_any(
                f"{one.summary} {html2plaintext(one.note or '')}", names
            )
        ).unlink()
        notes.filtered(
            lambda one: _names_any(html2plaintext(one.body or ""), names)
        )._erase_rows()

    @api.model
    def _subject_access_fields(self):
        names = super()._subject_access_fields()
        return [name for name in names if name not in UNDISCLOSED_FIELDS]


def _words(text):
    """Return the words of `text` with a space before and after each."""
    words = re.findall(r"\w+", (text or "").casefold())
    return f" {' '.join(words)} " if words else ""


def _names_any(text, names):
    """Return whether `text` contains any of `names`, as `_words` returns them."""
    words = _words(text)
    return any(name in words for name in names)
