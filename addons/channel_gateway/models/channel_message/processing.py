import logging
from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import InterfaceError, OperationalError, errors

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...adapters import clues
from ...intake import certain_service_id

_logger = logging.getLogger(__name__)

# Of each endpoint in turn: a flood at one delays another by so many at most.
MESSAGES_PER_ENDPOINT = 10
MAX_ENDPOINTS = 1000
# Messages per transaction: they share their look-ups in the catalogue.
BATCH_SIZE = 10
# Minutes after the first, second, … attempt that failed; then staff decide.
RETRY_MINUTES = (1, 5, 30, 120, 720)
# A message in whose attempts so many processes have died is set aside.
MAX_CRASHES = 2
# The database asks to come again, or is gone: the message is not at fault.
RETRYABLE_ERRORS = (ConcurrencyError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
DATABASE_ERRORS = (ConcurrencyError, InterfaceError, OperationalError)
# Though `OperationalError` too, these come again with the same message: it holds more
# than an index takes (PostgreSQL's class 54), or costs more than a statement may.
MESSAGE_ERRORS = (
    errors.ProgramLimitExceeded,
    errors.StatementTooComplex,
    errors.QueryCanceled,
)


class ChannelMessage(models.Model):
    """Processing of received messages, and opening of the requests they ask for."""

    _inherit = "channel.message"

    # The queue

    @api.model
    def _process_queue(self):
        """Process the waiting messages; workers share the queue.

        Several messages share a transaction. Their attempts are counted before in a
        separate transaction, so that the count survives the death of the process.
        """
        cron = self.env["ir.cron"]
        seconds_left = cron._commit_progress(remaining=self._count_waiting())
        taken = {}
        while seconds_left:
            waiting = self._next_ids_by_endpoint(taken)
            if not waiting:
                # What is left is in the hands of other workers.
                cron._commit_progress(remaining=0)
                return
            self._prepare_worker()
            # What others have dealt with since is seen by the next transaction only.
            cron._commit_progress()
            waiting = self.browse(waiting)
            while seconds_left and (batch := waiting._next_batch()):
                seconds_left = batch._process_committing()
                # What stands before was in the hands of other workers.
                waiting = waiting[waiting.ids.index(batch.ids[-1]) + 1 :]
        # Odoo looks for work that is left once a minute only.
        self._wake()

    def _next_batch(self):
        """Lock and return the first of self, in order, that no other worker has."""
        try:
            return self.try_lock_for_update(allow_referencing=True, limit=BATCH_SIZE)
        except RETRYABLE_ERRORS:
            # Another has dealt with one of them at this very moment.
            self._roll_back()
            return self[:BATCH_SIZE]

    def _process_committing(self):
        """Process messages of the queue together, and the rest one by one.

        Returns:
            The seconds that are left to the scheduled action.
        """
        done = self._process_locked()
        seconds_left = done._commit_processed()
        for message in self - done if len(self) > 1 else ():
            seconds_left = message._process_locked()._commit_processed()
        return seconds_left

    def _commit_processed(self):
        with self._discounting_interruption():
            return self.env["ir.cron"]._commit_progress(len(self))

    @contextmanager
    def _discounting_interruption(self):
        """Do not count the attempts at self that the database interrupts.

        A fault of the message itself counts as an attempt without result.
        """
        try:
            yield
        except MESSAGE_ERRORS:
            raise
        except DATABASE_ERRORS:
            self.env["channel.message.attempt"]._discount_attempts(self)
            raise

    @api.model
    def _queue_domain(self, since=None):
        """Return the domain of messages that wait to be processed.

        Args:
            since: only those that have waited since this time.
        """
        received = Domain("state", "=", "received")
        if since:
            received &= Domain("received_at", "<=", since)
        failed = Domain("state", "=", "failed")
        due = failed & Domain("next_attempt_at", "<=", since or fields.Datetime.now())
        return Domain("direction", "=", "in") & (received | due)

    @api.model
    def _count_waiting(self):
        return self.search_count(self._queue_domain(), limit=1000)

    @api.model
    def _next_ids_by_endpoint(self, taken):
        """Return ids of the oldest that wait at each endpoint, endpoints in turn.

        Args:
            taken: a dict of endpoint id to the id of the last message that has had its
                turn; it is kept up to date.
        """
        domain = self._queue_domain()
        rounds = []
        for endpoint in self.env["channel.endpoint"].search([], limit=MAX_ENDPOINTS):
            after = taken.get(endpoint.id, 0)
            own = domain & Domain("endpoint_id", "=", endpoint.id)
            own &= Domain("id", ">", after)
            rounds.append(self.search(own, order="id", limit=MESSAGES_PER_ENDPOINT).ids)
            taken[endpoint.id] = max(rounds[-1], default=after)
        turns = max(map(len, rounds), default=0)
        return [ids[turn] for turn in range(turns) for ids in rounds if turn < len(ids)]

    def _process_locked(self):
        """Process messages of the queue that no other worker has locked.

        A message in whose attempts a process has died is processed alone.

        Returns:
            The messages that came to an end.
        """
        mine = self._lock_waiting()
        Attempt = self.env["channel.message.attempt"]
        if len(self) > 1:
            mine -= Attempt._unfinished(mine).message_id
        if not mine:
            return mine
        crashes = Attempt._crash_counts(mine)
        Attempt._begin(mine)
        try:
            with mine._discounting_interruption(), self.env.cr.savepoint():
                crashed = mine.filtered(lambda one: crashes.get(one, 0) >= MAX_CRASHES)
                for message in crashed:
                    message._stop_after_crashes(crashes[message])
                (mine - crashed)._process()
        except RETRYABLE_ERRORS:
            return self._roll_back()
        except DATABASE_ERRORS:
            raise
        except Exception:
            if len(mine) == 1:
                raise
            # One by one, it shows on its own message.
            _logger.info("Messages %s are processed one by one", mine.ids)
            Attempt._discount_attempts(mine)
            return self.browse()
        return mine

    def _lock_waiting(self):
        """Return those of self that wait, and that no other worker has."""
        try:
            # Others may refer to them meanwhile: the count of attempts does.
            locked = self.try_lock_for_update(allow_referencing=True)
            return locked.filtered_domain(self._queue_domain())
        except RETRYABLE_ERRORS:
            # Another has dealt with one of them at this very moment.
            return self._roll_back()

    def _roll_back(self):
        self.env.cr.rollback()
        self.env.registry.reset_changes()
        return self.browse()

    def _stop_after_crashes(self, crashes):
        """Leave a message to staff that has ended the process repeatedly."""
        words = self.env._(
            "The server stopped %(count)s times while processing this"
            " message. Open the original and process it manually.",
            count=crashes,
        )
        self.endpoint_id._kind()._outline(self)
        self._decide("failed", words)

    # One message

    def _process(self):
        """Process each message; a fault is recorded on its row.

        The `channel.kind` of its endpoint understands it, which is kept if the
        processing fails, and processes it. A `UserError` is left to staff to settle;
        other faults are retried later. Database errors, and faults of the
        acknowledgements of several messages, are raised.
        """
        for message in self:
            message.attempts += 1
        opened = self.env["service.request"]
        for message in self:
            try:
                opened |= message._process_one(acknowledges=len(self) == 1)
            except UserError as problem:
                message.endpoint_id._kind()._outline(message)
                message._decide("triage", str(problem))
            except Exception as problem:
                if isinstance(problem, DATABASE_ERRORS) and not isinstance(
                    problem, MESSAGE_ERRORS
                ):
                    raise
                _logger.exception("Message %s could not be processed", message.id)
                message._fail(problem)
        if len(self) > 1:
            opened._send_event_messages("opened")
        self._publish_received()

    def _process_one(self, *, acknowledges):
        """Process this message.

        Args:
            acknowledges: whether to send the acknowledgement, too.

        Returns:
            The `service.request` that it has opened, if any.
        """
        kind = self.endpoint_id._kind()
        with self.env.cr.savepoint():
            found = kind._understand(self)
        with self.env.cr.savepoint():
            request = kind._process(self, found) or self.env["service.request"]
            if acknowledges:
                request._send_event_messages("opened")
        return request

    def _fail(self, problem):
        """Record a fault, and schedule the next attempt."""
        self.endpoint_id._kind()._outline(self)
        minutes = dict(enumerate(RETRY_MINUTES, start=1)).get(self.attempts)
        now = fields.Datetime.now()
        again = now + timedelta(minutes=minutes) if minutes else False
        words = self._describe_fault(problem)
        self._decide("failed", words, next_attempt_at=again)
        if again:
            self._wake(again)

    # What it asks for

    def _open_request(self, found=None, place=None, *, acknowledges=True, **chosen):
        """Open the request that this message asks for.

        Args:
            found: what `service.type._suggest_or_whose` returns for it; looked for
                when left out.
            place: the `clues.Clues` of where it is; read when left out.
            acknowledges: as that of `service.request._open_request`.
            chosen: what staff have chosen: any values of
                `service.request._open_request`.

        Returns:
            The request.

        Raises:
            UserError: when the message does not say enough.
        """
        self.ensure_one()
        service_id = chosen.get("service_id") or self._certain_service(found)
        service = self.env["service.type"].browse(service_id)
        if place is None:
            region = self.env["constituent.identifier"]._region()
            place = clues.find_clues(self._words(), region)
        request = self.env["service.request"]._open_request(
            {
                "partner_id": self.partner_id.id,
                "channel_id": self.channel_id.id,
                "description": self.body or self.subject,
                **self._where(place),
                "opened_at": self.received_at,
                "source_key": self._source_key(),
                "interaction": self.interaction_id,
                "answers": self._mentioned_answers(service),
                **chosen,
                "service_id": service_id,
            },
            acknowledges=acknowledges,
        )
        self._decide("done", request_id=request.id, service_id=service_id)
        return request

    def _certain_service(self, found=None):
        """Return the id of the service that the message is certainly about.

        Args:
            found: as that of `_open_request`.

        Raises:
            UserError: when no service is certain; it says what was found.
        """
        if not self.body and not self.subject:
            raise UserError(
                self.env._("The message contains only files.")
                if self.attachment_names
                else self.env._("The message is empty.")
            )
        Service = self.env["service.type"]
        hits, whose = found or Service._suggest_or_whose(self._words())
        if service_id := certain_service_id(hits):
            return service_id
        raise UserError(self._uncertainty(hits, whose))

    def _uncertainty(self, hits, whose):
        """Return why none of the services that were found is certain."""
        subjects = [hit["name"] for hit in hits if hit.get("is_subject")]
        if len(subjects) > 1:
            names = "; ".join(subjects)
            return self.env._("It asks for several things: %s.", names)
        if hits:
            names = ", ".join(hit["name"] for hit in hits[:3])
            return self.env._("Not certain which service: %s?", names)
        if whose:
            return self.env._("It is not the council's, but a matter for %s.", whose)
        return self.env._("No service was recognised in it.")

    @api.model
    def _prepare_worker(self):
        """Read the catalogue before any attempt is counted.

        This takes a new process some seconds. If the process ends meanwhile, no message
        is the cause.
        """
        try:
            with self.env.cr.savepoint():
                self.env["service.type"]._suggest_or_whose("")
        except DATABASE_ERRORS:
            raise
        except Exception:
            # The messages that need the catalogue fail one by one, and are tried again.
            _logger.exception("The catalogue could not be read")
