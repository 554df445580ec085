"""Questions of services and the validation of answers, without the ORM."""

from .changes import Changes, changes
from .check import Checked, check
from .datatypes import Reader, Takes, moment, register
from .files import File, examine, open_photograph
from .question import Condition, Fault, Option, Question, read_form
from .script import Reply, Step, follow, is_answer, read_script, replies_by_step
from .shown import shown

__all__ = [
    "Changes",
    "Checked",
    "Condition",
    "Fault",
    "File",
    "Option",
    "Question",
    "Reader",
    "Reply",
    "Step",
    "Takes",
    "changes",
    "check",
    "examine",
    "follow",
    "is_answer",
    "moment",
    "open_photograph",
    "read",
    "read_script",
    "register",
    "replies_by_step",
    "shown",
]
