from requests.exceptions import RequestException
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from odoo import api, models, modules
from odoo.exceptions import UserError

from odoo.addons.iap.tools.iap_tools import InsufficientCreditError

from ..adapters.delivery import ACCEPTED, Attempt, causes

# Faults of the provider or of our account with it. Other answers concern the number or
# the text and are permanent.
TEMPORARY = {"sms_server", "sms_credit", "sms_acc", "sms_registration_needed"}
# The provider was reached but has not answered.
NO_ANSWER = (ProtocolError, ReadTimeoutError)
# The provider was not reached, or answered that it does not send.
NOT_SENT = (RequestException, UserError, InsufficientCreditError)


def may_be_sent(error):
    """Return whether an SMS may have been sent although sending it raised an error.

    Args:
        error: exception that ended the attempt.

    Returns:
        False only if the exception shows that the SMS was not sent.
    """
    chain = list(causes(error))
    if any(isinstance(cause, NO_ANSWER) for cause in chain):
        return True
    return not any(isinstance(cause, NOT_SENT) for cause in chain)


class SmsSms(models.Model):
    _inherit = "sms.sms"

    def _channel_messages(self):
        """Return the channel messages that are sent by these SMS."""
        # The queue runs as the sending user, who may not have access to them.
        return self.env["channel.message"].sudo().search([("sms_id", "in", self.ids)])

    @api.model
    def _process_queue(self):
        """Process the queue, committing after each SMS of a channel message.

        Committing is allowed, because the queue runs in its own transaction.
        """
        is_testing = bool(modules.module.current_test)
        queue = self.with_context(channel_auto_commit=not is_testing)
        return super(SmsSms, queue)._process_queue()

    def _send(self, unlink_failed=False, unlink_sent=True, raise_exception=False):
        """Send the SMS of channel messages one by one, and record each attempt."""
        is_attempt = self.env.context.get("channel_attempt")
        messages = () if is_attempt else self._channel_messages()
        by_sms = {message.sms_id: message for message in messages}
        for sms in self.filtered(by_sms.get):
            error = sms._send_channel_message(
                by_sms[sms], unlink_failed=unlink_failed, unlink_sent=unlink_sent
            )
            if error and raise_exception:
                raise error
        others = self.filtered(lambda sms: sms not in by_sms)
        if by_sms and not others:
            return None
        return super(SmsSms, others)._send(
            unlink_failed=unlink_failed,
            unlink_sent=unlink_sent,
            raise_exception=raise_exception,
        )

    def _send_channel_message(self, message, **options):
        """Make one attempt to send the SMS of a channel message.

        Args:
            message: the `channel.message`.
            **options: options of `_send`.

        Returns:
            The exception that ended the attempt, or None.
        """
        self.ensure_one()
        auto_commit = bool(self.env.context.get("channel_auto_commit"))
        attempt = Attempt(number=message.attempts + 1)

        def commit():
            if auto_commit:
                self.env.cr.commit()  # pylint: disable=invalid-commit

        commit()
        if not self.try_lock_for_update() or self.state != "outgoing":
            return None
        message._start_attempt(attempt)
        message._note_handover("begun")
        self.state = "process"
        commit()
        # The lock shows other processes that the SMS is being sent.
        self.try_lock_for_update()
        attempt.has_begun = True
        error = None
        try:
            sms = self.with_context(channel_attempt=True)
            sms._send(raise_exception=True, **options)
            attempt.code = ACCEPTED
        except Exception as failure:  # noqa: BLE001 - every one of them is classified
            error = failure
            attempt.has_begun = may_be_sent(error)
            message._note_failure(attempt, error, auto_commit)
        commit()
        return error

    def _handle_call_result_hook(self, results):
        """Report the result of the SMS to their channel messages."""
        result = super()._handle_call_result_hook(results)
        labels = dict(self._fields["failure_type"]._description_selection(self.env))
        for message in self._channel_messages():
            sms = message.sms_id
            if sms.state == "error":
                is_temporary = sms.failure_type in TEMPORARY
                message._report_failed(labels.get(sms.failure_type), is_temporary)
            else:
                message._report_sent()
        return result
