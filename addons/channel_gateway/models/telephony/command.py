from datetime import timedelta

from odoo import api, fields, models

# After this a command is not carried out any more: the officer has given up on it.
EXPIRY_SECONDS = 30
AT_ONCE = 50


class ChannelCallCommand(models.Model):
    """An order to a telephone system, which its listener fetches and carries out.

    It is handed out once. If the answer with it is lost, it is not carried out, since
    a telephone that rings twice is worse than one that does not.
    """

    _name = "channel.call.command"
    _description = "Order to a Telephone System"
    _order = "id desc"
    _rec_name = "action"

    endpoint_id = fields.Many2one("channel.endpoint", required=True, ondelete="cascade")
    action = fields.Char(required=True)
    content = fields.Json(required=True)
    state = fields.Selection(
        [
            ("queued", "Waiting"),
            ("sent", "Sent"),
            ("done", "Accepted"),
            ("failed", "Refused"),
        ],
        required=True,
        default="queued",
    )
    error = fields.Char()
    call_id = fields.Many2one(
        "channel.call", ondelete="cascade", index="btree_not_null"
    )

    outgoing_id = fields.Many2one(
        "channel.call.outgoing", ondelete="cascade", index="btree_not_null"
    )

    _queue_idx = models.Index("(endpoint_id, id) WHERE state = 'queued'")

    @api.model
    def _hand_out(self, endpoint):
        """Return the commands that wait, as the listener takes them."""
        waiting = self.search(
            [("endpoint_id", "=", endpoint.id), ("state", "=", "queued")],
            order="id",
            limit=AT_ONCE,
        )
        since = fields.Datetime.now() - timedelta(seconds=EXPIRY_SECONDS)
        late = waiting.filtered(lambda one: one.create_date < since)
        late._end(self.env._("The telephone system was not connected."))
        waiting -= late
        waiting.write({"state": "sent"})
        return [
            {"id": one.id, "action": one.action, "values": one.content}
            for one in waiting
        ]

    @api.model
    def _take_result(self, endpoint, event):
        """Record the telephone system's response to a command."""
        number = event.get("Command")
        command = self.browse(int(number) if number.isdecimal() else ()).exists()
        if command.endpoint_id != endpoint:
            return
        is_accepted = event.get("Response") == "Success"
        command._end("" if is_accepted else event.get("Message") or "Error")

    def _end(self, error):
        """Record that commands were carried out, or why not."""
        for command in self:
            command.write(
                {"state": "failed" if error else "done", "error": error or False}
            )
            if error:
                command.outgoing_id._fail(error)

    @api.autovacuum
    def _gc_commands(self):
        old = fields.Datetime.now() - timedelta(days=7)
        self.search([("create_date", "<", old)]).unlink()

    @api.model
    def _subject_access_fields(self):
        # Orders to a machine; the calls are disclosed.
        return []
