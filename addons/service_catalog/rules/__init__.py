from .case import Case, Conditions
from .routing import Decision, RoutingRule, Step, walk
