"""Malformed payloads for the plain parsers, in process and without a database."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from ..place import ADDONS
from .collecting import Collected, Pairs, collect
from .samples import emails, parameters

# A parser that takes longer for a payload of less than 2 MB does not scale.
MAX_SECONDS = 5.0

# Calls a parser with a number of payloads, of a seed.
Collect = Callable[[int, int], Collected]


def run(count: int, seed: int) -> dict[str, Collected]:
    """Parse `count` payloads with each adapter."""
    calls = {**_email_calls(), **_open311_calls()}
    return {name: collected(count, seed) for name, collected in calls.items()}


def _email_calls() -> dict[str, Collect]:
    _find_addons()
    if TYPE_CHECKING:
        from channel_gateway.adapters import clues, email, markup, quoting
    else:
        from odoo.addons.channel_gateway.adapters import clues, email, markup, quoting

    def text(raw: bytes) -> str:
        return raw.decode("utf-8", "replace")

    def read(raw: bytes) -> None:
        contact = email.parse_email(raw)
        if "\0" in contact.text + contact.subject + contact.sender:
            raise ValueError("NUL in what is to be stored")

    def of_emails(call: Callable[[bytes], object]) -> Collect:
        return partial(collect, emails(), _without_result(call))

    return {
        "email.key": of_emails(email.key),
        "email.content_key": of_emails(email.content_key),
        "email.outline": of_emails(email.outline),
        "email.read": of_emails(read),
        "clues.find_clues": of_emails(lambda raw: clues.find_clues(text(raw), "GB")),
        "quoting.split": of_emails(lambda raw: quoting.split(text(raw))),
        "markup.text": of_emails(lambda raw: markup.text(text(raw))),
    }


def _without_result(call: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """Return a call of which only exceptions are problems."""

    def silent(raw: bytes) -> None:
        call(raw)

    return silent


def _open311_calls() -> dict[str, Collect]:
    _find_addons()
    if TYPE_CHECKING:
        from channel_gateway.open311 import parse, repeats
        from channel_gateway.open311.problems import Problem
    else:
        from odoo.addons.channel_gateway.open311 import parse, repeats
        from odoo.addons.channel_gateway.open311.problems import Problem

    def report(pairs: Pairs) -> None:
        repeats.fingerprint(pairs)
        with contextlib.suppress(Problem):
            parse.report(parse.parameters(pairs))

    def listing(pairs: Pairs) -> None:
        with contextlib.suppress(Problem):
            parse.listing(parse.parameters(pairs), datetime.now(UTC))

    return {
        "open311 report": partial(collect, parameters(), report),
        "open311 listing": partial(collect, parameters(), listing),
    }


def _find_addons() -> None:
    import odoo.addons

    if str(ADDONS) not in odoo.addons.__path__:
        odoo.addons.__path__.append(str(ADDONS))
