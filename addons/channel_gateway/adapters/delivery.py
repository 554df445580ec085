"""One attempt to hand a message to a mail or SMS server, and its result.

A server is responsible for a message as soon as it has answered the DATA phase with 250
(RFC 5321, 6.1). Before that phase nothing was handed over. After the answer the result
is known. If the answer is missing, the attempt is uncertain.
"""

import contextlib
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

# Minutes to wait after the first, second, … failed attempt. RFC 5321, 4.5.4.1: retries
# are delayed and go on for days. These end after 46 hours.
RETRY_MINUTES = (1, 5, 15, 60, 240, 480, 480, 480, 480, 520)
MAX_REASON = 300
# RFC 4954, 6: the server refuses our login, not the message or its recipient.
LOGIN_CODES = {454, 530, 534, 535, 538}
ACCEPTED = 250


@dataclass
class Attempt:
    """The state of a running attempt."""

    number: int = 1
    has_begun: bool = False
    code: int | None = None

    @property
    def is_accepted(self) -> bool:
        """Return whether the server has accepted the message."""
        return self.code == ACCEPTED

    @property
    def is_uncertain(self) -> bool:
        """Return whether the DATA phase began and no answer has come."""
        return self.has_begun and self.code is None


@dataclass(frozen=True)
class Failure:
    """Why a message was not accepted, and whether a later attempt may succeed.

    Attributes:
        reason: a server's answer or an exception, for administrators.
        is_temporary: whether a later attempt may succeed.
        kind: "answer" for a server's answer about this message, "login" for one about
            our login, "unreachable" where no server has answered, "fault" for a fault
            of our own.
    """

    reason: str
    is_temporary: bool
    kind: str = "answer"


def retry_delay(attempts: int) -> timedelta | None:
    """Return how long to wait before the next attempt.

    Args:
        attempts: number of failed attempts.

    Returns:
        The delay, or None to give up.
    """
    index = max(attempts, 1) - 1
    if index >= len(RETRY_MINUTES):
        return None
    return timedelta(minutes=RETRY_MINUTES[index])


@contextlib.contextmanager
def watch(session: Any, attempt: Attempt, note: Callable[[], None]) -> Iterator[None]:
    """Observe the DATA phase of an `smtplib.SMTP` session.

    Args:
        session: the session. One without a DATA phase is not observed.
        attempt: the attempt to update.
        note: called before the phase begins, and again when the server has accepted. An
            exception in the first call prevents the phase.

    Yields:
        None, while the session is observed.
    """
    original = getattr(session, "data", None)
    if original is None:
        yield
        return

    def data(message: Any) -> tuple[int | None, bytes]:
        note()
        attempt.has_begun = True
        try:
            attempt.code, text = original(message)
        except smtplib.SMTPResponseException as refusal:
            attempt.code = refusal.smtp_code
            raise
        if attempt.is_accepted:
            note()
        return attempt.code, text

    session.data = data
    try:
        yield
    finally:
        del session.data


def classify(error: BaseException) -> Failure:
    """Return what an exception of an SMTP attempt means.

    RFC 5321, 4.2.1: 4yz may succeed later, 5yz will not. Errors that are no answer
    about this message (no connection, a refused login, a fault of our own) may also
    succeed later.

    Args:
        error: exception that ended the attempt.

    Returns:
        The failure. Its reason has at most `MAX_REASON` characters.
    """
    for cause in causes(error):
        if isinstance(cause, smtplib.SMTPRecipientsRefused):
            replies = list(cause.recipients.values())
            is_temporary = any(not _is_permanent(code) for code, _text in replies)
            return Failure(_reason(*replies[0]), is_temporary)
        if isinstance(cause, smtplib.SMTPResponseException):
            reason = _reason(cause.smtp_code, cause.smtp_error)
            is_login = isinstance(cause, smtplib.SMTPAuthenticationError)
            is_greeting = isinstance(cause, smtplib.SMTPHeloError)
            is_ours = is_login or is_greeting
            kind = "login" if is_login or cause.smtp_code in LOGIN_CODES else "answer"
            return Failure(reason, is_ours or not _is_permanent(cause.smtp_code), kind)
        # The server lacks SMTPUTF8, or the address is not ASCII.
        if isinstance(cause, smtplib.SMTPNotSupportedError | UnicodeEncodeError):
            return Failure(_bounded(str(cause)), is_temporary=False)
        if isinstance(cause, OSError):
            error, kind = cause, "unreachable"
            break
    else:
        kind = "fault"
    # The text of any other exception may quote the message.
    words = getattr(error, "strerror", None)
    reason = ": ".join(filter(None, [type(error).__name__, words]))
    return Failure(_bounded(reason), is_temporary=True, kind=kind)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and its causes, the nearest first.

    Args:
        error: the exception, or None for nothing.

    Yields:
        The exception, then each `__cause__` or `__context__` once.
    """
    seen = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_permanent(code: int) -> bool:
    return code >= 500 and code not in LOGIN_CODES


def _reason(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return _bounded(f"{code} {words}")


def _bounded(text: str) -> str:
    return " ".join(text[: 2 * MAX_REASON].split())[:MAX_REASON]
