"""The probability that a suggested service is the right one.

By words alone, it follows from how strong the evidence for the best service is, and how
far it leads. With a second opinion on the meaning of the text, both are weighed for
each service, and the shares of all are the probabilities.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Logistic regression on the part of the messages of `./dev bench suggest` that may be
# tuned to; it fits anew, and prints both (see devkit/bench/calibration.py).
CHANCE, STRENGTH, LEAD, OURS = -8.57, 2.66, 6.2, 9.68
# Conditional logit on residents' messages of the example, each batch by an author whose
# other messages were left out: what the words say as a share of the best service's
# strength, its logarithm and itself, and the logarithm of the second opinion; made a
# fifth larger, so that of the certain ones 98 in 100 are right.
SHARE, LOGARITHM, EVIDENCE, MEANING = 2.39, 1.13, 1.95, 0.631
FLOOR = 0.05  # strength that counts as none
LEAST_OPINION = -12.0
# What is not the council's has fewer phrases than there are such matters. As large as
# it may be with one message in a hundred that is the council's lost to it.
ELSEWHERE = 3.36


@dataclass(frozen=True)
class Signals:
    """What the score of the best service depends on, by words alone.

    Args:
        strength: logarithm of the strength of its evidence.
        lead: its lead over the next service, as a share of its strength.
        ours: its lead over matters that are not the council's, likewise; negative where
            they have more evidence.
    """

    strength: float
    lead: float
    ours: float

    @classmethod
    def of(cls, strengths: list[float], others: float) -> "Signals":
        """Return the signals for strengths in falling order, of one service at least.

        Args:
            strengths: strengths of the services.
            others: strength of matters that are not the council's.

        Returns:
            The signals.
        """
        first, *rest = strengths
        following = rest[0] if rest else 0.0
        return cls(math.log(first), 1 - following / first, 1 - others / first)

    def probability(self) -> float:
        """Return the probability that the best service is right.

        Returns:
            A number from 0 to 1.
        """
        logit = CHANCE + STRENGTH * self.strength + LEAD * self.lead + OURS * self.ours
        return 1 / (1 + math.exp(-logit))


def by_words(strengths: list[float], others: float) -> list[float]:
    """Return the probability of each service, for strengths in falling order.

    The first one's comes from its signals. The others share the rest by the squares of
    their strengths; none exceeds the first.

    Args:
        strengths: strengths of the services.
        others: strength of matters that are not the council's.

    Returns:
        The probabilities, in the same order.
    """
    if not strengths:
        return []
    chance = Signals.of(strengths, others).probability()
    shares = [strength**2 for strength in strengths[1:]]
    left = ((1 - chance) * share / sum(shares) for share in shares)
    return [chance, *(min(chance, part) for part in left)]


def with_opinion(
    strengths: Mapping[int, float], opinion: Mapping[int, float], others: set[int]
) -> dict[int, float]:
    """Return the probability of each service by words and by a second opinion.

    Args:
        strengths: strength of the evidence by number of the service.
        opinion: logarithm of the probability by number, of all services known to it.
        others: numbers of matters that are not the council's.

    Returns:
        The probability by number, of all services.
    """
    best = max(strengths.values(), default=0.0) or 1.0
    # A service that is newer than the opinion has the usual one.
    usual = sum(opinion.values()) / max(len(opinion), 1)
    utilities = {}
    for number in strengths.keys() | opinion.keys():
        strength = strengths.get(number, 0.0)
        meaning = max(opinion.get(number, usual), LEAST_OPINION)
        utilities[number] = (
            SHARE * strength / best
            + LOGARITHM * math.log(strength + FLOOR)
            + EVIDENCE * strength
            + MEANING * meaning
            + ELSEWHERE * (number in others)
        )
    top = max(utilities.values(), default=0.0)
    powers = {number: math.exp(one - top) for number, one in utilities.items()}
    total = sum(powers.values())
    return {number: power / total for number, power in powers.items()}
