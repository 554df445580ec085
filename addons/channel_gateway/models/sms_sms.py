from requests.exceptions import RequestException
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from odoo import api, models, modules
from odoo.exceptions import UserError

from odoo.addons.iap.tools.iap_tools import InsufficientCreditError

from ..adapters.delivery import ACCEPTED, Attempt, causes

# Faults of the provider or of our account with it. What else providers answer is about
# this number or this text, and stays so.
TEMPORARY = {"sms_server", "sms_credit", "sms_acc", "sms_registration_needed"}
# The provider was reached, and has not answered.
NO_ANSWER = (ProtocolError, ReadTimeoutError)
# It was not reached, or has answered that it does not send.
NOT_SENT = (RequestException, UserError, InsufficientCreditError)


def may_be_sent(error):
    """Return whether a text may have been sent although sending it raised `error`."""
    chain = list(causes(error))
    if any(isinstance(cause, NO_ANSWER) for cause in chain):
        return True
    return not any(isinstance(cause, NOT_SENT) for cause in chain)


class SmsSms(models.Model):
    _inherit = "sms.sms"

    def _channel_messages(self):
        """Return the channel messages that these are the texts of."""
        # Odoo's queue runs for whoever sent, who may not read these.
        return self.env["channel.message"].sudo().search([("sms_id", "in", self.ids)])

    @api.model
    def _process_queue(self):
        """Commit each text of a channel message: the transaction is the queue's own."""
        is_testing = bool(modules.module.current_test)
        queue = self.with_context(channel_auto_commit=not is_testing)
        return super(SmsSms, queue)._process_queue()

    def _send(self, unlink_failed=False, unlink_sent=True, raise_exception=False):
        """Send the texts of channel messages one by one, each attempt on record."""
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
        """Make one attempt to send the text of a channel message.

        Returns:
            The exception that ended the attempt, if one did.
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
        # As long as it is held, a process is at work on it.
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
        """Tell the channel messages what became of their texts."""
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
