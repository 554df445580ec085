"""What a service asks, and what is made of what was answered; no ORM in here."""

from .check import Checked, check
from .datatypes import moment
from .files import File, examine
from .question import Condition, Fault, Option, Question, read
from .shown import shown

__all__ = [
    "Checked",
    "Condition",
    "Fault",
    "File",
    "Option",
    "Question",
    "check",
    "examine",
    "moment",
    "read",
    "shown",
]
