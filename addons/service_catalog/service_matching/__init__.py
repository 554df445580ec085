from .elsewhere import Elsewhere
from .entry import Entry, Hit, Judgement
from .matcher import CERTAIN_SCORE, ServiceMatcher
from .second_opinion import SecondOpinion
from .words import is_named
