from .case import ANSWERS_KEY, Case, Conditions
from .officers import choose
from .routing import Decision, RoutingRule, Step, evaluate_rules
