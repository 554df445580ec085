from datetime import UTC, datetime

from odoo import api, fields, models

from ...open311 import parse, repeats, schemas, stored
from ...open311.problems import bad_request, not_found
from ...open311.shorten import shorten

# In front of the key of an update, which is no key of a report.
UPDATE = "update:"
REQUEST_ID = "service_request_id"
# Characters of the names of all files together.
MAX_NAMES = 500


class ChannelKindOpen311(models.AbstractModel):
    """Reports of Open311 GeoReport v2 clients, opened within the client's call.

    This file stores what clients send and answers them, `open311_reports.py` opens the
    requests, and `open311_updates.py` is about updates of requests.
    """

    _name = "channel.kind.open311"
    _inherit = "channel.kind"
    _description = "Open311 Client"

    _takes_updates = True

    # The endpoint

    @api.model
    def _route(self, endpoint):
        return "open311/v2"

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "Clients speak Open311 GeoReport v2 at the address above and send the"
            " token as their api_key."
        )

    @api.model
    def _authenticate(self, endpoint, http_request):
        # Reports come to the address of the standard.
        return False

    # Storing

    @api.model
    def _accept_report(self, endpoint, pairs, idempotency_key="", files=()):
        """Store a report, then open its request at once where that can be done.

        Args:
            endpoint: the `channel.endpoint` of Open311 that received it.
            pairs: names and values of query and form, as they came.
            idempotency_key: the client's own key of this report, if it has one.
            files: uploaded files, as `stored.File`.

        Returns:
            The message: with its request, or waiting for another attempt after a
            fault of ours.

        Raises:
            Problem: what the client must mend; the message keeps it too.
        """
        # Clients authenticate by their key and are no users.
        kind = self.sudo()
        sent = kind._without_key(pairs)
        keys = kind._keys(sent, files, idempotency_key)
        message = kind._find_accepted_before(
            endpoint, keys, (sent, files), idempotency_key
        )
        message = message or kind._store(endpoint, keys[0], sent, files)
        if not message.request_id:
            kind._process_now(message)
        return message

    @api.model
    def _accept_update(self, endpoint, pairs, idempotency_key="", files=()):
        """Store an update of a request, and add it to the request at once.

        The client's `update_id` is the key of the update.

        Args:
            endpoint: as that of `_accept_report`, and so all others.
            pairs: names and values of query and form, as they came.
            idempotency_key: the client's own key of this update, if it has one.
            files: uploaded files, as `stored.File`.

        Returns:
            The message.

        Raises:
            Problem: what the client must mend; the message keeps it too.
        """
        # Clients authenticate by their key and are no users.
        kind = self.sudo()
        sent = kind._without_key(pairs)
        given = parse.parameters(sent)
        names = (REQUEST_ID, "update_id")
        own = idempotency_key
        if not own and given.get("update_id"):
            own = "\0".join(map(given.get, names))
        keys = [f"{UPDATE}{key}" for key in kind._keys(sent, files, own)]
        message = kind._find_accepted_before(
            endpoint, keys, (sent, files), idempotency_key, is_lasting=bool(own)
        )
        message = message or kind._store(endpoint, keys[0], sent, files)
        if not message.request_id:
            kind._process_now(message)
        return message

    @api.model
    def _without_key(self, pairs):
        # The key is a secret and not part of the report.
        return [(name, value) for name, value in pairs if name != "api_key"]

    @api.model
    def _store(self, endpoint, key, sent, files):
        return self.env["channel.message"]._accept_message(
            endpoint,
            stored.pack(sent, files),
            external_id=key,
            # Processed at once, before anybody sees it: the queue is not needed.
            state="triage",
            **self._envelope(parse.parameters(sent)),
            attachment_names=shorten(", ".join(file.name for file in files), MAX_NAMES),
        )

    @api.model
    def _keys(self, sent, files, idempotency_key):
        if idempotency_key:
            return (repeats.key_of(idempotency_key),)
        marks = [(file.field, repeats.digest_of(file.content)) for file in files]
        mark = repeats.fingerprint([*sent, *marks])
        return repeats.keys(mark, datetime.now(UTC))

    @api.model
    def _find_accepted_before(
        self, endpoint, keys, sent, idempotency_key, *, is_lasting=False
    ):
        """Return the message of the same report sent before, if any.

        See `repeats` for which reports count as the same.

        Raises:
            Problem: 400 when the idempotency key was used for another report.
        """
        is_lasting = is_lasting or bool(idempotency_key)
        since = None if is_lasting else fields.Datetime.now() - repeats.WINDOW
        known = self.env["channel.message"]._find_accepted(endpoint, keys, since)
        if not known or self._is_same(known, *sent):
            return known
        if known.is_refused:
            # The client has mended it. What it sent first stays as it was.
            known.external_id = f"{known.external_id}:{known.id}"
            return known.browse()
        if idempotency_key:
            raise bad_request("This Idempotency-Key was used for another report.")
        return known

    @api.model
    def _is_same(self, message, pairs, files):
        known, known_files = self._unpack(message)
        return sorted(known) == sorted(pairs) and [*known_files] == [*files]

    @api.model
    def _envelope(self, given):
        names = map(parse.name_part, map(given.get, ("first_name", "last_name")))
        return {
            "sender": given.get("email") or given.get("phone"),
            "sender_name": " ".join(filter(None, names)),
            "subject": given.get("service_code") or given.get(REQUEST_ID),
            "body": given.get("description"),
        }

    @api.model
    def _unpack(self, message):
        """Return the names and values of a message, and its files."""
        return stored.unpack(message._raw_bytes())

    @api.model
    def _pairs(self, message):
        return self._unpack(message)[0]

    @api.model
    def _is_update(self, message):
        return (message.external_id or "").startswith(UPDATE)

    # Responses to the client

    @api.model
    def _receipt(self, message):
        """Return the receipt: the request's id, or a token until it is open."""
        # The sender of the report may read it.
        message = message.sudo()
        account = self._account(message)
        request = message.request_id
        if not request:
            return schemas.Receipt(token=message.external_id, account_id=account)
        notice = [
            request._open311_notice(),
            self.env._("Follow it at %s.", f"{request.get_base_url()}/track"),
        ]
        return schemas.Receipt(
            service_request_id=request.reference,
            service_notice=" ".join(filter(None, notice)),
            account_id=account,
        )

    @api.model
    def _update_receipt(self, message):
        """Return the receipt of an update, with our own id of it."""
        # The sender of the update may read it.
        message = message.sudo()
        return schemas.UpdateReceipt(
            update_id=f"{parse.parameters(self._pairs(message)).get(REQUEST_ID)}"
            f"-C{message.id}",
            account_id=self._account(message),
        )

    @api.model
    def _account(self, message):
        return parse.parameters(self._pairs(message)).get("account_id") or None

    @api.model
    def _by_token(self, token):
        """Return the message of a token from an earlier receipt.

        Raises:
            Problem: 404, also while its request is not open yet.
        """
        # The token cannot be guessed, so its holder sent the report.
        message = (
            self.env["channel.message"]
            .sudo()
            .search(
                [("external_id", "=", token), ("endpoint_id.kind", "=", "open311")],
                limit=1,
            )
        )
        if not message:
            raise not_found(f"There is no token {token}.")
        if not message.request_id:
            raise not_found(f"The request for token {token} is not open yet.")
        return message
