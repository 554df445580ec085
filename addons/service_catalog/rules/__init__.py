from .case import Case, Conditions
from .officers import choose
from .routing import Decision, RoutingRule, Step, evaluate_rules
