"""Pages for screens that are driven by a few keys, without the ORM."""

from .choices import Shown, show
from .pad import ALPHABETS, BACK, CLEAR, as_moment, press
from .seal import Seal
from .state import State
from .steps import Step, plan, unanswerable

__all__ = [
    "ALPHABETS",
    "BACK",
    "CLEAR",
    "Seal",
    "Shown",
    "State",
    "Step",
    "as_moment",
    "plan",
    "press",
    "show",
    "unanswerable",
]
