from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.service_catalog.phases import FINAL_PHASES

from ...adapters.clues import Clues
from ...adapters.contact import Attachment, InboundContact
from ...intake import Intake
from ...open311 import parse, statuses, updates


class ChannelKindOpen311(models.AbstractModel):
    """Updates of requests that Open311 clients send."""

    _inherit = "channel.kind.open311"

    @api.model
    def _parse_update(self, message):
        """Parse a stored update.

        Returns:
            Pair of the `updates.Update` and the request.

        Raises:
            Problem: what the client must mend.
        """
        pairs, files = self._unpack(message)
        update = updates.update(parse.parameters(pairs), has_files=bool(files))
        request = self.env["service.request"]._open311_find(update.service_request_id)
        self._check_contact(update)
        return update, request

    @api.model
    def _process_update(self, message):
        """Add an update to the request: who sent it, what they say, and its status."""
        update, request = self._parse_update(message)
        # Of a name alone nobody is made a constituent.
        is_known = bool(update.email or update.phone)
        partner = self._identify_reporter(update, create=is_known)
        contact = self._record_contact(message, partner, request.service_id)
        message.write(
            {
                "partner_id": partner.id,
                "interaction_id": contact.id,
                "is_refused": False,
            }
        )
        was_final = request.phase in FINAL_PHASES
        message._mark_attached(request)
        self._post(message, request, self._update_intake(message, update))
        self._follow_status(message, request, update, was_final=was_final)

    @api.model
    def _update_intake(self, message, update):
        _pairs, files = self._unpack(message)
        words = [update.description, *update.media_urls]
        if update.status:
            words.append(self.env._("Status: %s", self._status_label(update.status)))
        text = "\n".join(filter(None, words))
        attachments = tuple(
            Attachment(file.name, file.mimetype, file.content) for file in files
        )
        contact = InboundContact(
            sender=message.sender or "",
            name=message.sender_name or "",
            text=text,
            own_text=text,
            attachments=attachments,
        )
        return Intake(contact, Clues(), ())

    @api.model
    def _status_label(self, status):
        labels = self.env["service.outcome"]._fields["open311_status"]
        known = dict(labels._description_selection(self.env))
        return known.get(status) or self.env._("Reopened")

    # The status

    @api.model
    def _follow_status(self, message, request, update, *, was_final):
        """Change the state as a trusted client reports it, or ask staff to.

        Args:
            message: the update as received.
            request: its request.
            update: the `updates.Update`.
            was_final: whether the request was closed.
        """
        if not self._is_news(message, request, update, was_final=was_final):
            return
        if message.endpoint_id.may_change_state:
            try:
                with self.env.cr.savepoint():
                    self._change_state(request, update)
                return
            except UserError as error:
                request._message_log(body=str(error))
        who = request.user_id or request.team_id.member_ids
        request._schedule_task(
            who,
            self.env._(
                "%(client)s reports: %(status)s",
                client=message.endpoint_id.name,
                status=self._status_label(update.status),
            ),
        )

    @api.model
    def _is_news(self, message, request, update, *, was_final):
        """Return whether the reported status differs from how the request stands.

        Clients of residents send the status they know with every comment. Of open ones
        only those of a body that does the work say more than that.
        """
        if not update.status:
            return False
        if statuses.is_final(update.status) != was_final:
            return True
        is_begun = not was_final and update.status not in (statuses.OPEN, "for_triage")
        is_trusted = message.endpoint_id.may_change_state
        return is_trusted and is_begun and request.phase in ("open", "waiting")

    @api.model
    def _change_state(self, request, update):
        if not statuses.is_final(update.status):
            is_work = update.status not in (statuses.OPEN, statuses.REOPEN)
            request._change_state("in_progress" if is_work else "open")
            return
        outcome = self.env["service.outcome"].search(
            [
                ("open311_status", "=", update.status),
                ("needs_organisation", "=", False),
            ],
            limit=1,
        )
        if not outcome:
            raise UserError(
                self.env._(
                    "No outcome has the Open311 status “%s”.",
                    self._status_label(update.status),
                )
            )
        note = update.description if outcome.needs_reason else None
        request._change_state("closed", outcome=outcome, note=note)
