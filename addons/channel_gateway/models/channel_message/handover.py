import logging

import psycopg2
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import formataddr, plaintext2html

from odoo.addons.constituent_crm.text import single_line

from ...adapters.delivery import Attempt, classify
from ...outgoing import as_text

_logger = logging.getLogger(__name__)


class ChannelMessage(models.Model):
    """Handing outgoing messages over: by e-mail and SMS, through Odoo's queues.

    An attempt is committed before the message is handed over (`handover` is "begun")
    and once more as soon as the server has accepted it ("accepted"). If a process ends
    in between, its message is not sent again automatically. It is set aside as possibly
    sent, for staff to decide.
    """

    _inherit = "channel.message"

    # E-mail

    @api.model
    def _address_for_email(self, partner):
        return partner._email_to_write_to()

    def _send_via_email(self, bodies):
        """Put the e-mails in Odoo's mail queue and trigger it.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.
        """
        answered = self._find_answered()
        mails = self.env["mail.mail"].create(
            [one._prepare_mail(bodies[one], answered.get(one, "")) for one in self]
        )
        for message, mail in zip(self, mails, strict=True):
            message.write({"mail_id": mail.id, "external_id": mail.message_id})
        moments = set(self.mapped("not_before"))
        # Odoo opens a connection for each notice.
        mails._wake_queue([one or fields.Datetime.now() for one in moments])

    def _find_answered(self):
        """Return the Message-ID of the e-mail that each of self answers.

        It is one of the same person's: people who reported the same request must not
        learn of each other's e-mails.

        Returns:
            A dict of `channel.message` to text, of those that answer one.
        """
        latest = self._read_group(
            [
                ("request_id", "in", self.request_id.ids),
                ("direction", "=", "in"),
                ("partner_id", "in", self.partner_id.ids),
            ],
            ["request_id", "partner_id"],
            ["id:max"],
        )
        keys = {
            (request, partner): self.browse(message_id).external_id or ""
            for request, partner, message_id in latest
        }
        found = {one: keys.get((one.request_id, one.partner_id), "") for one in self}
        # Of one without a usable Message-ID, the key is a hash.
        return {one: key for one, key in found.items() if key.startswith("<")}

    def _prepare_mail(self, body, answered):
        """Return the values of the `mail.mail`.

        Args:
            body: text, or HTML as `Markup`.
            answered: the Message-ID that it answers, or "".
        """
        company = self.env.company
        box = self.endpoint_id.address or company.email
        from_us = formataddr((single_line(company.name), box or ""))
        html = body if isinstance(body, Markup) else plaintext2html(body)
        # RFC 3834: no autoresponder shall answer this.
        headers = {
            "Auto-Submitted": "auto-replied" if answered else "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        }
        if answered:
            headers["In-Reply-To"] = answered
        return {
            "subject": self.subject,
            "body_html": html,
            "body": html,
            "author_id": company.partner_id.id,
            "email_from": from_us if box else False,
            "reply_to": from_us if box else False,
            "email_to": self._format_recipient(),
            "references": answered or False,
            "headers": repr(headers),
            "model": "service.request" if self.request_id else False,
            "res_id": self.request_id.id,
            "subtype_id": self._discussion_subtype_id(),
            # What was sent stays in the chatter when the queue is cleared.
            "is_notification": True,
            "auto_delete": True,
            "scheduled_date": self.not_before,
        }

    def _format_recipient(self):
        return formataddr((single_line(self.partner_id.name or ""), self.recipient))

    def _discussion_subtype_id(self):
        """Return the id of the subtype for the message in the request's discussion.

        A message to anyone but the request's constituent is posted as a note, so that
        the constituent does not receive it.
        """
        others = self.request_id and self.partner_id != self.request_id.partner_id
        name = "mail.mt_note" if others else "mail.mt_comment"
        return self.env["ir.model.data"]._xmlid_to_res_id(name, True)

    # SMS

    @api.model
    def _address_for_sms(self, partner):
        return partner._phone_for_texts()

    def _send_via_sms(self, bodies):
        """Put the texts in Odoo's SMS queue, which triggers itself.

        That queue cannot delay a text. During quiet hours, texts wait in our own queue.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.
        """
        for message in self._without_waiting():
            text = as_text(bodies[message])
            note = message.request_id and message.request_id._message_log(
                body=text, message_type="sms"
            )
            message.sms_id = self.env["sms.sms"].create(
                {
                    "number": message.recipient,
                    "body": text,
                    "partner_id": message.partner_id.id,
                    "mail_message_id": note.id if note else False,
                }
            )

    # Attempts

    def _begin_attempt(self, queued, auto_commit):
        """Lock what is sent, and record that an attempt begins; nothing is sent yet.

        Args:
            queued: the `mail.mail` or `sms.sms` of the message.
            auto_commit: whether the transaction is the attempt's own.

        Returns:
            An `adapters.delivery.Attempt`; None when it is not to be sent, or another
            process has it.
        """
        self.ensure_one()
        # Only after a commit, changes of other processes since the queue was read are
        # visible.
        self._commit_if(auto_commit)
        if not queued.try_lock_for_update() or queued.state != "outgoing":
            return None
        attempt = Attempt(number=self.attempts + 1)
        self.write(
            {"state": "queued", "attempts": attempt.number, "next_attempt_at": False}
        )
        return attempt

    def _run_attempt(self, attempt, send, auto_commit):
        """Send the message, and record it if that fails.

        Args:
            attempt: the `adapters.delivery.Attempt`.
            send: called without arguments; it raises unless the message was accepted.
            auto_commit: whether to commit at the end.

        Returns:
            The exception that ended the attempt, or None.
        """
        error = None
        try:
            send()
        except Exception as failure:  # noqa: BLE001 - every one of them is classified
            error = failure
            self._note_failure(attempt, error, auto_commit)
        self._commit_if(auto_commit)
        return error

    def _commit_handover(self, handover, queued, auto_commit):
        """Commit the progress of the attempt, and keep what is sent locked."""
        self._note_handover(handover)
        self._commit_if(auto_commit)
        # The lock shows other processes that it is being sent.
        queued.try_lock_for_update()

    def _note_handover(self, handover):
        self.write({"handover": handover, "handover_at": fields.Datetime.now()})

    def _commit_if(self, auto_commit):
        if auto_commit:
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _note_failure(self, attempt, error, auto_commit):
        """Record how an attempt ended, in place of what its transaction wrote.

        Args:
            attempt: the `adapters.delivery.Attempt`, with what it observed.
            error: the exception that ended it.
            auto_commit: whether the transaction is the attempt's own. It is rolled
                back, and a new connection is used when its own is lost.

        Raises:
            psycopg2.Error: when it has ended a transaction that is not the attempt's
                own: whoever began that decides, and may repeat it.
        """
        if not auto_commit:
            if isinstance(error, psycopg2.Error):
                raise error
            self._conclude_attempt(attempt, error)
            return
        try:
            self.env.cr.rollback()
            self._conclude_attempt(attempt, error)
        except psycopg2.Error:
            with self.pool.cursor() as cr:
                # The queue runs as the sending user, who may lack access to these.
                message = self.with_env(self.env(cr=cr, su=True))
                message._conclude_attempt(attempt, error)
            raise

    def _conclude_attempt(self, attempt, error):
        message = self.exists()
        if not message:
            return
        message.attempts = attempt.number
        if attempt.is_accepted:
            # What follows from it failed; `_process_deliveries` comes back to that.
            _logger.warning("Message %s was sent, but %s", message.id, error)
            message._note_handover("accepted")
            return
        failure = classify(error)
        if message.mail_id:
            message.mail_id.write(
                {
                    "state": "exception",
                    "failure_type": "unknown",
                    "failure_reason": failure.reason,
                }
            )
        elif message.sms_id:
            message.sms_id.action_set_error("sms_server")
        _logger.info("Message %s was not accepted: %s", message.id, failure.reason)
        if attempt.is_uncertain:
            message._report_uncertain(
                self.env._(
                    "No answer came to what was sent: the constituent may have it or"
                    " not."
                )
            )
        else:
            words = message._failure_words(failure.kind) or failure.reason
            message._report_failed(words, failure.is_temporary)

    def _failure_words(self, kind):
        """Return what an officer understands of a failure that is not the message's.

        Args:
            kind: as `adapters.delivery.Failure`.
        """
        self.ensure_one()
        if kind == "unreachable" and self.sms_id:
            return self.env._("The provider of text messages cannot be reached.")
        return {
            "unreachable": self.env._("The outgoing mail server cannot be reached."),
            "login": self.env._("The outgoing mail server refuses our login."),
            "fault": self.env._("A fault of ours, which is in the log."),
        }.get(kind)
