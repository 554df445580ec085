"""Senders that behave as mail servers and apps do: they retry until accepted."""

import contextlib
import itertools
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import requests

from .council import API_KEY, EMAIL_TOKEN, Council
from .load import OPEN311, Item

SENDERS = 4
TIMEOUT_SECONDS = 90
# Seconds after which a sender gives up; a mail server waits for days.
PATIENCE_SECONDS = 900
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 3.0
# Odoo's own response while it cannot open its database at start:
# `odoo.http.NOT_FOUND_NODB`.
NO_DATABASE = (
    "No database is selected and the requested URL was not found in the server-wide"
    " controllers."
)

# What an Open311 client is told of its report; empty for an e-mail.
Receipt = dict[str, str]


class Temporary(Exception):
    """Not accepted now; the sender retries."""


class Permanent(Exception):
    """Rejected; the sender must not retry."""


class Senders:
    """Deliver items, `SENDERS` at a time, and record the results.

    Attributes:
        accepted: when each item was accepted, in seconds of the monotonic clock.
        receipts: responses to Open311 clients, by the item's number.
        refused: responses to rejected items, by the item's number.
        given_up: numbers of items that were not accepted in time.
        retries: number of temporary failures of each kind.
    """

    def __init__(self, council: Council) -> None:
        self.council = council
        self.accepted: dict[int, float] = {}
        self.receipts: dict[int, Receipt] = {}
        self.refused: dict[int, str] = {}
        self.given_up: list[int] = []
        self.retries: Counter[str] = Counter()
        self._lock = threading.Lock()

    def deliver(self, items: Iterable[Item], least_pause: float = 0.0) -> None:
        """Deliver items, with at least `least_pause` seconds between two of them."""
        began = time.monotonic()

        def deliver_at(index: int, item: Item) -> None:
            time.sleep(max(0.0, began + index * least_pause - time.monotonic()))
            self._deliver_one(item)

        with ThreadPoolExecutor(max_workers=SENDERS) as pool:
            for _done in pool.map(deliver_at, itertools.count(), items):
                pass

    def _deliver_one(self, item: Item) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        for attempt in itertools.count():
            try:
                receipt = self._attempt(item)
            except Temporary as failure:
                with self._lock:
                    self.retries[str(failure)] += 1
            except Permanent as refusal:
                self.refused[item.number] = str(refusal)
                return
            else:
                self.receipts[item.number] = receipt
                self.accepted[item.number] = time.monotonic()
                return
            if time.monotonic() > deadline:
                self.given_up.append(item.number)
                return
            time.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempt, 5)))

    def _attempt(self, item: Item) -> Receipt:
        if item.kind == OPEN311:
            return post_report(self.council, item)
        return send_email(self.council.relay_port, item)


def send_email(port: int, item: Item) -> Receipt:
    """Send an e-mail to the relay by SMTP.

    Args:
        port: port of the relay.
        item: the e-mail.

    Returns:
        An empty receipt.

    Raises:
        Temporary, Permanent: when it was not accepted.
    """
    try:
        smtp = smtplib.SMTP("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    except (OSError, smtplib.SMTPException) as error:
        raise Temporary(f"SMTP: {type(error).__name__}") from error
    try:
        smtp.sendmail(item.address, ["contact@example.org"], item.as_bytes())
    except smtplib.SMTPResponseException as answer:
        raise _smtp_failure(answer.smtp_code, answer.smtp_error) from answer
    except smtplib.SMTPRecipientsRefused as answer:
        ((code, words),) = answer.recipients.values()
        raise _smtp_failure(code, words) from answer
    except (OSError, smtplib.SMTPException) as error:
        raise Temporary(f"SMTP: {type(error).__name__}") from error
    finally:
        # The response 250 to DATA means acceptance, whatever follows.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            smtp.quit()
    return {}


def _smtp_failure(code: int, words: bytes | str) -> Temporary | Permanent:
    if 500 <= code < 600:
        said = words if isinstance(words, str) else words.decode(errors="replace")
        return Permanent(f"SMTP {code} {said}")
    return Temporary(f"SMTP {code}")


def post_report(council: Council, item: Item) -> Receipt:
    """Post an Open311 report.

    Args:
        council: the running product.
        item: the report.

    Returns:
        The receipt.

    Raises:
        Temporary, Permanent: when it was not accepted.
    """
    answer = _post(
        f"{council.url}/open311/v2/requests.json",
        data={"api_key": API_KEY, **item.form()},
        headers={"Idempotency-Key": item.key},
    )
    receipt: Receipt = answer.json()[0]
    return receipt


def post_email(
    council: Council, item: Item, endpoint: str, token: str = EMAIL_TOKEN
) -> int:
    """Post an e-mail to an endpoint, as the relay does; return the row's id."""
    answer = _post(
        f"{council.url}/channel/mail/{council.endpoints[endpoint]}",
        data=item.as_bytes(),
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "message/rfc822",
        },
    )
    row: int = answer.json()["message"]
    return row


def _post(
    url: str, *, data: bytes | dict[str, str], headers: dict[str, str]
) -> requests.Response:
    try:
        answer = requests.post(url, data=data, headers=headers, timeout=TIMEOUT_SECONDS)
    except requests.RequestException as error:
        raise Temporary(f"HTTP: {type(error).__name__}") from error
    if answer.status_code == 429 or answer.status_code >= 500:
        raise Temporary(f"HTTP {answer.status_code}")
    if answer.status_code == 404 and NO_DATABASE in answer.text:
        raise Temporary("HTTP 404, Odoo has no database")
    if answer.status_code != 200:
        raise Permanent(f"HTTP {answer.status_code} {answer.text[:300]}")
    return answer
