"""Detection of reports that were sent twice.

The specification has no idempotence, and phones resend when a response is lost. The
first rule that applies counts:

1. A client may send an `Idempotency-Key` header. The same key then always means the
   same report.
2. Otherwise the same parameters within `WINDOW` mean the same report. `device_id` is
   one of the parameters, so that two phones with the same text are two reports. The API
   key is excluded, because it may be renewed.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)


def fingerprint(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a digest of a report's parameters, independent of their order.

    Args:
        pairs: names and values. Empty values count as absent, and `api_key` is ignored.

    Returns:
        40 hexadecimal digits.
    """
    given = sorted(
        (name, value) for name, value in pairs if value and name != "api_key"
    )
    return _digest("report", repr(given))


def key_of(idempotency_key: str) -> str:
    """Return the stored key for a client's `Idempotency-Key`.

    Args:
        idempotency_key: value of the header.

    Returns:
        40 hexadecimal digits.
    """
    return _digest("key", idempotency_key)


def digest_of(content: bytes) -> str:
    """Return a digest of an uploaded file.

    Args:
        content: bytes of the file.

    Returns:
        40 hexadecimal digits.
    """
    return hashlib.sha256(content).hexdigest()[:40]


def keys(digest: str, now: datetime) -> tuple[str, str]:
    """Return the stored keys of a report for the current and the previous period.

    A key stands for a period of `WINDOW`, so that a unique constraint refuses two at
    once. A repeat may fall into the next period, hence the second key.

    Args:
        digest: result of `fingerprint`.
        now: current time.

    Returns:
        The key of the current period and that of the previous one.
    """
    period = int(now.timestamp() // WINDOW.total_seconds())
    return (
        _digest(digest, str(period)),
        _digest(digest, str(period - 1)),
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:40]
