"""Answers to a question for an allotment plot, such as B7; no ORM in here."""

import re

from odoo.addons.service_catalog.forms import Fault, Question, Reader, register

PLOT = re.compile(r"([A-Z]) ?(\d{1,3})")


def read_plot(_reader: Reader, _question: Question, text: str) -> str | Fault:
    """Return a plot in one spelling, or why it is none.

    >>> read_plot(None, None, "b 7")
    'B7'
    """
    found = PLOT.fullmatch(text.upper())
    return f"{found[1]}{found[2]}" if found else Fault("not_plot", {"word": text[:80]})


register("plot", read_plot)
