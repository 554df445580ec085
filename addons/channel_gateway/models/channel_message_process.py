import logging
from datetime import timedelta

from psycopg2 import InterfaceError, OperationalError, errors

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, split_every

_logger = logging.getLogger(__name__)

# Of each endpoint in turn: a flood at one delays another by so many at most.
MESSAGES_PER_ENDPOINT = 10
MAX_ENDPOINTS = 1000
# So many share a transaction: what they look up of the catalogue is looked up once.
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
    _inherit = "channel.message"

    # The queue

    @api.model
    def _process_queue(self):
        """Process the messages that wait; workers share the queue.

        A few share a transaction. Before it, their attempts are counted in another,
        so that the count outlives the death of the process.
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
            for group in split_every(BATCH_SIZE, waiting):
                seconds_left = self.browse(group)._process_committing()
                if not seconds_left:
                    break
        # Odoo looks for work that is left once a minute only.
        self._wake()

    def _process_committing(self):
        """Process messages of the queue together, and what is left one by one.

        Returns:
            The seconds that are left to the scheduled action.
        """
        done = self._process_locked()
        seconds_left = done._commit_processed()
        for message in self - done if len(self) > 1 else ():
            seconds_left = message._process_locked()._commit_processed()
        return seconds_left

    def _commit_processed(self):
        try:
            return self.env["ir.cron"]._commit_progress(len(self))
        except MESSAGE_ERRORS:
            # It counts as an attempt that came to no end.
            raise
        except DATABASE_ERRORS:
            self.env["channel.message.attempt"]._discount_attempts(self)
            raise

    @api.model
    def _queue_domain(self):
        return [
            ("direction", "=", "in"),
            "|",
            ("state", "=", "received"),
            "&",
            ("state", "=", "failed"),
            ("next_attempt_at", "<=", fields.Datetime.now()),
        ]

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
            own = [*domain, ("endpoint_id", "=", endpoint.id), ("id", ">", after)]
            rounds.append(self.search(own, order="id", limit=MESSAGES_PER_ENDPOINT).ids)
            taken[endpoint.id] = max(rounds[-1], default=after)
        turns = max(map(len, rounds), default=0)
        return [ids[turn] for turn in range(turns) for ids in rounds if turn < len(ids)]

    def _process_locked(self):
        """Process messages of the queue, but for those that another worker has.

        One in whose attempts a process has died is processed alone.

        Returns:
            The messages that came to an end.
        """
        mine = self._lock_waiting()
        Attempt = self.env["channel.message.attempt"]
        if len(self) > 1:
            mine -= Attempt._unfinished(mine).message_id
        if not mine:
            return mine
        deaths = Attempt._crash_counts(mine)
        Attempt._begin(mine)
        try:
            with self.env.cr.savepoint():
                deadly = mine.filtered(lambda one: deaths.get(one, 0) >= MAX_CRASHES)
                for message in deadly:
                    message._stop_after_crashes(deaths[message])
                (mine - deadly)._process()
        except RETRYABLE_ERRORS:
            Attempt._discount_attempts(mine)
            return self._roll_back()
        except MESSAGE_ERRORS:
            # It counts as an attempt that came to no end.
            raise
        except DATABASE_ERRORS:
            Attempt._discount_attempts(mine)
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

    def _stop_after_crashes(self, deaths):
        """Leave a message to staff that has ended the process more than once."""
        words = self.env._(
            "The server stopped %(count)s times while processing this"
            " message. Open the original and process it manually.",
            count=deaths,
        )
        self._decide("failed", words)

    # One message

    def _process(self):
        """Do what each message asks; what goes wrong is written on its row.

        Every kind of endpoint has a method `_process_<kind>`, which returns the
        requests that are to be acknowledged, if any. One that has also
        `_understand_<kind>` keeps what that has found when the processing fails, and
        hands on what it returns. A `UserError` is for staff to settle, anything else
        is tried again later. What the database refuses is raised on, and what goes
        wrong with the acknowledgements of several messages.
        """
        for message in self:
            message.attempts += 1
        opened = self.env["service.request"]
        for message in self:
            try:
                opened |= message._process_one(acknowledges=len(self) == 1)
            except UserError as problem:
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

    def _process_one(self, *, acknowledges):
        """Do what this message asks.

        Args:
            acknowledges: whether to send the acknowledgement, too.

        Returns:
            The `service.request` that it has opened, if any.
        """
        kind = self.endpoint_id.kind
        found = ()
        if hasattr(self, f"_understand_{kind}"):
            with self.env.cr.savepoint():
                found = getattr(self, f"_understand_{kind}")()
        with self.env.cr.savepoint():
            request = getattr(self, f"_process_{kind}")(*found)
            request = request or self.env["service.request"]
            if acknowledges:
                request._send_event_messages("opened")
        return request

    def _fail(self, problem):
        """Note a fault, and when to try again.

        What an exception says may hold what the message says: its kind is enough.
        """
        minutes = dict(enumerate(RETRY_MINUTES, start=1)).get(self.attempts)
        now = fields.Datetime.now()
        again = now + timedelta(minutes=minutes) if minutes else False
        words = self.env._("Internal error (%s).", type(problem).__name__)
        self._decide("failed", words, next_attempt_at=again)
        if again:
            self._wake(again)


class ChannelMessageAttempt(models.Model):
    """How often the processing of a message has begun.

    It is counted in a transaction of its own: `channel.message.attempts`, which is
    written with the result, counts those that came to an end. The difference is how
    many times the process died. One that died over several messages says of none of
    them that it was the reason.
    """

    _name = "channel.message.attempt"
    _description = "Processing Attempts of a Message"
    _rec_name = "message_id"
    _log_access = False

    message_id = fields.Many2one("channel.message", required=True, ondelete="cascade")
    begun = fields.Integer(required=True)
    shared = fields.Integer(
        required=True, help="The number of the last attempt at several messages."
    )

    _message_uniq = models.Constraint(
        "UNIQUE (message_id)", "The attempts at this message are counted already."
    )

    @api.model
    def _unfinished(self, messages):
        """Return the counts of `messages` whose last attempt came to no end."""
        return self.search([("message_id", "in", messages.ids)]).filtered(
            lambda count: count.begun > count.message_id.attempts
        )

    @api.model
    def _crash_counts(self, messages):
        """Return how many attempts at each of `messages` alone came to no end.

        Returns:
            A dict of message to number, of those that have had any.
        """
        return {
            count.message_id: count.begun
            - count.message_id.attempts
            - (count.shared > count.message_id.attempts)
            for count in self._unfinished(messages)
        }

    @api.model
    def _begin(self, messages):
        """Count one more attempt at each; an attempt at several is a shared one."""
        numbers = [message.attempts + 1 for message in messages]
        is_shared = len(messages) > 1
        self._execute_separately(
            SQL(
                "INSERT INTO channel_message_attempt AS counted"
                " (message_id, begun, shared) SELECT * FROM unnest(%(ids)s, %(begun)s,"
                " %(shared)s) ON CONFLICT (message_id) DO UPDATE"
                " SET begun = counted.begun + 1, shared = CASE WHEN %(is_shared)s"
                " THEN counted.begun + 1 ELSE counted.shared END",
                ids=messages.ids,
                begun=numbers,
                shared=numbers if is_shared else [0],
                is_shared=is_shared,
            )
        )

    @api.model
    def _discount_attempts(self, messages):
        """Take back the last of each: the process lives, though it has no result."""
        self._execute_separately(
            SQL(
                "UPDATE channel_message_attempt SET begun = begun - 1"
                " WHERE message_id = ANY(%s)",
                messages.ids,
            )
        )

    @api.model
    def _execute_separately(self, statement):
        """Execute a statement that outlives the transaction at hand."""
        with self.env.registry.cursor() as cursor:
            cursor.execute(statement)

    @api.autovacuum
    def _gc_attempts(self):
        """Forget the counts of messages that are dealt with."""
        waiting = ("received", "failed", "triage")
        done = self.search([("message_id.state", "not in", waiting)], limit=10_000)
        done.unlink()
