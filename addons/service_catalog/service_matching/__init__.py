from .matcher import CERTAIN_SCORE, Entry, ServiceMatcher, Hit
