from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...adapters import clues
from .delivery import UNDELIVERED
from .message import UNDECIDED

# Who has waited longest comes first.
INBOX_ORDER = "received_at, id"
# Looked at when many officers take their next at the same time.
MAX_LOCK_ATTEMPTS = 50
OUTCOMES = [
    ("answered", "Answered"),
    ("forwarded", "Forwarded"),
    ("nothing", "Not for Us"),
]


class ChannelMessage(models.Model):
    """Decisions of staff about messages that came in.

    A message belongs to at most one officer, who has taken it. Others see whose it is,
    and cannot settle it.
    """

    _inherit = "channel.message"

    user_id = fields.Many2one(
        "res.users",
        string="Officer",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        copy=False,
        help="Officer who has taken the message, or who wrote it.",
    )
    outcome = fields.Selection(
        OUTCOMES,
        readonly=True,
        copy=False,
        help="How it was settled without a request.",
    )
    note = fields.Text(readonly=True, copy=False, help="For staff.")
    # Whether it is about a request that is open
    proposed_reason = fields.Selection(related="interaction_id.proposed_reason")
    proposed_basis = fields.Selection(related="interaction_id.proposed_basis")
    proposed_request_id = fields.Many2one(related="interaction_id.proposed_request_id")

    _inbox_idx = models.Index(
        "(received_at, id) WHERE direction = 'in' AND state IN ('triage', 'failed')"
    )

    def _is_undecided(self):
        return self.direction == "in" and self.state in UNDECIDED

    # Whose it is

    def action_take(self):
        """Take messages, so that no other officer settles them meanwhile."""
        for message in self:
            message._begin_decision()
        # Messages are written by these methods alone.
        self.sudo().user_id = self.env.user

    def action_take_over(self):
        """Take messages that another officer has taken."""
        self.check_access("write")
        self._check_undecided()
        # As above.
        self.sudo().user_id = self.env.user

    def action_release(self):
        self.check_access("write")
        # As above.
        self.filtered(lambda one: one.user_id == self.env.user).sudo().user_id = False

    def action_take_next(self):
        """Take the message that has waited longest, and open it."""
        message = self._take_next()
        if message:
            return {
                "type": "ir.actions.act_window",
                "res_model": self._name,
                "res_id": message.id,
                "views": [(False, "form")],
            }
        return self._notice(self.env._("No message is waiting."))

    @api.model
    def _take_next(self):
        """Take the message that has waited longest: one's own, or else nobody's.

        Returns:
            A `channel.message` of one record, or an empty one.
        """
        self.check_access("write")
        if mine := self._find_next(self.env.user):
            return mine
        waiting = self._find_next(self.env["res.users"], limit=MAX_LOCK_ATTEMPTS)
        # As above; it skips those that other officers are taking.
        locked = waiting.sudo().try_lock_for_update(allow_referencing=True, limit=1)
        locked.user_id = self.env.user
        return locked.with_env(self.env)

    @api.model
    def _find_next(self, user, limit=1):
        domain = (
            Domain("direction", "=", "in")
            & Domain("state", "in", ("triage", "failed"))
            & Domain("user_id", "=", user.id)
        )
        return self.search(domain, order=INBOX_ORDER, limit=limit)

    @api.model
    def _count_inbox(self):
        """Return what waits for staff, as the activity menu takes it.

        Returns:
            A dict of `today_count` (to process), `overdue_count` (failed: in, and out
            for good) and `total_count`.
        """
        failed = Domain("state", "=", "failed") & (
            Domain("direction", "=", "in") | Domain("next_attempt_at", "=", False)
        )
        waiting = Domain("state", "in", ("triage", "uncertain"))
        today, overdue = self.search_count(waiting), self.search_count(failed)
        return {
            "today_count": today,
            "overdue_count": overdue,
            "total_count": today + overdue,
        }

    def _begin_decision(self):
        """Lock an undecided message for the officer who is about to settle it.

        Raises:
            AccessError: when the user may not decide about it.
            UserError: when it is settled, or another officer has it.
        """
        self.ensure_one()
        self.check_access("write")
        # As above.
        locked = self.sudo().try_lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["user_id", "state"])
        if not locked:
            raise UserError(
                self.env._("The message is being settled by another officer.")
            )
        self._check_undecided()
        if self.user_id not in (self.env.user, self.env["res.users"]):
            raise UserError(
                self.env._(
                    "%s has taken this message. You can take it over.",
                    self.user_id.name,
                )
            )

    # A request

    def _open_chosen_request(self, **chosen):
        """Open the request that staff have chosen for this message.

        Args:
            chosen: values of `service.request._open_request`, at least service_id.
        """
        self._begin_decision()
        if partner := chosen.get("partner_id"):
            self._set_partner(partner)
        self.endpoint_id._kind()._open_chosen(self, **chosen)
        return self.request_id

    def _set_partner(self, partner_id):
        """Record who wrote it, as staff have found out."""
        # Messages are written by these methods alone.
        self.sudo().partner_id = partner_id
        # Who it was is learnt here; the facts of the contact stay.
        self.interaction_id.sudo().partner_id = partner_id

    def _mentioned_answers(self, service):
        """Return the answers from a list whose option the message names literally."""
        lists = service.question_ids.filtered(
            lambda question: (
                question.is_input and question.datatype == "singlevaluelist"
            )
        )
        answers = {
            question.code: clues.choose(
                self._words(), question.option_ids.mapped("code")
            )
            for question in lists
        }
        return {code: answer for code, answer in answers.items() if answer}

    def _attach_to(self, request):
        """Attach this message to an existing request."""
        self._begin_decision()
        self.interaction_id._propose_chasing(request, "attached")
        self.endpoint_id._kind()._attach(self, request)

    def _post_text(self, request):
        """Post the text on the request; on its page too if its constituent sent it."""
        words = self.body or self.subject
        if request._is_from_requester(self.partner_id):
            request._post_constituent_message(words)
        else:
            request._message_log(body=words)

    # Without a request

    def _settle(self, outcome, service=None, note=None):
        """Settle this message without a request.

        Args:
            outcome: one of the values of the field.
            service: the `service.type` it was about, if any.
            note: of the officer, for staff.
        """
        self._begin_decision()
        about = service or self.service_id
        self._decide(
            "done",
            outcome=outcome,
            note=note,
            service_id=about.id,
            user_id=self.env.uid,
        )
        # The ledger learns how the contact ended; its facts stay.
        self._contact().sudo().write(
            {
                "is_resolved_first_contact": outcome == "answered",
                "service_id": about.id,
                "user_id": self.env.uid,
            }
        )

    def _contact(self):
        """Return the ledger row of this message, recorded now if it was not."""
        if not self.interaction_id:
            # Messages are written by these methods alone; channels write the ledger.
            self.sudo().interaction_id = self.env[
                "constituent.interaction"
            ]._record_contact(
                {
                    "channel_id": self.channel_id.id,
                    "direction": "in",
                    "partner_id": self.partner_id.id,
                    "subject": self.subject,
                    "started_at": self.received_at,
                    "source_key": self._source_key(),
                }
            )
        return self.interaction_id

    # Buttons

    def action_open_request(self):
        self._check_undecided()
        return self._wizard("channel.message.open", self.env._("Open Request"))

    def action_attach(self):
        self._check_undecided()
        return self._wizard("channel.message.attach", self.env._("Attach to Request"))

    def action_answered(self):
        self._check_undecided()
        return self._wizard("channel.message.answered", self.env._("Answered"))

    def action_forward(self):
        self._check_undecided()
        return self._wizard("channel.message.forward", self.env._("Forward"))

    def action_not_ours(self):
        self._check_undecided()
        return self._wizard("channel.message.not.ours", self.env._("Not for Us"))

    def action_correct(self):
        self._check_undecided()
        return self._wizard("channel.message.correct", self.env._("Correct"))

    def action_reply(self):
        """Open the draft of an answer; the message is taken until it is settled."""
        self.ensure_one()
        if self.direction != "in" or self.is_automatic:
            raise UserError(
                self.env._("Only messages that people have sent are answered.")
            )
        if self._is_undecided():
            self.action_take()
        draft = self.env["channel.reply"]._draft_of(self)
        return {
            **self._wizard("channel.reply", self.env._("Reply")),
            "res_id": draft.id,
            "context": {"dialog_size": "large"},
        }

    def _wizard(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_message_id": self.id},
        }

    def action_confirm_avoidable(self):
        self.interaction_id.action_confirm_avoidable()

    def action_reject_avoidable(self):
        self.interaction_id.action_reject_avoidable()

    def action_discard(self):
        for message in self:
            message._begin_decision()
        self._discard()
        return self._show_next(self.env._("Discarded."))

    def _discard(self):
        self._decide("discarded", self.env._("Discarded by %s.", self.env.user.name))

    def action_restore(self):
        """Restore messages that were discarded, or settled without a request."""
        if self.filtered(lambda message: not message._can_be_restored()):
            raise UserError(self.env._("Only discarded messages can be restored."))
        words = self.env._("Restored by %s.", self.env.user.name)
        outgoing = self.filtered(lambda message: message.direction == "out")
        outgoing._decide("failed", words)
        incoming = self - outgoing
        settled = incoming.filtered("outcome")
        # The ledger is the system's; the decision checks who may.
        incoming._decide("triage", words, is_automatic=False, outcome=False)
        settled.interaction_id.sudo().is_resolved_first_contact = False

    def _can_be_restored(self):
        """Return whether the decision about it can be undone."""
        is_settled = self.state == "done" and self.outcome in ("answered", "nothing")
        return self.state == "discarded" or is_settled

    def action_retry(self):
        """Retry to process incoming or to send outgoing messages."""
        self.check_access("write")
        incoming = self.filtered(lambda message: message.direction == "in")
        incoming._check_undecided()
        if incoming.filtered(lambda message: not message.raw):
            raise UserError(
                self.env._("Cannot be retried: the message was too large and not kept.")
            )
        if incoming:
            # Counting begins anew; staff do not read the counts.
            Attempt = self.env["channel.message.attempt"].sudo()
            Attempt.search([("message_id", "in", incoming.ids)]).unlink()
            # Messages are written by these methods alone.
            incoming.sudo().write(
                {
                    "state": "received",
                    "attempts": 0,
                    "error": False,
                    # Whatever comes of it is for staff.
                    "is_refused": False,
                }
            )
            self._wake()
        outgoing = (self - incoming).filtered(lambda one: one.state in UNDELIVERED)
        # As above.
        outgoing.sudo().write({"attempts": 0})
        outgoing.sudo()._send_again()

    def action_view_request(self):
        self.ensure_one()
        return self.request_id._get_records_action(context={})

    # Working through the inbox

    def _show_next(self, words):
        """Return the action that shows the next message of the inbox.

        The next one is taken if the officer had taken this one.

        Args:
            words: what was done, for a notice; it can be undone there where that is
                possible.
        """
        is_taken = len(self) == 1 and self.user_id == self.env.user
        nobody = self.env["res.users"]
        following = self._take_next() if is_taken else self._find_next(nobody)
        return {
            "type": "ir.actions.client",
            "tag": "channel_next_message",
            "params": {
                "message": words,
                "undo": self.filtered(lambda one: one._can_be_restored()).ids,
                "next": (following - self)[:1].id,
            },
        }

    @api.model
    def _notice(self, words):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "info", "message": words},
        }
