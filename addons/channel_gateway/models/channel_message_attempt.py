from odoo import api, fields, models
from odoo.tools import SQL


class ChannelMessageAttempt(models.Model):
    """Count of how often the processing of a message has begun.

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
        """Count one more attempt at each message; several share an attempt."""
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
        """Subtract the last attempt at each: the process has not died."""
        self._execute_separately(
            SQL(
                "UPDATE channel_message_attempt SET begun = begun - 1"
                " WHERE message_id = ANY(%s)",
                messages.ids,
            )
        )

    @api.model
    def _execute_separately(self, statement):
        """Execute a statement in a transaction of its own."""
        with self.env.registry.cursor() as cursor:
            cursor.execute(statement)

    @api.autovacuum
    def _gc_attempts(self):
        """Delete the counts of messages that have been dealt with."""
        waiting = ("received", "failed", "triage")
        done = self.search([("message_id.state", "not in", waiting)], limit=10_000)
        done.unlink()
