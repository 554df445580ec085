"""Answers to questions for an allotment plot, such as B7, without the ORM."""

import re

from odoo.addons.service_catalog.forms import Fault, Question, Reader, register

PLOT = re.compile(r"([A-Z]) ?(\d{1,3})")


def read_plot(_reader: Reader, _question: Question, text: str) -> str | Fault:
    """Return a plot in normal form, or why it is invalid.

    >>> read_plot(None, None, "b 7")
    'B7'

    Args:
        text: the answer.
        _reader: unused.
        _question: unused.

    Returns:
        A letter and a number, or a `Fault`.
    """
    found = PLOT.fullmatch(text.upper())
    return f"{found[1]}{found[2]}" if found else Fault("not_plot", {"word": text[:80]})


register("plot", read_plot)
