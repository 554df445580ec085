import time

import psycopg2

from odoo import api, fields, models

from ..adapters.delivery import classify, retry_delay, watch

# A worker that takes longer than `limit_time_real` is killed.
MAX_BATCH_SECONDS = 60
NO_CONNECTION = "mail_smtp"
WRONG_ADDRESS = {"mail_email_invalid", "mail_email_missing"}
# Core's codes for errors that no later attempt resolves. Others are server faults.
PERMANENT = WRONG_ADDRESS | {"mail_spam", "unknown"}


class MailMail(models.Model):
    _inherit = "mail.mail"

    retry_count = fields.Integer(
        readonly=True,
        copy=False,
        help="How often it was put back into the queue because a server refused it"
        " for now.",
    )

    def _channel_messages(self):
        """Return the channel messages that are sent by these e-mails."""
        # The queue runs as the sending user, who may not have access to them.
        return self.env["channel.message"].sudo().search([("mail_id", "in", self.ids)])

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        """Add the reply token to the references of e-mails to officers."""
        emails = super()._prepare_outgoing_list(
            mail_server=mail_server, doc_to_followers=doc_to_followers
        )
        if self.model != "service.request" or not self.res_id:
            return emails
        request = self.env["service.request"].browse(self.res_id)
        domain = (self.message_id or "").rpartition("@")[2].strip("> ") or "council"
        for email in emails:
            partner = email["partner_id"] or self.env["res.partner"]
            # The queue runs as the sending user, who may not have access to users.
            user = partner.sudo().user_ids.filtered(lambda one: not one.share)[:1]
            if user:
                message = self.env["channel.message"]
                token = message._make_reply_token(user, request, domain)
                known = email["references"]
                email["references"] = f"{token} {known}" if known else token
        return emails

    def _send(
        self,
        auto_commit=False,
        raise_exception=False,
        smtp_session=None,
        alias_domain_id=False,
        mail_server=False,
        post_send_callback=None,
    ):
        """Send the e-mails of channel messages one by one, and record each attempt.

        Args are those of super.
        """
        options = {
            "smtp_session": smtp_session,
            "alias_domain_id": alias_domain_id,
            "mail_server": mail_server,
        }
        is_attempt = self.env.context.get("channel_attempt")
        is_sending = not self.env["ir.mail_server"]._disable_send()
        messages = self._channel_messages() if is_sending and not is_attempt else ()
        by_mail = {message.mail_id: message for message in messages}
        deadline = time.monotonic() + MAX_BATCH_SECONDS
        others = self.browse()
        for mail in self:
            if mail in by_mail:
                error = mail._send_channel_message(
                    by_mail[mail], auto_commit=auto_commit, **options
                )
            elif is_sending and not is_attempt and mail._is_staff_email():
                error = mail._send_or_retry(auto_commit=auto_commit, **options)
            else:
                others += mail
                continue
            if auto_commit and post_send_callback:
                post_send_callback(mail.ids)
            if error and raise_exception:
                raise error
            has_hung_up = getattr(smtp_session, "sock", True) is None
            if has_hung_up or (auto_commit and time.monotonic() > deadline):
                # The remaining e-mails wait for a new session.
                self._wake_queue()
                return True
        if self and not others:
            return True
        return super(MailMail, others)._send(
            auto_commit=auto_commit,
            raise_exception=raise_exception,
            post_send_callback=post_send_callback,
            **options,
        )

    @api.model
    def _wake_queue(self, at=None):
        """Schedule the mail queue at `at`, a time or several, by default now."""
        # The user who causes an e-mail may have no access to scheduled actions.
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger(at)

    def _is_staff_email(self):
        """Return whether staff wrote this e-mail in the chatter of a request."""
        return self.model == "service.request" and not self._channel_messages()

    def _send_or_retry(self, auto_commit, **options):
        """Send an e-mail of staff; requeue it after a temporary refusal.

        Args:
            auto_commit: whether to commit after the attempt.
            **options: options of `_send`.

        Returns:
            The exception that ended the attempt, or None.
        """
        self.ensure_one()
        error = None
        try:
            self.with_context(channel_attempt=True)._send(
                raise_exception=True, **options
            )
        except psycopg2.Error:
            raise
        except Exception as failure:  # noqa: BLE001 - every one of them is classified
            error = failure
            if classify(error).is_temporary:
                self._retry_later()
        if auto_commit:
            self.env.cr.commit()  # pylint: disable=invalid-commit
        return error

    def _retry_later(self):
        """Put e-mails that were refused temporarily back into the queue."""
        for mail in self:
            delay = retry_delay(mail.retry_count + 1)
            if delay:
                at = fields.Datetime.now() + delay
                mail.write(
                    {
                        "state": "outgoing",
                        "scheduled_date": at,
                        "retry_count": mail.retry_count + 1,
                    }
                )
                self._wake_queue(at)

    def _send_channel_message(self, message, auto_commit, smtp_session, **options):
        """Make one attempt to send the e-mail of a channel message.

        Args:
            message: the `channel.message`.
            auto_commit: whether to commit before the handover, when the server has
                accepted, and at the end.
            smtp_session: open `smtplib.SMTP` session.
            **options: options of `_send`.

        Returns:
            The exception that ended the attempt, or None.
        """
        self.ensure_one()
        attempt = message._begin_attempt(self, auto_commit)
        if not attempt:
            return None
        mail = self.with_context(channel_attempt=True)

        def note():
            handover = "accepted" if attempt.is_accepted else "begun"
            message._commit_handover(handover, self, auto_commit)

        def send():
            with watch(smtp_session, attempt, note):
                mail._send(raise_exception=True, smtp_session=smtp_session, **options)
            if message.state == "queued":
                # Core found no recipient.
                message._report_failed(self.failure_reason)

        return message._run_attempt(attempt, send, auto_commit)

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Report the result of the e-mails to their channel messages."""
        is_attempt = self.env.context.get("channel_attempt")
        for message in self._channel_messages():
            mail = message.mail_id
            if mail.state == "sent":
                message._report_sent()
                continue
            # Staff may correct the address and send it again.
            mail.auto_delete = False
            if is_attempt and failure_type not in WRONG_ADDRESS:
                # The caller that sends it has the exception, which is more precise.
                continue
            if not is_attempt:
                message.attempts += 1
            reason = failure_reason or mail.failure_reason
            if failure_type == NO_CONNECTION:
                # The reason is an exception's text, which stays with the e-mail.
                reason = message._failure_words("unreachable")
            message._report_failed(reason, failure_type not in PERMANENT)
        result = super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
        if failure_type == NO_CONNECTION:
            self.filtered(lambda mail: mail._is_staff_email())._retry_later()
        return result
