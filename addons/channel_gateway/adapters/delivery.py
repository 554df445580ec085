"""One attempt to hand a message to a mail or SMS server, and how it ended.

A server is responsible for a message as soon as it has answered the DATA phase with
250 (RFC 5321, 6.1). Before that phase nothing was handed over, after the answer all is
known. Only when the answer is missing nobody knows: the attempt is uncertain.
"""

import contextlib
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

# Minutes after the first, second, … attempt that failed. RFC 5321, 4.5.4.1: retries are
# delayed, and go on for days. These end after 46 hours.
RETRY_MINUTES = (1, 5, 15, 60, 240, 480, 480, 480, 480, 520)
MAX_REASON = 300
# RFC 4954, 6: it is our login that is refused, not the message or its recipient.
LOGIN_CODES = {454, 530, 534, 535, 538}
ACCEPTED = 250


@dataclass
class Attempt:
    """What is known of an attempt while it goes on."""

    number: int = 1
    has_begun: bool = False
    code: int | None = None

    @property
    def is_accepted(self) -> bool:
        return self.code == ACCEPTED

    @property
    def is_uncertain(self) -> bool:
        return self.has_begun and self.code is None


@dataclass(frozen=True)
class Failure:
    """Why a message was not accepted, and whether a later attempt may succeed.

    Attributes:
        reason: for whoever keeps the system: a server's answer, or an exception.
        kind: "answer" for what a server says of this message, "login" for what it says
            of ours, "unreachable" where none has answered, and "fault" of our own.
    """

    reason: str
    is_temporary: bool
    kind: str = "answer"


def retry_delay(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts; None to give up."""
    index = max(attempts, 1) - 1
    if index >= len(RETRY_MINUTES):
        return None
    return timedelta(minutes=RETRY_MINUTES[index])


@contextlib.contextmanager
def watch(session: Any, attempt: Attempt, note: Callable[[], None]) -> Iterator[None]:
    """Observe the DATA phase of an `smtplib.SMTP` session.

    Args:
        session: the session; one without a DATA phase is not observed.
        attempt: is kept up to date.
        note: is called before the phase begins, and again when the server has
            accepted. An exception of the first call prevents the phase.
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
    """Return what an exception of an attempt by SMTP means.

    RFC 5321, 4.2.1: 4yz may succeed later, 5yz will not. Whatever is no answer about
    this message (no connection, a login that is refused, a fault of our own) may also
    succeed later.
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
        # SMTPUTF8 is not supported, or the address is no ASCII.
        if isinstance(cause, smtplib.SMTPNotSupportedError | UnicodeEncodeError):
            return Failure(_bounded(str(cause)), is_temporary=False)
        if isinstance(cause, OSError):
            error, kind = cause, "unreachable"
            break
    else:
        kind = "fault"
    # What any other exception says may hold what the message says.
    words = getattr(error, "strerror", None)
    reason = ": ".join(filter(None, [type(error).__name__, words]))
    return Failure(_bounded(reason), is_temporary=True, kind=kind)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and what it was raised from, the nearest first."""
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
