from collections.abc import Iterator
from contextlib import contextmanager

from requests.exceptions import RequestException
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from odoo import api, models, modules
from odoo.exceptions import UserError

from odoo.addons.iap.tools.iap_tools import InsufficientCreditError

from ..adapters.delivery import ACCEPTED, Attempt, causes
from .personal_rows import DIGITS, rows_by_digits

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


@contextmanager
def watch_provider(attempt: Attempt) -> Iterator[None]:
    """Observe a call to the provider of SMS.

    Args:
        attempt: the attempt to update.

    Yields:
        None, while the provider is called.
    """
    attempt.has_begun = True
    try:
        yield
    except Exception as error:
        attempt.has_begun = may_be_sent(error)
        raise
    attempt.code = ACCEPTED


class SmsSms(models.Model):
    _inherit = "sms.sms"

    _unknown_number_idx = models.Index(
        f"({DIGITS % 'number'}) WHERE partner_id IS NULL"
    )

    def _channel_messages(self):
        """Return the channel messages that are sent by these SMS."""
        # The queue runs as the sending user, who may not have access to them.
        return self.env["channel.message"].sudo().search([("sms_id", "in", self.ids)])

    @api.model
    def _wake_queue(self):
        """Schedule the SMS queue now."""
        # The user who causes an SMS may have no access to scheduled actions.
        self.env.ref("sms.ir_cron_sms_scheduler_action").sudo()._trigger()

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

    def action_set_outgoing(self):
        """Queue the SMS again, also those that were sent before and failed later."""
        # Odoo marks what it has sent, and would not send it a second time.
        self.to_delete = False
        return super().action_set_outgoing()

    def _send_with_api(
        self, sms_api, unlink_failed=False, unlink_sent=True, raise_exception=False
    ):
        """Send by the gateway that the company of each SMS has chosen.

        Args:
            sms_api: the provider that Odoo has found. A company without a gateway of
                its own uses it.
            unlink_failed: as that of `_send`.
            unlink_sent: as that of `_send`.
            raise_exception: as that of `_send`.

        Returns:
            Result of super.
        """
        result = None
        for company, some in self.grouped(lambda sms: sms._get_sms_company()).items():
            provider = sms_api
            if company._text_endpoint():
                provider = company._get_sms_api_class()(self.env)
                provider._set_company(company.sudo())
            result = super(SmsSms, some)._send_with_api(
                provider,
                unlink_failed=unlink_failed,
                unlink_sent=unlink_sent,
                raise_exception=raise_exception,
            )
        return result

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
        attempt = message._begin_attempt(self, auto_commit)
        if not attempt:
            return None
        self.state = "process"
        message._commit_handover("begun", self, auto_commit)

        def send():
            with watch_provider(attempt):
                sms = self.with_context(channel_attempt=True)
                sms._send(raise_exception=True, **options)

        return message._run_attempt(attempt, send, auto_commit)

    def _handle_call_result_hook(self, results):
        """Report the result of the SMS to their channel messages."""
        result = super()._handle_call_result_hook(results)
        labels = dict(self._fields["failure_type"]._description_selection(self.env))
        reasons = {one.get("uuid"): one.get("failure_reason") for one in results}
        for message in self._channel_messages():
            sms = message.sms_id
            if sms.state == "error":
                is_temporary = sms.failure_type in TEMPORARY
                words = reasons.get(sms.uuid) or labels.get(sms.failure_type)
                message._report_failed(words, is_temporary)
            else:
                message._report_sent()
        return result

    # Personal data

    @api.model
    def _personal_rows_of(self, partners):
        """Return queued texts without a partner to a number of `partners`."""
        return rows_by_digits(self, "number", partners)

    @api.model
    def _erasure_policy(self, field):
        return "delete"

    @api.model
    def _subject_access_fields(self):
        return ["create_date", "number", "body"]
