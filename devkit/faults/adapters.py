"""Malformed payloads for the plain parsers, in process and without a database."""

import contextlib
from datetime import UTC, datetime

from ..place import ADDONS
from .collecting import Collected, collect
from .samples import emails, parameters

# A parser that takes longer for a payload of less than 2 MB does not scale.
MAX_SECONDS = 5.0


def run(count: int, seed: int) -> dict[str, Collected]:
    """Parse `count` payloads with each adapter."""
    calls = {**_email_calls(), **_open311_calls()}
    return {
        name: collect(strategy, call, count, seed)
        for name, (strategy, call) in calls.items()
    }


def _email_calls() -> dict:
    _find_addons()
    from odoo.addons.channel_gateway.adapters import clues, email, markup, quoting

    def text(raw: bytes) -> str:
        return raw.decode("utf-8", "replace")

    def read(raw: bytes) -> None:
        contact = email.read(raw)
        if "\0" in contact.text + contact.subject + contact.sender:
            raise ValueError("NUL in what is to be stored")

    return {
        "email.key": (emails(), lambda raw: email.key(raw) and None),
        "email.read": (emails(), read),
        "clues.read": (emails(), lambda raw: clues.read(text(raw), "GB") and None),
        "quoting.split": (emails(), lambda raw: quoting.split(text(raw)) and None),
        "markup.text": (emails(), lambda raw: markup.text(text(raw)) and None),
    }


def _open311_calls() -> dict:
    _find_addons()
    from odoo.addons.channel_gateway.open311 import parse, repeats
    from odoo.addons.channel_gateway.open311.problems import Problem

    def report(pairs: list) -> None:
        repeats.fingerprint(pairs)
        with contextlib.suppress(Problem):
            parse.report(parse.parameters(pairs))

    def listing(pairs: list) -> None:
        with contextlib.suppress(Problem):
            parse.listing(parse.parameters(pairs), datetime.now(UTC))

    return {
        "open311 report": (parameters(), report),
        "open311 listing": (parameters(), listing),
    }


def _find_addons() -> None:
    import odoo.addons

    if str(ADDONS) not in odoo.addons.__path__:
        odoo.addons.__path__.append(str(ADDONS))
