import base64
import json
import logging
from uuid import uuid4

from odoo import api, models
from odoo.exceptions import UserError

from ..channel_message.processing import DATABASE_ERRORS, MESSAGE_ERRORS

_logger = logging.getLogger(__name__)

# What residents may have done by a page, by the name of the method.
OPENING = "_open_from_web_form"
METHODS = frozenset(
    {OPENING, "_reply", "_dispute", "_rate", "_withdraw", "_withdraw_co_report"}
)


# Characters of a text that are stored; what does it keeps fewer.
MAX_TEXT = 10_000


class ChannelKindPage(models.AbstractModel):
    """What residents send by the council's own pages, done within their call.

    It is stored with the call of the method that does it. After a fault of ours the
    queue makes the same call again.
    """

    _name = "channel.kind.page"
    _inherit = "channel.kind"
    _description = "Residents' Pages"

    # The endpoint

    @api.model
    def _route(self, endpoint):
        return "tv" if endpoint.channel_id.code == "tv" else "services"

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "The forms of the council's own pages. What residents send there is stored"
            " here first; after a fault it is tried again."
        )

    @api.model
    def _authenticate(self, endpoint, http_request):
        # No client sends here: the pages are ours.
        return False

    @api.model
    def _raw_name(self, message):
        return f"{message.id}.json"

    # Within the call of the resident

    @api.model
    def _take(self, endpoint, record, method, arguments):
        """Store what was sent by a page, then do it; after a fault of ours, later.

        Args:
            endpoint: the `channel.endpoint` of the pages, in sudo.
            record: what it is about, of a model with `service.tracking.mixin`.
            method: one of `METHODS`, which does it.
            arguments: of the method, as `_take_from_page` takes them.

        Returns:
            What the method returns; None where it is done later.

        Raises:
            UserError: from the method; the caller undoes the storing, too.
        """
        if not endpoint.is_active:
            raise UserError(
                self.env._("We cannot take anything here for now. Please call us.")
            )
        message = self._store(endpoint, record, method, arguments)
        try:
            with self.env.cr.savepoint():
                result = getattr(record, method)(*arguments)
        except UserError:
            raise
        except Exception as problem:
            if isinstance(problem, DATABASE_ERRORS) and not isinstance(
                problem, MESSAGE_ERRORS
            ):
                raise
            _logger.exception("Message %s could not be processed", message.id)
            message.attempts += 1
            message._fail(problem)
            return None
        self._finish(message, record, result)
        return result

    @api.model
    def _store(self, endpoint, record, method, arguments):
        """Return the message with the call, new or, for a repeated form, known."""
        call = {
            "model": record._name,
            "id": record.id,
            "method": method,
            "arguments": [_plain(argument) for argument in arguments],
        }
        opening = self._opening_values(method, arguments)
        shown = opening or self._reply_values(record, arguments)
        key = shown.pop("source_key", None) or uuid4().hex
        # sudo: residents are no users of the inbox.
        return (
            self.env["channel.message"]
            .sudo()
            ._accept_message(
                endpoint,
                json.dumps(call, default=str).encode(),
                external_id=key,
                # Done below, before anybody sees it: the queue is not needed.
                state="triage",
                **{name: _storable(value) for name, value in shown.items()},
            )
        )

    @api.model
    def _opening_values(self, method, arguments):
        """Return what the inbox shows of a form; {} for anything else."""
        if method != OPENING:
            return {}
        values, who = arguments[0], arguments[1]
        partner = who.get("partner")
        return {
            "source_key": values["source_key"],
            "service_id": values["service_id"],
            "subject": self.env["service.type"].browse(values["service_id"]).name,
            "body": values.get("description"),
            "sender": who.get("email") or who.get("phone"),
            "sender_name": who.get("name"),
            "partner_id": partner.id if partner else False,
        }

    @api.model
    def _reply_values(self, record, arguments):
        record = record.sudo()
        texts = [text for text in arguments if isinstance(text, str)]
        request = record.request_id if "request_id" in record._fields else record
        return {
            "partner_id": record.partner_id.id,
            "request_id": request.id,
            "service_id": request.service_id.id,
            "subject": request.name,
            "body": "\n".join(filter(None, texts)),
        }

    @api.model
    def _finish(self, message, record, result):
        """Record what has become of a message."""
        values = {}
        opened = result.sudo() if isinstance(result, models.BaseModel) else None
        if opened and not record:
            is_request = opened._name == "service.request"
            request = opened if is_request else opened.request_id
            values = {
                "partner_id": opened.partner_id.id,
                "request_id": request.id,
                "service_id": request.service_id.id,
                "interaction_id": self._contact_of(message).id,
            }
        message._decide("done", **values)

    @api.model
    def _contact_of(self, message):
        # The ledger has a contact by the form's own key.
        return (
            self.env["constituent.interaction"]
            .sudo()
            .search([("source_key", "=", message.external_id)], limit=1)
        )

    # Again, by the queue

    @api.model
    def _understand(self, message):
        """Record nothing before it is done: the envelope says what can be shown."""

    @api.model
    def _process(self, message, _found):
        """Make the call of the message.

        Returns:
            None: a request is acknowledged as it is opened.
        """
        call = json.loads(base64.b64decode(message.raw or b"{}"))
        method = call.get("method")
        if method not in METHODS:
            raise UserError(self.env._("This cannot be done by a page."))
        record = self.env[call["model"]].browse(call["id"] or []).exists()
        if not record and method != OPENING:
            raise UserError(self.env._("What it was about is no longer there."))
        arguments = [self._records(argument) for argument in call["arguments"]]
        self._finish(message, record, getattr(record, method)(*arguments))

    @api.model
    def _records(self, argument):
        """Return an argument with the partner in place of their id."""
        if isinstance(argument, dict) and argument.get("partner"):
            partner = self.env["res.partner"].browse(argument["partner"]).exists()
            return {**argument, "partner": partner}
        return argument

    @api.model
    def _outline(self, message):
        """Show nothing more: the envelope has what can be shown."""

    @api.model
    def _open_chosen(self, message, **chosen):
        message._open_request(**chosen)

    @api.model
    def _attach(self, message, request):
        message._mark_attached(request)
        # Who sorts the inbox need not be of the request's team.
        message._post_text(request.sudo())


def _storable(value):
    """Return a value without null characters, which PostgreSQL does not store."""
    return value.replace("\0", "")[:MAX_TEXT] if isinstance(value, str) else value


def _plain(argument):
    """Return an argument as plain data: an id in place of a partner."""
    if isinstance(argument, str):
        return argument[:MAX_TEXT]
    if isinstance(argument, dict) and argument.get("partner") is not None:
        return {**argument, "partner": argument["partner"].id}
    return argument
