"""Actions of staff on the messages that are left to them."""

from collections.abc import Mapping

import requests

from .council import Council
from .outgoing import Delivery

LOGIN = "officer"
TIMEOUT_SECONDS = 90
# Reasons why the product leaves a message to staff.
SET_ASIDE, POSSIBLY_SENT = "set aside after two deaths", "possibly sent"
# One message may be left to staff for each of so many faults, or part of them.
FAULTS_FOR_EACH = 50
SET_ASIDE_ROWS = """
    SELECT id FROM channel_message
    WHERE direction = 'in' AND state = 'failed' AND id > %s
    AND error LIKE 'The server stopped %% times while it read this message%%'
"""
POSSIBLY_SENT_ROWS = """
    SELECT id, external_id FROM channel_message
    WHERE direction = 'out' AND state = 'uncertain' AND id > %s
"""


def settle(
    council: Council, deliveries: list[Delivery], start: int
) -> dict[str, list[int]]:
    """Do what staff do with the messages left to them.

    They retry a message that was set aside. If it is uncertain whether a message was
    sent, they ask the constituent: it is sent again if the outgoing server has no
    record of it, and otherwise confirmed as sent.

    Args:
        council: the running product.
        deliveries: the outgoing e-mails.
        start: the highest id of earlier messages, which do not count.

    Returns:
        Ids of the messages by the reason why they were left to staff.
    """
    arrived = {delivery.message_id for delivery in deliveries}
    aside = [row for (row,) in council.query(SET_ASIDE_ROWS, (start,))]
    sent = dict(council.query(POSSIBLY_SENT_ROWS, (start,)))
    lost = [row for row, message_id in sent.items() if message_id not in arrived]
    known = [row for row in sent if row not in lost]
    with requests.Session() as session:
        for rows, button in (
            (aside, "action_retry"),
            (lost, "action_retry"),
            (known, "action_confirm_sent"),
        ):
            if rows:
                _press(session, council, rows, button)
    return {SET_ASIDE: aside, POSSIBLY_SENT: list(sent)}


def max_left(faults: int) -> int:
    """Return how many messages may be left to staff after so many faults."""
    return -(-faults // FAULTS_FOR_EACH)


def _press(
    session: requests.Session, council: Council, rows: list[int], button: str
) -> None:
    """Call a button's method on messages, as Odoo's web client does."""
    user = {"db": council.database, "login": LOGIN, "password": LOGIN}
    _call(session, council, "/web/session/authenticate", user)
    call = {"model": "channel.message", "method": button, "args": [rows], "kwargs": {}}
    _call(session, council, f"/web/dataset/call_button/channel.message/{button}", call)


def _call(
    session: requests.Session,
    council: Council,
    path: str,
    parameters: Mapping[str, object],
) -> None:
    answer = session.post(
        council.url + path,
        json={"jsonrpc": "2.0", "params": parameters},
        timeout=TIMEOUT_SECONDS,
    ).json()
    if "error" in answer:
        raise RuntimeError(f"{path}: {answer['error']['data']['message']}")
