"""A report that is sent twice is one report.

The specification knows no idempotence, and phones resend when an answer is lost. Two
rules, the first that applies:

1. A client that sends an `Idempotency-Key` header decides itself: the same key is the
   same report, for ever.
2. Else the same client sending the same parameters again within `WINDOW` means the
   same report. `device_id` is one of the parameters, so two phones that write the same
   words are two reports; the API key is not, as it may be renewed.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)


def fingerprint(pairs: Iterable[tuple[str, str]]) -> str:
    """A digest of what was sent, whatever the order and whether empty or absent."""
    said = sorted((name, value) for name, value in pairs if value and name != "api_key")
    return _digest("report", repr(said))


def key_of(idempotency_key: str) -> str:
    """The row's key for the client's own `idempotency_key`."""
    return _digest("key", idempotency_key)


def keys(print_: str, now: datetime) -> tuple[str, str]:
    """The row's keys for this report now and for the same one a moment ago.

    A key stands for a period of `WINDOW`, so that the database itself refuses two at
    once; a repeat may fall into the next period, hence the second key.
    """
    period = int(now.timestamp() // WINDOW.total_seconds())
    return (
        _digest(print_, str(period)),
        _digest(print_, str(period - 1)),
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:40]
